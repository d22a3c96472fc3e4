//! Why a command is refused, as the client reads it.
//!
//! Numbers and texts are the public ones (broadworks-wire.md 1.6). Where no public text is known,
//! the summary carries no number.

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

fn failure(summary: impl Into<String>) -> Failure {
    Failure(Box::new(ErrorResponse::new(summary)))
}

/// A store that fails for another reason than the data: the client learns no more than that.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "an OCI-P command could not be carried out");
        failure("The request could not be carried out: internal error")
    }
}

/// Not logged in, or not allowed.
pub(crate) fn unauthorized() -> Failure {
    failure("[Error 4001] Unauthorized transaction.")
}

/// No such user.
pub(crate) fn user_not_found(id: &str) -> Failure {
    failure(format!("[Error 4008] User not found: {id}"))
}

/// A service provider that still has groups.
pub(crate) fn provider_has_groups(is_enterprise: bool) -> Failure {
    let what = if is_enterprise { "Enterprise" } else { "Service Provider" };
    failure(format!("[Error 4103] {what} contains groups.  Must delete all the groups first."))
}

/// The group's id is taken.
pub(crate) fn group_exists() -> Failure {
    failure("[Error 4150] The Group already exists, please use a unique Group ID.")
}

/// No such group.
pub(crate) fn group_not_found(provider: &str, group: &str) -> Failure {
    failure(format!("[Error 4152] Group not found: {provider}:{group}"))
}

/// The user id is taken.
pub(crate) fn user_exists(id: &str) -> Failure {
    failure(format!("[Error 4200] User already exists: {id}"))
}

/// The device name is taken.
pub(crate) fn device_exists(name: &str) -> Failure {
    failure(format!("[Error 4500] Access Device already exists: {name}"))
}

/// No such device type.
pub(crate) fn device_type_not_found(name: &str) -> Failure {
    failure(format!("[Error 4501] Device Type not found: {name}"))
}

/// No such device.
pub(crate) fn device_not_found(name: &str) -> Failure {
    failure(format!("[Error 4505] Access Device not found: {name}"))
}

/// Wrong user id or password.
pub(crate) fn invalid_password() -> Failure {
    failure("[Error 4962] Invalid password")
}

/// The login is switched off.
pub(crate) fn account_disabled() -> Failure {
    failure("[Error 5202] Account is disabled.")
}

/// A request that the schema does not allow.
pub(crate) fn validation(detail: impl Into<String>) -> Failure {
    Failure(Box::new(
        ErrorResponse::new("[Error 6004] OCI XML Request validation error").with_detail(detail),
    ))
}

/// A request of a name that is not known.
pub(crate) fn unknown_request(name: &str) -> Failure {
    let name: String = name.chars().take(128).collect();
    validation(format!("Invalid xsi:type qname: '{name}'"))
}

/// The messaging server could not be reached (PRV-029).
pub(crate) fn messaging_communication() -> Failure {
    failure("[Error 18211] Communication error with Messaging server")
}

/// The messaging server refused (PRV-028).
pub(crate) fn messaging_provisioning() -> Failure {
    failure("[Error 18215] Provisioning error with Messaging server")
}

/// A refusal for which no public number is known.
pub(crate) fn refused(text: impl Into<String>) -> Failure {
    failure(text)
}

/// An extension of another length than the group's.
pub(crate) fn invalid_extension(group: &str) -> Failure {
    failure(format!(
        "[Error 4909] Invalid extension.  The extension length for this group {group} is 2 to 20 \
         digits long."
    ))
}
