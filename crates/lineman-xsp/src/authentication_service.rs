//! AuthenticationService: mints long-lived tokens for whoever the mutual TLS or the identity
//! provider vouches for, and validates them for Xsi-Actions (LAD-025 to LAD-034, LAD-039 to
//! LAD-045, AUT-001 to AUT-009).

mod callers;
mod client_key;
mod exchange;
mod identity_token;
mod issue;
mod keys;
mod refusals;
mod settings;
mod tokens;
mod validate;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::Method;
use lineman_ladder::literals;
use lineman_logs::LogSink;
use lineman_model::{Clock, Random};

use crate::container::workers::Workers;
use crate::oci_client::OciClient;
pub(crate) use callers::not_admitted;
use exchange::{Answer, Exchange};
pub(crate) use keys::KeyRing;
pub(crate) use refusals::RefusalLog;
pub(crate) use settings::{CertificatePolicy, Settings};

/// The application.
pub(crate) struct AuthenticationService {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: Arc<dyn LogSink>,
    pub(crate) oci: OciClient,
    pub(crate) keys: KeyRing,
    /// Towards the identity provider.
    pub(crate) http: reqwest::Client,
    pub(crate) settings: Settings,
    pub(crate) workers: Arc<Workers>,
}

impl AuthenticationService {
    /// The listener with mutual TLS: mints, and does nothing else.
    pub(crate) async fn serve_issue(&self, request: Request) -> Response {
        let (exchange, _) = Exchange::begin(self, request);
        let answer = match check(&exchange, &Method::GET) {
            Some(refusal) => refusal,
            None => issue::get(self, &exchange).await,
        };
        exchange.end(answer)
    }

    /// The loopback listener: validates, and does nothing else.
    pub(crate) async fn serve_validate(&self, request: Request) -> Response {
        let (exchange, body) = Exchange::begin(self, request);
        let answer = match check(&exchange, &Method::POST) {
            Some(refusal) => refusal,
            None => validate::post(self, &exchange, body).await,
        };
        exchange.end(answer)
    }
}

/// The path is compared exactly: the application lives on this path and no other.
fn check(exchange: &Exchange<'_>, allowed: &Method) -> Option<Answer> {
    if exchange.path() != literals::AUTH_SERVICE_TOKEN_PATH {
        return Some(Answer::refusal(http::StatusCode::NOT_FOUND, "no such resource"));
    }
    (exchange.method() != allowed)
        .then(|| Answer::refusal(http::StatusCode::METHOD_NOT_ALLOWED, "method not allowed"))
}
