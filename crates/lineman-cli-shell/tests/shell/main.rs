//! The shells over a backend in memory: every golden output is what an engineer pastes into a case.

#![allow(clippy::expect_used, reason = "these are tests")]

mod memory;
mod navigation;
mod output;
mod secrets;
