//! The fields of access devices that are kept by their names, and their credentials.

use lineman_model::Secret;
use lineman_store::broadworks::{AccessDevice, DeviceLevel};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NAME, PASSWORD, URL, USER_ID};
use crate::oci::server::Call;

const MAC_ADDRESS: usize = 12;
const SERVER: usize = 80;
/// Longest serial number, description and location.
const DESCRIPTION: usize = 80;
/// Name under which the transport is kept.
pub(super) const TRANSPORT: &str = "transportProtocol";
/// Name under which the protocol is kept.
pub(super) const PROTOCOL: &str = "protocol";
/// What devices speak.
pub(super) const SIP: &str = "SIP 2.0";

/// Fields of devices at every level.
const DETAILS: &[(&str, usize)] = &[
    (PROTOCOL, 20),
    ("netAddress", SERVER),
    ("port", 5),
    ("outboundProxyServerNetAddress", SERVER),
    ("stunServerNetAddress", SERVER),
    ("serialNumber", DESCRIPTION),
    ("physicalLocation", 1024),
    (TRANSPORT, 11),
    ("mobilityManagerProvisioningURL", URL),
    ("mobilityManagerProvisioningUserName", USER_ID),
    ("mobilityManagerDefaultOriginatingServiceKey", 10),
    ("mobilityManagerDefaultTerminatingServiceKey", 10),
    ("hotlineContact", USER_ID),
    ("deviceIPEI", 13),
    ("deviceCode", 8),
];
/// Flags of devices at every level.
const FLAGS: &[&str] = &["useHotline", "useDeviceCode"];

/// Takes over what a request says about a device.
pub(super) async fn apply(
    call: &Call<'_>,
    level: DeviceLevel,
    device: &mut AccessDevice,
) -> Result<(), Failure> {
    let fields = call.fields();
    for (name, longest) in DETAILS {
        detail(fields, device, name, *longest)?;
    }
    for name in FLAGS {
        flag(fields, device, name)?;
    }
    match level {
        DeviceLevel::System => {
            flag(fields, device, "isWebexTeamsDevice")?;
            detail(fields, device, "defaultPathHeader", NAME)?;
        }
        DeviceLevel::Group => {
            detail(fields, device, "configurationMode", 7)?;
        }
        DeviceLevel::ServiceProvider => {}
    }
    check_values(device)?;
    fields.change("description", DESCRIPTION)?.apply(&mut device.description);
    let mut mac_address = device.mac_address.clone();
    fields.change("macAddress", MAC_ADDRESS)?.apply(&mut mac_address);
    set_mac_address(call, device, mac_address).await?;
    credentials(call, device).await
}

fn detail(
    fields: Fields<'_>,
    device: &mut AccessDevice,
    name: &str,
    longest: usize,
) -> Result<(), Failure> {
    match fields.change(name, longest)? {
        Change::Keep => {}
        Change::Clear => {
            device.details.remove(name);
        }
        Change::Set(value) => {
            device.details.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

fn flag(fields: Fields<'_>, device: &mut AccessDevice, name: &str) -> Result<(), Failure> {
    if let Some(value) = fields.flag(name)? {
        let value = if value { "true" } else { "false" };
        device.details.insert(name.to_owned(), value.to_owned());
    }
    Ok(())
}

fn check_values(device: &AccessDevice) -> Result<(), Failure> {
    let value = |name| device.details.get(name).map(String::as_str);
    if let Some(port) = value("port")
        && !port.parse::<u16>().is_ok_and(|port| port >= 1025)
    {
        return Err(errors::validation("Element 'port' is not a port from 1025 to 65535"));
    }
    if value(TRANSPORT).is_some_and(|name| !matches!(name, "UDP" | "TCP" | "TLS" | "Unspecified")) {
        return Err(errors::validation("Element 'transportProtocol' is not a transport protocol"));
    }
    if value("configurationMode")
        .is_some_and(|mode| !matches!(mode, "Default" | "Manual" | "Custom"))
    {
        return Err(errors::validation("Element 'configurationMode' is not a configuration mode"));
    }
    Ok(())
}

/// Twelve hexadecimal digits; one device of a type has them. Device Management knows devices by it.
async fn set_mac_address(
    call: &Call<'_>,
    device: &mut AccessDevice,
    mac_address: Option<String>,
) -> Result<(), Failure> {
    let Some(mac_address) = mac_address else {
        device.mac_address = None;
        return Ok(());
    };
    let mac_address = mac_address.to_ascii_uppercase();
    if mac_address.len() != MAC_ADDRESS || !mac_address.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return Err(errors::validation("Element 'macAddress' is not a MAC address"));
    }
    for other in call.store().access_devices().list_by_mac_address(&mac_address).await? {
        if other.key != device.key && other.device_type == device.device_type {
            return Err(errors::refused(format!("MAC address is already in use: {mac_address}")));
        }
    }
    device.mac_address = Some(mac_address);
    Ok(())
}

/// User name and password for the device's files; a user name is one device's.
async fn credentials(call: &Call<'_>, device: &mut AccessDevice) -> Result<(), Failure> {
    let fields = call.fields();
    let cleared = fields.element("accessDeviceCredentials").is_some_and(|field| field.is_nil());
    if cleared || fields.flag("useCustomUserNamePassword")? == Some(false) {
        device.user_name = None;
        device.password = None;
        return Ok(());
    }
    let Some(credentials) = fields.structure("accessDeviceCredentials") else { return Ok(()) };
    let user_name = credentials.required("userName", USER_ID)?;
    let owner = call.store().access_devices().find_by_user_name(user_name).await?;
    if owner.is_some_and(|owner| owner.key != device.key) {
        return Err(errors::refused(format!(
            "Access Device user name already exists: {user_name}"
        )));
    }
    device.user_name = Some(user_name.to_owned());
    device.password = Some(Secret::new(credentials.required("password", PASSWORD)?));
    Ok(())
}
