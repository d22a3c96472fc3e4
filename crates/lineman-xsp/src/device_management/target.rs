//! Which files a path means: those of the device types whose access URI it has. File names may hold
//! tags, as in `BWDEVICE_%BWMACADDRESS%.cfg`.

use std::collections::BTreeMap;

use lineman_store::broadworks::{DeviceType, DeviceTypeFile};
use lineman_store::{BroadworksStore, StoreError};
use percent_encoding::percent_decode_str;

/// The tag of a device's MAC address in file names.
const MAC_ADDRESS: &str = "%BWMACADDRESS%";
/// Characters of a MAC address.
const MAC_DIGITS: usize = 12;

/// A file that a path may mean.
pub(crate) struct Candidate {
    pub(crate) device_type: DeviceType,
    pub(crate) file: DeviceTypeFile,
    /// What stands in the name in place of its tags.
    pub(crate) tags: BTreeMap<String, String>,
}

impl Candidate {
    /// The MAC address in the name.
    pub(crate) fn mac_address(&self) -> Option<String> {
        self.tags.get(MAC_ADDRESS).map(|mac_address| mac_address.to_ascii_uppercase())
    }
}

/// What a request asks for.
#[derive(Default)]
pub(crate) struct Target {
    /// Name of the file; empty when the path names none.
    pub(crate) file_name: String,
    /// The device types whose folder it is.
    pub(crate) device_types: Vec<DeviceType>,
    /// The files that may be meant, one of each type at most.
    pub(crate) candidates: Vec<Candidate>,
}

impl Target {
    /// Finds out what a path means.
    pub(crate) async fn find(store: &BroadworksStore, path: &str) -> Result<Self, StoreError> {
        let Some((context, uri, file_name)) = split(path) else { return Ok(Self::default()) };
        let mut device_types = store.device_types().find_by_access(&context, &uri).await?;
        device_types.retain(|kind| kind.supports_device_management);
        let mut candidates = Vec::new();
        for kind in &device_types {
            let files = store.device_type_files().list(&kind.device_type).await?;
            // A name without tags comes before one that only fits.
            let exact = files.iter().find(|file| file.file_format == file_name);
            let found = match exact {
                Some(file) => Some((file.clone(), BTreeMap::new())),
                None => files.into_iter().find_map(|file| {
                    let tags = fit(&file.file_format, &file_name)?;
                    Some((file, tags))
                }),
            };
            if let Some((file, tags)) = found {
                candidates.push(Candidate { device_type: kind.clone(), file, tags });
            }
        }
        Ok(Self { file_name, device_types, candidates })
    }

    /// The file of a device type.
    pub(crate) fn candidate_of(&self, device_type: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|one| one.device_type.device_type == device_type)
    }
}

/// Context, access URI and file name of a path, decoded; none when it is not plain text.
fn split(path: &str) -> Option<(String, String, String)> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if decoded.chars().any(char::is_control) {
        return None;
    }
    let (folder, file_name) = decoded.rsplit_once('/')?;
    let folder = folder.strip_prefix('/').unwrap_or(folder);
    let (context, uri) = folder.split_once('/').unwrap_or((folder, ""));
    (!file_name.is_empty()).then(|| (context.to_owned(), uri.to_owned(), file_name.to_owned()))
}

/// What stands in a name in place of the tags of its format; none when it does not fit.
fn fit(format: &str, name: &str) -> Option<BTreeMap<String, String>> {
    let mut tags = BTreeMap::new();
    let (mut format, mut name) = (format, name);
    loop {
        let Some((literal, behind)) = format.split_once('%') else {
            return (format == name).then_some(tags);
        };
        let (tag, rest) = behind.split_once('%')?;
        name = name.strip_prefix(literal)?;
        let next = rest.split('%').next().unwrap_or_default();
        let tag = format!("%{tag}%");
        let length = if tag == MAC_ADDRESS {
            MAC_DIGITS
        } else if next.is_empty() {
            name.len()
        } else {
            name.find(next)?
        };
        let value = name.get(..length).filter(|value| !value.is_empty())?;
        if tag == MAC_ADDRESS && !value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        tags.insert(tag, value.to_owned());
        name = &name[length..];
        format = rest;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_are_cut_into_context_folder_and_file() {
        let cut = |path| split(path).map(|(context, uri, file)| format!("{context}|{uri}|{file}"));
        assert_eq!(cut("/dms/bc/pc/config-wxt.xml").as_deref(), Some("dms|bc/pc|config-wxt.xml"));
        assert_eq!(cut("/dms/file").as_deref(), Some("dms||file"));
        assert_eq!(cut("/dms/bc/pc/"), None);
        assert_eq!(cut("/dms/bc%0a/pc/x"), None);
        assert_eq!(cut("/dms/%ff/x"), None);
    }

    #[test]
    fn names_fit_their_formats() {
        let mac = |format, name| fit(format, name)?.remove(MAC_ADDRESS);
        let format = "BWDEVICE_%BWMACADDRESS%.cfg";
        assert_eq!(mac(format, "BWDEVICE_0004f2abcdef.cfg").as_deref(), Some("0004f2abcdef"));
        for other in [
            "BWDEVICE_0004f2abcde.cfg",
            "BWDEVICE_0004f2abcdeg.cfg",
            "BWDEVICE_0004f2abcdef.xml",
            "0004f2abcdef.cfg",
            "BWDEVICE_.cfg",
            "BWDEVICE_0004f2abcdéf.cfg",
        ] {
            assert_eq!(mac(format, other), None, "{other}");
        }
        let two = fit("%SITE%-%BWDEVICEID%.xml", "west-desk.xml").expect("fits");
        assert_eq!((two["%SITE%"].as_str(), two["%BWDEVICEID%"].as_str()), ("west", "desk"));
        assert!(fit("a.xml", "a.xml").expect("fits").is_empty());
        assert!(fit("%T", "%T").is_none());
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_fit(format in "[%a-zé.]{0,20}", name in "[%a-zé.]{0,20}") {
            if let Some(tags) = fit(&format, &name) {
                let filled = tags.iter().fold(format, |text, (tag, value)| text.replace(tag, value));
                prop_assert!(filled.len() >= name.len() || filled.contains('%') || filled == name);
            }
        }
    }
}
