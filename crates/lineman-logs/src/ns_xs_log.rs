//! NSXSLog of the Network Server: SIP messages and the location look-ups between them.
//!
//! Same columns as XSLog; the look-up lines are INFERRED.

use lineman_model::Timestamp;

use crate::sip_dump::SipDump;

/// One record of the NSXSLog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NsXsLogRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Notice`, ...
    pub severity: String,
    /// What it says.
    pub entry: NsXsLogEntry,
}

/// What an NSXSLog record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NsXsLogEntry {
    /// A SIP message. Channel `Sip`.
    Sip(SipDump),
    /// A look-up of the Application Server of a user. Channel `Routing`, INFERRED.
    Lookup {
        /// The SIP user looked up, `user@host`.
        user: String,
        /// The Application Server found, `host:port`; none when nobody serves the user.
        hosting_server: Option<String>,
        /// Call-ID of the request that asked.
        call_id: String,
    },
    /// Anything else: channel, columns, body.
    Other {
        /// The channel.
        channel: String,
        /// Columns after the channel.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}
