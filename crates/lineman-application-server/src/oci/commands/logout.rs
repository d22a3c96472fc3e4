//! `LogoutRequest`.

use lineman_ocip::Command;

use crate::oci::server::Call;

/// Ends the session. The reason is not validated: public clients send texts of their own.
pub(super) fn run(call: &Call<'_>) -> Command {
    if let Some(session_id) = &call.origin.session_id {
        call.server.sessions.log_out(call.origin.peer.ip(), session_id);
    }
    call.success()
}
