//! Step 2.1: the profile of whoever typed a BroadWorks password, asked of Xsi-Actions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_ladder::literals::{HEADER_TRACKING_ID, USER_AGENT_IDP_PROXY, XSI_VERSION};
use lineman_model::{Secret, TrackingId};
use lineman_net::http::{TransportFailure, USUAL_BODY_LIMIT, read_capped};
use lineman_xsi::path::{USER_ID_CHARACTERS, encode_user_id};
use lineman_xsi::{ErrorInfo, Profile, XsiResource as _};

/// What Xsi-Actions said of the credentials.
#[derive(Debug)]
pub(crate) enum ProfileAnswer {
    /// They are good.
    Profile(Box<Profile>),
    /// 401: they are not; with the OCI-P number when one came.
    BadCredentials {
        /// `errorCode` of the ErrorInfo.
        error_code: Option<u32>,
    },
    /// 403: good, but the user may not.
    NotAuthorized,
    /// Any other status, or a document that is not a profile.
    Unexpected {
        /// The status.
        status: u16,
        /// What is wrong with it.
        reason: String,
    },
    /// No answer.
    Unreachable(TransportFailure),
}

/// Longest password that is passed on.
const PASSWORD_BYTES: usize = 1024;

/// Whether credentials can be asked about at all. A colon in the name would end it in the Basic
/// scheme (RFC 7617), and a path segment of dots would leave the user's own resource.
pub(crate) fn can_be_asked(user_name: &str, password: &Secret) -> bool {
    !user_name.is_empty()
        && user_name.chars().count() <= USER_ID_CHARACTERS
        && !user_name.chars().any(|character| character == ':' || character.is_control())
        && !matches!(user_name, "." | "..")
        && password.reveal().len() <= PASSWORD_BYTES
        && !password.reveal().chars().any(char::is_control)
}

/// The address of a user's profile: raw `@` as in LAD-008.
pub(crate) fn profile_url(xsi_actions_url: &str, user_name: &str) -> String {
    let base = xsi_actions_url.trim_end_matches('/');
    let base = base.strip_suffix(&format!("/{XSI_VERSION}")).unwrap_or(base);
    let user = encode_user_id(user_name).replace("%40", "@");
    format!("{base}/{XSI_VERSION}/user/{user}/profile")
}

/// Asks for the profile with the typed credentials.
pub(crate) async fn fetch_profile(
    client: &reqwest::Client,
    url: &str,
    user_name: &str,
    password: &Secret,
    tracking_id: Option<&TrackingId>,
) -> ProfileAnswer {
    let credentials = STANDARD.encode(format!("{user_name}:{}", password.reveal()));
    let mut request = client
        .get(url)
        .header("authorization", format!("Basic {credentials}"))
        .header("user-agent", USER_AGENT_IDP_PROXY)
        .header("accept", "application/xml");
    if let Some(tracking_id) = tracking_id {
        request = request.header(HEADER_TRACKING_ID, tracking_id.as_str());
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return ProfileAnswer::Unreachable(TransportFailure::from(&error)),
    };
    let status = response.status().as_u16();
    let body = match read_capped(response, USUAL_BODY_LIMIT).await {
        Ok(body) => body,
        Err(error) => return ProfileAnswer::Unexpected { status, reason: error.to_string() },
    };
    match status {
        200 => match Profile::from_xml(&body) {
            Ok(profile) => ProfileAnswer::Profile(Box::new(profile)),
            Err(error) => ProfileAnswer::Unexpected { status, reason: error.to_string() },
        },
        401 => ProfileAnswer::BadCredentials {
            error_code: ErrorInfo::from_xml(&body).ok().and_then(|info| info.error_code),
        },
        403 => ProfileAnswer::NotAuthorized,
        _ => ProfileAnswer::Unexpected { status, reason: String::from("unexpected status") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_address_keeps_the_at_sign() {
        // LAD-008
        let expected = "http://xsp/com.broadsoft.xsi-actions/v2.0/user/u%201@example.com/profile";
        for base in [
            "http://xsp/com.broadsoft.xsi-actions",
            "http://xsp/com.broadsoft.xsi-actions/",
            "http://xsp/com.broadsoft.xsi-actions/v2.0",
        ] {
            assert_eq!(profile_url(base, "u 1@example.com"), expected);
        }
        assert!(
            profile_url("http://xsp/com.broadsoft.xsi-actions", "a/../b").contains("a%2F..%2Fb")
        );
    }

    #[test]
    fn names_that_could_mean_another_user_are_not_asked_about() {
        let password = Secret::new("p:w");
        for good in ["u1@example.com", "u 1", "\u{e9}\u{4e2d}", "..."] {
            assert!(can_be_asked(good, &password), "{good}");
        }
        let long = "a".repeat(USER_ID_CHARACTERS + 1);
        for bad in ["", ".", "..", "u1:x", "u1\r\nx: y", "u\0", long.as_str()] {
            assert!(!can_be_asked(bad, &password), "{bad:?}");
        }
        assert!(!can_be_asked("u1", &Secret::new("p".repeat(PASSWORD_BYTES + 1))));
        assert!(!can_be_asked("u1", &Secret::new("p\n")));
    }
}
