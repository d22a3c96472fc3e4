//! XsiActionsLog of the XSP (LOG-003). Header by the common grammar; bodies are INFERRED templates
//! around the literals that the guide names (LAD-008 to 017, 036 to 050).

use lineman_ladder::literals::AUTH_SERVICE_TOKEN_PATH;
use lineman_model::Timestamp;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::http_block::{HttpRequestBlock, HttpResponseBlock};
use crate::split::RawRecord;
use crate::xsp_record::{self, Heading, OciDocument};

/// Channel of our records. INFERRED: the application's name.
pub const CHANNEL: &str = "Xsi-Actions";

/// One record of the XsiActionsLog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XsiActionsRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Notice`, `Warn`, ...
    pub severity: String,
    /// The thread column: one request keeps one thread.
    pub thread: String,
    /// The tracking id column, when the request carried one.
    pub tracking_id: Option<String>,
    /// What it says.
    pub entry: XsiActionsEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XsiActionsEntry {
    /// A request from outside. Header names in lower case; the credentials of `authorization` are
    /// masked, its scheme stays.
    Request {
        /// `address:port` of the client.
        peer: String,
        /// The request; `target` is the path as received.
        request: HttpRequestBlock,
    },
    /// The answer to it. Passwords in the body are masked.
    Response(HttpResponseBlock),
    /// An OCI-P document to the Application Server, passwords masked.
    OciRequest {
        /// `host:port` of the Application Server.
        peer: String,
        /// The document.
        document: String,
    },
    /// Its answer.
    OciResponse {
        /// `host:port` of the Application Server.
        peer: String,
        /// The document.
        document: String,
    },
    /// The loopback POST to the authentication service (LAD-040); the token is masked.
    TokenValidationRequest(HttpRequestBlock),
    /// Its answer (LAD-043).
    TokenValidationResponse(HttpResponseBlock),
    /// The call to the authentication service or the Application Server could not be made.
    PeerFailure {
        /// The URL or address that was tried; empty when none is configured.
        target: String,
        /// What went wrong.
        reason: String,
    },
    /// Anything else: channel, columns after the tracking id, body.
    Other {
        /// The channel.
        channel: String,
        /// Further columns.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}

const REQUEST: &str = "Request from";
const RESPONSE: &str = "Response";
const VALIDATION_REQUEST: &str = "Token validation request";
const VALIDATION_RESPONSE: &str = "Token validation response";
const NO_ANSWER: &str = "No answer from a peer";
const KEY_TARGET: &str = "target";
const KEY_REASON: &str = "reason";

impl XsiActionsRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let (channel, further, body): (&str, &[String], String) = match &self.entry {
            XsiActionsEntry::Request { peer, request } => {
                (CHANNEL, &[], format!("{REQUEST} {peer}\n{}", request.write()))
            }
            XsiActionsEntry::Response(response) => {
                (CHANNEL, &[], format!("{RESPONSE}\n{}", response.write()))
            }
            XsiActionsEntry::OciRequest { peer, document } => {
                (xsp_record::CHANNEL_OCI, &[], xsp_record::oci_request(peer, document))
            }
            XsiActionsEntry::OciResponse { peer, document } => {
                (xsp_record::CHANNEL_OCI, &[], xsp_record::oci_response(peer, document))
            }
            // LAD-040: `127.0.0.1:80 POST http://127.0.0.1:80/authService/token`
            XsiActionsEntry::TokenValidationRequest(request) => (
                CHANNEL,
                &[],
                format!("{VALIDATION_REQUEST}\n{} {}", authority(&request.target), request.write()),
            ),
            XsiActionsEntry::TokenValidationResponse(response) => {
                (CHANNEL, &[], format!("{VALIDATION_RESPONSE}\n{}", response.write()))
            }
            XsiActionsEntry::PeerFailure { target, reason } => {
                let body = Body::new(NO_ANSWER).with(KEY_TARGET, target).with(KEY_REASON, reason);
                (CHANNEL, &[], body.write())
            }
            XsiActionsEntry::Other { channel, columns, body } => (channel, columns, body.clone()),
        };
        let heading = Heading {
            time: self.time,
            severity: &self.severity,
            thread: &self.thread,
            tracking_id: self.tracking_id.as_deref(),
        };
        heading.write(channel, further, body)
    }

    /// Reads a record; a zone word that does not give its offset is taken for UTC.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        BroadWorksRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a record of the common grammar.
    #[must_use]
    pub fn from_record(record: BroadWorksRecord) -> Self {
        let parts = xsp_record::Parts::of(record);
        let xsp_record::Parts { time, severity, channel, thread, tracking_id, columns, body } =
            parts;
        let entry = entry(&body).unwrap_or(XsiActionsEntry::Other { channel, columns, body });
        Self { time, severity, thread, tracking_id, entry }
    }
}

fn entry(body: &str) -> Option<XsiActionsEntry> {
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    match first.trim_end() {
        RESPONSE => return HttpResponseBlock::read(rest).map(XsiActionsEntry::Response),
        VALIDATION_REQUEST => {
            return HttpRequestBlock::read(rest).map(XsiActionsEntry::TokenValidationRequest);
        }
        VALIDATION_RESPONSE => {
            return HttpResponseBlock::read(rest).map(XsiActionsEntry::TokenValidationResponse);
        }
        NO_ANSWER => {
            let parts = Body::read(body);
            return Some(XsiActionsEntry::PeerFailure {
                target: parts.owned(KEY_TARGET).unwrap_or_default(),
                reason: parts.owned(KEY_REASON).unwrap_or_default(),
            });
        }
        _ => {}
    }
    if let Some(peer) = first.strip_prefix(REQUEST) {
        let request = HttpRequestBlock::read(rest)?;
        return Some(XsiActionsEntry::Request { peer: peer.trim().to_owned(), request });
    }
    match xsp_record::oci(body) {
        Some(OciDocument::Request { peer, document }) => {
            return Some(XsiActionsEntry::OciRequest { peer, document });
        }
        Some(OciDocument::Response { peer, document }) => {
            return Some(XsiActionsEntry::OciResponse { peer, document });
        }
        None => {}
    }
    // A genuine log: a bag of lines with a request or a status line among them.
    if let Some(response) = HttpResponseBlock::read_strict(body) {
        return Some(XsiActionsEntry::Response(response));
    }
    let request = HttpRequestBlock::read(body)?;
    let to_peer = request.method == "POST" && request.target.ends_with(AUTH_SERVICE_TOKEN_PATH);
    Some(if to_peer {
        XsiActionsEntry::TokenValidationRequest(request)
    } else {
        XsiActionsEntry::Request { peer: String::new(), request }
    })
}

/// `host:port` of an absolute URL; `-` of a path.
fn authority(target: &str) -> &str {
    let Some((_, rest)) = target.split_once("://") else { return "-" };
    rest.split('/').next().filter(|text| !text.is_empty()).unwrap_or("-")
}
