//! The lab from outside: healthy runs, every fault, and what the logs alone tell of them.
//!
//! PostgreSQL's address is in `LINEMAN_TEST_POSTGRES` (`cargo xtask test` starts a server). Without
//! it those tests say so and pass, except under `CI=true`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod by_configuration;
mod by_hand;
mod by_shell;
mod combined;
mod command_line;
mod faults;
mod healthy;
mod interleaved;
mod missing_logs;
mod renamed_logs;
mod secrets;
mod shells;
mod support;
