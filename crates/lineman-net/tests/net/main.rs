//! Listeners and clients over real sockets.

#![allow(clippy::expect_used, reason = "these are tests")]

mod certificates;
mod client;
mod http_limits;
mod mutual_tls;
mod sockets;
mod support;
