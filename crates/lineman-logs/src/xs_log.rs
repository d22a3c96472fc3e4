//! XSLog of the Application Server (LOG-005): SIP and call processing, R24 columns when written.

use lineman_model::Timestamp;

use crate::sip_dump::SipDump;

/// One record of the XSLog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XsLogRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Debug`, ...
    pub severity: String,
    /// `Sip`, `SipMedia`, `CallP`, `Generic`, ...
    pub channel: String,
    /// Thread, from R24 on.
    pub thread: Option<String>,
    /// Sequence number, from R24 on.
    pub sequence: Option<u64>,
    /// Directory number or user id of the party, or `Unknown`.
    pub party: Option<String>,
    /// `callhalf-39:0`, or `Unknown`.
    pub call_half: Option<String>,
    /// Correlation id (UUID), from R24 on.
    pub correlation_id: Option<String>,
    /// Columns that have no place above, in order.
    pub extra: Vec<String>,
    /// What it says.
    pub entry: XsLogEntry,
}

/// What an XSLog record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XsLogEntry {
    /// A SIP message.
    Sip(SipDump),
    /// `$ new CHSS > DN > parent > child`: a call half was created by another one.
    NewCallHalf {
        /// Directory number.
        party: String,
        /// `callhalf-n[:leg]` of the parent, may be empty.
        parent: String,
        /// The new call half.
        child: String,
    },
    /// Any other body.
    Other(String),
}
