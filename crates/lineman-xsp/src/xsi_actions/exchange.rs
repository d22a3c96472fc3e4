//! One request to Xsi-Actions and the records that it leaves, in order: the request, what was
//! asked of the authentication service and of the Application Server, the answer.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, Method, Uri};
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use lineman_model::TrackingId;
use lineman_net::PeerInfo;
use lineman_xsi::Format;

use super::XsiActions;
use super::reply::Reply;
use crate::container::workers::Worker;
use crate::container::{masking, tracking};
use crate::oci_client::OciObserver;

/// A request under way.
pub(crate) struct Exchange<'a> {
    application: &'a XsiActions,
    worker: Worker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    tracking_id: Option<TrackingId>,
    format: Format,
}

impl<'a> Exchange<'a> {
    /// Takes a request and logs it. Bodies are not read: no resource here has one.
    pub(crate) fn begin(application: &'a XsiActions, request: Request) -> Self {
        let (parts, _) = request.into_parts();
        let peer = parts
            .extensions
            .get::<PeerInfo>()
            .map_or_else(|| "-".to_owned(), |peer| peer.address.to_string());
        let accept = parts.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
        let exchange = Self {
            application,
            worker: application.workers.enter(),
            tracking_id: tracking::of_headers(&parts.headers),
            format: Format::of_request(accept, parts.uri.query()),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
        };
        let target = exchange.uri.to_string();
        let request = masking::request_block(&exchange.method, &target, &exchange.headers);
        exchange.log("Info", XsiActionsEntry::Request { peer, request });
        exchange
    }

    /// Logs the answer and hands it over.
    pub(crate) fn end(self, reply: Reply) -> Response {
        let Reply { status, headers, body, logged_body } = reply;
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        // The container adds the tracking id to the answer; the log shows it as it goes out.
        let mut shown = response.headers().clone();
        if let Some(tracking_id) = self.tracking_id()
            && let Ok(value) = http::HeaderValue::from_str(tracking_id)
        {
            shown.insert(lineman_ladder::literals::HEADER_TRACKING_ID, value);
        }
        let severity = if status.is_server_error() { "Warn" } else { "Info" };
        let block = masking::response_block(status, &shown, logged_body);
        self.log(severity, XsiActionsEntry::Response(block));
        response
    }

    pub(crate) fn log(&self, severity: &str, entry: XsiActionsEntry) {
        let record = XsiActionsRecord {
            time: self.application.clock.now(),
            severity: severity.to_owned(),
            thread: self.worker.thread(),
            tracking_id: self.tracking_id().map(str::to_owned),
            entry,
        };
        self.application.log.append(&record.write());
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    pub(crate) fn tracking_id(&self) -> Option<&str> {
        self.tracking_id.as_ref().map(TrackingId::as_str)
    }

    /// The first query parameter of this name, decoded, in any case.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes())
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.into_owned())
    }
}

impl OciObserver for Exchange<'_> {
    fn request(&self, peer: &str, document: String) {
        self.log("Info", XsiActionsEntry::OciRequest { peer: peer.to_owned(), document });
    }

    fn response(&self, peer: &str, document: String) {
        self.log("Info", XsiActionsEntry::OciResponse { peer: peer.to_owned(), document });
    }

    fn failure(&self, peer: &str, reason: String) {
        self.log("Warn", XsiActionsEntry::PeerFailure { target: peer.to_owned(), reason });
    }
}
