//! Why something was not read, and what to do about it.

use std::fmt;
use std::io;

use thiserror::Error;

/// A kind of file that is no file: reading it may block for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialFile {
    /// A named pipe.
    Pipe,
    /// A Unix socket.
    Socket,
    /// A character or block device.
    Device,
    /// Something else that the system knows.
    Other,
}

impl fmt::Display for SpecialFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pipe => "a named pipe (FIFO)",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Other => "a special file",
        })
    }
}

/// Why something on the way was not read. The text says what to do.
#[derive(Debug, Error)]
pub enum Refusal {
    /// No such path.
    #[error("there is no such file or folder: check the spelling")]
    NotFound,
    /// A symbolic link to nothing.
    #[error(
        "a link that leads nowhere (to {target}): collect the file that it stands for, \
         for example with `cp -L` or `tar -h`"
    )]
    DanglingLink {
        /// Where the link points.
        target: String,
    },
    /// Links that point at each other, or a folder that contains itself.
    #[error("a link that leads back to itself: remove it, or name the file itself")]
    LinkLoop,
    /// The system denies access.
    #[error(
        "access denied: run as a user who may read it, or copy it to a place that you may read"
    )]
    PermissionDenied,
    /// A pipe, socket or device.
    #[error("{0}, not a file, and not read: save the content to a file first")]
    Special(SpecialFile),
    /// The system could not open or read it.
    #[error("could not be read: {0}")]
    Unreadable(#[source] io::Error),
    /// Nothing is in the folder.
    #[error("the folder contains no file: name the folder that holds the logs")]
    EmptyFolder,
    /// More files than [`lineman_model::limits::INPUT_FILES`].
    #[error(
        "more than {limit} files: the rest is not read; name fewer folders, or those that matter"
    )]
    TooManyFiles {
        /// How many are read.
        limit: usize,
    },
    /// Folders nested deeper than [`lineman_model::limits::FOLDER_DEPTH`].
    #[error("folders nested more than {limit} deep: name the inner folder itself")]
    FolderTooDeep {
        /// How deep we look.
        limit: usize,
    },
    /// Archives nested deeper than [`lineman_model::limits::ARCHIVE_DEPTH`].
    #[error("archives nested more than {limit} deep: unpack the outer one first")]
    ArchiveTooDeep {
        /// How deep we look.
        limit: usize,
    },
    /// More members than [`lineman_model::limits::ARCHIVE_MEMBERS`].
    #[error(
        "the archive lists more than {limit} members: the rest is not read; unpack it and name what matters"
    )]
    TooManyMembers {
        /// How many are looked at.
        limit: usize,
    },
    /// The rest of an archive, after it expanded beyond all proportion.
    #[error("{0}: the rest of the archive is not read; unpack it by hand if you trust it")]
    Expansion(String),
    /// A member that needs a password.
    #[error("protected with a password: unpack it first and name the unpacked files")]
    PasswordProtected,
    /// A compression that we do not read.
    #[error(
        "packed with a method that is not read ({0}): unpack it first and name the unpacked files"
    )]
    UnknownMethod(String),
    /// A link inside an archive.
    #[error("a link inside the archive: not followed; add the file itself to the archive")]
    ArchivedLink,
    /// An archive of which nothing could be read.
    #[error("a damaged archive ({0}): fetch it again, in binary mode")]
    BrokenArchive(String),
    /// An archive without members.
    #[error("the archive is empty: check that it was packed completely")]
    EmptyArchive,
    /// An archive that was cut: its directory, which stands at the end, is missing.
    #[error(
        "the archive is cut or damaged ({reason}); {members} member(s) were found in what is left: fetch it again, in binary mode"
    )]
    CutArchive {
        /// What the reader of the directory said.
        reason: String,
        /// How many members were found from the front.
        members: usize,
    },
    /// There was no room to spool an inner archive.
    #[error(
        "the inner archive could not be copied to a temporary file ({0}): unpack the outer archive first"
    )]
    Spool(String),
}

impl Refusal {
    /// The refusal for what the system answered.
    pub(crate) fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::PermissionDenied,
            // `FilesystemLoop` is not stable yet: its error number is asked for instead.
            _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
                Self::LinkLoop
            }
            _ => Self::Unreadable(error),
        }
    }

    /// Whether a cap of ours, and not the input, is the reason.
    #[must_use]
    pub const fn is_cap(&self) -> bool {
        matches!(
            self,
            Self::TooManyFiles { .. }
                | Self::FolderTooDeep { .. }
                | Self::ArchiveTooDeep { .. }
                | Self::TooManyMembers { .. }
                | Self::Expansion(_)
        )
    }

    /// Whether the input ends too early or is damaged.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::BrokenArchive(_) | Self::CutArchive { .. })
    }
}
