//! Which device asks: by its device-management token, or by Digest with its user name and password.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use http::StatusCode;
use lineman_store::StoreError;
use lineman_store::broadworks::AccessDevice;

use super::DeviceManagement;
use super::digest::{Authorization, NonceState};
use super::exchange::{Exchange, Outcome};

/// The device that asks, and for whom.
pub(crate) struct Caller {
    /// The device; only its own files are served.
    pub(crate) device: AccessDevice,
    /// The user that the token was made for.
    pub(crate) user_id: Option<String>,
}

/// Finds out which device asks.
pub(crate) async fn device(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
) -> Result<Caller, Outcome> {
    let value = exchange.authorization().ok_or_else(|| Outcome::unauthorized("no credentials"))?;
    let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
    if scheme.eq_ignore_ascii_case("bearer") {
        by_token(service, rest.trim()).await
    } else if scheme.eq_ignore_ascii_case("digest") {
        by_digest(service, exchange, rest).await
    } else {
        Err(Outcome::unauthorized("the scheme is not accepted"))
    }
}

async fn by_token(service: &DeviceManagement, token: &str) -> Result<Caller, Outcome> {
    let mut hash = String::new();
    for byte in digest(&SHA256, token.as_bytes()).as_ref() {
        let _ = write!(hash, "{byte:02x}");
    }
    let found = service.store.device_tokens().find(&hash, service.clock.now()).await;
    let token = found
        .map_err(|error| store_failed(&error))?
        .ok_or_else(|| Outcome::unauthorized("the device token is unknown or expired"))?;
    let device = service.store.access_devices().find(&token.device).await;
    let device = device
        .map_err(|error| store_failed(&error))?
        .ok_or_else(|| Outcome::unauthorized("the device of the token is gone"))?;
    Ok(Caller { device, user_id: Some(token.user_id) })
}

async fn by_digest(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    parameters: &str,
) -> Result<Caller, Outcome> {
    let authorization = Authorization::read(parameters)
        .ok_or_else(|| Outcome::unauthorized("the Digest credentials cannot be read"))?;
    let state = service.nonces.check(authorization.nonce(), service.clock.now());
    if state == NonceState::Foreign {
        return Err(Outcome::unauthorized("the nonce is not one of ours"));
    }
    let found = service.store.access_devices().find_by_user_name(authorization.user_name()).await;
    let device = found.map_err(|error| store_failed(&error))?;
    // One reason for both: who guesses names learns nothing.
    let wrong = || Outcome::unauthorized("unknown device user name or wrong password");
    let device = device.ok_or_else(wrong)?;
    let password = device.password.as_ref().ok_or_else(wrong)?;
    let target = exchange.path_and_query();
    if !authorization.fits(exchange.method().as_str(), &target, password) {
        return Err(wrong());
    }
    if state == NonceState::Old {
        return Err(Outcome::Refused {
            status: StatusCode::UNAUTHORIZED,
            reason: "the nonce is too old".to_owned(),
            stale: true,
        });
    }
    Ok(Caller { device, user_id: None })
}

pub(crate) fn store_failed(error: &StoreError) -> Outcome {
    tracing::error!(%error, "Device Management cannot read its store");
    Outcome::refused(StatusCode::INTERNAL_SERVER_ERROR, "the repository cannot be read")
}
