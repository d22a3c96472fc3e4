//! `UserGetRegistrationListRequest`: where a user is registered.

use lineman_ocip::{Command, Table};

use crate::oci::errors::Failure;
use crate::oci::server::Call;

const HEADINGS: &[&str] = &[
    "Device Level",
    "Device Name",
    "Order",
    "URI",
    "Expiration",
    "Line/Port",
    "Endpoint Type",
    "Public Net Address",
    "Public Port",
    "Private Net Address",
    "Private Port",
    "User Agent",
    "Lockout Started",
    "Lockout Expires",
    "Lockout Count",
    "Access Info",
    "Path Header",
    "Registration Active",
    "P-Access-Network-Info",
];

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let store = call.store();
    let now = call.server.now();
    let mut table = Table::new(HEADINGS);
    for endpoint in store.endpoints().list_of_user(&user.user_id).await? {
        for registration in store.registrations().list(&endpoint.line_port, now).await? {
            let (address, port) = split(registration.received.as_deref().unwrap_or_default());
            let (private, private_port) = split(host_of(&registration.contact));
            table.push([
                endpoint.device.level().as_str(),
                endpoint.device.device_name(),
                "0",
                &registration.contact,
                &registration.expires_at.to_rfc3339(),
                &registration.line_port,
                endpoint.kind.as_str(),
                address,
                port,
                private,
                private_port,
                registration.user_agent.as_deref().unwrap_or_default(),
                "",
                "",
                "",
                "",
                registration.path.as_deref().unwrap_or_default(),
                "true",
                "",
            ]);
        }
    }
    Ok(call.answer().with_element(table.to_element("registrationTable")))
}

/// Host and port of `host:port`, with brackets around an IPv6 host or not.
fn split(address: &str) -> (&str, &str) {
    match address.rsplit_once(':') {
        Some((host, port))
            if !port.is_empty()
                && port.bytes().all(|byte| byte.is_ascii_digit())
                && (!host.contains(':') || host.ends_with(']')) =>
        {
            (host.trim_start_matches('[').trim_end_matches(']'), port)
        }
        _ => (address.trim_start_matches('[').trim_end_matches(']'), ""),
    }
}

/// `host:port` of a SIP URI.
fn host_of(uri: &str) -> &str {
    let uri = uri.trim_start_matches('<');
    let rest = uri.split_once(':').map_or(uri, |(_, rest)| rest);
    let rest = rest.split(['?', ';', '>']).next().unwrap_or_default();
    rest.rsplit_once('@').map_or(rest, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(split("192.0.2.1:5060"), ("192.0.2.1", "5060"));
        assert_eq!(split("[2001:db8::1]:5060"), ("2001:db8::1", "5060"));
        assert_eq!(split("2001:db8::1"), ("2001:db8::1", ""));
        assert_eq!(split("host"), ("host", ""));
        assert_eq!(split(""), ("", ""));
        assert_eq!(host_of("sip:u@192.0.2.1:5060;transport=tcp"), "192.0.2.1:5060");
        assert_eq!(host_of("<sip:192.0.2.1>"), "192.0.2.1");
    }
}
