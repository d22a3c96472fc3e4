//! The activation portal over real sockets, with SQLite, a clock that moves only when told to and
//! an IdP proxy that answers what a test tells it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod failures;
mod form;
mod hostile;
mod languages;
mod success;
mod support;
