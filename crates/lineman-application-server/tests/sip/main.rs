//! SIP of the Application Server over real sockets.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod calls;
mod common;
mod phones;
mod registrar;
