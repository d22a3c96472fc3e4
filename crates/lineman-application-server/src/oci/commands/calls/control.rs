//! `LinemanUserCallControlRequest{userId, callId, action, address?}`: what is done to a call.

use lineman_calls::CommandFault;
use lineman_ocip::Command;

use super::{ADDRESS, CALL_ID, failure};
use crate::calls::{ControlFault, half_of};
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let half = half_of(fields.required("callId", CALL_ID)?)
        .ok_or_else(|| failure(ControlFault::Refused(CommandFault::NoSuchCall)))?;
    let command = match fields.required("action", CALL_ID)? {
        "Hold" => lineman_calls::Command::Hold { half },
        "Talk" => lineman_calls::Command::Talk { half },
        "Release" => lineman_calls::Command::Release { half },
        "BlindTransfer" => lineman_calls::Command::Transfer {
            half,
            target: fields.required("address", ADDRESS)?.to_owned(),
        },
        _ => return Err(errors::validation("Element 'action' is none of the actions")),
    };
    let control = call.server.calls.as_ref();
    let control = control.ok_or_else(|| failure(ControlFault::Unavailable))?;
    control.act(&user.user_id, command).await.map_err(failure)?;
    Ok(call.success())
}
