//! One request for a device file and the records that it leaves.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use lineman_ladder::literals;
use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_net::PeerInfo;
use lineman_store::broadworks::FileFlag;

use super::builds::Validators;
use super::target::Target;
use super::{DeviceManagement, authentication};
use crate::container::workers::Worker;

/// A request under way.
pub(crate) struct Exchange<'a> {
    service: &'a DeviceManagement,
    worker: Worker,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    encrypted: bool,
}

/// Whose file it is, and what identifies it.
pub(crate) struct Served {
    /// Device type.
    pub(crate) device_type: String,
    /// Device name.
    pub(crate) device_name: String,
    /// Its owner.
    pub(crate) user: String,
    /// Whether clients may keep it.
    pub(crate) keeps: bool,
    /// What identifies it as it is now.
    pub(crate) validators: Validators,
}

/// How it ends.
pub(crate) enum Outcome {
    /// A file.
    File {
        /// The bytes.
        bytes: Vec<u8>,
        /// Media type.
        content_type: &'static str,
        /// Whose it is.
        served: Box<Served>,
    },
    /// The client has it already.
    NotModified(Box<Served>),
    /// A device's file was taken over.
    Uploaded {
        /// Whether there was one before.
        replaces: bool,
        /// Device name.
        device_name: String,
        /// Bytes of it.
        bytes: u64,
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
    pub(crate) fn begin(service: &'a DeviceManagement, request: Request) -> (Self, Body) {
        let (parts, body) = request.into_parts();
        let peer = parts.extensions.get::<PeerInfo>();
        let exchange = Self {
            service,
            worker: service.workers.enter(),
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            encrypted: peer.is_some_and(|peer| peer.encrypted),
        };
        let peer = peer.map_or_else(|| "-".to_owned(), |peer| peer.address.to_string());
        exchange.log(
            "Info",
            DmsDebugEntry::Request {
                peer,
                method: exchange.method.to_string(),
                path: exchange.path().to_owned(),
                authentication: scheme(&exchange.headers).to_owned(),
            },
        );
        (exchange, body)
    }

    /// Logs the outcome and hands the answer over.
    pub(crate) fn end(self, target: &Target, outcome: Outcome) -> Response {
        let path = self.path().to_owned();
        match outcome {
            Outcome::File { bytes, content_type, served } => {
                let size = bytes.len() as u64;
                let mut response = Response::new(Body::from(bytes));
                let headers = response.headers_mut();
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
                identify(headers, &served);
                let Served { device_type, device_name, user, .. } = *served;
                let bytes = size;
                let entry =
                    DmsDebugEntry::FileServed { path, device_type, device_name, user, bytes };
                self.log("Info", entry);
                response
            }
            Outcome::NotModified(served) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                identify(response.headers_mut(), &served);
                let Served { device_type, device_name, user, .. } = *served;
                self.log(
                    "Info",
                    DmsDebugEntry::NotModified { path, device_type, device_name, user },
                );
                response
            }
            Outcome::Uploaded { replaces, device_name, bytes } => {
                self.log("Info", DmsDebugEntry::Uploaded { path, device_name, bytes });
                let mut response = Response::new(Body::empty());
                *response.status_mut() =
                    if replaces { StatusCode::NO_CONTENT } else { StatusCode::CREATED };
                response
            }
            Outcome::Refused { status, reason, stale } => {
                let entry = DmsDebugEntry::Refused { path, status: status.as_u16(), reason };
                self.log("Notice", entry);
                let mut response = Response::new(Body::empty());
                *response.status_mut() = status;
                if status == StatusCode::UNAUTHORIZED {
                    self.challenge(response.headers_mut(), target, stale);
                }
                if status == StatusCode::METHOD_NOT_ALLOWED {
                    let allowed = HeaderValue::from_static("GET, HEAD");
                    response.headers_mut().insert(header::ALLOW, allowed);
                }
                response
            }
        }
    }

    /// What the file takes; what files usually take where there is none. Digest first: clients that
    /// know one scheme only look at the first challenge.
    fn challenge(&self, headers: &mut HeaderMap, target: &Target, stale: bool) {
        let files = &target.candidates;
        let takes = |flag: FileFlag| files.iter().any(|one| one.file.has(flag));
        let digest = files.is_empty() || takes(FileFlag::Digest);
        let password = files.iter().any(authentication::takes_password);
        let mut challenges = Vec::new();
        if digest {
            challenges.push(self.service.nonces.challenge(self.service.clock.now(), stale));
        }
        if password {
            challenges.push(format!("Basic realm=\"{}\"", literals::SIP_REALM));
        }
        // A device token opens every file of its device.
        challenges.push(format!("Bearer realm=\"{}\"", literals::SIP_REALM));
        for challenge in challenges {
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

    pub(crate) const fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether the client has the file already.
    pub(crate) fn has(&self, validators: &Validators) -> bool {
        validators.are_known(&self.headers)
    }

    /// The client's tracking id.
    pub(crate) fn tracking_id(&self) -> Option<&str> {
        self.headers.get(literals::HEADER_TRACKING_ID)?.to_str().ok()
    }

    /// A parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.uri.query()?;
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The MAC address in the User-Agent: twelve hexadecimal digits, with separators or without.
    pub(crate) fn mac_address_of_user_agent(&self) -> Option<String> {
        let agent = self.headers.get(header::USER_AGENT)?.to_str().ok()?;
        agent.split([' ', '/', ';', ',', '(', ')']).find_map(|word| {
            let digits: String =
                word.chars().filter(|character| !matches!(character, ':' | '-')).collect();
            let fits = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            fits.then(|| digits.to_ascii_uppercase())
        })
    }

    pub(crate) fn has_credentials(&self) -> bool {
        self.headers.contains_key(header::AUTHORIZATION)
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

/// What lets a client ask whether its copy is still good.
fn identify(headers: &mut HeaderMap, served: &Served) {
    // The file may hold the SIP password: nobody but its device keeps it, if the type allows that.
    let keep = if served.keeps { "private, no-cache" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    let validators = &served.validators;
    for (name, value) in [
        (header::ETAG, Some(validators.entity_tag.clone())),
        (header::LAST_MODIFIED, validators.last_modified()),
    ] {
        if let Some(Ok(value)) = value.as_deref().map(HeaderValue::from_str) {
            headers.insert(name, value);
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
