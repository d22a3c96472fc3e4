//! Activation of devices: `…AccessDeviceDeviceActivation{Get,Modify}Request`,
//! `…AccessDeviceGenerateActivationCodeRequest` and `UserAccessDeviceDeviceActivationGetListRequest`.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{AccessDevice, Activation, ActivationState, DeviceLevel};

use super::owner::{device, device_type};
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// Whether devices of a type are activated; the name among the type's settings.
const ENABLED: &str = "enableDeviceActivation";
/// What codes are made of: no letter or digit that looks like another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_CHARACTERS: usize = 16;
/// How long a code is good.
const CODE_MILLIS: i64 = 7 * 24 * 3600 * 1000;

/// The device that a request names, if its type is activated, and where it stands.
async fn activated_device(
    call: &Call<'_>,
    level: DeviceLevel,
) -> Result<(AccessDevice, Activation), Failure> {
    let device = device(call, level).await?;
    if !device_type(call, &device.device_type).await?.flag(ENABLED) {
        let name = device.device_type;
        return Err(errors::refused(format!(
            "Device Type does not support device activation: {name}"
        )));
    }
    let activation = current(call, &device).await?;
    Ok((device, activation))
}

/// Where a device stands now: a code that is too old is none.
async fn current(call: &Call<'_>, device: &AccessDevice) -> Result<Activation, Failure> {
    let known = call.store().device_activations().find(&device.key).await?;
    let mut activation = known.unwrap_or_default();
    if activation.expires_at.is_some_and(|end| end <= call.server.now()) {
        activation.code = None;
        activation.expires_at = None;
    }
    Ok(activation)
}

pub(super) async fn get(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let (_, activation) = activated_device(call, level).await?;
    let expiry = activation.expires_at.map(|end| end.as_millis().to_string());
    Ok(call
        .answer()
        .with_optional("activationCode", activation.code)
        .with_optional("expiryTime", expiry)
        .with("activationState", activation.state.as_str()))
}

/// A device that waits for its code to be used cannot be activated by hand.
pub(super) async fn modify(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let (device, activation) = activated_device(call, level).await?;
    let activate = call
        .fields()
        .flag("activateDevice")?
        .ok_or_else(|| errors::validation("Element 'activateDevice' is required"))?;
    let state = match (activate, activation.state) {
        (true, ActivationState::Activating) => {
            let name = device.key.device_name();
            return Err(errors::refused(format!("Access Device is being activated: {name}")));
        }
        (true, _) => ActivationState::Activated,
        (false, _) => ActivationState::Deactivated,
    };
    let activation = Activation { state, ..Activation::default() };
    call.store().device_activations().set(&device.key, &activation).await?;
    Ok(call.success())
}

pub(super) async fn generate(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let (device, _) = activated_device(call, level).await?;
    let activation = Activation {
        state: ActivationState::Activating,
        code: Some(code(call)),
        expires_at: Some(call.server.now().plus_millis(CODE_MILLIS)),
    };
    call.store().device_activations().set(&device.key, &activation).await?;
    Ok(call.success())
}

fn code(call: &Call<'_>) -> String {
    let mut bytes = [0_u8; CODE_CHARACTERS];
    call.server.random().fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

pub(super) async fn list_of_user(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let store = call.store();
    let mut table = Table::new(&[
        "Device Name",
        "Device Level",
        "Device SP",
        "Device Group",
        "Endpoint Type",
        "Line Port",
        "Activation Status",
        "Activation Code",
        "Expiration Time",
        "MAC Address",
    ]);
    for endpoint in store.endpoints().list_of_user(&user.user_id).await? {
        let Some(device) = store.access_devices().find(&endpoint.device).await? else { continue };
        if !device_type(call, &device.device_type).await?.flag(ENABLED) {
            continue;
        }
        let activation = current(call, &device).await?;
        let expiry = activation.expires_at.map(|end| end.as_millis().to_string());
        table.push([
            device.key.device_name(),
            device.key.level().as_str(),
            device.key.service_provider_id().unwrap_or_default(),
            device.key.group_id().unwrap_or_default(),
            endpoint.kind.as_str(),
            &endpoint.line_port,
            activation.state.as_str(),
            activation.code.as_deref().unwrap_or_default(),
            expiry.as_deref().unwrap_or_default(),
            device.mac_address.as_deref().unwrap_or_default(),
        ]);
    }
    Ok(call.answer().with_element(table.to_element("accessDeviceTable")))
}
