//! `LongLivedTokenRevokeRequest`: tokens issued until now are refused from now on.

use lineman_ocip::Command;

use crate::oci::errors::Failure;
use crate::oci::fields::USER_ID;
use crate::oci::server::{Call, scope};

/// Without a user id it concerns everybody.
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let now = call.server.now();
    match call.fields().optional("userId", USER_ID)? {
        Some(id) => {
            let user = call.subscriber(id).await?;
            call.origin.caller.must_administer_user(&scope(&user))?;
            call.store().token_revocations().revoke(Some(&user.user_id), now).await?;
        }
        None => {
            call.origin.caller.must_be_system()?;
            call.store().token_revocations().revoke(None, now).await?;
        }
    }
    Ok(call.success())
}
