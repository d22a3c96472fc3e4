//! Common Identity (CMP-003): organisations, users, entitlements, tokens.
//!
//! Sign-in begins here (LAD-004, LAD-005: the email leads to the activation portal), the SAML
//! assertion is exchanged here (LAD-020), the app reads entitlements and calling behaviour here
//! (LAD-021, DEC-001 to DEC-003), the IdP proxy validates tokens here (LAD-024), and the
//! provisioning bridge makes organisations and users here (PRV-002, PRV-003). The paths and answers
//! are those of `docs/wire.md`, "Cloud".

mod access_token;
mod authorize;
mod bearer;
mod config;
mod entitlements;
mod failure;
mod introspect;
mod oauth_error;
mod provisioning;
mod service;
mod tokens;
mod user_resources;

pub use config::IdentityConfig;
pub use entitlements::broadworks_user_entitlements;
pub use provisioning::BW_USER_ID_IN_USE;
pub use service::{Identity, IdentityError, IdentityHandle};
