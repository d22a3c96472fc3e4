//! `GET /user/{id}/profile/device` (LAD-035, LAD-036, LAD-046 to LAD-050): the rows of the
//! Application Server's `accessDeviceTable`, encoded as `AccessDevices`; one device, and whether
//! calls may end at it.

use http::{Method, StatusCode};
use lineman_ocip::client::{self, DeviceRow, device_rows, requests};
use lineman_ocip::{Command, Element};
use lineman_xsi::{AccessDevice, AccessDeviceChange, AccessDevices, DeviceCredentials};

use super::XsiActions;
use super::authentication::{Caller, same_user};
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::release::Release;
use super::reply::Reply;

/// The caller's primary and shared-call-appearance devices; `deviceType` (with `*` at its ends),
/// `macAddress` and `onlySoftClient` narrow them down.
pub(crate) async fn get(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let device_type = exchange.parameter("deviceType");
    let mac_address = exchange.parameter("macAddress");
    let soft_only = exchange.parameter("onlySoftClient");
    let soft_only = soft_only.is_some_and(|only| only.eq_ignore_ascii_case("true"));
    let devices = rows(application, exchange, caller)
        .await?
        .into_iter()
        .filter(|row| device_type.as_deref().is_none_or(|wanted| matches(wanted, &row.device_type)))
        .filter(|row| {
            mac_address.as_deref().is_none_or(|wanted| {
                row.mac_address.as_deref().is_some_and(|mac| mac.eq_ignore_ascii_case(wanted))
            })
        })
        .filter(|row| !soft_only || is_soft_client(&row.device_type));
    let view = View::of(application, exchange).await;
    let devices = devices.map(|row| view.encode(row)).collect();
    Ok(exchange.reply(StatusCode::OK, &AccessDevices { devices }))
}

/// One device of the caller: read, or changed.
pub(crate) async fn one(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    line_port: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let rows = rows(application, exchange, caller).await?;
    let row = rows.into_iter().find(|row| same_user(&row.line_port, line_port));
    let row = row.ok_or(XsiFailure::NoSuchResource)?;
    if exchange.method() != Method::PUT {
        let view = View::of(application, exchange).await;
        return Ok(exchange.reply(StatusCode::OK, &view.encode(row)));
    }
    let change: AccessDeviceChange = exchange.document()?;
    let device = Element::new("accessDevice")
        .with_child("deviceLevel", row.level)
        .with_child("deviceName", row.name);
    let endpoint =
        Element::new("accessDeviceEndpoint").with(device).with_child("linePort", row.line_port);
    let request = Command::request("UserSharedCallAppearanceModifyEndpointRequest")
        .with("userId", caller.user_id.as_str())
        .with_element(endpoint)
        .with_flag("allowTermination", change.allow_termination);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::success(&answer)?;
    Ok(Reply::empty(StatusCode::OK))
}

async fn rows(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
) -> Result<Vec<DeviceRow>, XsiFailure> {
    let request = requests::user_device_list(&caller.user_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    Ok(device_rows(&answer)?)
}

/// Device types of applications, not of telephones (docs/wire.md).
fn is_soft_client(device_type: &str) -> bool {
    ["Business Communicator - ", "Connect - "].iter().any(|start| device_type.starts_with(start))
}

/// How devices are shown to this client.
struct View<'a> {
    public_base_url: &'a str,
    credentials: bool,
    endpoint_type: bool,
}

impl<'a> View<'a> {
    async fn of(application: &'a XsiActions, exchange: &Exchange<'_>) -> Self {
        Self {
            public_base_url: &application.public_base_url,
            credentials: application.settings.device_credential_retrieval().await,
            endpoint_type: Release::of(exchange) >= Release::ENDPOINT_TYPE,
        }
    }

    fn encode(&self, row: DeviceRow) -> AccessDevice {
        let credentials = match (self.credentials, row.user_name, row.password) {
            (true, Some(user_name), Some(password)) => {
                Some(DeviceCredentials { user_name, password })
            }
            _ => None,
        };
        AccessDevice {
            device_name: row.name,
            device_level: row.level,
            device_type: row.device_type,
            device_line_port: row.line_port,
            device_type_url: row.device_type_url.map(|url| public(self.public_base_url, &url)),
            credentials,
            mac_address: row.mac_address,
            version: row.version,
            allow_termination: row.allow_termination,
            endpoint_type: row.endpoint_type.filter(|_| self.endpoint_type),
        }
    }
}

/// A device URL as clients use it: with our base in front when it names no host, and with a slash
/// at its end, because clients append the file name (LAD-050).
fn public(base: &str, url: &str) -> String {
    let whole = if url.contains("://") {
        url.to_owned()
    } else {
        format!("{}/{}", base.trim_end_matches('/'), url.trim_start_matches('/'))
    };
    if whole.ends_with('/') { whole } else { whole + "/" }
}

/// Whether a value matches a pattern that may have `*` at its ends; `/i` behind it ignores case.
fn matches(pattern: &str, value: &str) -> bool {
    let (pattern, value) = match pattern.strip_suffix("/i") {
        Some(pattern) => (pattern.to_lowercase(), value.to_lowercase()),
        None => (pattern.to_owned(), value.to_owned()),
    };
    let open_start = pattern.starts_with('*');
    let open_end = pattern.len() > 1 && pattern.ends_with('*');
    let core = pattern.strip_prefix('*').unwrap_or(&pattern);
    let core = if open_end { core.strip_suffix('*').unwrap_or(core) } else { core };
    match (open_start, open_end) {
        (true, true) => value.contains(core),
        (true, false) => value.ends_with(core),
        (false, true) => value.starts_with(core),
        (false, false) => value == core,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lad_050_device_urls_are_whole_and_end_with_a_slash() {
        let base = "http://localhost:8080/";
        assert_eq!(public(base, "/dms/bc/pc/"), "http://localhost:8080/dms/bc/pc/");
        assert_eq!(public(base, "dms/bc/pc"), "http://localhost:8080/dms/bc/pc/");
        assert_eq!(public(base, "https://x.example/dms/bc/pc/"), "https://x.example/dms/bc/pc/");
    }

    #[test]
    fn patterns_have_stars_at_their_ends() {
        let desktop = "Business Communicator - PC";
        for pattern in [desktop, "Business*", "*PC", "*communicator*/i", "*"] {
            assert!(matches(pattern, desktop), "{pattern}");
        }
        for pattern in ["business*", "PC", "*Mobile", "Business"] {
            assert!(!matches(pattern, desktop), "{pattern}");
        }
    }
}
