//! One request for a device file and the records that it leaves.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use lineman_ladder::literals;
use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_net::PeerInfo;

use super::DeviceManagement;

use crate::container::workers::Worker;

/// A request under way.
pub(crate) struct Exchange<'a> {
    service: &'a DeviceManagement,
    worker: Worker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

/// How it ends.
pub(crate) enum Outcome {
    /// A file.
    File {
        /// The bytes.
        bytes: Vec<u8>,
        /// Media type.
        content_type: &'static str,
        /// Device type.
        device_type: String,
        /// Device name.
        device_name: String,
        /// Its owner.
        user: String,
    },
    /// No file.
    Refused {
        /// HTTP status.
        status: StatusCode,
        /// Why, for the log.
        reason: String,
        /// Whether the nonce was ours but too old.
        stale: bool,
    },
}

impl Outcome {
    pub(crate) fn refused(status: StatusCode, reason: impl Into<String>) -> Self {
        Self::Refused { status, reason: reason.into(), stale: false }
    }

    pub(crate) fn unauthorized(reason: impl Into<String>) -> Self {
        Self::refused(StatusCode::UNAUTHORIZED, reason)
    }
}

impl<'a> Exchange<'a> {
    pub(crate) fn begin(service: &'a DeviceManagement, request: Request) -> Self {
        let (parts, _) = request.into_parts();
        let exchange = Self {
            service,
            worker: service.workers.enter(),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
        };
        let peer = parts
            .extensions
            .get::<PeerInfo>()
            .map_or_else(|| "-".to_owned(), |peer| peer.address.to_string());
        exchange.log(
            "Info",
            DmsDebugEntry::Request {
                peer,
                method: exchange.method.to_string(),
                path: exchange.path().to_owned(),
                authentication: scheme(&exchange.headers).to_owned(),
            },
        );
        exchange
    }

    /// Logs the outcome and hands the answer over.
    pub(crate) fn end(self, outcome: Outcome) -> Response {
        match outcome {
            Outcome::File { bytes, content_type, device_type, device_name, user } => {
                self.log(
                    "Info",
                    DmsDebugEntry::FileServed {
                        path: self.path().to_owned(),
                        device_type,
                        device_name,
                        user,
                        bytes: bytes.len() as u64,
                    },
                );
                let mut response = Response::new(Body::from(bytes));
                let headers = response.headers_mut();
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
                // The file holds the SIP password.
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                response
            }
            Outcome::Refused { status, reason, stale } => {
                let entry = DmsDebugEntry::Refused {
                    path: self.path().to_owned(),
                    status: status.as_u16(),
                    reason,
                };
                self.log("Notice", entry);
                let mut response = Response::new(Body::empty());
                *response.status_mut() = status;
                if status == StatusCode::UNAUTHORIZED {
                    self.challenge(response.headers_mut(), stale);
                }
                if status == StatusCode::METHOD_NOT_ALLOWED {
                    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET"));
                }
                response
            }
        }
    }

    /// Digest first: clients that know one scheme only look at the first challenge.
    fn challenge(&self, headers: &mut HeaderMap, stale: bool) {
        let digest = self.service.nonces.challenge(self.service.clock.now(), stale);
        let bearer = format!("Bearer realm=\"{}\"", literals::SIP_REALM);
        for challenge in [digest, bearer] {
            if let Ok(value) = HeaderValue::from_str(&challenge) {
                headers.append(header::WWW_AUTHENTICATE, value);
            }
        }
    }

    pub(crate) fn log(&self, severity: &str, entry: DmsDebugEntry) {
        let record = DmsDebugRecord {
            time: self.service.clock.now(),
            severity: severity.to_owned(),
            thread: self.worker.thread(),
            entry,
        };
        self.service.log.append(&record.write());
    }

    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(crate) fn path_and_query(&self) -> String {
        self.uri.to_string()
    }

    /// The value of the `authorization` header; none when absent, doubled or not text.
    pub(crate) fn authorization(&self) -> Option<&str> {
        let mut values = self.headers.get_all(header::AUTHORIZATION).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok().map(str::trim),
            _ => None,
        }
    }
}

/// Name of the scheme for the log; what is not known is not shown, it may be a secret.
fn scheme(headers: &HeaderMap) -> &'static str {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return "none" };
    let text = String::from_utf8_lossy(value.as_bytes());
    let scheme = text.trim().split(' ').next().unwrap_or_default().to_ascii_lowercase();
    match scheme.as_str() {
        "bearer" => "Bearer",
        "digest" => "Digest",
        "basic" => "Basic",
        _ => "other",
    }
}
