//! `AuthenticationVerifyRequest…` (LAD-013): is this the user's password?

use lineman_ocip::{Command, constant_time_equal};

use super::accounts::{security, tokens};
use super::login_fields::{Account, identity_answer};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NUMBER, PASSWORD, TEXT, USER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.may_authenticate()?;
    let (account, genuine) = proven(call).await?;
    security::admit(call, &account, genuine).await?;
    identity_answer(call, &account, call.version.is_empty()).await
}

/// The account that the request names, and whether the request proves to be it.
async fn proven(call: &Call<'_>) -> Result<(Account, bool), Failure> {
    let fields = call.fields();
    if let Some(name) = fields.optional("sipAuthenticationUserName", USER_ID)? {
        let password = fields.required("sipAuthenticationPassword", PASSWORD)?;
        let user = call.subscriber(fields.required("userId", USER_ID)?).await?;
        let genuine = user.sip_user_name.as_deref() == Some(name)
            && user
                .sip_password
                .as_ref()
                .is_some_and(|secret| constant_time_equal(secret.reveal(), password));
        return Ok((Account::User(Box::new(user)), genuine));
    }
    if let Some(number) = fields.optional("phoneNumber", NUMBER)? {
        let user = call.store().subscribers().find_by_number(number).await?;
        let user = user.ok_or_else(|| errors::user_not_found(number))?;
        // Voice-portal passcodes are not kept here, so none can be right.
        return Ok((Account::User(Box::new(user)), false));
    }
    if let Some(token) = fields.optional("loginToken", TEXT)? {
        let account = tokens::account(call, token).await?;
        return Ok((account.ok_or_else(errors::invalid_password)?, true));
    }
    let password = fields.required("password", PASSWORD)?;
    let account = if let Some(line_port) = fields.optional("linePort", USER_ID)? {
        let user = call.store().subscribers().find_by_line_port(line_port).await?;
        Account::User(Box::new(user.ok_or_else(|| errors::user_not_found(line_port))?))
    } else {
        let id = fields.required("userId", USER_ID)?;
        Account::find(call, id).await?.ok_or_else(|| errors::user_not_found(id))?
    };
    let genuine = account.has_password(password);
    Ok((account, genuine))
}
