//! What users see of each other and of themselves: phone directories, common and personal phone
//! lists, call logs, voice messages, passwords.

mod password;

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::Write;

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] =
    &[family("PasswordModifyRequest", PLAIN, "login", Write)];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "PasswordModifyRequest" => password::run(call).await,
        _ => Err(errors::unknown_request(family)),
    }
}
