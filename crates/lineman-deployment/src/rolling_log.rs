//! A log of many files, named by prefix and start time: a new one when the old one is full and at
//! midnight (log-formats.md 1.2).

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lineman_logs::LogSink;
use lineman_model::{Clock, Timestamp};

use crate::log_files::{LogFileError, dated_name, is_dated_name};
use crate::log_rules::LogRules;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The log. Every record is handed to the operating system at once and stays in one file.
pub struct RollingLog {
    folder: PathBuf,
    prefix: String,
    rules: LogRules,
    clock: Arc<dyn Clock>,
    current: Mutex<Current>,
}

impl std::fmt::Debug for RollingLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RollingLog {}/{}", self.folder.display(), self.prefix)
    }
}

struct Current {
    file: File,
    name: String,
    bytes: u64,
    day: i64,
}

impl RollingLog {
    /// Opens the first file and makes its folder.
    ///
    /// # Errors
    /// When the folder or the file cannot be made.
    pub fn open(
        folder: &Path,
        prefix: &str,
        rules: LogRules,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, LogFileError> {
        std::fs::create_dir_all(folder).map_err(|source| LogFileError::new(folder, source))?;
        let now = clock.now();
        let name = dated_name(prefix, now);
        let current = Current::open(folder, name, now)?;
        let log = Self {
            folder: folder.to_path_buf(),
            prefix: prefix.to_owned(),
            rules,
            clock,
            current: Mutex::new(current),
        };
        log.remove_oldest();
        Ok(log)
    }

    /// The file that a record of this length belongs into: today's, with room for it.
    fn advance(&self, current: &mut Current, length: u64) {
        let now = self.clock.now();
        let day = day_of(now);
        let full = current.bytes > 0 && current.bytes + length > self.rules.file_bytes;
        if day == current.day && !full {
            return;
        }
        let midnight = Timestamp::from_millis(day * DAY);
        let name = dated_name(&self.prefix, if day == current.day { now } else { midnight });
        // Two files cannot begin in one second; then the full one grows until the next.
        if name == current.name {
            return;
        }
        match Current::open(&self.folder, name, now) {
            Ok(next) => {
                *current = next;
                self.remove_oldest();
            }
            // A record in a file that is too long is better than a lost one.
            Err(error) => tracing::error!(%error, "beginning the next log file"),
        }
    }

    /// Keeps the newest files of this log; the names sort by time.
    fn remove_oldest(&self) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_dated_name(&self.prefix, name))
            .collect();
        names.sort_unstable();
        let surplus = names.len().saturating_sub(self.rules.files.max(1));
        for name in names.iter().take(surplus) {
            if let Err(error) = std::fs::remove_file(self.folder.join(name)) {
                tracing::warn!(file = name, %error, "removing an old log file");
            }
        }
    }
}

impl Current {
    fn open(folder: &Path, name: String, now: Timestamp) -> Result<Self, LogFileError> {
        let path = folder.join(&name);
        let wrap = |source| LogFileError::new(&path, source);
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(wrap)?;
        let bytes = file.metadata().map_err(wrap)?.len();
        Ok(Self { file, name, bytes, day: day_of(now) })
    }
}

impl LogSink for RollingLog {
    fn append(&self, record: &str) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let length = u64::try_from(record.len()).unwrap_or(u64::MAX);
        self.advance(&mut current, length);
        match current.file.write_all(record.as_bytes()) {
            Ok(()) => current.bytes = current.bytes.saturating_add(length),
            // A full disk must not stop calls; the operator hears of it on the service's own log.
            Err(error) => tracing::error!(file = current.name, %error, "writing a log record"),
        }
    }
}

fn day_of(now: Timestamp) -> i64 {
    now.as_millis().div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use lineman_model::ManualClock;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// 2026-01-31 23:59:57.
    fn evening() -> Arc<ManualClock> {
        Arc::new(ManualClock::new(Timestamp::from_millis(1_769_903_997_000)))
    }

    #[test]
    fn a_new_file_begins_when_one_is_full_and_at_midnight() {
        let folder = tempfile::tempdir().unwrap();
        let clock = evening();
        let rules = LogRules { file_bytes: 10, ..LogRules::default() };
        let log = RollingLog::open(folder.path(), "PSLog", rules, clock.clone()).unwrap();
        log.append("12345\n");
        log.append("6789a\n");
        clock.advance_millis(1000);
        log.append("bcdef\n");
        log.append("gh\n");
        clock.advance_millis(2500);
        log.append("next day\n");
        clock.advance_millis(3_600_000);
        log.append("later and far too long for one file\n");
        let expected = [
            // Two files cannot begin in one second.
            ("PSLog2026.01.31-23.59.57.txt", "12345\n6789a\n"),
            ("PSLog2026.01.31-23.59.58.txt", "bcdef\ngh\n"),
            ("PSLog2026.02.01-00.00.00.txt", "next day\n"),
            ("PSLog2026.02.01-01.00.00.txt", "later and far too long for one file\n"),
        ];
        assert_eq!(names(folder.path()), expected.map(|(name, _)| name));
        for (name, text) in expected {
            assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), text, "{name}");
        }
    }

    #[test]
    fn the_oldest_files_of_this_log_go_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let others = [
            "PSLog.txt",
            "PSLog2026.txt",
            "XSLog2020.01.01-00.00.00.txt",
            "PSLog2026.01.31-23.59.57.txt.gz",
        ];
        for name in others {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let clock = evening();
        let rules = LogRules { file_bytes: 1, files: 2, ..LogRules::default() };
        let log = RollingLog::open(folder.path(), "PSLog", rules, clock.clone()).unwrap();
        for _ in 0..5 {
            log.append("record\n");
            clock.advance_millis(1000);
        }
        let left = names(folder.path());
        assert!(others.iter().all(|name| left.iter().any(|other| other == name)), "{left:?}");
        let own: Vec<_> = left.iter().filter(|name| is_dated_name("PSLog", name)).collect();
        assert_eq!(own, ["PSLog2026.02.01-00.00.00.txt", "PSLog2026.02.01-00.00.01.txt"]);
    }

    #[test]
    fn a_restart_within_the_second_goes_on_in_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let clock = evening();
        for text in ["one\n", "two\n"] {
            RollingLog::open(folder.path(), "PSLog", LogRules::default(), clock.clone())
                .unwrap()
                .append(text);
        }
        let name = &names(folder.path())[0];
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), "one\ntwo\n");
    }
}
