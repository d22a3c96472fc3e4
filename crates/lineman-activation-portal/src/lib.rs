//! User Activation Portal (CMP-005): the sign-in form.
//!
//! A browser, or the app in its place, comes from identity with a SAML request (LAD-005), shows the
//! form, and takes a SAML response back to the app (LAD-019). Who the user is, the IdP proxy
//! decides; the portal keeps a session, guards the form, and speaks six languages. Paths, fields
//! and codes are those of `docs/wire.md`, "Cloud" (EUE-001, EUE-002, EUE-005, EUE-006).

mod config;
mod cookie;
mod idp_client;
mod language;
mod pages;
mod portal;
mod session;
mod sign_in;

pub use config::{PortalConfig, PortalLink};
pub use portal::{ActivationPortal, PortalError, PortalHandle};
