//! `PasswordModifyRequest`: the web-access password, by the user or for the user.

use lineman_model::Secret;
use lineman_ocip::{Command, constant_time_equal};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::PASSWORD;
use crate::oci::server::Call;

/// Users must know their old password, and so must peers that speak for them; administrators need
/// not.
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let old = fields.optional("oldPassword", PASSWORD)?;
    let new = fields.required("newPassword", PASSWORD)?;
    let known = |old: &str| {
        user.web_password
            .as_ref()
            .is_some_and(|password| constant_time_equal(password.reveal(), old))
    };
    let allowed = match old {
        Some(old) => known(old),
        None => !call.origin.caller.is_user(),
    };
    if !allowed {
        return Err(errors::invalid_password());
    }
    let new = Secret::new(new);
    call.store()
        .subscribers()
        .modify(&user.user_id, move |user| user.web_password = Some(new))
        .await?;
    Ok(call.success())
}
