//! `XSP_CLI`.

mod auth_service;
mod certificate_authentication;
mod default_settings;
mod device_management_general;
mod external_authentication;
mod identity_provider;
mod key_management;
mod token_management;
mod trusts;
mod web_apps;
mod xsi_actions_general;

use super::container_options::CONTAINER_OPTIONS;
use crate::context::Root;

/// The shell of an XSP.
pub static XSP: Root = Root {
    prefix: "XSP_CLI",
    contexts: &[
        &token_management::TOKEN_MANAGEMENT,
        &key_management::KEY_MANAGEMENT,
        &identity_provider::CISCO,
        &identity_provider::SCOPES,
        &device_management_general::DEVICE_MANAGEMENT_GENERAL,
        &external_authentication::EXTERNAL_AUTHENTICATION,
        &xsi_actions_general::XSI_ACTIONS_GENERAL,
        &trusts::TRUSTS,
        &web_apps::WEB_APPS,
        &CONTAINER_OPTIONS,
        &default_settings::DEFAULT_SETTINGS,
        &auth_service::AUTH_SERVICE,
        &certificate_authentication::CERTIFICATE_AUTHENTICATION,
    ],
};
