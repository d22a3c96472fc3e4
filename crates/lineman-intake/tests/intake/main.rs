//! What the intake makes of files, folders, links, pipes and archives.

mod archives;
mod bombs;
mod collect;
mod files;
mod properties;
