//! The lab's folder: what a lab makes there, and when it starts afresh.

use std::path::{Path, PathBuf};

use crate::data_directory::{DataDirectoryError, write_private};

/// What a lab makes in its folder. Nothing else there is ever touched.
const FOLDERS: &[&str] = &["apps", "certificates", "config", "keys", "logs"];
const FILES: &[&str] = &["lab.json", "lab.json.new", COMPLETE];
/// Databases, with the files that SQLite keeps beside them.
const DATABASES: &[&str] = &["broadworks.db", "cloud.db"];
/// The lock that every deployment leaves in its folder.
const LOCK: &str = "lineman.lock";
/// Says that everybody has been provisioned without a fault, so that a later lab may go on.
const COMPLETE: &str = "lab.provisioned";

/// Something of the lab's names that no lab made, if there is any: starting afresh would remove
/// it. Ask before the folder is taken.
pub(crate) fn strangers_files(data: &Path) -> Option<PathBuf> {
    if data.join(LOCK).exists() {
        return None;
    }
    let entries = std::fs::read_dir(data).ok()?;
    entries.flatten().find(|entry| is_ours(&entry.file_name())).map(|entry| entry.path())
}

/// Removes what a lab left.
pub(crate) fn clear(data: &Path) -> Result<(), DataDirectoryError> {
    let wrap = |path: &Path| {
        let path = path.to_path_buf();
        move |source| DataDirectoryError::Io { doing: "clearing", path, source }
    };
    for entry in std::fs::read_dir(data).map_err(wrap(data))? {
        let entry = entry.map_err(wrap(data))?;
        if !is_ours(&entry.file_name()) {
            continue;
        }
        let path = entry.path();
        if entry.file_type().map_err(wrap(&path))?.is_dir() {
            std::fs::remove_dir_all(&path).map_err(wrap(&path))?;
        } else {
            std::fs::remove_file(&path).map_err(wrap(&path))?;
        }
    }
    Ok(())
}

/// Whether everybody is provisioned here.
pub(crate) fn is_complete(data: &Path) -> bool {
    data.join(COMPLETE).exists()
}

/// Everybody is provisioned.
pub(crate) fn mark_complete(data: &Path) -> Result<(), DataDirectoryError> {
    write_private(&data.join(COMPLETE), b"")
}

fn is_ours(name: &std::ffi::OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    FOLDERS.contains(&name)
        || FILES.contains(&name)
        || DATABASES.iter().any(|database| name.starts_with(database))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_lab_made_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        for name in ["logs/as/PSLog.txt", "keys/a", "cloud.db-wal", "lab.json", "mine/x", "y"] {
            write_private(&data.join(name), b"x").unwrap();
        }
        assert!(strangers_files(data).is_some(), "no lab was here");
        write_private(&data.join(LOCK), b"").unwrap();
        assert_eq!(strangers_files(data), None);
        clear(data).unwrap();
        let mut left: Vec<_> = std::fs::read_dir(data)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, [LOCK, "mine", "y"]);
    }

    #[test]
    fn an_empty_folder_and_none_at_all_are_fine() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(strangers_files(folder.path()), None);
        assert_eq!(strangers_files(&folder.path().join("none")), None);
        assert!(!is_complete(folder.path()));
        mark_complete(folder.path()).unwrap();
        assert!(is_complete(folder.path()));
    }
}
