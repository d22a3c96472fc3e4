//! Session Border Controller: SIP proxy with Path that remembers the Application Server (CAL-005,
//! CAL-006).
//!
//! Clients talk to it over UDP or TCP. For the first request of a user it asks the Network Server,
//! a redirect server, which Application Server serves that user; later ones go straight there for
//! an hour. It adds `Via`, on REGISTER also `Path` (RFC 3327), and keeps the Call-ID, so that
//! messages of both sides can be joined. When nobody answers behind it, the client gets a 503 whose
//! `Reason` says who was silent.
//!
//! Limits: INVITE and CANCEL are refused with 405, as the registrar behind it serves no calls;
//! requests from the Application Server towards clients are not routed yet.

mod memory;
mod proxy;
#[cfg(test)]
mod proxy_tests;
mod refusal;
mod routing;
mod service;

pub use lineman_sip_transport::ServiceHandle;
pub use service::{Sbc, SbcConfig, SbcError};
