//! One request to Xsi-Actions and the records that it leaves, in order: the request, what was
//! asked of the authentication service and of the Application Server, the answer.

use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use lineman_model::{TrackingId, limits};
use lineman_net::PeerInfo;
use lineman_ocip::{Element, MASK};
use lineman_xsi::{Encoding, Format, XsiResource, masked_text, read_element};

use super::XsiActions;
use super::failure::XsiFailure;
use super::reply::{Reply, SECRETS};
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
    /// None when it could not be read whole.
    body: Option<Bytes>,
    /// The character set of the caller's locale, once it is known.
    encoding: OnceLock<Encoding>,
    /// The session cookie that the answer sets.
    cookie: OnceLock<HeaderValue>,
}

impl<'a> Exchange<'a> {
    /// Takes a request with its body and logs it.
    pub(crate) async fn begin(application: &'a XsiActions, request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, limits::HTTP_BODY_BYTES).await.ok();
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
            body,
            encoding: OnceLock::new(),
            cookie: OnceLock::new(),
        };
        let target = exchange.uri.to_string();
        let mut request = masking::request_block(&exchange.method, &target, &exchange.headers);
        if let Some(body) = exchange.body.as_deref().filter(|body| !body.is_empty()) {
            // What cannot be read cannot be masked either, and is not shown.
            request.body =
                masked_text(body, exchange.body_format(), SECRETS, MASK).unwrap_or_default();
        }
        exchange.log("Info", XsiActionsEntry::Request { peer, request });
        exchange
    }

    /// Logs the answer and hands it over.
    pub(crate) fn end(self, reply: Reply) -> Response {
        let Reply { status, headers, body, logged_body } = reply;
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        if let Some(cookie) = self.cookie.get() {
            response.headers_mut().insert(header::SET_COOKIE, cookie.clone());
        }
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

    /// Format of the body, whatever the answer's is.
    fn body_format(&self) -> Format {
        let content_type =
            self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Format::of_body(content_type, self.uri.query())
    }

    /// The document in the body.
    pub(crate) fn document<R: XsiResource>(&self) -> Result<R, XsiFailure> {
        let body = self.body.as_deref().ok_or(XsiFailure::BodyTooLarge)?;
        match self.body_format() {
            Format::Xml => R::from_xml(body),
            Format::Json => R::from_json(body),
        }
        .map_err(|error| XsiFailure::BadDocument(error.to_string()))
    }

    /// The document in the body, whatever its root is.
    pub(crate) fn element(&self) -> Result<Element, XsiFailure> {
        let body = self.body.as_deref().ok_or(XsiFailure::BodyTooLarge)?;
        read_element(body, self.body_format())
            .map_err(|error| XsiFailure::BadDocument(error.to_string()))
    }

    /// An answer in the format that was asked for and the character set of the caller's locale.
    pub(crate) fn reply<R: XsiResource>(&self, status: StatusCode, resource: &R) -> Reply {
        let encoding = self.encoding.get().copied().unwrap_or(Encoding::Iso88591);
        Reply::document_in(status, resource, self.format, encoding)
    }

    /// Notes the character set of the caller's locale.
    pub(crate) fn set_encoding(&self, encoding: Encoding) {
        let _ = self.encoding.set(encoding);
    }

    /// Notes the session cookie that the answer sets.
    pub(crate) fn set_cookie(&self, cookie: HeaderValue) {
        let _ = self.cookie.set(cookie);
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
