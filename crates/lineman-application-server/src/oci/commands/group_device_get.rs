//! `GroupAccessDeviceGetRequest…`.

use lineman_ocip::{Command, Element};
use lineman_store::broadworks::{AccessDevice, DeviceKey, Endpoint};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DEVICE_NAME, OWNER_ID};
use crate::oci::server::Call;

/// The group's device that a request names, for an administrator of the group.
pub(super) async fn named(call: &Call<'_>) -> Result<AccessDevice, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    let name = fields.required("deviceName", DEVICE_NAME)?;
    call.origin.caller.must_administer_group(provider, group)?;
    let key = DeviceKey::group(provider, group, name);
    let device = call.store().access_devices().find(&key).await?;
    device.ok_or_else(|| errors::device_not_found(name))
}

/// `Online` while one of its line/ports is registered.
pub(super) async fn status(
    call: &Call<'_>,
    endpoints: &[Endpoint],
) -> Result<&'static str, Failure> {
    let now = call.server.now();
    for endpoint in endpoints {
        if !call.store().registrations().list(&endpoint.line_port, now).await?.is_empty() {
            return Ok("Online");
        }
    }
    Ok("Offline")
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let device = named(call).await?;
    let endpoints = call.store().endpoints().list_of_device(&device.key).await?;
    let mut answer = call
        .answer()
        .with("deviceType", device.device_type)
        .with("protocol", "SIP 2.0")
        .with_optional("macAddress", device.mac_address)
        .with_optional("description", device.description)
        .with_element(Element::new("numberOfPorts").with_child("unlimited", "true"))
        .with("numberOfAssignedPorts", endpoints.len().to_string())
        .with("status", status(call, &endpoints).await?)
        .with_flag("useCustomUserNamePassword", device.user_name.is_some())
        .with_optional("userName", device.user_name)
        .with_optional("version", device.version);
    if matches!(call.version, "22" | "22V2") {
        answer = answer.with_flag("useHotline", false);
    }
    if !matches!(call.version, "18sp1" | "22") {
        answer = answer
            .with_optional("serviceProviderId", device.key.service_provider_id())
            .with_optional("groupId", device.key.group_id())
            .with("deviceName", device.key.device_name());
    }
    Ok(answer)
}
