//! The binary as a user meets it.
#![expect(clippy::expect_used, reason = "a test that cannot set itself up fails")]

mod explain;
mod run;
mod usage;
