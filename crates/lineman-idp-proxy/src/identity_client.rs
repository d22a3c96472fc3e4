//! Step 5.1: the app's identity token, validated by identity (LAD-024).

use lineman_cloud_service::ServiceSecret;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::{Secret, TrackingId};
use lineman_net::http::{TransportFailure, USUAL_BODY_LIMIT, read_capped};
use serde::Deserialize;

/// What identity says of a token.
#[derive(Debug)]
pub(crate) enum Introspection {
    /// It is good.
    Active(TokenOwner),
    /// It is not.
    Inactive {
        /// `expired`, `revoked` or `unknown`.
        reason: String,
    },
    /// Identity did not answer, or not as it should.
    Unavailable(String),
}

/// Whose token it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct TokenOwner {
    /// The user's id.
    #[serde(rename = "sub")]
    pub(crate) user_id: String,
    /// The user's email.
    #[serde(rename = "username", default)]
    pub(crate) email: Option<String>,
    /// The user's organisation.
    pub(crate) org_id: String,
    /// The user in BroadWorks, for users of this product.
    #[serde(default)]
    pub(crate) bw_user_id: Option<String>,
    /// When the token ends, in seconds.
    #[serde(rename = "exp", default)]
    pub(crate) expires_at: Option<i64>,
}

#[derive(Deserialize)]
struct Verdict {
    active: bool,
    #[serde(default)]
    reason: Option<String>,
}

/// Asks about a token.
pub(crate) async fn introspect(
    client: &reqwest::Client,
    identity_url: &str,
    service_secret: &ServiceSecret,
    token: &Secret,
    tracking_id: Option<&TrackingId>,
) -> Introspection {
    let url = format!("{}/oauth2/v1/introspect", identity_url.trim_end_matches('/'));
    let mut request = client
        .post(url)
        .header("authorization", service_secret.authorization())
        .form(&[("token", token.reveal())]);
    if let Some(tracking_id) = tracking_id {
        request = request.header(HEADER_TRACKING_ID, tracking_id.as_str());
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => {
            return Introspection::Unavailable(TransportFailure::from(&error).to_string());
        }
    };
    let status = response.status().as_u16();
    match read_capped(response, USUAL_BODY_LIMIT).await {
        Ok(body) if status == 200 => read(&body),
        Ok(_) => Introspection::Unavailable(format!("it answered with status {status}")),
        Err(error) => Introspection::Unavailable(error.to_string()),
    }
}

fn read(body: &[u8]) -> Introspection {
    let unreadable =
        |error: serde_json::Error| Introspection::Unavailable(format!("its answer: {error}"));
    match serde_json::from_slice::<Verdict>(body) {
        Err(error) => unreadable(error),
        Ok(Verdict { active: false, reason }) => {
            Introspection::Inactive { reason: reason.unwrap_or_else(|| String::from("not active")) }
        }
        Ok(Verdict { active: true, .. }) => match serde_json::from_slice::<TokenOwner>(body) {
            Ok(owner) => Introspection::Active(owner),
            Err(error) => unreadable(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_answers_are_told_apart() {
        let good = br#"{"active":true,"sub":"u1","username":"u@x","org_id":"o1","bw_user_id":"b","exp":1}"#;
        let Introspection::Active(owner) = read(good) else { panic!("it is active") };
        assert_eq!((owner.user_id.as_str(), owner.org_id.as_str()), ("u1", "o1"));
        assert_eq!(owner.bw_user_id.as_deref(), Some("b"));
        let without = br#"{"active":true,"sub":"u1","org_id":"o1","bw_user_id":null}"#;
        let Introspection::Active(owner) = read(without) else { panic!("it is active") };
        assert_eq!((owner.bw_user_id, owner.email), (None, None));
        let revoked = read(br#"{"active":false,"reason":"revoked"}"#);
        assert!(matches!(revoked, Introspection::Inactive { reason } if reason == "revoked"));
        for bad in [&b"{}"[..], b"[]", b"", b"{\"active\":true}"] {
            assert!(matches!(read(bad), Introspection::Unavailable(_)));
        }
    }
}
