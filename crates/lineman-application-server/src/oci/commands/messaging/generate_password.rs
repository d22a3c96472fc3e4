//! `UserIntegratedIMPGeneratePasswordRequest`: a new password, which only the messaging server learns.

use lineman_model::Secret;
use lineman_ocip::Command;

use super::shared::password_changed;
use super::user::assigned;
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// Random bytes of a password.
const BYTES: usize = 12;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let _lock = call.server.messaging.lock(&user.user_id).await;
    if !assigned(call, &user).await?.is_active {
        return Err(errors::refused(format!("Integrated IMP is not active: {}", user.user_id)));
    }
    let password = Secret::new(call.server.random().hex(BYTES));
    password_changed(call, &user, &password).await?;
    Ok(call.success())
}
