//! The identity service over real sockets, with SQLite, a clock that moves only when told to and
//! reproducible randomness.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod assertions;
mod authorize;
mod provisioning;
mod refresh;
mod support;
mod tokens;
mod user_resources;
