//! The Application Server: OCI-P provisioning, the Integrated IM&P adapter, the SIP registrar.
//!
//! OCI-P is served on two listeners: provisioning clients log in on one; on the other, peers of an
//! access list (the XSP) speak for users without a session. Every document, its transactions and
//! the exchange with the messaging server go to the PSLog; SIP goes to the XSLog.

mod application_server;
mod calls;
mod config;
mod messaging;
mod oci;
pub mod push;
pub mod registrar;
mod seed;
mod soap;

pub use application_server::{ApplicationServer, Logs, StartError};
pub use config::{ApplicationServerConfig, MessagingConfig, OciConfig};
pub use seed::{SbcTags, seed, seed_administrator, seed_call_settings};
pub use soap::SOAP_PATH;
