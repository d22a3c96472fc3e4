//! IdP proxy: BroadWorks sign-in, SAML assertion, long-lived token fetch (CMP-004).
//!
//! `POST /idp/login` is the portal's call: the typed credentials are shown to Xsi-Actions, and the
//! profile that comes back must be that of the user whose sign-in it is; then an assertion is
//! signed (steps 2.1 to 2.3). `GET /idp/bwtoken/fetch` is the app's call: its identity token is
//! validated, and the AuthenticationService mints the long-lived token over mutual TLS (steps 5 to
//! 5.4), or for the identity token itself; then it asks `POST /idp/authenticate` whose that is.
//! Decisions are in `docs/wire.md`.

mod assertion;
mod auth_service_client;
mod cluster;
mod config;
mod identity_client;
mod login;
mod login_turns;
mod service;
mod token_fetch;
mod token_info;
mod xsi_client;

pub use config::{ClientCertificate, IdpProxyConfig, SigningMaterial, TokenInfoClient};
pub use service::{IdpProxy, IdpProxyError, IdpProxyHandle};
