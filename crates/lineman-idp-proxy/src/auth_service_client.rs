//! Step 5.2: the long-lived token, asked of the AuthenticationService over mutual TLS or with the
//! user's identity token.

use lineman_ladder::literals::{
    AUTH_SERVICE_CONTEXT, AUTH_SERVICE_TOKEN_PATH, HEADER_BW_USER_ID, HEADER_TRACKING_ID,
};
use lineman_model::{Secret, TrackingId};
use lineman_net::http::{TransportFailure, USUAL_BODY_LIMIT, read_capped};
use serde::Deserialize;

/// What the AuthenticationService answered.
#[derive(Debug)]
pub(crate) enum TokenAnswer {
    /// A token.
    Token(Secret),
    /// Any other status, or an answer without a token.
    Refused {
        /// The status.
        status: u16,
        /// What is wrong with it.
        reason: String,
    },
    /// No answer: no connection, or the handshake was refused.
    Unreachable(TransportFailure),
}

#[derive(Deserialize)]
struct TokenDocument {
    token: TokenBody,
}

#[derive(Deserialize)]
struct TokenBody {
    bearer: String,
}

/// The address of the token resource below a cluster's AuthService URL, which ends in
/// `/authService`.
pub(crate) fn token_url(auth_service_url: &str) -> String {
    let base = auth_service_url.trim_end_matches('/');
    let leaf = AUTH_SERVICE_TOKEN_PATH.strip_prefix(AUTH_SERVICE_CONTEXT).unwrap_or_default();
    format!("{base}{leaf}")
}

/// Asks for a token of `bw_user_id`; in identity-token mode that user's identity token vouches.
pub(crate) async fn fetch_token(
    client: &reqwest::Client,
    url: &str,
    bw_user_id: &str,
    identity_token: Option<&Secret>,
    tracking_id: Option<&TrackingId>,
) -> TokenAnswer {
    // One connection per token: each shows the certificate again, so trust that the XSP withdraws
    // ends at once, and no idle connection is met that the XSP has just closed.
    let mut request =
        client.get(url).header(HEADER_BW_USER_ID, bw_user_id).header("connection", "close");
    if let Some(identity_token) = identity_token {
        request = request.bearer_auth(identity_token.reveal());
    }
    if let Some(tracking_id) = tracking_id {
        request = request.header(HEADER_TRACKING_ID, tracking_id.as_str());
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) => return TokenAnswer::Unreachable(TransportFailure::from(&error)),
    };
    let status = response.status().as_u16();
    let body = match read_capped(response, USUAL_BODY_LIMIT).await {
        Ok(body) => body,
        // A server that refuses the client certificate under TLS 1.3 says so only now.
        Err(lineman_net::http::BodyError::Transport(failure)) => {
            return TokenAnswer::Unreachable(failure);
        }
        Err(error) => return TokenAnswer::Refused { status, reason: error.to_string() },
    };
    if status != 200 {
        return TokenAnswer::Refused { status, reason: String::from("unexpected status") };
    }
    match serde_json::from_slice::<TokenDocument>(&body) {
        Ok(document) => TokenAnswer::Token(Secret::new(document.token.bearer)),
        Err(error) => {
            TokenAnswer::Refused { status, reason: format!("no token in the answer: {error}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_resource_is_below_the_context() {
        // LAD-026
        assert_eq!(token_url("https://xsp:8443/authService"), "https://xsp:8443/authService/token");
        assert_eq!(
            token_url("https://xsp:8443/authService/"),
            "https://xsp:8443/authService/token"
        );
    }
}
