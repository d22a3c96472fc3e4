//! `cpeDeviceOptions` of device types: how their devices' files are served.

use lineman_ocip::Element;
use lineman_store::broadworks::DeviceType;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NAME, URL};
use crate::oci::server::Call;

const OPTIONS: &str = "deviceManagementDeviceTypeOptions";
const CONTEXT: &str = "deviceAccessContext";
const URI: &str = "deviceAccessURI";
const ENCODING: &str = "defaultDeviceEncoding";

/// What an option holds.
#[derive(Clone, Copy)]
enum Kind {
    Flag(bool),
    Word(&'static [&'static str]),
    Text(usize),
}

/// The options in order, with the generation of the structure that brought them.
const FIELDS: &[(&str, Kind, u8)] = &[
    ("deviceAccessProtocol", Kind::Word(&["Http", "Https", "FTP", "FTPS", "SFTP", "TFTP"]), 0),
    ("tagMode", Kind::Word(&["System And Custom", "System", "None"]), 0),
    (DeviceType::TAG_SET, Kind::Text(30), 0),
    ("allowDeviceProfileCustomTagSet", Kind::Flag(true), 0),
    ("allowGroupCustomTagSet", Kind::Flag(true), 0),
    ("allowSpCustomTagSet", Kind::Flag(true), 2),
    ("sendEmailUponResetFailure", Kind::Flag(false), 0),
    ("deviceAccessNetAddress", Kind::Text(80), 0),
    ("deviceAccessPort", Kind::Text(5), 0),
    (CONTEXT, Kind::Text(80), 0),
    (URI, Kind::Text(URL), 0),
    ("defaultDeviceLanguage", Kind::Text(40), 0),
    (ENCODING, Kind::Text(40), 0),
    ("useHttpDigestAuthentication", Kind::Flag(true), 0),
    ("macBasedFileAuthentication", Kind::Flag(false), 0),
    ("userNamePasswordFileAuthentication", Kind::Flag(true), 0),
    ("macInNonRequestURI", Kind::Flag(false), 0),
    ("macInCert", Kind::Flag(false), 1),
    ("macFormatInNonRequestURI", Kind::Text(URL), 0),
    ("enableDeviceActivation", Kind::Flag(false), 4),
    ("deviceModel", Kind::Text(40), 4),
    ("supportLinks", Kind::Word(&["Not Supported"]), 5),
    ("bearerFileAuthentication", Kind::Flag(true), 7),
];

/// Which generation of the structure an answer of a version has; 0 is the oldest.
fn generation(summary: bool, version: &str) -> u8 {
    if summary {
        return match version {
            "16sp1" | "18" | "19" => 0,
            "21sp1" => 1,
            "22" => 2,
            "22V2" | "22V3" => 3,
            "22V4" => 4,
            "22V5" => 5,
            "22V6" => 6,
            _ => 7,
        };
    }
    match version {
        "20sp1" | "21sp1V2" | "22" | "22V2" | "22V3" => 1,
        "22V4" => 2,
        "22V5" | "22V6" | "23" => 3,
        "22V7" | "22V8" | "22V9" | "22V10" | "22V11" | "23V2" | "23V3" | "23V4" | "23V5"
        | "23V6" | "23V7" => 4,
        "22V12" | "22V13" | "23V8" | "23V9" => 5,
        "22V14" | "23V10" => 6,
        "22V15" | "23V11" | "23V12" | "23V13" => 7,
        _ => 0,
    }
}

/// The structure of an answer, if the type's devices have files.
pub(super) fn write(kind: &DeviceType, summary: bool, version: &str) -> Option<Element> {
    if !kind.supports_device_management {
        return None;
    }
    let generation = generation(summary, version);
    let mut options = Element::new(OPTIONS);
    for (name, field, since) in FIELDS {
        if *since > generation {
            continue;
        }
        let kept = match *name {
            CONTEXT => Some(kind.context_name.as_str()),
            URI => Some(kind.access_uri.as_str()),
            ENCODING => Some(kind.encoding.as_str()),
            other => kind.option(other),
        };
        let usual = match field {
            Kind::Flag(true) => Some("true"),
            Kind::Flag(false) => Some("false"),
            Kind::Word(words) => words.first().copied(),
            Kind::Text(_) => None,
        };
        let value = kept.filter(|value| !value.is_empty()).or(usual);
        options = options.with_optional(name, value);
    }
    let monitoring = kind.option("enableMonitoring").unwrap_or("false");
    let structure =
        Element::new("cpeDeviceOptions").with_child("enableMonitoring", monitoring).with(options);
    Some(structure)
}

/// Takes over what a request says.
pub(super) async fn apply(
    call: &Call<'_>,
    fields: Fields<'_>,
    kind: &mut DeviceType,
) -> Result<(), Failure> {
    if let Some(value) = fields.flag("enableMonitoring")? {
        kind.options.insert("enableMonitoring".to_owned(), value.to_string());
    }
    let Some(options) = fields.structure(OPTIONS) else { return Ok(()) };
    if options.structure("accessDeviceCredentials").is_some() {
        return Err(errors::refused("Credentials of a device type are not supported"));
    }
    for (name, field, _) in FIELDS {
        let change = match field {
            Kind::Flag(_) => match options.flag(name)? {
                Some(value) => Change::Set(value.to_string()),
                None => Change::Keep,
            },
            Kind::Word(words) => match options.optional(name, NAME)? {
                Some(word) if words.contains(&word) => Change::Set(word.to_owned()),
                Some(_) => {
                    return Err(errors::validation(format!(
                        "Element '{name}' is not one of its words"
                    )));
                }
                None => Change::Keep,
            },
            Kind::Text(longest) => options.change(name, *longest)?,
        };
        take(call, kind, name, change).await?;
    }
    Ok(())
}

async fn take(
    call: &Call<'_>,
    kind: &mut DeviceType,
    name: &str,
    change: Change,
) -> Result<(), Failure> {
    if name == DeviceType::TAG_SET
        && let Change::Set(set) = &change
        && !call.store().tag_sets().exists(set).await?
    {
        return Err(super::system_tags::set_not_found(set));
    }
    if name == "deviceAccessPort"
        && let Change::Set(port) = &change
        && port.parse::<u16>().is_err()
    {
        return Err(errors::validation("Element 'deviceAccessPort' is not a port"));
    }
    let column = match name {
        CONTEXT => Some(&mut kind.context_name),
        URI => Some(&mut kind.access_uri),
        ENCODING => Some(&mut kind.encoding),
        _ => None,
    };
    match (column, change) {
        (_, Change::Keep) => {}
        (Some(column), Change::Clear) => column.clear(),
        (Some(column), Change::Set(value)) => *column = value,
        (None, Change::Clear) => {
            kind.options.remove(name);
        }
        (None, Change::Set(value)) => {
            kind.options.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_answers_say_more() {
        let kind = DeviceType::new("T", "bc/pc/");
        let count = |summary, version| {
            let written = write(&kind, summary, version).expect("has files");
            written.child(OPTIONS).expect("options").children().len()
        };
        assert!(count(false, "18sp1") < count(false, "20sp1"));
        assert!(count(false, "20sp1") < count(false, "22V4"));
        assert!(count(false, "22V7") < count(false, "22V15"));
        assert_eq!(count(true, "22V7"), count(false, "23V13"));
        let written = write(&kind, true, "22V7").expect("has files");
        let options = written.child(OPTIONS).expect("options");
        assert_eq!(options.child_text(URI), Some("bc/pc/"));
        assert_eq!(options.child_text("bearerFileAuthentication"), Some("true"));
        let mut plain = kind;
        plain.supports_device_management = false;
        assert!(write(&plain, true, "22V7").is_none());
    }
}
