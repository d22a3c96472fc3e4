//! `POST /user/{id}/profile/LoginToken`: a token that opens a session elsewhere
//! (`Authorization: BroadWorksSSO`).

use http::StatusCode;
use lineman_ocip::client::{self, requests};
use lineman_xsi::LoginToken;

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// A token for the caller.
pub(crate) async fn post(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let request = requests::create_login_token(&caller.user_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    let token = client::login_token(&answer)?;
    Ok(exchange.reply(StatusCode::CREATED, &LoginToken { token }))
}
