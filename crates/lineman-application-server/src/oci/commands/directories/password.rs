//! `PasswordModifyRequest`: the web-access password, by the user or for the user.

use lineman_model::Secret;
use lineman_ocip::Command;

use super::super::accounts::{password_rules, security};
use super::super::login_fields::Account;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::PASSWORD;
use crate::oci::server::Call;

/// Users must know their old password, and so must peers that speak for them; administrators need
/// not. A wrong old password counts as a wrong login, and the rules for passwords hold.
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let old = fields.optional("oldPassword", PASSWORD)?;
    let new = fields.required("newPassword", PASSWORD)?;
    let by_user = call.origin.caller.is_user();
    match old {
        Some(old) => {
            let account = Account::User(Box::new(user.clone()));
            let genuine = account.has_password(old);
            security::admit(call, &account, genuine).await?;
        }
        None if by_user => return Err(errors::invalid_password()),
        None => {}
    }
    // Without the old password the rules about it do not apply.
    let who = password_rules::Who::user(&user);
    let who = if old.is_some() { who } else { who.without_password() };
    password_rules::check(call, who, new).await?;
    let secret = Secret::new(new);
    call.store()
        .subscribers()
        .modify(&user.user_id, move |user| user.web_password = Some(secret))
        .await?;
    password_rules::changed(call, &user.user_id, user.web_password.as_ref(), new).await?;
    Ok(call.success())
}
