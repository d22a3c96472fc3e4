//! `GET /dms/<access URI>/<file>`: the template of the device or its type, its tags filled in, in the
//! type's encoding.

use http::StatusCode;
use lineman_logs::dms_debug_log::DmsDebugEntry;
use lineman_store::StoreError;
use lineman_store::broadworks::{DeviceFile, DeviceTypeFile, FileFlag, FileSource};

use super::DeviceManagement;
use super::authentication::Caller;
use super::builds::{common_validators, validators};
use super::device_tags;
use super::exchange::{Exchange, Outcome, Served};
use super::tags;
use super::target::{Candidate, Target};

/// What a file is made of.
enum Content {
    /// A template.
    Template(Vec<u8>),
    /// Bytes that are served as they are.
    Whole(Vec<u8>),
    /// Nothing that could be served.
    None,
}

/// Serves a file of the caller's own device.
pub(crate) async fn serve(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &Target,
    caller: &Caller<'_>,
) -> Result<Outcome, StoreError> {
    let device = &caller.device;
    let candidate = caller.candidate;
    let endpoints = device_tags::lines(service, device).await?;
    let values = device_tags::values(service, device, &candidate.device_type, &endpoints).await?;
    // A tag in the file's name must be this device's.
    if candidate.tags.iter().any(|(tag, value)| !values.is(tag, value)) {
        let reason = "the file is not one of this device's";
        return Ok(Outcome::refused(StatusCode::FORBIDDEN, reason));
    }
    let bytes = match content(service, target, caller).await? {
        Content::None => {
            let reason = "the repository has no such file";
            return Ok(Outcome::refused(StatusCode::NOT_FOUND, reason));
        }
        Content::Whole(bytes) => bytes,
        Content::Template(template) => {
            let template = String::from_utf8_lossy(&template);
            let filled = tags::fill(&template, &values, is_xml(&target.file_name));
            for tag in filled.undefined {
                exchange.log(
                    "Warn",
                    DmsDebugEntry::TagUndefined {
                        tag,
                        device_name: device.key.device_name().to_owned(),
                        file: target.file_name.clone(),
                    },
                );
            }
            encode(&filled.text, &candidate.device_type.encoding)
        }
    };
    let validators = validators(service, device, &target.file_name, &bytes).await?;
    if validators.is_new {
        exchange.log(
            "Info",
            DmsDebugEntry::FileBuilt {
                device_name: device.key.device_name().to_owned(),
                file: target.file_name.clone(),
                bytes: bytes.len() as u64,
            },
        );
    }
    let owner = endpoints.first().map(|endpoint| endpoint.user_id.clone());
    let served = Box::new(Served {
        device_type: device.device_type.clone(),
        device_name: device.key.device_name().to_owned(),
        user: caller.user_id.clone().or(owner).unwrap_or_default(),
        keeps: candidate.file.has(FileFlag::EnableCaching),
        validators,
    });
    if exchange.has(&served.validators) {
        return Ok(Outcome::NotModified(served));
    }
    Ok(Outcome::File { bytes, content_type: content_type(&target.file_name), served })
}

/// Serves a file that is the same for every device.
pub(crate) fn serve_to_all(
    exchange: &Exchange<'_>,
    target: &Target,
    candidate: &Candidate,
) -> Outcome {
    let bytes = candidate.file.content.clone();
    let served = Box::new(Served {
        device_type: candidate.device_type.device_type.clone(),
        device_name: String::new(),
        user: String::new(),
        keeps: candidate.file.has(FileFlag::EnableCaching),
        validators: common_validators(&bytes),
    });
    if exchange.has(&served.validators) {
        return Outcome::NotModified(served);
    }
    Outcome::File { bytes, content_type: content_type(&target.file_name), served }
}

/// Where the content comes from: what the device uploaded since its files were last built anew,
/// what an administrator gave the device, or the type's own.
async fn content(
    service: &DeviceManagement,
    target: &Target,
    caller: &Caller<'_>,
) -> Result<Content, StoreError> {
    let device = &caller.device;
    let file = &caller.candidate.file;
    let files = service.store.device_files();
    if file.has(FileFlag::AllowUpload)
        && let Some(upload) = files.find_upload(&device.key, &target.file_name).await?
        && device.rebuilt_at.is_none_or(|rebuilt| rebuilt.since(upload.uploaded_at) <= 0)
    {
        return Ok(Content::Whole(upload.content));
    }
    let own = files.find(&device.key, &file.file_format).await?;
    Ok(given(file, own))
}

fn given(file: &DeviceTypeFile, own: Option<DeviceFile>) -> Content {
    let option = |name: &str| file.options.get(name).map(String::as_str);
    let of = |content: Vec<u8>| {
        if file.is_static() { Content::Whole(content) } else { Content::Template(content) }
    };
    match own {
        Some(DeviceFile { source: FileSource::Custom, content: Some(content), .. }) => of(content),
        // What somebody is to put there by hand is not made by us.
        Some(DeviceFile { source: FileSource::Manual, .. }) => Content::None,
        _ if option("fileCategory") == Some("Template Only") => Content::None,
        _ if option("fileSource") == Some("Manual") => Content::None,
        _ => of(file.content.clone()),
    }
}

fn is_xml(file_name: &str) -> bool {
    file_name.to_ascii_lowercase().ends_with(".xml")
}

fn content_type(file_name: &str) -> &'static str {
    // Without a character set: what the document itself declares counts (RFC 7303).
    if is_xml(file_name) {
        "application/xml"
    } else if file_name.to_ascii_lowercase().ends_with(".json") {
        "application/json"
    } else {
        "application/octet-stream"
    }
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
    fn cal_004_the_encoding_of_the_type_decides() {
        assert_eq!(encode("é", "UTF-8"), "é".as_bytes());
        assert_eq!(encode("é€", "ISO-8859-1"), [0xe9, b'?']);
        assert_eq!(encode("é", ""), [0xe9]);
    }
}
