//! The BroadWorks half, driven by clients that we did not write.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod authentication_service;
mod ocip;
mod ocip_clients;
mod saml;
mod sip;
mod whole;
mod xsi;
