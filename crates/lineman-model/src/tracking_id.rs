//! The identifier that joins one sign-in over all systems (XCC-001).

use std::fmt;
use std::sync::LazyLock;

use crate::{Random, uuid_v4};

/// A tracking id such as `CLIENT_7d1c...`, kept verbatim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackingId(String);

impl TrackingId {
    /// A new id of the app: `CLIENT_<uuid>`.
    #[must_use]
    pub fn client(random: &dyn Random) -> Self {
        Self(format!("CLIENT_{}", uuid_v4(random)))
    }

    /// An id received from outside, kept byte for byte if it is printable ASCII of at most 128
    /// characters.
    #[must_use]
    pub fn from_outside(text: &str) -> Option<Self> {
        let fits =
            !text.is_empty() && text.len() <= 128 && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TrackingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

static PATTERN: LazyLock<Option<regex::Regex>> = LazyLock::new(|| {
    regex::Regex::new(
        r"\b[A-Z][A-Z0-9_.]{1,30}_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:_\d+)*\b",
    )
    .ok()
});

/// The first tracking id in a text (log-formats.md section 4.1).
#[must_use]
pub fn find_tracking_id(text: &str) -> Option<&str> {
    PATTERN.as_ref()?.find(text).map(|found| found.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededRandom;

    #[test]
    fn a_new_id_is_found_in_text() {
        let id = TrackingId::client(&SeededRandom::new(3));
        assert_eq!(find_tracking_id(&format!("trackingid: {id};")), Some(id.as_str()));
        assert_eq!(find_tracking_id("trackingid: CLIENT..."), None);
    }

    #[test]
    fn an_id_with_control_characters_is_refused() {
        assert!(TrackingId::from_outside("CLIENT_1\r\nx: y").is_none());
        assert!(TrackingId::from_outside("CLIENT_1").is_some());
    }
}
