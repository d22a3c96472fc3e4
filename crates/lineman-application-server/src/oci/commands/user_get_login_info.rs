//! `UserGetLoginInfoRequest…` (LAD-028): who is this?

use lineman_ocip::Command;

use super::login_fields::{Account, identity_answer};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NUMBER, USER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.may_authenticate()?;
    let fields = call.fields();
    let account = if let Some(id) = fields.optional("userId", USER_ID)? {
        match fields.optional("loginRole", USER_ID)? {
            Some("User") => Account::User(Box::new(call.subscriber(id).await?)),
            Some("Administrator") => match call.store().administrators().find(id).await? {
                Some(administrator) => Account::Administrator(administrator),
                None => return Err(errors::user_not_found(id)),
            },
            _ => Account::find(call, id).await?.ok_or_else(|| errors::user_not_found(id))?,
        }
    } else if let Some(number) = fields.optional("phoneNumber", NUMBER)? {
        let user = call.store().subscribers().find_by_number(number).await?;
        Account::User(Box::new(user.ok_or_else(|| errors::user_not_found(number))?))
    } else {
        let line_port = fields.required("linePort", USER_ID)?;
        let user = call.store().subscribers().find_by_line_port(line_port).await?;
        Account::User(Box::new(user.ok_or_else(|| errors::user_not_found(line_port))?))
    };
    identity_answer(call, &account, false).await
}
