//! Single sign-on tokens: made for a user, or brought by an external authentication.

use lineman_ocip::{Command, constant_time_equal, sha1_hex};

use super::super::create_device_token::hash;
use super::super::login_fields::Account;
use super::{needs_no_password, security};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{TEXT, URL, USER_ID};
use crate::oci::server::Call;

/// Bytes of randomness in a token.
const TOKEN_BYTES: usize = 32;
/// How long a token is good.
const LIFETIME_MILLIS: i64 = 15 * 60 * 1000;

pub(super) async fn create(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    if user.login_disabled {
        return Err(errors::account_disabled());
    }
    let token = call.server.random().hex(TOKEN_BYTES);
    keep(call, &token, &user.user_id).await?;
    Ok(call.answer().with("loginToken", token))
}

async fn keep(call: &Call<'_>, token: &str, user_id: &str) -> Result<(), Failure> {
    let now = call.server.now();
    let end = now.plus_millis(LIFETIME_MILLIS);
    Ok(call.store().login_tokens().add(&hash(token), user_id, now, end).await?)
}

/// The account of a token that is still good.
pub(in crate::oci::commands) async fn account(
    call: &Call<'_>,
    token: &str,
) -> Result<Option<Account>, Failure> {
    let user_id = call.store().login_tokens().find(&hash(token), call.server.now()).await?;
    match user_id {
        Some(user_id) => Account::find(call, &user_id).await,
        None => Ok(None),
    }
}

/// An external authentication vouches for a token of its own. The old form has the SHA-1 of the
/// password; without a password the sender must be on the access list.
pub(super) async fn authorize(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.may_authenticate()?;
    let fields = call.fields();
    let id = fields.required("userId", USER_ID)?;
    let token = fields.required("loginToken", TEXT)?;
    let account = Account::find(call, id).await?.ok_or_else(|| errors::user_not_found(id))?;
    let genuine = match fields.optional("password", URL)? {
        None => needs_no_password(call).await?,
        Some(given) => {
            let hashed =
                call.version.is_empty() || fields.flag("isPasswordHashed")?.unwrap_or(false);
            if hashed {
                let expected = account.password().map(|password| sha1_hex(password.reveal()));
                expected.is_some_and(|expected| {
                    constant_time_equal(&expected, &given.to_ascii_lowercase())
                })
            } else {
                account.has_password(given)
            }
        }
    };
    security::admit(call, &account, genuine).await?;
    keep(call, token, account.user_id()).await?;
    Ok(call.success())
}
