//! Access and refresh tokens. Only their SHA-256 is stored.

use lineman_model::{Random, Secret};

/// Life of an access token in seconds: 14 days (webex-api.md 1.4).
pub(crate) const ACCESS_TOKEN_SECONDS: i64 = 1_209_600;
/// Life of a refresh token in seconds: 90 days (webex-api.md 1.4).
pub(crate) const REFRESH_TOKEN_SECONDS: i64 = 7_776_000;

/// A new token of the three-part shape `<secret>_<cluster>_<organisation>` that clients derive the
/// organisation from (webex-api.md 1.4).
pub(crate) fn new_token(random: &dyn Random, cluster: &str, org_id: &str) -> Secret {
    Secret::new(format!("{}_{cluster}_{org_id}", random.hex(32)))
}

#[cfg(test)]
mod tests {
    use lineman_model::SeededRandom;

    use super::*;

    #[test]
    fn a_token_has_three_parts_and_names_its_organisation() {
        let org = "5f0c0000-0000-4000-8000-00000000000a";
        let token = new_token(&SeededRandom::new(1), "PF84", org);
        let parts: Vec<&str> = token.reveal().split('_').collect();
        assert_eq!(parts[1..], ["PF84", org]);
        assert_eq!(parts[0].len(), 64);
    }
}
