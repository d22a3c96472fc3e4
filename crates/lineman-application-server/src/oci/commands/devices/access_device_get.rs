//! `{Group,ServiceProvider,System}AccessDeviceGetRequest…`.

use lineman_ocip::{Command, Element};
use lineman_store::broadworks::{AccessDevice, DeviceLevel, Endpoint};

use super::access_device_fields::{PROTOCOL, SIP};
use super::owner::{device, device_type};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// Which fields a version of the answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    mobility: bool,
    credentials: bool,
    version: bool,
    hotline: bool,
    webex: bool,
    key: bool,
    codes: bool,
}

fn shape(level: DeviceLevel, version: &str) -> Shape {
    let system = level == DeviceLevel::System;
    // At the system level 22V3 brought two fields more, so what other levels call 22V3 is 22V4.
    let common = match (system, version) {
        (true, "") => "14",
        (true, "22V3") => "22V2",
        (true, "22V4") => "22V3",
        (true, "22V5") => "22V4",
        (true, "22V6") => "22V5",
        (_, other) => other,
    };
    let rank = ["14", "14sp3", "14sp6", "16", "18sp1", "22", "22V2", "22V3", "22V4", "22V5"]
        .iter()
        .position(|known| *known == common)
        .unwrap_or(7);
    Shape {
        mobility: (1..7).contains(&rank),
        credentials: rank >= 2,
        version: rank >= 4,
        hotline: rank == 5 || rank == 6,
        webex: system && (rank >= 7 || version == "22V3"),
        key: rank >= 6,
        codes: rank >= 8 || matches!(version, "24V2" | "24V3"),
    }
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

pub(super) async fn run(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let ports = device_type(call, &device.device_type).await?.number_of_ports();
    let endpoints = call.store().endpoints().list_of_device(&device.key).await?;
    let status = status(call, &endpoints).await?;
    Ok(answer(call, &device, shape(level, call.version), ports, endpoints.len(), status))
}

fn answer(
    call: &Call<'_>,
    device: &AccessDevice,
    shape: Shape,
    ports: Option<u32>,
    assigned: usize,
    status: &str,
) -> Command {
    let detail = |name: &str| device.details.get(name).map(String::as_str);
    let with = |answer: Command, names: &[&str]| {
        names.iter().fold(answer, |answer, name| answer.with_optional(name, detail(name)))
    };
    let number_of_ports = Element::new("numberOfPorts");
    let number_of_ports = match ports {
        None => number_of_ports.with_child("unlimited", "true"),
        Some(ports) => number_of_ports.with_child("quantity", ports.to_string()),
    };
    let mut answer = call
        .answer()
        .with("deviceType", device.device_type.as_str())
        .with(PROTOCOL, detail(PROTOCOL).unwrap_or(SIP));
    answer = with(
        answer,
        &["netAddress", "port", "outboundProxyServerNetAddress", "stunServerNetAddress"],
    );
    answer = answer.with_optional("macAddress", device.mac_address.as_deref());
    answer = with(answer, &["serialNumber"])
        .with_optional("description", device.description.as_deref())
        .with_element(number_of_ports)
        .with("numberOfAssignedPorts", assigned.to_string())
        .with("status", status);
    if device.key.group_id().is_some() {
        answer = with(answer, &["configurationMode"]);
    }
    answer = with(answer, &["physicalLocation", "transportProtocol"]);
    if shape.mobility {
        answer = with(
            answer,
            &[
                "mobilityManagerProvisioningURL",
                "mobilityManagerProvisioningUserName",
                "mobilityManagerDefaultOriginatingServiceKey",
                "mobilityManagerDefaultTerminatingServiceKey",
            ],
        );
    }
    if shape.credentials {
        answer = answer
            .with_flag("useCustomUserNamePassword", device.user_name.is_some())
            .with_optional("userName", device.user_name.as_deref());
    }
    if shape.version {
        answer = answer.with_optional("version", device.version.as_deref());
    }
    if shape.hotline {
        answer = answer.with("useHotline", detail("useHotline").unwrap_or("false"));
        answer = with(answer, &["hotlineContact"]);
    }
    // The one version that brought these two has them last.
    let webex_last = shape.hotline;
    let webex = ["isWebexTeamsDevice", "defaultPathHeader"];
    if shape.webex && !webex_last {
        answer = with(answer, &webex);
    }
    if shape.key {
        answer = answer
            .with_optional("serviceProviderId", device.key.service_provider_id())
            .with_optional("groupId", device.key.group_id())
            .with("deviceName", device.key.device_name());
    }
    if shape.webex && webex_last {
        answer = with(answer, &webex);
    }
    if shape.codes {
        answer = with(answer, &["deviceCode", "deviceIPEI", "useDeviceCode"]);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_their_fields() {
        let group = |version| shape(DeviceLevel::Group, version);
        assert!(!group("14").mobility && !group("14sp3").credentials && !group("16").version);
        let old = group("18sp1");
        assert!(old.mobility && old.version && !old.hotline && !old.key);
        let middle = group("22V2");
        assert!(middle.hotline && middle.key && !middle.codes);
        let newest = group("24V3");
        assert!(newest.key && newest.codes && !newest.mobility && !newest.webex);
        assert!(!group("24").codes && group("24").key);
        let system = |version| shape(DeviceLevel::System, version);
        assert!(system("22V3").hotline && system("22V3").webex && system("22V3").mobility);
        assert!(!system("22V4").hotline && system("22V4").webex && !system("22V4").codes);
        assert!(system("22V5").codes && system("24V3").webex);
        assert!(!system("22V2").webex);
    }
}
