//! The Application Server: OCI-P provisioning, the Integrated IM&P adapter, the SIP registrar.

mod config;
mod messaging;
mod oci;

pub use config::{MessagingConfig, OciConfig};
