//! One request to the authentication service and the records that it leaves, in order.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use lineman_ladder::literals;
use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_model::TrackingId;
use lineman_net::PeerInfo;
use lineman_ocip::MASK;
use serde_json::{Value, json};

use super::AuthenticationService;
use crate::container::workers::Worker;
use crate::container::{masking, tracking};
use crate::oci_client::OciObserver;

/// A request under way.
pub(crate) struct Exchange<'a> {
    service: &'a AuthenticationService,
    worker: Worker,
    method: Method,
    path: String,
    query: Option<String>,
    headers: HeaderMap,
    peer: Option<PeerInfo>,
    tracking_id: Option<TrackingId>,
}

/// An answer: a JSON document, and the same with its secrets masked.
pub(crate) struct Answer {
    status: StatusCode,
    body: Value,
    logged: Value,
}

impl Answer {
    /// A minted token.
    pub(crate) fn bearer(token: &str) -> Self {
        Self {
            status: StatusCode::OK,
            body: json!({"token": {"bearer": token}}),
            logged: json!({"token": {"bearer": MASK}}),
        }
    }

    /// A minted token that only the caller's private key opens.
    pub(crate) fn encrypted(token: &str) -> Self {
        Self {
            status: StatusCode::OK,
            body: json!({"token": {"encrypted": token}}),
            logged: json!({"token": {"encrypted": MASK}}),
        }
    }

    /// The claims of a validated token (LAD-044).
    pub(crate) fn claims(claims: Value) -> Self {
        let body = json!({ "token": claims });
        Self { status: StatusCode::OK, logged: body.clone(), body }
    }

    /// A refusal with its reason.
    pub(crate) fn refusal(status: StatusCode, reason: &str) -> Self {
        let body = json!({"error": {"reason": reason}});
        Self { status, logged: body.clone(), body }
    }
}

impl<'a> Exchange<'a> {
    /// Takes a request and logs it. Its body, if it has one, is a token: never logged.
    pub(crate) fn begin(service: &'a AuthenticationService, request: Request) -> (Self, Body) {
        let (parts, body) = request.into_parts();
        let exchange = Self {
            service,
            worker: service.workers.enter(),
            tracking_id: tracking::of_headers(&parts.headers)
                .or_else(|| correlation_id(&parts.headers)),
            peer: parts.extensions.get::<PeerInfo>().cloned(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            method: parts.method,
            headers: parts.headers,
        };
        let target = parts.uri.to_string();
        let mut request = masking::request_block(&exchange.method, &target, &exchange.headers);
        if exchange.method == Method::POST {
            request.body = MASK.to_owned();
        }
        let entry = AuthenticationServiceEntry::Request {
            peer: exchange
                .peer
                .as_ref()
                .map_or_else(|| "-".to_owned(), |peer| peer.address.to_string()),
            client_subject: exchange.peer.as_ref().and_then(|peer| peer.client_subject.clone()),
            request,
        };
        exchange.log("Info", entry);
        (exchange, body)
    }

    /// Logs the answer as `StatusCode=...` and hands it over (LAD-033, LAD-043).
    pub(crate) fn end(self, answer: Answer) -> Response {
        let severity = if answer.status.is_server_error() { "Warn" } else { "Info" };
        let entry = AuthenticationServiceEntry::Response {
            status: answer.status.as_u16(),
            body: answer.logged.to_string(),
        };
        self.log(severity, entry);
        let mut response = Response::new(Body::from(answer.body.to_string()));
        *response.status_mut() = answer.status;
        if answer.status == StatusCode::UNAUTHORIZED && self.method == Method::GET {
            let challenge = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    pub(crate) fn log(&self, severity: &str, entry: AuthenticationServiceEntry) {
        let record = AuthenticationServiceRecord {
            time: self.service.clock.now(),
            severity: severity.to_owned(),
            thread: self.worker.thread(),
            tracking_id: self.tracking_id().map(str::to_owned),
            entry,
        };
        self.service.log.append(&record.write());
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The first query parameter of this name, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_deref().unwrap_or_default().as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn peer(&self) -> Option<&PeerInfo> {
        self.peer.as_ref()
    }

    pub(crate) fn tracking_id(&self) -> Option<&str> {
        self.tracking_id.as_ref().map(TrackingId::as_str)
    }
}

/// The loopback POST repeats the client's tracking id under another name (LAD-041).
fn correlation_id(headers: &HeaderMap) -> Option<TrackingId> {
    headers
        .get(literals::HEADER_BROADSOFT_CORRELATION_ID)
        .and_then(|value| value.to_str().ok())
        .and_then(TrackingId::from_outside)
}

impl OciObserver for Exchange<'_> {
    fn request(&self, peer: &str, document: String) {
        let entry = AuthenticationServiceEntry::OciRequest { peer: peer.to_owned(), document };
        self.log("Info", entry);
    }

    fn response(&self, peer: &str, document: String) {
        let entry = AuthenticationServiceEntry::OciResponse { peer: peer.to_owned(), document };
        self.log("Info", entry);
    }

    fn failure(&self, peer: &str, reason: String) {
        let entry = AuthenticationServiceEntry::Other {
            channel: "AuthenticationService".to_owned(),
            columns: Vec::new(),
            body: format!("No answer from the Application Server at {peer}: {reason}"),
        };
        self.log("Warn", entry);
    }
}
