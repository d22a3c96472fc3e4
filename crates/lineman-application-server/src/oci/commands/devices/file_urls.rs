//! Where files are: the URL of a device type, and those of its files.

use std::collections::BTreeMap;

use lineman_store::broadworks::{AccessDevice, DeviceType, EffectiveTag};

use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// What stands for the repository of a system without a file server.
pub(super) const NO_REPOSITORY: &str = "DEVICE_CONFIGURATION_FILE_REPOSITORY_MISSING";
const NO_HOST: &str = "Error Access FQDN Not Provisioned";
const NO_CONTEXT: &str = "Error Access Context Name Not Provisioned";
/// The tag for a device's MAC address.
const MAC_ADDRESS: &str = "%BWMACADDRESS%";

/// Where a type's files are: clients append the file's name, so the slash at the end stays.
pub(in crate::oci::commands) fn type_url(base: &str, device_type: &DeviceType) -> String {
    let own = own_base(device_type);
    let parts =
        [own.as_deref().unwrap_or(base), &device_type.context_name, &device_type.access_uri];
    let mut url = parts
        .into_iter()
        .map(|part| part.trim_matches('/'))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/");
    url.push('/');
    url
}

/// The host that a type names itself, in place of the system's.
fn own_base(device_type: &DeviceType) -> Option<String> {
    let host = device_type.option("deviceAccessNetAddress")?;
    let scheme = match device_type.option("deviceAccessProtocol") {
        Some(name) if name.eq_ignore_ascii_case("https") => "https",
        _ => "http",
    };
    Some(match device_type.option("deviceAccessPort") {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

/// The URL of a file, or why there is none. Tags without a value stand in brackets.
pub(super) fn access_url(
    base: &str,
    device_type: &DeviceType,
    file_format: &str,
    values: &BTreeMap<String, String>,
) -> String {
    if base.is_empty() && own_base(device_type).is_none() {
        return String::from(NO_HOST);
    }
    if device_type.context_name.is_empty() {
        return String::from(NO_CONTEXT);
    }
    let mut url = type_url(base, device_type);
    let mut rest = file_format;
    while let Some((before, behind)) = rest.split_once('%') {
        url.push_str(before);
        let Some((name, after)) = behind.split_once('%') else {
            url.push('%');
            rest = behind;
            continue;
        };
        let tag = format!("%{name}%");
        match values.get(&tag) {
            Some(value) => url.push_str(value),
            None => url.push_str(&format!("[{tag}]")),
        }
        rest = after;
    }
    url.push_str(rest);
    url
}

/// Values of the tags that a device's file names may have.
pub(super) async fn device_values(
    call: &Call<'_>,
    device: &AccessDevice,
    device_type: &DeviceType,
) -> Result<BTreeMap<String, String>, Failure> {
    let tags = call.store().tags().effective(&device.key, device_type).await?;
    Ok(values(tags, device))
}

fn values(tags: BTreeMap<String, EffectiveTag>, device: &AccessDevice) -> BTreeMap<String, String> {
    let mut values: BTreeMap<_, _> =
        tags.into_iter().map(|(name, tag)| (name, tag.value)).collect();
    if let Some(mac_address) = &device.mac_address {
        values.insert(MAC_ADDRESS.to_owned(), mac_address.clone());
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_ends_with_one_slash() {
        let mut kind = DeviceType::new("T", "bc/pc/");
        assert_eq!(type_url("http://localhost:81", &kind), "http://localhost:81/dms/bc/pc/");
        kind.access_uri.clear();
        assert_eq!(type_url("http://localhost:81/", &kind), "http://localhost:81/dms/");
        kind.options.insert("deviceAccessNetAddress".into(), "dms.example.com".into());
        kind.options.insert("deviceAccessProtocol".into(), "Https".into());
        kind.options.insert("deviceAccessPort".into(), "8443".into());
        assert_eq!(type_url("http://localhost", &kind), "https://dms.example.com:8443/dms/");
    }

    #[test]
    fn what_is_undefined_stands_in_brackets() {
        let mut kind = DeviceType::new("T", "phone");
        let mut values = BTreeMap::new();
        let format = "BWDEVICE_%BWMACADDRESS%.cfg";
        let url = |kind: &DeviceType, values: &_| access_url("http://h", kind, format, values);
        assert_eq!(url(&kind, &values), "http://h/dms/phone/BWDEVICE_[%BWMACADDRESS%].cfg");
        values.insert(MAC_ADDRESS.to_owned(), "0004F2ABCDEF".to_owned());
        assert_eq!(url(&kind, &values), "http://h/dms/phone/BWDEVICE_0004F2ABCDEF.cfg");
        assert_eq!(access_url("", &kind, "f", &values), NO_HOST);
        kind.context_name.clear();
        assert_eq!(url(&kind, &values), NO_CONTEXT);
        assert_eq!(
            access_url("http://h", &DeviceType::new("T", ""), "100%", &values),
            "http://h/dms/100%"
        );
    }
}
