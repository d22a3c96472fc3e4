//! XsiActionsLog of the XSP (LOG-003). Header by the common grammar; bodies are INFERRED templates
//! around the literals that the guide names (LAD-008 to 017, 036 to 050).

use lineman_model::Timestamp;

use crate::http_block::{HttpRequestBlock, HttpResponseBlock};

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
