//! Asks the IdP proxy about what a user typed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::{Secret, TrackingId};
use lineman_net::NetError;
use lineman_net::http::{ClientOptions, TransportFailure, USUAL_BODY_LIMIT, client, read_capped};
use lineman_saml::MESSAGE_BYTES;
use lineman_store::cloud::PortalSession;
use serde_json::{Value, json};

use crate::config::PortalConfig;

/// Longest end-user code.
const CODE_DIGITS: usize = 12;

/// What came of it.
pub(crate) enum Login {
    /// A SAML response, base64.
    Accepted(String),
    /// An end-user code.
    Refused(String),
    /// No answer that could be shown; why.
    Unavailable(String),
}

/// Talks to the IdP proxy.
pub(crate) struct IdpClient {
    http: reqwest::Client,
    url: String,
    authorization: String,
}

impl IdpClient {
    pub(crate) fn new(config: &PortalConfig) -> Result<Self, NetError> {
        let ca_pem = config.idp_proxy_ca_pem.clone();
        Ok(Self {
            http: client(&ClientOptions { ca_pem, ..ClientOptions::default() })?,
            url: format!("{}/idp/login", config.idp_proxy_url),
            authorization: config.service_secret.authorization(),
        })
    }

    /// Hands user name and password over.
    pub(crate) async fn login(
        &self,
        user_name: &str,
        password: &Secret,
        session: &PortalSession,
        tracking_id: Option<&TrackingId>,
    ) -> Login {
        let body = json!({
            "username": user_name,
            "password": password.reveal(),
            "authnRequestId": session.authn_request_id,
            "relayState": session.relay_state,
            "loginHint": session.login_hint,
        });
        let mut request = self.http.post(&self.url).json(&body);
        request = request.header("authorization", &self.authorization);
        if let Some(tracking_id) = tracking_id {
            request = request.header(HEADER_TRACKING_ID, tracking_id.as_str());
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                return Login::Unavailable(TransportFailure::from(&error).to_string());
            }
        };
        let status = response.status().as_u16();
        match read_capped(response, USUAL_BODY_LIMIT).await {
            Ok(body) => read(status, &serde_json::from_slice(&body).unwrap_or_default()),
            Err(error) => Login::Unavailable(error.to_string()),
        }
    }
}

fn read(status: u16, body: &Value) -> Login {
    if status == 200 {
        let response = body["samlResponse"].as_str().filter(|text| is_response(text));
        return response.map_or_else(
            || Login::Unavailable(String::from("the IdP proxy answered without a SAML response")),
            |response| Login::Accepted(response.to_owned()),
        );
    }
    let code = body["code"].as_str().filter(|code| {
        (1..=CODE_DIGITS).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
    });
    match code {
        Some(code) => Login::Refused(code.to_owned()),
        None => Login::Unavailable(format!("the IdP proxy answered with status {status}")),
    }
}

fn is_response(text: &str) -> bool {
    text.len() <= MESSAGE_BYTES * 2 && STANDARD.decode(text).is_ok_and(|bytes| !bytes.is_empty())
}
