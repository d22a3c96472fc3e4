//! What the intake makes of files, folders, links, pipes and archives.

#![expect(clippy::expect_used, reason = "a test that cannot set itself up fails")]

mod archives;
mod bombs;
mod collect;
mod corpus;
mod files;
mod properties;
