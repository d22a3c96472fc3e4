//! `POST /user/{id}/profile/DeviceToken`: the device-management token (CAL-002).

use http::StatusCode;
use lineman_ocip::client::{self, requests};
use lineman_xsi::DeviceToken;

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// Level of a device when the request names none.
const USUAL_LEVEL: &str = "Group";

/// A token for one of the caller's devices. Whether it is the caller's, the Application Server
/// decides.
pub(crate) async fn post(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let device_name =
        exchange.parameter("deviceName").ok_or(XsiFailure::MissingParameter("deviceName"))?;
    let level = exchange.parameter("deviceLevel").unwrap_or_else(|| USUAL_LEVEL.to_owned());
    let request = requests::create_device_token(&caller.user_id, &level, &device_name);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    let token = client::device_token(&answer)?;
    Ok(exchange.reply(StatusCode::CREATED, &DeviceToken { token }))
}
