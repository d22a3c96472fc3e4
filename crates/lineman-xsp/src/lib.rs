//! XSP: Xsi-Actions, AuthenticationService, Device Management and the Call Settings Webview behind
//! one container (CMP-014).
//!
//! Three listeners. The public one carries Xsi-Actions and Device Management. The one with mutual
//! TLS mints long-lived tokens and does nothing else (LAD-026 to LAD-034). The loopback one
//! validates them for Xsi-Actions (LAD-039 to LAD-045). What is asked of subscribers goes to the
//! Application Server by OCI-P; the store is touched only for the signing keys and for device
//! files. Decisions are in `docs/wire.md`.

mod authentication_service;
mod call_settings_webview;
mod config;
mod container;
mod device_management;
mod node_settings;
mod oci_client;
mod xsi_actions;
mod xsp;

pub use config::{AuthServiceTls, HttpTls, XspConfig, XspLogs};
pub use xsp::{Xsp, XspError, XspHandle, XspListeners};
