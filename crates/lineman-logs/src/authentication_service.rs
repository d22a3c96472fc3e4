//! authenticationService log of the XSP (LOG-004). All lines are INFERRED templates around the
//! literals of the guide: `GET /authService/token`, `http_bw_userid`, `LongLivedTokenManager`,
//! subject, issuer, `StatusCode=200`, `trackingid` (LAD-026 to 034, 042 to 045).

use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::escape::{decode, encode_field};
use crate::http_block::{HttpRequestBlock, HttpResponseBlock};
use crate::split::RawRecord;
use crate::xsp_record::{self, Heading, OciDocument};

/// Channel of requests, answers and handshakes. INFERRED: the application's name.
pub const CHANNEL: &str = "AuthenticationService";
/// Channel of token events, the guide's log writer (LAD-030).
pub const CHANNEL_TOKENS: &str = "LongLivedTokenManager";

/// One record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticationServiceRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Notice`, `Warn`, ...
    pub severity: String,
    /// The thread column.
    pub thread: String,
    /// The tracking id column, when known.
    pub tracking_id: Option<String>,
    /// What it says.
    pub entry: AuthenticationServiceEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthenticationServiceEntry {
    /// A request: the GET of the IdP proxy (5.2) or the loopback POST of Xsi-Actions (6.1).
    Request {
        /// `address:port` of the client.
        peer: String,
        /// Subject of the client certificate on the mTLS listener.
        client_subject: Option<String>,
        /// The request; secrets masked.
        request: HttpRequestBlock,
    },
    /// A TLS handshake that the mTLS listener refused: nobody's request, so no tracking id.
    HandshakeRefused {
        /// `address:port` of the client.
        peer: String,
        /// Subject of the certificate that was offered; none when there was none.
        subject: Option<String>,
        /// Why, such as `certificate not issued by a trust anchor`.
        reason: String,
    },
    /// An OCI-P document to the Application Server.
    OciRequest {
        /// `host:port`.
        peer: String,
        /// The document.
        document: String,
    },
    /// Its answer.
    OciResponse {
        /// `host:port`.
        peer: String,
        /// The document.
        document: String,
    },
    /// `LongLivedTokenManager`: a token was generated (LAD-030 to 032).
    TokenGenerated {
        /// The BroadWorks user id.
        subject: String,
        /// The issuer.
        issuer: String,
        /// Id of the signing key.
        key_id: String,
        /// When it ends.
        expires: Timestamp,
    },
    /// `LongLivedTokenManager`: a token was validated.
    TokenValidated {
        /// The BroadWorks user id.
        subject: String,
        /// The issuer.
        issuer: String,
    },
    /// `LongLivedTokenManager`: a token was refused.
    TokenRejected {
        /// The subject that the token claims, when it could be read.
        subject: Option<String>,
        /// Why: `signature`, `unknown key`, `expired`, `revoked`, `malformed`.
        reason: String,
    },
    /// The identity provider was asked of an identity token.
    TokenInfo {
        /// `tokenInfoUrl`.
        url: String,
        /// Its HTTP status; none when no answer came.
        status: Option<u16>,
        /// Why the answer cannot be used, or why none came.
        reason: Option<String>,
    },
    /// An identity token was accepted.
    IdentityTokenValidated {
        /// Whose it is, as the identity provider says.
        subject: String,
        /// Who issued it.
        issuer: String,
    },
    /// An identity token was refused.
    IdentityTokenRejected {
        /// Whose it is, when the identity provider says so.
        subject: Option<String>,
        /// Why: `inactive`, `issuer`, `expired`, `scope`, ...
        reason: String,
    },
    /// The answer, as `StatusCode=200`; the body has its secrets masked.
    Response {
        /// HTTP status.
        status: u16,
        /// Body, for a validation the JSON block with `token` (LAD-044); may be empty.
        body: String,
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
const CLIENT_CERTIFICATE: &str = "Client certificate: ";
const HANDSHAKE_REFUSED: &str = "TLS handshake refused";
const GENERATED: &str = "Token generated";
const VALIDATED: &str = "Token validated";
const REJECTED: &str = "Token rejected";
const TOKEN_INFO: &str = "Token information asked of the identity provider";
const IDENTITY_VALIDATED: &str = "Identity token validated";
const IDENTITY_REJECTED: &str = "Identity token rejected";
const STATUS: &str = "StatusCode=";
const KEY_PEER: &str = "peer";
const KEY_SUBJECT: &str = "subject";
const KEY_REASON: &str = "reason";
const KEY_ISSUER: &str = "issuer";
const KEY_KEY_ID: &str = "keyId";
const KEY_EXPIRES: &str = "expires";
const KEY_URL: &str = "url";
const KEY_STATUS: &str = "status";

impl AuthenticationServiceRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let (channel, further, body) = write_entry(&self.entry);
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
        let entry = read_entry(&channel, &body).unwrap_or(AuthenticationServiceEntry::Other {
            channel,
            columns,
            body,
        });
        Self { time, severity, thread, tracking_id, entry }
    }
}

fn write_entry(entry: &AuthenticationServiceEntry) -> (&str, &[String], String) {
    match entry {
        AuthenticationServiceEntry::Request { peer, client_subject, request } => {
            let mut body = format!("{REQUEST} {peer}\n");
            if let Some(subject) = client_subject {
                body.push_str(CLIENT_CERTIFICATE);
                body.push_str(&encode_field(subject));
                body.push('\n');
            }
            body.push_str(&request.write());
            (CHANNEL, &[], body)
        }
        AuthenticationServiceEntry::HandshakeRefused { peer, subject, reason } => {
            let body = Body::new(HANDSHAKE_REFUSED)
                .with(KEY_PEER, peer)
                .with_optional(KEY_SUBJECT, subject.as_deref())
                .with(KEY_REASON, reason);
            (CHANNEL, &[], body.write())
        }
        AuthenticationServiceEntry::OciRequest { peer, document } => {
            (xsp_record::CHANNEL_OCI, &[], xsp_record::oci_request(peer, document))
        }
        AuthenticationServiceEntry::OciResponse { peer, document } => {
            (xsp_record::CHANNEL_OCI, &[], xsp_record::oci_response(peer, document))
        }
        AuthenticationServiceEntry::TokenGenerated { subject, issuer, key_id, expires } => {
            let body = Body::new(GENERATED)
                .with(KEY_SUBJECT, subject)
                .with(KEY_ISSUER, issuer)
                .with(KEY_KEY_ID, key_id)
                .with(KEY_EXPIRES, expires);
            (CHANNEL_TOKENS, &[], body.write())
        }
        AuthenticationServiceEntry::TokenValidated { subject, issuer } => {
            let body = Body::new(VALIDATED).with(KEY_SUBJECT, subject).with(KEY_ISSUER, issuer);
            (CHANNEL_TOKENS, &[], body.write())
        }
        AuthenticationServiceEntry::TokenRejected { subject, reason } => {
            let body = Body::new(REJECTED)
                .with_optional(KEY_SUBJECT, subject.as_deref())
                .with(KEY_REASON, reason);
            (CHANNEL_TOKENS, &[], body.write())
        }
        AuthenticationServiceEntry::TokenInfo { url, status, reason } => {
            let body = Body::new(TOKEN_INFO)
                .with(KEY_URL, url)
                .with_optional(KEY_STATUS, *status)
                .with_optional(KEY_REASON, reason.as_deref());
            (CHANNEL, &[], body.write())
        }
        AuthenticationServiceEntry::IdentityTokenValidated { subject, issuer } => {
            let body =
                Body::new(IDENTITY_VALIDATED).with(KEY_SUBJECT, subject).with(KEY_ISSUER, issuer);
            (CHANNEL, &[], body.write())
        }
        AuthenticationServiceEntry::IdentityTokenRejected { subject, reason } => {
            let body = Body::new(IDENTITY_REJECTED)
                .with_optional(KEY_SUBJECT, subject.as_deref())
                .with(KEY_REASON, reason);
            (CHANNEL, &[], body.write())
        }
        AuthenticationServiceEntry::Response { status, body } => {
            let head = Body::new(&format!("{STATUS}{status:03}"));
            let text = if body.is_empty() { head } else { head.with_block(body.clone()) }.write();
            (CHANNEL, &[], text)
        }
        AuthenticationServiceEntry::Other { channel, columns, body } => {
            (channel, columns, body.clone())
        }
    }
}

fn read_entry(channel: &str, body: &str) -> Option<AuthenticationServiceEntry> {
    let parts = Body::read(body);
    let text = |key: &str| parts.owned(key).unwrap_or_default();
    match parts.marker.as_str() {
        HANDSHAKE_REFUSED => {
            return Some(AuthenticationServiceEntry::HandshakeRefused {
                peer: text(KEY_PEER),
                subject: parts.owned(KEY_SUBJECT),
                reason: text(KEY_REASON),
            });
        }
        GENERATED => {
            return Some(AuthenticationServiceEntry::TokenGenerated {
                subject: parts.owned(KEY_SUBJECT)?,
                issuer: text(KEY_ISSUER),
                key_id: text(KEY_KEY_ID),
                expires: Timestamp::parse_rfc3339(&text(KEY_EXPIRES)).unwrap_or(Timestamp::EPOCH),
            });
        }
        VALIDATED => {
            return Some(AuthenticationServiceEntry::TokenValidated {
                subject: parts.owned(KEY_SUBJECT)?,
                issuer: text(KEY_ISSUER),
            });
        }
        REJECTED => {
            return Some(AuthenticationServiceEntry::TokenRejected {
                subject: parts.owned(KEY_SUBJECT),
                reason: text(KEY_REASON),
            });
        }
        TOKEN_INFO => {
            return Some(AuthenticationServiceEntry::TokenInfo {
                url: text(KEY_URL),
                status: parts.get(KEY_STATUS).and_then(|status| status.parse().ok()),
                reason: parts.owned(KEY_REASON),
            });
        }
        IDENTITY_VALIDATED => {
            return Some(AuthenticationServiceEntry::IdentityTokenValidated {
                subject: parts.owned(KEY_SUBJECT)?,
                issuer: text(KEY_ISSUER),
            });
        }
        IDENTITY_REJECTED => {
            return Some(AuthenticationServiceEntry::IdentityTokenRejected {
                subject: parts.owned(KEY_SUBJECT),
                reason: text(KEY_REASON),
            });
        }
        _ => {}
    }
    if let Some(status) = parts.marker.strip_prefix(STATUS).and_then(|status| status.parse().ok()) {
        return Some(AuthenticationServiceEntry::Response { status, body: parts.block_text() });
    }
    if let Some(request) = request(body) {
        return Some(request);
    }
    match xsp_record::oci(body) {
        Some(OciDocument::Request { peer, document }) => {
            return Some(AuthenticationServiceEntry::OciRequest { peer, document });
        }
        Some(OciDocument::Response { peer, document }) => {
            return Some(AuthenticationServiceEntry::OciResponse { peer, document });
        }
        None => {}
    }
    genuine_entry(channel, body)
}

fn request(body: &str) -> Option<AuthenticationServiceEntry> {
    let (first, mut rest) = body.split_once('\n')?;
    let peer = first.strip_prefix(REQUEST)?.trim().to_owned();
    let mut client_subject = None;
    if let Some(after) = rest.strip_prefix(CLIENT_CERTIFICATE) {
        let (subject, further) = after.split_once('\n')?;
        client_subject = Some(decode(subject).into_owned());
        rest = further;
    }
    let request = HttpRequestBlock::read(rest)?;
    Some(AuthenticationServiceEntry::Request { peer, client_subject, request })
}

static SUBJECT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bsub(?:ject)?\b\W{1,3}(?P<value>[^\s,;\x22]+)").ok());
static ISSUER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\biss(?:uer)?\b\W{1,3}(?P<value>[^\s,;\x22]+)").ok());

/// Lines of a genuine service, of which only fragments are public (log-formats.md 3.3).
fn genuine_entry(channel: &str, body: &str) -> Option<AuthenticationServiceEntry> {
    if channel.contains(CHANNEL_TOKENS) || body.contains(CHANNEL_TOKENS) {
        let value = |pattern: &LazyLock<Option<Regex>>| {
            let found = pattern.as_ref()?.captures(body)?;
            Some(found["value"].to_owned())
        };
        if let (Some(subject), Some(issuer)) = (value(&SUBJECT), value(&ISSUER)) {
            return Some(AuthenticationServiceEntry::TokenGenerated {
                subject,
                issuer,
                key_id: String::new(),
                expires: Timestamp::EPOCH,
            });
        }
    }
    let strict = HttpResponseBlock::read_strict(body);
    if strict.is_none()
        && let Some(request) = HttpRequestBlock::read(body)
    {
        let peer = String::new();
        return Some(AuthenticationServiceEntry::Request { peer, client_subject: None, request });
    }
    let response = strict.or_else(|| HttpResponseBlock::read(body))?;
    Some(AuthenticationServiceEntry::Response { status: response.status, body: response.body })
}
