//! Opens a path only if it is a file, and never waits for a writer.

use std::fs::{self, File, Metadata, OpenOptions};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use crate::name::display_path;
use crate::refusal::{Refusal, SpecialFile};

/// A file's identity: two names with the same one are the same file.
pub(crate) type FileId = (u64, u64);

/// What stands behind a path, links followed.
#[derive(Debug)]
pub(crate) enum Found {
    /// A plain file and its size.
    File(FileId, u64),
    /// A folder.
    Folder(FileId),
}

/// Looks at a path without opening it, so that a pipe or a device is never touched.
pub(crate) fn look(path: &Path) -> Result<Found, Refusal> {
    let metadata = fs::metadata(path).map_err(|error| {
        match (Refusal::from_io(error), fs::read_link(path)) {
            (Refusal::NotFound, Ok(target)) => {
                Refusal::DanglingLink { target: display_path(&target) }
            }
            (refusal, _) => refusal,
        }
    })?;
    found(&metadata)
}

fn found(metadata: &Metadata) -> Result<Found, Refusal> {
    let id = (metadata.dev(), metadata.ino());
    let kind = metadata.file_type();
    if kind.is_dir() {
        Ok(Found::Folder(id))
    } else if kind.is_file() {
        Ok(Found::File(id, metadata.len()))
    } else if kind.is_fifo() {
        Err(Refusal::Special(SpecialFile::Pipe))
    } else if kind.is_socket() {
        Err(Refusal::Special(SpecialFile::Socket))
    } else if kind.is_char_device() || kind.is_block_device() {
        Err(Refusal::Special(SpecialFile::Device))
    } else {
        Err(Refusal::Special(SpecialFile::Other))
    }
}

/// Opens a file that [`look`] found. Between the two calls a pipe may have taken its place, so the
/// open does not block and what was opened is looked at again.
pub(crate) fn open(path: &Path) -> Result<(File, u64), Refusal> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
        .map_err(Refusal::from_io)?;
    let metadata = file.metadata().map_err(Refusal::from_io)?;
    match found(&metadata)? {
        Found::File(_, size) => Ok((file, size)),
        Found::Folder(_) => Err(Refusal::Special(SpecialFile::Other)),
    }
}
