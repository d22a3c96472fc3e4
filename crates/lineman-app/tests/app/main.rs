//! The app against services that the test plays.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod call_settings;
mod masking;
mod sign_in;
mod world;
