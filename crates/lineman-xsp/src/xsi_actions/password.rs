//! `PUT /user/{id}/profile/Password/Portal`: the web-access password.

use http::StatusCode;
use lineman_model::Secret;
use lineman_ocip::client::{self, requests};
use lineman_xsi::PortalPassword;

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// Changes the password; the sessions that the old one had opened end, but for the one that asks.
pub(crate) async fn put(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let passwords: PortalPassword = exchange.document()?;
    let old = passwords.old_password.as_ref().map(Secret::reveal).unwrap_or_default();
    let request = requests::password_modify(&caller.user_id, old, passwords.new_password.reveal());
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::success(&answer)?;
    application.sessions.end_all(|holder| holder.user_id == caller.user_id);
    if let Some(cookie) = application.sessions.begin(caller.clone()) {
        exchange.set_cookie(cookie);
    }
    Ok(Reply::empty(StatusCode::OK))
}
