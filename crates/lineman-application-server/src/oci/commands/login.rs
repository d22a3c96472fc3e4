//! `LoginRequest…`: the second stage of a login, or the only one.

use lineman_ocip::{Command, constant_time_equal, signed_password};

use super::accounts::{needs_no_password, security};
use super::login_fields::{Account, login_answer};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{PASSWORD, USER_ID};
use crate::oci::server::Call;

/// Digits of an MD5.
const SIGNATURE: usize = 32;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let user_id = fields.required("userId", USER_ID)?;
    let session_id = call.origin.session_id.as_deref().ok_or_else(errors::unauthorized)?;
    let address = call.origin.peer.ip();
    let nonce = call.server.sessions.take_nonce(address, session_id, user_id);
    let account = Account::find(call, user_id).await?.ok_or_else(errors::invalid_password)?;
    let genuine = is_genuine(call, &account, nonce.as_deref())?
        || (gives_no_proof(call) && needs_no_password(call).await?);
    security::admit(call, &account, genuine).await?;
    security::logged_in(call, &account).await?;
    call.server.sessions.log_in(address, session_id, account.administrator());
    login_answer(call, &account).await
}

/// Checks the proof. `signedPassword` comes first: one public client sends a meaningless
/// `plainTextPassword` beside it. The one-stage versions know only `password`.
fn is_genuine(call: &Call<'_>, account: &Account, nonce: Option<&str>) -> Result<bool, Failure> {
    let fields = call.fields();
    let one_stage = call.version.starts_with("22");
    if !one_stage && let Some(signed) = fields.optional("signedPassword", SIGNATURE)? {
        let Some((nonce, password)) = nonce.zip(account.password()) else { return Ok(false) };
        let expected = signed_password(password.reveal(), nonce);
        return Ok(constant_time_equal(&expected, &signed.to_ascii_lowercase()));
    }
    let plain = if one_stage { "password" } else { "plainTextPassword" };
    Ok(fields.optional(plain, PASSWORD)?.is_some_and(|given| account.has_password(given)))
}

/// Hosts of an external authentication log in without a password.
fn gives_no_proof(call: &Call<'_>) -> bool {
    let fields = call.fields();
    ["signedPassword", "plainTextPassword", "password"]
        .into_iter()
        .all(|name| fields.element(name).is_none())
}
