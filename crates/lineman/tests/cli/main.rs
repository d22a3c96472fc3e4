//! The binary as a user meets it.
#![expect(clippy::expect_used, reason = "a test that cannot set itself up fails")]

#[path = "../../../lineman-diagnose/tests/common/mod.rs"]
mod common;
mod contract;
mod explain;
mod files;
mod hostile;
mod memory;
mod options;
mod run;
mod samples;
mod scene;
mod usage;
