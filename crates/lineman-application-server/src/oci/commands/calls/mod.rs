//! Calls of users over the trusted link, for Xsi-Actions `/calls`. The commands are ours
//! (`docs/wire.md`): the public schema has none.

mod control;
mod dial;
mod list;

use lineman_ocip::Command;

use crate::calls::ControlFault;
use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// Longest address that can be dialled.
const ADDRESS: usize = 161;
/// Longest id of a call.
const CALL_ID: usize = 64;

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("LinemanUserCallGetListRequest", PLAIN, "user", Read),
    family("LinemanUserCallDialRequest", PLAIN, "user", Write),
    family("LinemanUserCallControlRequest", PLAIN, "user", Write),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "LinemanUserCallGetListRequest" => list::run(call).await,
        "LinemanUserCallDialRequest" => dial::run(call).await,
        "LinemanUserCallControlRequest" => control::run(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}

fn failure(fault: ControlFault) -> Failure {
    use lineman_calls::CommandFault;
    errors::refused(match fault {
        ControlFault::Refused(CommandFault::NoSuchCall) => "The call does not exist",
        ControlFault::Refused(CommandFault::WrongState) => {
            "The call is not in a state in which this can be done"
        }
        ControlFault::Refused(CommandFault::TooMany) => "There are too many calls",
        ControlFault::NotReachable => "None of the user's devices is registered",
        ControlFault::Unavailable => "There is no call processing",
    })
}
