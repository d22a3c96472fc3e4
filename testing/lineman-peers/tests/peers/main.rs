//! The BroadWorks half, driven by clients that we did not write.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod authentication_service;
mod baresip_calls;
mod call_settings;
mod device_management;
mod directories;
mod hierarchy;
mod ocip;
mod ocip_clients;
mod phones;
mod saml;
mod sip;
mod sipp_calls;
mod whole;
mod xsi;
