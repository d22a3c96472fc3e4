//! Call settings of users.

use lineman_ocip::Command;

use crate::oci::errors::{self, Failure};
use crate::oci::registry::Family;
use crate::oci::server::Call;

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[];

/// Carries out a command of this room.
#[expect(clippy::unused_async, reason = "commands of this room will read the store")]
pub(super) async fn run(_call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    Err(errors::unknown_request(family))
}
