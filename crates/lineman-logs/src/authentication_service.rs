//! authenticationService log of the XSP (LOG-004). All lines are INFERRED templates around the
//! literals of the guide: `GET /authService/token`, `http_bw_userid`, `LongLivedTokenManager`,
//! subject, issuer, `StatusCode=200`, `trackingid` (LAD-026 to 034, 042 to 045).

use lineman_model::Timestamp;

use crate::http_block::HttpRequestBlock;

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
