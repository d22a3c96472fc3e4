//! PSLog of the Application Server (LOG-001): OCI-P, transactions, and the HTTP exchange with the
//! messaging server, which is the provisioning bridge (PRV-001).
//!
//! OCI-P documents and transaction summaries follow real samples (broadworks-wire.md 1.7). The
//! HTTP form is INFERRED.

use lineman_model::Timestamp;

use crate::http_block::{HttpRequestBlock, HttpResponseBlock};

/// One record of the PSLog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PsLogRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Notice`, `FieldDebug`, ...
    pub severity: String,
    /// The thread column, such as `BCCT Worker #0`.
    pub thread: String,
    /// What it says.
    pub entry: PsLogEntry,
}

/// What a PSLog record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PsLogEntry {
    /// An OCI-P document that came in. Channel `OCI-P`, body `From peer`.
    OciRequest {
        /// `address:port` of the client.
        peer: String,
        /// Last column: session id before login, user id after.
        user: String,
        /// The document, passwords masked.
        document: String,
    },
    /// An OCI-P document that went out. Channel `OCI-P`, body `TO peer`.
    OciResponse {
        /// `address:port` of the client.
        peer: String,
        /// Last column: session id before login, user id after.
        user: String,
        /// The document.
        document: String,
    },
    /// The summary of a transaction. Channel `Generic`.
    Transaction {
        /// Java-style class name, `com.broadsoft.oci.transactions.user.UserGetTransaction23V2`.
        class: String,
        /// `write400` or `read7`; absent on failure.
        counter: Option<String>,
        /// `executed` or `failed`.
        executed: bool,
        /// `Default Administrator (admin)`.
        user: String,
        /// `System`, `Provisioning`, ...
        level: String,
        /// Start of the transaction.
        started: Timestamp,
        /// End of the transaction.
        ended: Timestamp,
    },
    /// The POST to the messaging server. Channel `IMP`, INFERRED.
    HttpRequest(HttpRequestBlock),
    /// Its answer. Channel `IMP`, INFERRED. Joined to the request by `tracking_id`, else thread.
    HttpResponse {
        /// The tracking id of the request that it answers.
        tracking_id: Option<String>,
        /// The answer.
        response: HttpResponseBlock,
    },
    /// The messaging server could not be reached or did not answer. Channel `IMP`, INFERRED.
    HttpFailure {
        /// The tracking id of the request.
        tracking_id: Option<String>,
        /// The URL that was tried.
        url: String,
        /// What went wrong, such as `connection refused`.
        reason: String,
    },
    /// Anything else: channel, further columns after the thread, body.
    Other {
        /// The channel.
        channel: String,
        /// Columns after the thread.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}
