//! The provisioning bridge over real sockets, with an identity service of our own making.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod change;
mod crash;
mod creation;
mod identity;
mod removal;
mod stage;
mod statuses;
mod test_log;
