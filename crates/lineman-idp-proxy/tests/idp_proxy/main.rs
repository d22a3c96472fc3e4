//! The IdP proxy over real sockets, with an XSP and an identity service of our own making.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod authentication_service;
mod identity;
mod lock_out;
mod login;
mod stage;
mod test_log;
mod token_fetch;
mod token_info;
mod xsi;
