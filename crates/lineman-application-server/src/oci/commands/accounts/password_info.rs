//! `UserPasswordInfoGetRequest`: may the user log in, and how long is the password good?

use lineman_ocip::Command;

use super::super::login_fields::Account;
use super::password_rules::{Who, rules_of};
use super::security::{expires_in_days, locked_until};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let security = call.store().account_security().get(&user.user_id).await?;
    let rules = rules_of(call, Who::user(&user)).await?;
    let now = call.server.now();
    let account = Account::User(Box::new(user));
    let disabled = account.is_disabled() || locked_until(&security, &rules, now).is_some();
    let answer = call.answer().with_flag("isLoginDisabled", disabled);
    let answer = match expires_in_days(&security, &rules, now) {
        Some(days) => answer.with("expirationDays", days.to_string()),
        None => answer.with_flag("doesNotExpire", true),
    };
    Ok(if call.version == "22" {
        answer.with_flag("hasPassword", account.password().is_some())
    } else {
        answer
    })
}
