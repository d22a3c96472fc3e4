//! Which device asks, in the way that the flags of the file allow: Digest or Basic with the device's
//! user name and password, by the MAC address, with a device-management token, or with a long-lived
//! token of the device's user.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use lineman_logs::dms_debug_log::DmsDebugEntry;
use lineman_ocip::constant_time_equal;
use lineman_store::StoreError;
use lineman_store::broadworks::{AccessDevice, FileFlag};

use super::digest::{Authorization, NonceState};
use super::exchange::{Exchange, Outcome};
use super::target::{Candidate, Target};
use super::{DeviceManagement, bearer};

/// The device that asks, its file, and for whom.
pub(crate) struct Caller<'a> {
    /// The device; only its own files are served.
    pub(crate) device: AccessDevice,
    /// The file that it asks for.
    pub(crate) candidate: &'a Candidate,
    /// The user that the token was made for.
    pub(crate) user_id: Option<String>,
}

/// How a device showed itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    DeviceToken,
    LongLivedToken,
    Digest,
    Basic,
    MacAddress,
    Nothing,
}

impl Means {
    const fn as_str(self) -> &'static str {
        match self {
            Self::DeviceToken => "device token",
            Self::LongLivedToken => "Bearer",
            Self::Digest => "Digest",
            Self::Basic => "Basic",
            Self::MacAddress => "MAC address",
            Self::Nothing => "none",
        }
    }
}

/// A device and how it showed itself.
struct Shown {
    device: AccessDevice,
    user_id: Option<String>,
    means: Means,
}

/// Finds out which device asks, and whether the file may be had that way.
pub(crate) async fn caller<'a>(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &'a Target,
) -> Result<Caller<'a>, Outcome> {
    let shown = match exchange.authorization() {
        None => by_address(service, exchange, target).await?,
        Some(value) => {
            let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
            match scheme.to_ascii_lowercase().as_str() {
                "bearer" => by_token(service, exchange, target, rest.trim()).await?,
                "digest" => by_digest(service, exchange, rest).await?,
                "basic" => by_password(service, target, rest.trim()).await?,
                _ => return Err(Outcome::unauthorized("the scheme is not accepted")),
            }
        }
    };
    let candidate = file_of(target, &shown.device)?;
    check(exchange, candidate, &shown)?;
    exchange.log(
        "Info",
        DmsDebugEntry::Authenticated {
            path: exchange.path().to_owned(),
            method: shown.means.as_str().to_owned(),
            device_type: shown.device.device_type.clone(),
            device_name: shown.device.key.device_name().to_owned(),
        },
    );
    Ok(Caller { device: shown.device, candidate, user_id: shown.user_id })
}

/// The file of a device that the path means.
fn file_of<'a>(target: &'a Target, device: &AccessDevice) -> Result<&'a Candidate, Outcome> {
    if let Some(candidate) = target.candidate_of(&device.device_type) {
        return Ok(candidate);
    }
    if target.file_name.is_empty() {
        return Err(Outcome::refused(StatusCode::NOT_FOUND, "no file is named"));
    }
    if target.device_types.iter().any(|kind| kind.device_type == device.device_type) {
        let reason = "the device type has no such file";
        return Err(Outcome::refused(StatusCode::NOT_FOUND, reason));
    }
    Err(Outcome::refused(StatusCode::FORBIDDEN, "the file is not one of this device's"))
}

/// Whether the flags of a file allow what was shown.
fn check(exchange: &Exchange<'_>, candidate: &Candidate, shown: &Shown) -> Result<(), Outcome> {
    let file = &candidate.file;
    let (digest, password) = (file.has(FileFlag::Digest), file.has(FileFlag::UserNamePassword));
    let mac_based = file.has(FileFlag::MacBased);
    let allowed = match shown.means {
        Means::DeviceToken => true,
        Means::LongLivedToken => file.has(FileFlag::Bearer),
        Means::Digest => digest,
        // A password is not asked for in clear where Digest is to protect it.
        Means::Basic => password && !digest,
        Means::MacAddress => mac_based && !digest && !password,
        Means::Nothing => !file.is_authenticated(),
    };
    if !allowed {
        return Err(Outcome::unauthorized(format!(
            "the file is not served for this authentication: {}",
            shown.means.as_str()
        )));
    }
    // With both, the name in the request must be that of the device whose password it is.
    let by_password = matches!(shown.means, Means::Digest | Means::Basic);
    let asked = mac_address(exchange, candidate);
    if mac_based && by_password && (asked.is_none() || asked != shown.device.mac_address) {
        return Err(Outcome::refused(
            StatusCode::FORBIDDEN,
            "the MAC address is not that of the device",
        ));
    }
    check_protocol(exchange, candidate)
}

/// Whether a file is served over HTTP or HTTPS, as the request came.
fn check_protocol(exchange: &Exchange<'_>, candidate: &Candidate) -> Result<(), Outcome> {
    let flag = if exchange.is_encrypted() { FileFlag::AllowHttps } else { FileFlag::AllowHttp };
    if candidate.file.has(flag) {
        return Ok(());
    }
    Err(Outcome::refused(StatusCode::FORBIDDEN, "the file is not served over this protocol"))
}

/// A static file that is open to all and the same for every device, such as firmware: the first of
/// those that the path may mean. A request with credentials speaks for a device.
pub(crate) fn open_to_all<'a>(
    exchange: &Exchange<'_>,
    target: &'a Target,
) -> Result<Option<&'a Candidate>, Outcome> {
    let open = target.candidates.iter().find(|candidate| {
        candidate.file.is_static()
            && !candidate.file.is_authenticated()
            && candidate.tags.is_empty()
            && !exchange.has_credentials()
    });
    if let Some(candidate) = open {
        check_protocol(exchange, candidate)?;
    }
    Ok(open)
}

/// The MAC address that a request names: in the file's name, or where the file says, in the
/// User-Agent.
fn mac_address(exchange: &Exchange<'_>, candidate: &Candidate) -> Option<String> {
    if let Some(mac_address) = candidate.mac_address() {
        return Some(mac_address);
    }
    if candidate.file.has(FileFlag::MacInNonRequestUri) {
        return exchange.mac_address_of_user_agent();
    }
    None
}

/// Without credentials: by the MAC address, or a file that is open to all.
async fn by_address(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &Target,
) -> Result<Shown, Outcome> {
    for candidate in &target.candidates {
        let open = !candidate.file.is_authenticated();
        if !open && !candidate.file.has(FileFlag::MacBased) {
            continue;
        }
        let Some(mac_address) = mac_address(exchange, candidate) else { continue };
        let devices = service.store.access_devices().list_by_mac_address(&mac_address).await;
        let device = devices
            .map_err(|error| store_failed(&error))?
            .into_iter()
            .find(|device| device.device_type == candidate.device_type.device_type);
        if let Some(device) = device {
            let means = if open { Means::Nothing } else { Means::MacAddress };
            return Ok(Shown { device, user_id: None, means });
        }
    }
    Err(Outcome::unauthorized("no credentials"))
}

async fn by_token(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &Target,
    token: &str,
) -> Result<Shown, Outcome> {
    if bearer::is_long_lived(token) {
        let user_id = bearer::user_of(service, exchange, token).await?;
        return own_device(service, exchange, target, user_id).await;
    }
    if !service.settings.device_tokens().await {
        return Err(Outcome::unauthorized("device tokens are switched off"));
    }
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
    Ok(Shown { device, user_id: Some(token.user_id), means: Means::DeviceToken })
}

/// The user's own device of a type that has the file: the one that the parameter `deviceName` names,
/// or the first, the primary one before the others.
async fn own_device(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &Target,
    user_id: String,
) -> Result<Shown, Outcome> {
    let failed = |error: StoreError| store_failed(&error);
    let named = exchange.parameter("deviceName");
    let endpoints = service.store.endpoints().list_of_user(&user_id).await.map_err(failed)?;
    for endpoint in endpoints {
        if named.as_deref().is_some_and(|named| named != endpoint.device.device_name()) {
            continue;
        }
        let device = service.store.access_devices().find(&endpoint.device).await.map_err(failed)?;
        let Some(device) = device else { continue };
        if target.device_types.iter().any(|kind| kind.device_type == device.device_type) {
            return Ok(Shown { device, user_id: Some(user_id), means: Means::LongLivedToken });
        }
    }
    Err(Outcome::refused(StatusCode::FORBIDDEN, "the user has no device with this file"))
}

/// One reason for an unknown name and a wrong password: who guesses names learns nothing.
fn wrong() -> Outcome {
    Outcome::unauthorized("unknown device user name or wrong password")
}

async fn by_user_name(
    service: &DeviceManagement,
    user_name: &str,
) -> Result<AccessDevice, Outcome> {
    let found = service.store.access_devices().find_by_user_name(user_name).await;
    found.map_err(|error| store_failed(&error))?.ok_or_else(wrong)
}

async fn by_password(
    service: &DeviceManagement,
    target: &Target,
    encoded: &str,
) -> Result<Shown, Outcome> {
    let any = target.candidates.iter().any(takes_password);
    if !any {
        return Err(Outcome::unauthorized("the scheme is not accepted"));
    }
    let decoded = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let decoded =
        decoded.ok_or_else(|| Outcome::unauthorized("the Basic credentials cannot be read"))?;
    let (user_name, password) = decoded.split_once(':').ok_or_else(wrong)?;
    let device = by_user_name(service, user_name).await?;
    let known = device.password.as_ref().ok_or_else(wrong)?;
    if !constant_time_equal(known.reveal(), password) {
        return Err(wrong());
    }
    Ok(Shown { device, user_id: None, means: Means::Basic })
}

/// Whether a file takes a password in clear.
pub(crate) fn takes_password(candidate: &Candidate) -> bool {
    candidate.file.has(FileFlag::UserNamePassword) && !candidate.file.has(FileFlag::Digest)
}

async fn by_digest(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    parameters: &str,
) -> Result<Shown, Outcome> {
    let authorization = Authorization::read(parameters)
        .ok_or_else(|| Outcome::unauthorized("the Digest credentials cannot be read"))?;
    let state = service.nonces.check(authorization.nonce(), service.clock.now());
    if state == NonceState::Foreign {
        return Err(Outcome::unauthorized("the nonce is not one of ours"));
    }
    let device = by_user_name(service, authorization.user_name()).await?;
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
    Ok(Shown { device, user_id: None, means: Means::Digest })
}

pub(crate) fn store_failed(error: &StoreError) -> Outcome {
    tracing::error!(%error, "Device Management cannot read its store");
    Outcome::refused(StatusCode::INTERNAL_SERVER_ERROR, "the repository cannot be read")
}
