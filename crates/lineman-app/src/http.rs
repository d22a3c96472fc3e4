//! HTTP exchanges of one sign-in: every one carries the tracking id, none follows a redirect.

use bytes::Bytes;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::TrackingId;
use lineman_net::http::{ClientOptions, TransportFailure, USUAL_BODY_LIMIT, client, read_capped};
use reqwest::{Client, RequestBuilder};
use url::Url;

use crate::config::AppConfig;
use crate::failure::AppError;

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// None when no answer came.
    pub(crate) status: Option<u16>,
    pub(crate) location: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
    /// Why no answer came.
    pub(crate) transport_error: Option<String>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn is(&self, status: u16) -> bool {
        self.status == Some(status)
    }
}

/// The HTTP client of one sign-in, with its cookies.
pub(crate) struct Http {
    client: Client,
    tracking_id: TrackingId,
}

impl Http {
    pub(crate) fn new(config: &AppConfig, tracking_id: TrackingId) -> Result<Self, AppError> {
        let options = ClientOptions {
            ca_pem: config.ca_pem.clone(),
            user_agent: Some(config.user_agent()),
            cookies: true,
            ..ClientOptions::default()
        };
        Ok(Self { client: client(&options)?, tracking_id })
    }

    pub(crate) fn get(&self, url: &Url) -> RequestBuilder {
        self.client.get(url.clone())
    }

    pub(crate) fn post(&self, url: &Url) -> RequestBuilder {
        self.client.post(url.clone())
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.header(HEADER_TRACKING_ID, self.tracking_id.as_str());
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                let reason = TransportFailure::from(&error).to_string();
                return Answer { transport_error: Some(reason), ..Answer::default() };
            }
        };
        let header = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let mut answer = Answer {
            status: Some(response.status().as_u16()),
            location: header("location"),
            content_type: header("content-type"),
            ..Answer::default()
        };
        match read_capped(response, USUAL_BODY_LIMIT).await {
            Ok(body) => answer.body = body,
            Err(error) => {
                answer.status = None;
                answer.transport_error = Some(error.to_string());
            }
        }
        answer
    }
}

/// A base address from the configuration or from a service: HTTP or HTTPS, without a slash at its
/// end.
pub(crate) fn base(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim_end_matches('/')).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The address below a base.
pub(crate) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}
