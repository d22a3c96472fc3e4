//! `GET /dms/<access URI>/<file>`: the template of the device type, its tags filled in, in the
//! type's encoding.

use http::StatusCode;
use lineman_logs::dms_debug_log::DmsDebugEntry;
use lineman_store::StoreError;
use lineman_store::broadworks::{AccessDevice, DeviceType, Endpoint, EndpointKind};
use percent_encoding::percent_decode_str;

use super::DeviceManagement;
use super::authentication::{Caller, store_failed};
use super::exchange::{Exchange, Outcome};
use super::tags::{self, TagValues};

/// Most line/ports of one device that get tags.
const LINES: usize = 64;

/// Serves a file of the caller's own device.
pub(crate) async fn serve(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    caller: &Caller,
) -> Outcome {
    match find(service, exchange, caller).await {
        Ok(outcome) => outcome,
        Err(error) => store_failed(&error),
    }
}

async fn find(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    caller: &Caller,
) -> Result<Outcome, StoreError> {
    let not_found = |reason: &str| Ok(Outcome::refused(StatusCode::NOT_FOUND, reason));
    let device = &caller.device;
    let types = service.store.device_types();
    let Some(device_type) = types.find(&device.device_type).await? else {
        return not_found("the device has no device type");
    };
    let Some((folder, file_name)) = split(exchange.path()) else {
        return not_found("no file is named");
    };
    if !device_type.supports_device_management || folder != folder_of(&device_type) {
        let reason = "the file is not one of this device's";
        return Ok(Outcome::refused(StatusCode::FORBIDDEN, reason));
    }
    let Some(file) =
        service.store.device_type_files().find(&device.device_type, &file_name).await?
    else {
        return not_found("the device type has no such file");
    };
    let endpoints = lines(service, device).await?;
    let values = tag_values(service, device, &device_type, &endpoints).await?;
    let template = String::from_utf8_lossy(&file.content);
    let filled = tags::fill(&template, &values, is_xml(&file_name));
    for tag in filled.undefined {
        exchange.log(
            "Warn",
            DmsDebugEntry::TagUndefined {
                tag,
                device_name: device.key.device_name().to_owned(),
                file: file_name.clone(),
            },
        );
    }
    let user = caller.user_id.clone();
    let owner = endpoints.first().map(|endpoint| endpoint.user_id.clone());
    Ok(Outcome::File {
        bytes: encode(&filled.text, &device_type.encoding),
        content_type: content_type(&file_name),
        device_type: device.device_type.clone(),
        device_name: device.key.device_name().to_owned(),
        user: user.or(owner).unwrap_or_default(),
    })
}

/// The line/ports of a device: those whose primary device it is first.
async fn lines(
    service: &DeviceManagement,
    device: &AccessDevice,
) -> Result<Vec<Endpoint>, StoreError> {
    let mut endpoints = service.store.endpoints().list_of_device(&device.key).await?;
    endpoints.sort_by_key(|endpoint| endpoint.kind != EndpointKind::Primary);
    endpoints.truncate(LINES);
    Ok(endpoints)
}

/// The tags that administrators defined, and those of BroadWorks itself: `%BWLINEPORT-1%` is the
/// part of the line/port before the at sign, `%BWHOST-1%` the one behind it.
async fn tag_values(
    service: &DeviceManagement,
    device: &AccessDevice,
    device_type: &DeviceType,
    endpoints: &[Endpoint],
) -> Result<TagValues, StoreError> {
    let defined = service.store.tags().effective(&device.key, device_type).await?;
    let mut values = TagValues::defined(defined);
    if let Some(mac_address) = &device.mac_address {
        values.set("BWMACADDRESS", mac_address);
    }
    for (index, endpoint) in endpoints.iter().enumerate() {
        let number = index + 1;
        let (user, host) = match endpoint.line_port.rsplit_once('@') {
            Some((user, host)) => (user, Some(host)),
            None => (endpoint.line_port.as_str(), None),
        };
        values.set(&format!("BWLINEPORT-{number}"), user);
        if let Some(host) = host {
            values.set(&format!("BWHOST-{number}"), host);
        }
        let owner = service.store.subscribers().find_by_user_id(&endpoint.user_id).await?;
        let Some(owner) = owner else { continue };
        if let Some(name) = &owner.sip_user_name {
            values.set(&format!("BWAUTHUSER-{number}"), name);
        }
        if let Some(password) = &owner.sip_password {
            values.set(&format!("BWAUTHPASSWORD-{number}"), password.reveal());
        }
    }
    Ok(values)
}

/// Folder and file name of a path, decoded; none when a segment is not plain text.
fn split(path: &str) -> Option<(String, String)> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if decoded.chars().any(char::is_control) {
        return None;
    }
    let (folder, file_name) = decoded.rsplit_once('/')?;
    (!file_name.is_empty()).then(|| (folder.to_owned(), file_name.to_owned()))
}

/// `/dms/bc/pc`.
fn folder_of(device_type: &DeviceType) -> String {
    let context = device_type.context_name.trim_matches('/');
    let uri = device_type.access_uri.trim_matches('/');
    if uri.is_empty() { format!("/{context}") } else { format!("/{context}/{uri}") }
}

fn is_xml(file_name: &str) -> bool {
    file_name.to_ascii_lowercase().ends_with(".xml")
}

fn content_type(file_name: &str) -> &'static str {
    // Without a character set: what the document itself declares counts (RFC 7303).
    if is_xml(file_name) { "application/xml" } else { "application/octet-stream" }
}

/// The bytes in the encoding of the device type, whatever the file itself declares: a type that is
/// not set to UTF-8 breaks files with accents, as it does in BroadWorks (CAL-004).
fn encode(text: &str, encoding: &str) -> Vec<u8> {
    if encoding.eq_ignore_ascii_case("UTF-8") || encoding.eq_ignore_ascii_case("UTF8") {
        return text.as_bytes().to_vec();
    }
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_into_folder_and_file() {
        let cut = split("/dms/bc/pc/config-wxt.xml");
        assert_eq!(cut, Some(("/dms/bc/pc".to_owned(), "config-wxt.xml".to_owned())));
        assert_eq!(split("/dms/bc/pc/"), None);
        assert_eq!(split("/dms/bc%0a/pc/x"), None);
        assert_eq!(split("/dms/%ff/x"), None);
    }

    #[test]
    fn cal_004_the_encoding_of_the_type_decides() {
        assert_eq!(encode("é", "UTF-8"), "é".as_bytes());
        assert_eq!(encode("é€", "ISO-8859-1"), [0xe9, b'?']);
        assert_eq!(encode("é", ""), [0xe9]);
    }
}
