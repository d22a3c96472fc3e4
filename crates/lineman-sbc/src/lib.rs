//! Session Border Controller: SIP proxy with Path that remembers the Application Server (CAL-005,
//! CAL-006).
//!
//! Clients talk to it over UDP, TCP or TLS. For the first request of a user it asks the Network
//! Server, a redirect server, which Application Server serves that user; later ones go straight
//! there for an hour. It adds `Via`, on REGISTER also `Path` (RFC 3327), on requests that open a
//! dialog `Record-Route`, and keeps the Call-ID, so that messages of both sides can be joined. Its
//! own URIs carry a token by which it finds the client's flow again (RFC 5626): the connection that
//! the client opened, or the address that its datagrams come from. When nobody answers behind it, the
//! client gets a 503 whose `Reason` says who was silent.
//!
//! Media goes directly between the clients; nothing here reads SDP.

mod flow;
mod memory;
mod proxy;
mod refusal;
mod routing;
mod service;

pub use lineman_sip_transport::ServiceHandle;
pub use service::{Sbc, SbcConfig, SbcError};
