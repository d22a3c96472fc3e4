//! Calls through the real SBC, Network Server, Application Server and XSP, and what the logs tell.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod journeys;
mod phone;
mod scene;
