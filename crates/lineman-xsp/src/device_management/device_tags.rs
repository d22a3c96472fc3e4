//! The values of the tags that bear on a device: those that administrators defined, and those of
//! BroadWorks itself for the device and its lines.

use lineman_store::StoreError;
use lineman_store::broadworks::{AccessDevice, DeviceType, Endpoint, EndpointKind};

use super::DeviceManagement;
use super::tags::TagValues;

/// Most line/ports of one device that get tags.
const LINES: usize = 64;

/// The line/ports of a device in their order; where none was given, the one whose primary device it
/// is comes first.
pub(crate) async fn lines(
    service: &DeviceManagement,
    device: &AccessDevice,
) -> Result<Vec<Endpoint>, StoreError> {
    let mut endpoints = service.store.endpoints().list_of_device(&device.key).await?;
    endpoints.sort_by_key(|endpoint| {
        let place = endpoint.port_number.unwrap_or(endpoint.line_order);
        (place, endpoint.kind != EndpointKind::Primary)
    });
    endpoints.truncate(LINES);
    Ok(endpoints)
}

/// The values. What BroadWorks defines, nobody overrides.
pub(crate) async fn values(
    service: &DeviceManagement,
    device: &AccessDevice,
    device_type: &DeviceType,
    endpoints: &[Endpoint],
) -> Result<TagValues, StoreError> {
    let defined = service.store.tags().effective(&device.key, device_type).await?;
    let mut values = TagValues::defined(defined);
    of_device(service, device, device_type, &mut values);
    values.set("BWNUMLINES", &endpoints.len().to_string());
    let primary = endpoints.iter().position(|endpoint| endpoint.is_primary_line_port).unwrap_or(0);
    for (index, endpoint) in endpoints.iter().enumerate() {
        let number = endpoint.port_number.map_or(index + 1, |port| port as usize);
        of_line(service, endpoint, &number.to_string(), &mut values).await?;
        if index == primary {
            of_line(service, endpoint, "PRIMARY", &mut values).await?;
        }
    }
    Ok(values)
}

fn of_device(
    service: &DeviceManagement,
    device: &AccessDevice,
    device_type: &DeviceType,
    values: &mut TagValues,
) {
    let key = &device.key;
    values.set("BWDEVICEID", key.device_name());
    let whole: Vec<&str> = [key.service_provider_id(), key.group_id(), Some(key.device_name())]
        .into_iter()
        .flatten()
        .collect();
    values.set("BWFQDEVICEID", &whole.join("."));
    values.set_optional("BWMACADDRESS", device.mac_address.as_deref());
    values.set_optional("BWDEVICEUSERNAME", device.user_name.as_deref());
    values.set_optional("BWGROUPID", key.group_id());
    values.set_optional("BWENTERPRISEID", key.service_provider_id());
    values.set("BWDEVICEACCESSCONTEXT", &device_type.context_name);
    values.set("BWDEVICEACCESSURI", &device_type.access_uri);
    if let Some((scheme, authority)) = service.public_base_url.split_once("://") {
        values.set("BWDEVICEACCESSPROTOCOL", scheme);
        values.set("BWDEVICEACCESSFQDN", authority);
    }
}

/// The tags of a line: `%BWLINEPORT-1%` is the part of the line/port before the at sign, `%BWHOST-1%`
/// the one behind it.
async fn of_line(
    service: &DeviceManagement,
    endpoint: &Endpoint,
    line: &str,
    values: &mut TagValues,
) -> Result<(), StoreError> {
    let mut set = |name: &str, value: Option<&str>| {
        values.set_optional(&format!("{name}-{line}"), value);
    };
    let (user, host) = match endpoint.line_port.rsplit_once('@') {
        Some((user, host)) => (user, Some(host)),
        None => (endpoint.line_port.as_str(), None),
    };
    set("BWLINEPORT", Some(user));
    set("BWHOST", host);
    let shared = endpoint.kind == EndpointKind::SharedCallAppearance;
    set("BWSHAREDLINE", Some(if shared { "true" } else { "false" }));
    let owner = service.store.subscribers().find_by_user_id(&endpoint.user_id).await?;
    let Some(owner) = owner else { return Ok(()) };
    set("BWAUTHUSER", owner.sip_user_name.as_deref());
    set("BWAUTHPASSWORD", owner.sip_password.as_ref().map(lineman_model::Secret::reveal));
    set("BWUSERID", Some(&owner.user_id));
    set("BWNAME", Some(&format!("{} {}", owner.first_name, owner.last_name)));
    set("BWFIRSTNAME", Some(&owner.first_name));
    set("BWLASTNAME", Some(&owner.last_name));
    let shown = (&owner.calling_line_id_first_name, &owner.calling_line_id_last_name);
    set("BWCLID", Some(&format!("{} {}", shown.0, shown.1)));
    set("BWE164", owner.primary_number.as_deref());
    set("BWEXTENSION", owner.extension.as_deref());
    set("BWEMAIL", owner.email.as_deref());
    set("BWLANGUAGE", Some(&owner.language));
    set("BWTIMEZONE", Some(&owner.time_zone));
    set("BWDEPARTMENT", owner.details.get("department").map(String::as_str));
    Ok(())
}
