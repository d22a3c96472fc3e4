//! HTTP/1.1 servers and clients.

mod client;
mod failure;
mod progress;
mod serve;

pub use client::{BodyError, ClientOptions, USUAL_BODY_LIMIT, client, read_capped};
pub use failure::TransportFailure;
pub use serve::{HttpOptions, serve};
