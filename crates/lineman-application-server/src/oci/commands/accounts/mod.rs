//! Passwords and logins: rules and expiry, sessions of portals, single sign-on tokens, addresses from
//! which nobody needs a password.

mod access_list;
mod generate;
mod password_info;
pub(super) mod password_rules;
mod rules_commands;
pub(super) mod security;
mod session;
pub(super) mod tokens;

pub(super) use access_list::needs_no_password;

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("SessionStartRequest", PLAIN, "login", Read),
    family("SessionStopRequest", PLAIN, "login", Read),
    family("UserPasswordInfoGetRequest", &["", "22"], "user", Read),
    family("PasswordGenerateRequest", PLAIN, "login", Read),
    family(
        "SystemPasswordRulesGetRequest",
        &["13mp2", "16", "22", "23", "24", "RI"],
        "system",
        Read,
    ),
    family("SystemPasswordRulesModifyRequest", &["", "14sp3", "24", "RI"], "system", Write),
    family(
        "ServiceProviderPasswordRulesGetRequest",
        &["13mp2", "16", "22", "RI"],
        "serviceprovider",
        Read,
    ),
    family("ServiceProviderPasswordRulesModifyRequest", &["", "14sp3"], "serviceprovider", Write),
    family("GroupPasswordRulesGetRequest", &["", "16", "22", "RI"], "group", Read),
    family("GroupPasswordRulesModifyRequest", PLAIN, "group", Write),
    family("ExternalAuthenticationCreateLoginTokenRequest", PLAIN, "login", Read),
    family("ExternalAuthenticationAuthorizeTokenRequest", &["", "22"], "login", Read),
    family("SystemExternalAuthenticationAddACLEntryRequest", &["", "14sp2"], "system", Write),
    family("SystemExternalAuthenticationModifyACLEntryRequest", &["", "14sp2"], "system", Write),
    family("SystemExternalAuthenticationDeleteACLEntryRequest", &["", "14sp2"], "system", Write),
    family("SystemExternalAuthenticationGetACLListRequest", PLAIN, "system", Read),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "SessionStartRequest" => session::start(call).await,
        "SessionStopRequest" => Ok(session::stop(call)),
        "UserPasswordInfoGetRequest" => password_info::run(call).await,
        "PasswordGenerateRequest" => generate::run(call).await,
        "SystemPasswordRulesGetRequest"
        | "ServiceProviderPasswordRulesGetRequest"
        | "GroupPasswordRulesGetRequest" => rules_commands::get(call).await,
        "SystemPasswordRulesModifyRequest"
        | "ServiceProviderPasswordRulesModifyRequest"
        | "GroupPasswordRulesModifyRequest" => rules_commands::modify(call).await,
        "ExternalAuthenticationCreateLoginTokenRequest" => tokens::create(call).await,
        "ExternalAuthenticationAuthorizeTokenRequest" => tokens::authorize(call).await,
        "SystemExternalAuthenticationAddACLEntryRequest" => access_list::add(call).await,
        "SystemExternalAuthenticationModifyACLEntryRequest" => access_list::modify(call).await,
        "SystemExternalAuthenticationDeleteACLEntryRequest" => access_list::delete(call).await,
        "SystemExternalAuthenticationGetACLListRequest" => access_list::list(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}
