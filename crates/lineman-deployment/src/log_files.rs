//! Log files on disk, and their names.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lineman_logs::LogSink;
use lineman_model::Timestamp;
use thiserror::Error;

/// A log file could not be made.
#[derive(Debug, Error)]
#[error("opening the log file {path}: {source}")]
pub struct LogFileError {
    path: PathBuf,
    source: std::io::Error,
}

impl LogFileError {
    pub(crate) fn new(path: &Path, source: std::io::Error) -> Self {
        Self { path: path.to_path_buf(), source }
    }
}

/// A log file. Every record is handed to the operating system at once, so that a killed process
/// leaves whole records and the live ladder sees them.
#[derive(Debug)]
pub struct LogFile {
    path: PathBuf,
    file: Mutex<File>,
}

impl LogFile {
    /// Opens `path` for appending and makes its folder.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn open(path: &Path) -> Result<Arc<Self>, LogFileError> {
        let wrap = |source| LogFileError { path: path.to_path_buf(), source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(wrap)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(wrap)?;
        Ok(Arc::new(Self { path: path.to_path_buf(), file: Mutex::new(file) }))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl LogSink for LogFile {
    fn append(&self, record: &str) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(record.as_bytes()) {
            // A full disk must not stop calls; the operator hears of it on the service's own log.
            tracing::error!(path = %self.path.display(), %error, "writing a log record");
        }
    }
}

/// `PSLog2026.01.31-23.59.59.txt`: prefix and start time (log-formats.md 1.2), in UTC as our
/// stamps are.
#[must_use]
pub fn dated_name(prefix: &str, start: Timestamp) -> String {
    let Some((moment, _)) = start.civil() else { return format!("{prefix}.txt") };
    format!(
        "{prefix}{:04}.{:02}.{:02}-{:02}.{:02}.{:02}.txt",
        moment.year(),
        moment.month(),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second()
    )
}

/// Whether a name is one that [`dated_name`] gives for this prefix.
pub(crate) fn is_dated_name(prefix: &str, name: &str) -> bool {
    let Some(stamp) = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(".txt")) else {
        return false;
    };
    let form = "0000.00.00-00.00.00";
    stamp.len() == form.len()
        && stamp.bytes().zip(form.bytes()).all(|(byte, like)| match like {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

/// A user id as a folder name: bytes outside `[A-Za-z0-9._@-]` percent-encoded (design.md section
/// 4). A name of dots only is encoded too, so that nothing leaves the folder.
#[must_use]
pub fn folder_name(user_id: &str) -> String {
    use std::fmt::Write as _;
    let only_dots = user_id.bytes().all(|byte| byte == b'.');
    user_id.bytes().fold(String::new(), |mut name, byte| {
        if !only_dots && (byte.is_ascii_alphanumeric() || b"._@-".contains(&byte)) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_vendor() {
        let start = Timestamp::from_millis(1_461_797_392_686);
        assert_eq!(dated_name("PSLog", start), "PSLog2016.04.27-22.49.52.txt");
    }

    #[test]
    fn folder_names_cannot_leave_the_folder() {
        assert_eq!(folder_name("u1@example.com"), "u1@example.com");
        assert_eq!(folder_name("a/b é"), "a%2Fb%20%C3%A9");
        assert_eq!(folder_name(".."), "%2E%2E");
    }

    #[test]
    fn records_are_appended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("as/PSLog.txt");
        LogFile::open(&path).unwrap().append("one\n");
        LogFile::open(&path).unwrap().append("two\n");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntwo\n");
    }
}
