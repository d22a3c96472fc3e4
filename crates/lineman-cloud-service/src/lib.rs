//! What every cloud service shares: its log, its errors, tracking ids and service authentication.
//!
//! No service knows another one's code; they meet on the wire (docs/wire.md). This crate holds only
//! the habits that all of them follow.

mod authentication;
mod digest;
mod error;
mod log;
mod tracking;

pub use authentication::{BasicCredentials, ServiceSecret, basic_credentials, bearer_token, equal};
pub use digest::digest;
pub use error::ApiError;
pub use log::{CloudLog, Line};
pub use tracking::{echo_tracking_id, tracking_id};
