//! Access and refresh tokens. Only their SHA-256 is stored.

use lineman_model::{Random, Secret};
use sha2::{Digest as _, Sha256};

/// Life of an access token in seconds: 14 days (webex-api.md 1.4).
pub const ACCESS_TOKEN_SECONDS: i64 = 1_209_600;
/// Life of a refresh token in seconds: 90 days (webex-api.md 1.4).
pub const REFRESH_TOKEN_SECONDS: i64 = 7_776_000;

/// A new token of the three-part shape `<secret>_<cluster>_<organisation>` that clients derive the
/// organisation from (webex-api.md 1.4).
#[must_use]
pub fn new_token(random: &dyn Random, cluster: &str, org_id: &str) -> Secret {
    Secret::new(format!("{}_{cluster}_{org_id}", random.hex(32)))
}

/// What is stored of a token.
#[must_use]
pub fn digest(token: &Secret) -> String {
    use std::fmt::Write as _;
    Sha256::digest(token.reveal().as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The organisation that a token names, when it has the three-part shape.
#[must_use]
pub fn organization_of(token: &Secret) -> Option<&str> {
    let mut parts = token.reveal().split('_');
    let (Some(_), Some(_), Some(org), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    Some(org)
}

#[cfg(test)]
mod tests {
    use lineman_model::SeededRandom;

    use super::*;

    #[test]
    fn a_token_names_its_organisation_and_is_stored_as_a_digest() {
        let org = "5f0c0000-0000-4000-8000-00000000000a";
        let token = new_token(&SeededRandom::new(1), "PF84", org);
        assert_eq!(organization_of(&token), Some(org));
        assert_eq!(digest(&token).len(), 64);
        assert!(!digest(&token).contains(org));
        assert_eq!(organization_of(&Secret::new("a_b")), None);
    }
}
