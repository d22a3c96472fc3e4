//! `SystemSoftwareVersionGetRequest`: the usual smoke test of clients.

use lineman_ocip::Command;

use crate::oci::server::Call;

pub(super) fn run(call: &Call<'_>) -> Command {
    call.answer().with("version", call.server.config.software_version.as_str())
}
