//! The agent against simulated phones, on a simulated clock.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod commands;
mod features;
mod forwarding;
mod leaks;
mod phone;
mod setup;
mod transfer;
mod world;
