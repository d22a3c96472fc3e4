//! `GET /user/{id}/profile/device` (LAD-035, LAD-036, LAD-046 to LAD-050): the rows of the
//! Application Server's `accessDeviceTable`, encoded as `AccessDevices`.

use http::StatusCode;
use lineman_ocip::client::{DeviceRow, device_rows, requests};
use lineman_xsi::{AccessDevice, AccessDevices, DeviceCredentials};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// The caller's primary and shared-call-appearance devices; `deviceType` (with `*` at its ends) and
/// `macAddress` narrow them down.
pub(crate) async fn get(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    let request = requests::user_device_list(&caller.user_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    let device_type = exchange.parameter("deviceType");
    let mac_address = exchange.parameter("macAddress");
    let credentials = application.settings.device_credential_retrieval().await;
    let devices = device_rows(&answer)?
        .into_iter()
        .filter(|row| device_type.as_deref().is_none_or(|wanted| matches(wanted, &row.device_type)))
        .filter(|row| {
            mac_address.as_deref().is_none_or(|wanted| {
                row.mac_address.as_deref().is_some_and(|mac| mac.eq_ignore_ascii_case(wanted))
            })
        })
        .map(|row| encode(application, row, credentials))
        .collect();
    Ok(exchange.reply(StatusCode::OK, &AccessDevices { devices }))
}

fn encode(application: &XsiActions, row: DeviceRow, credentials: bool) -> AccessDevice {
    let credentials = match (credentials, row.user_name, row.password) {
        (true, Some(user_name), Some(password)) => Some(DeviceCredentials { user_name, password }),
        _ => None,
    };
    AccessDevice {
        device_name: row.name,
        device_level: row.level,
        device_type: row.device_type,
        device_line_port: row.line_port,
        device_type_url: row.device_type_url.map(|url| public(&application.public_base_url, &url)),
        credentials,
        mac_address: row.mac_address,
        version: row.version,
        allow_termination: row.allow_termination,
        endpoint_type: row.endpoint_type,
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
