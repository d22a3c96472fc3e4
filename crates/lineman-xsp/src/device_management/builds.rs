//! Since when a file comes out as it does, and whether a client has it already (RFC 9110 section 13).

use std::fmt::Write as _;
use std::time::{Duration, UNIX_EPOCH};

use aws_lc_rs::digest::{SHA256, digest};
use http::{HeaderMap, header};
use lineman_model::Timestamp;
use lineman_store::StoreError;
use lineman_store::broadworks::AccessDevice;

use super::DeviceManagement;

/// Characters of an entity tag.
const TAG_CHARACTERS: usize = 32;

/// What identifies a file as it comes out now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Validators {
    /// The entity tag, with its quotes.
    pub(crate) entity_tag: String,
    /// The time of its last change, where that is known.
    pub(crate) modified: Option<Timestamp>,
    /// Whether it just came to be.
    pub(crate) is_new: bool,
}

/// A file changes when its bytes do, and when somebody asks for it to be built anew.
pub(crate) async fn validators(
    service: &DeviceManagement,
    device: &AccessDevice,
    file_name: &str,
    bytes: &[u8],
) -> Result<Validators, StoreError> {
    let now = service.clock.now();
    let hash = hex(bytes);
    let build = service.store.device_files().built(&device.key, file_name, &hash, now).await?;
    let asked = device.rebuilt_at.unwrap_or(build.built_at);
    let modified = if asked.since(build.built_at) > 0 { asked } else { build.built_at };
    let mut tag = hex(format!("{hash}{}", modified.as_millis()).as_bytes());
    tag.truncate(TAG_CHARACTERS);
    let modified = Some(modified);
    Ok(Validators { entity_tag: format!("\"{tag}\""), modified, is_new: build.is_new })
}

/// What identifies a file that is the same for every device.
pub(crate) fn common_validators(bytes: &[u8]) -> Validators {
    let mut tag = hex(bytes);
    tag.truncate(TAG_CHARACTERS);
    Validators { entity_tag: format!("\"{tag}\""), modified: None, is_new: false }
}

impl Validators {
    /// The second of its last change.
    fn modified_second(&self) -> Option<u64> {
        self.modified.and_then(|modified| u64::try_from(modified.as_millis() / 1000).ok())
    }

    /// The time as HTTP writes it.
    pub(crate) fn last_modified(&self) -> Option<String> {
        let seconds = Duration::from_secs(self.modified_second()?);
        Some(httpdate::fmt_http_date(UNIX_EPOCH + seconds))
    }

    /// Whether a request says that its client has this already. `If-None-Match` counts before
    /// `If-Modified-Since`.
    pub(crate) fn are_known(&self, headers: &HeaderMap) -> bool {
        let mut tags = headers.get_all(header::IF_NONE_MATCH).iter().peekable();
        if tags.peek().is_some() {
            return tags
                .filter_map(|value| value.to_str().ok())
                .flat_map(|list| list.split(','))
                .any(|tag| {
                    let tag = tag.trim();
                    tag == "*" || tag.trim_start_matches("W/") == self.entity_tag
                });
        }
        let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
        let Some(since) = since.and_then(|text| httpdate::parse_http_date(text).ok()) else {
            return false;
        };
        let Ok(since) = since.duration_since(UNIX_EPOCH) else { return false };
        self.modified_second().is_some_and(|own| own <= since.as_secs())
    }
}

fn hex(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn clients_say_what_they_have() {
        let validators = Validators {
            entity_tag: "\"abc\"".to_owned(),
            modified: Some(Timestamp::from_millis(1_767_225_600_123)),
            is_new: false,
        };
        let last = validators.last_modified().expect("a time");
        assert_eq!(last, "Thu, 01 Jan 2026 00:00:00 GMT");
        let known = |name: header::HeaderName, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).expect("a value"));
            validators.are_known(&headers)
        };
        assert!(!validators.are_known(&HeaderMap::new()));
        for value in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
            assert!(known(header::IF_NONE_MATCH, value), "{value}");
        }
        assert!(!known(header::IF_NONE_MATCH, "\"ab\""));
        assert!(known(header::IF_MODIFIED_SINCE, &last));
        assert!(!known(header::IF_MODIFIED_SINCE, "Wed, 31 Dec 2025 23:59:59 GMT"));
        assert!(!known(header::IF_MODIFIED_SINCE, "yesterday"));
        let mut both = HeaderMap::new();
        both.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\""));
        both.insert(header::IF_MODIFIED_SINCE, HeaderValue::from_str(&last).expect("a value"));
        assert!(!validators.are_known(&both), "the tag counts first");
    }
}
