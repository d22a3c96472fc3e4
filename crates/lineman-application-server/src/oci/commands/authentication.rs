//! `AuthenticationRequest`: the first stage of a login.

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::USER_ID;
use crate::oci::server::Call;

/// Gives a nonce. Whether the user exists does not show here.
pub(super) fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user_id = call.fields().required("userId", USER_ID)?;
    let session_id = call.origin.session_id.as_deref().ok_or_else(errors::unauthorized)?;
    // Genuine nonces are the milliseconds of the moment; the random part makes ours unguessable.
    let mut random = [0_u8; 8];
    call.server.random().fill(&mut random);
    let nonce = format!("{}{}", call.server.now().as_millis(), u64::from_le_bytes(random));
    call.server.sessions.challenge(call.origin.peer.ip(), session_id, user_id, &nonce);
    Ok(call.answer().with("userId", user_id).with("nonce", nonce).with("passwordAlgorithm", "MD5"))
}
