//! Ports of devices: how many a type has, and which are free.

use lineman_ocip::Command;
use lineman_store::broadworks::{AccessDevice, DeviceKey, DeviceLevel, Endpoint};

use super::owner::{Owner, device_type};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DEVICE_NAME, Fields};
use crate::oci::server::Call;

/// The port that a new endpoint on a device gets: the one that the request names, none on a device
/// without fixed ports. A line/port that moves (`own`) counts no longer.
pub(in crate::oci::commands) async fn choose(
    call: &Call<'_>,
    device: &AccessDevice,
    fields: Fields<'_>,
    own: impl Fn(&Endpoint) -> bool,
) -> Result<Option<u32>, Failure> {
    let device_type = device_type(call, &device.device_type).await?;
    let mut endpoints = call.store().endpoints().list_of_device(&device.key).await?;
    endpoints.retain(|endpoint| !own(endpoint));
    let Some(ports) = device_type.number_of_ports() else { return Ok(None) };
    let name = device.key.device_name();
    if u32::try_from(endpoints.len()).unwrap_or(u32::MAX) >= ports {
        return Err(errors::refused(format!("Access Device has no available ports: {name}")));
    }
    if !device_type.flag("staticLineOrdering") {
        return Ok(None);
    }
    let free = free(&endpoints, ports);
    match fields.number("portNumber", 1)? {
        None => Ok(free.first().copied()),
        Some(port) if free.contains(&port) => Ok(Some(port)),
        Some(port) => Err(errors::refused(format!("Port {port} is not available: {name}"))),
    }
}

fn free(endpoints: &[Endpoint], ports: u32) -> Vec<u32> {
    (1..=ports)
        .filter(|port| !endpoints.iter().any(|endpoint| endpoint.port_number == Some(*port)))
        .collect()
}

/// `GroupAccessDeviceAvailablePortGetListRequest`: the free ports of a device with fixed ports.
pub(super) async fn available(call: &Call<'_>) -> Result<Command, Failure> {
    let owner = Owner::existing(call, DeviceLevel::Group).await?;
    let named = call
        .fields()
        .structure("accessDevice")
        .ok_or_else(|| errors::validation("Element 'accessDevice' is required"))?;
    let level = DeviceLevel::parse(named.required("deviceLevel", DEVICE_NAME)?)
        .ok_or_else(|| errors::validation("Element 'deviceLevel' is not a device level"))?;
    let name = named.required("deviceName", DEVICE_NAME)?;
    let key = DeviceKey::of_subscriber(level, owner.provider, owner.group, name);
    let device = call.store().access_devices().find(&key).await?;
    let device = device.ok_or_else(|| errors::device_not_found(name))?;
    let kind = device_type(call, &device.device_type).await?;
    let ports = kind.number_of_ports().filter(|_| kind.flag("staticLineOrdering"));
    let endpoints = call.store().endpoints().list_of_device(&key).await?;
    let free = ports.map(|ports| free(&endpoints, ports)).unwrap_or_default();
    Ok(free
        .into_iter()
        .fold(call.answer(), |answer, port| answer.with("portNumber", port.to_string())))
}
