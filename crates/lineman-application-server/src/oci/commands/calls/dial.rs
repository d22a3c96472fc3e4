//! `LinemanUserCallDialRequest{userId, address}`: click to dial.

use lineman_ocip::Command;

use super::{ADDRESS, failure};
use crate::calls::{ControlFault, call_id};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let target = call.fields().required("address", ADDRESS)?.to_owned();
    let control = call.server.calls.as_ref();
    let control = control.ok_or_else(|| failure(ControlFault::Unavailable))?;
    let command = lineman_calls::Command::Dial { target };
    let views = control.act(&user.user_id, command).await.map_err(failure)?;
    let begun = views.first().ok_or_else(|| failure(ControlFault::NotReachable))?;
    Ok(call.answer().with("callId", call_id(begun)).with("networkCallId", &begun.correlation))
}
