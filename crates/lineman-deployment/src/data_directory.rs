//! The folder that a deployment owns: private, and used by one process at a time.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The folder could not be taken.
#[derive(Debug, Error)]
pub enum DataDirectoryError {
    /// Another process holds it.
    #[error("{0} is in use by another lineman; stop it or give another folder")]
    InUse(PathBuf),
    /// The file system refused.
    #[error("{doing} {path}: {source}")]
    Io {
        /// What we were doing.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
}

/// A folder that is ours until this value is dropped.
#[derive(Debug)]
pub struct DataDirectory {
    root: PathBuf,
    // The lock lives as long as the file is open.
    _lock: File,
}

impl DataDirectory {
    /// Makes the folder (0700) if needed and locks it.
    ///
    /// # Errors
    /// When it is in use or cannot be made.
    pub fn take(path: &Path) -> Result<Self, DataDirectoryError> {
        let wrap = |doing, path: &Path| {
            let path = path.to_path_buf();
            move |source| DataDirectoryError::Io { doing, path, source }
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(wrap("creating the folder", path))?;
        let root = path.canonicalize().map_err(wrap("finding the folder", path))?;
        std::fs::set_permissions(&root, std::fs::Permissions::from_mode(0o700))
            .map_err(wrap("protecting the folder", &root))?;
        let lock_path = root.join("lineman.lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&lock_path)
            .map_err(wrap("opening the lock", &lock_path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { root, _lock: lock }),
            Err(std::fs::TryLockError::WouldBlock) => Err(DataDirectoryError::InUse(root)),
            Err(std::fs::TryLockError::Error(source)) => Err(wrap("locking", &lock_path)(source)),
        }
    }

    /// The folder, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// Writes a file that only its owner may read, by rename, so that a reader sees all or nothing.
///
/// # Errors
/// When the file system refuses.
pub fn write_private(path: &Path, content: &[u8]) -> Result<(), DataDirectoryError> {
    let wrap = |doing| {
        let path = path.to_path_buf();
        move |source| DataDirectoryError::Io { doing, path, source }
    };
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(wrap("creating the folder of"))?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let temporary = PathBuf::from(name);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&temporary)
        .map_err(wrap("writing"))?;
    file.write_all(content).map_err(wrap("writing"))?;
    file.sync_all().map_err(wrap("writing"))?;
    std::fs::rename(&temporary, path).map_err(wrap("renaming into"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lab");
        let taken = DataDirectory::take(&path).unwrap();
        assert!(matches!(DataDirectory::take(&path), Err(DataDirectoryError::InUse(_))));
        let mode = std::fs::metadata(taken.root()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        drop(taken);
        DataDirectory::take(&path).unwrap();
    }

    #[test]
    fn private_files_are_private() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("keys/sealing.key");
        write_private(&secret, b"x").unwrap();
        for path in [secret.as_path(), &folder.path().join("keys")] {
            let mode = std::fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
    }
}
