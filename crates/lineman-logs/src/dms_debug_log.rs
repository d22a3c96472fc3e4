//! dmsDebugLog of the XSP's Device Management. Bodies are INFERRED templates.

use lineman_model::Timestamp;

/// One record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmsDebugRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Warn`, ...
    pub severity: String,
    /// The thread column.
    pub thread: String,
    /// What it says.
    pub entry: DmsDebugEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmsDebugEntry {
    /// A file request.
    Request {
        /// `address:port` of the client.
        peer: String,
        /// `GET` or `PUT`.
        method: String,
        /// The path.
        path: String,
        /// `Bearer`, `Digest`, `Basic`, or `none`.
        authentication: String,
    },
    /// The file was served.
    FileServed {
        /// The path.
        path: String,
        /// Device type.
        device_type: String,
        /// Device name.
        device_name: String,
        /// Owner's BroadWorks user id.
        user: String,
        /// Bytes served.
        bytes: u64,
    },
    /// A tag had no value and became empty.
    TagUndefined {
        /// `%SBC_ADDRESS_WXT%`.
        tag: String,
        /// Device name.
        device_name: String,
        /// File format.
        file: String,
    },
    /// The file was refused.
    Refused {
        /// The path.
        path: String,
        /// HTTP status.
        status: u16,
        /// Why.
        reason: String,
    },
    /// Anything else: channel, columns after the thread, body.
    Other {
        /// The channel.
        channel: String,
        /// Further columns.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}
