//! Listeners and clients: TCP, TLS, mutual TLS, UDP and HTTP, with limits and a graceful stop.
//!
//! A component binds its sockets itself (port 0 in tests), hands them to [`http::serve`],
//! [`tcp::serve`] or [`udp::serve`], and keeps the [`ServerHandle`]. Everything that comes from
//! outside is bounded: connections, header and body bytes, and time.

pub mod certificates;
mod error;
pub mod http;
mod peer;
mod server;
mod shutdown;
pub mod tcp;
pub mod tls;
pub mod udp;

pub use error::NetError;
pub use peer::{HandshakeObserver, NoObserver, PeerInfo, RefusalReason, RefusedHandshake};
pub use server::ServerHandle;
pub use shutdown::Shutdown;
