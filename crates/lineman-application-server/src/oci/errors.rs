//! Why a command is refused, as the client reads it.
//!
//! Numbers and texts are those of the catalog. Where no public text is known, the summary carries
//! no number.

use lineman_catalog::oci_errors::{self, OciError};
use lineman_ocip::ErrorResponse;
use lineman_store::StoreError;

/// A command that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(Box<ErrorResponse>);

impl Failure {
    pub(crate) fn response(&self) -> &ErrorResponse {
        &self.0
    }

    /// The same as a warning: the command was done in part.
    pub(crate) fn into_warning(self) -> Self {
        Self(Box::new(self.0.as_warning()))
    }
}

/// A store that fails for another reason than the data: the client learns no more than that.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "an OCI-P command could not be carried out");
        refused("The request could not be carried out: internal error")
    }
}

fn numbered(error: OciError, values: &[&str]) -> Failure {
    refused(error.summary(values))
}

/// A refusal for which no public number is known.
pub(crate) fn refused(summary: impl Into<String>) -> Failure {
    Failure(Box::new(ErrorResponse::new(summary)))
}

/// Not logged in, or not allowed.
pub(crate) fn unauthorized() -> Failure {
    numbered(oci_errors::UNAUTHORIZED, &[])
}

/// No such user.
pub(crate) fn user_not_found(id: &str) -> Failure {
    numbered(oci_errors::USER_NOT_FOUND, &[id])
}

/// A service provider that still has groups.
pub(crate) fn provider_has_groups(is_enterprise: bool) -> Failure {
    let kind = if is_enterprise { "Enterprise" } else { "Service Provider" };
    numbered(oci_errors::PROVIDER_HAS_GROUPS, &[kind])
}

/// The group's id is taken.
pub(crate) fn group_exists() -> Failure {
    numbered(oci_errors::GROUP_EXISTS, &[])
}

/// No such group.
pub(crate) fn group_not_found(provider: &str, group: &str) -> Failure {
    numbered(oci_errors::GROUP_NOT_FOUND, &[provider, group])
}

/// The user id is taken.
pub(crate) fn user_exists(id: &str) -> Failure {
    numbered(oci_errors::USER_EXISTS, &[id])
}

/// The device name is taken.
pub(crate) fn device_exists(name: &str) -> Failure {
    numbered(oci_errors::DEVICE_EXISTS, &[name])
}

/// No such device type.
pub(crate) fn device_type_not_found(name: &str) -> Failure {
    numbered(oci_errors::DEVICE_TYPE_NOT_FOUND, &[name])
}

/// No such device.
pub(crate) fn device_not_found(name: &str) -> Failure {
    numbered(oci_errors::DEVICE_NOT_FOUND, &[name])
}

/// An extension of another length than the group's.
pub(crate) fn invalid_extension(group: &str, least: u32, most: u32) -> Failure {
    numbered(oci_errors::INVALID_EXTENSION, &[group, &least.to_string(), &most.to_string()])
}

/// Logged in, but only to read or to reset passwords.
pub(crate) fn restricted() -> Failure {
    numbered(oci_errors::RESTRICTED, &[])
}

/// Wrong user id or password.
pub(crate) fn invalid_password() -> Failure {
    numbered(oci_errors::INVALID_PASSWORD, &[])
}

/// The login is switched off.
pub(crate) fn account_disabled() -> Failure {
    numbered(oci_errors::ACCOUNT_DISABLED, &[])
}

/// A request that the schema does not allow.
pub(crate) fn validation(detail: impl Into<String>) -> Failure {
    let summary = oci_errors::VALIDATION.summary(&[]);
    Failure(Box::new(ErrorResponse::new(summary).with_detail(detail)))
}

/// A request of a name that is not known.
pub(crate) fn unknown_request(name: &str) -> Failure {
    let name: String = name.chars().take(128).collect();
    validation(format!("Invalid xsi:type qname: '{name}'"))
}

/// The messaging server could not be reached (PRV-029).
pub(crate) fn messaging_communication() -> Failure {
    numbered(oci_errors::MESSAGING_COMMUNICATION, &[])
}

/// The messaging server refused (PRV-028), with its reason if clients are to know it.
pub(crate) fn messaging_provisioning(reason: Option<&str>) -> Failure {
    let summary = oci_errors::MESSAGING_PROVISIONING.summary(&[]);
    match reason {
        Some(reason) => refused(format!("{summary}: {reason}")),
        None => refused(summary),
    }
}
