//! SIP over UDP, TCP and TLS sockets.
//!
//! [`SipSocket`] moves messages, answers keep-alives and tells a [`SipObserver`] what passed, so
//! that a log shows every message in both directions. [`ServerElement`] puts the server
//! transactions of `lineman-sip` on top: it absorbs retransmissions and leaves the answers to its
//! owner. No component's logic lives here.

mod connections;
mod observer;
mod peer;
mod response_route;
mod server_element;
mod service_handle;
mod socket;

pub use observer::{NoSipObserver, SipObserver};
pub use peer::{Protocol, SipPeer};
pub use response_route::{mark_source, response_peer};
pub use server_element::{ServerElement, ServerRequest};
pub use service_handle::ServiceHandle;
pub use socket::{Incoming, SipReceiver, SipSocket, SipSocketConfig, SipTls};
