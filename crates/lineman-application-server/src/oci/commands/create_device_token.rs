//! `UserSingleSignOnCreateDeviceTokenRequest`: a token for one device's files.

use lineman_ocip::Command;
use lineman_store::broadworks::{DeviceKey, DeviceLevel, DeviceToken};
use sha2::{Digest as _, Sha256};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::DEVICE_NAME;
use crate::oci::server::Call;

/// Bytes of randomness in a token.
const TOKEN_BYTES: usize = 32;

/// The user must have a line/port on the device, and the device's type must have files.
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let fields = call.fields();
    let level = DeviceLevel::parse(fields.required("deviceLevel", DEVICE_NAME)?)
        .ok_or_else(|| errors::validation("Element 'deviceLevel' is not a device level"))?;
    let name = fields.required("deviceName", DEVICE_NAME)?;
    let key = DeviceKey::of_subscriber(level, &user.service_provider_id, &user.group_id, name);
    let store = call.store();
    let device = store.access_devices().find(&key).await?;
    let device = device.ok_or_else(|| errors::device_not_found(name))?;
    let endpoints = store.endpoints().list_of_user(&user.user_id).await?;
    if !endpoints.iter().any(|endpoint| endpoint.device == key) {
        return Err(errors::device_not_found(name));
    }
    let device_type = store.device_types().find(&device.device_type).await?;
    if !device_type.is_some_and(|device_type| device_type.supports_device_management) {
        return Err(errors::refused(format!(
            "Access Device does not support device management: {name}"
        )));
    }
    let token = call.server.random().hex(TOKEN_BYTES);
    let now = call.server.now();
    let lifetime = i64::try_from(call.server.config.device_token_lifetime.as_millis());
    store
        .device_tokens()
        .add(&DeviceToken {
            token_hash: hash(&token),
            user_id: user.user_id,
            device: key,
            issued_at: now,
            expires_at: now.plus_millis(lifetime.unwrap_or(i64::MAX)),
        })
        .await?;
    store.device_tokens().remove_expired(now).await?;
    Ok(call.answer().with("deviceToken", token))
}

/// Only this is kept of a token.
pub(super) fn hash(token: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(token).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
