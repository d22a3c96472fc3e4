//! NSXSLog of the Network Server: SIP messages and the location look-ups between them.
//!
//! Same columns as XSLog; the look-up lines are INFERRED.

use lineman_model::Timestamp;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::sip_dump::SipDump;
use crate::split::RawRecord;

/// Channel of SIP messages.
pub const CHANNEL_SIP: &str = "Sip";
/// Channel of location look-ups. INFERRED.
pub const CHANNEL_ROUTING: &str = "Routing";

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

const LOOKUP: &str = "Location lookup";
const KEY_USER: &str = "user";
const KEY_SERVER: &str = "hostingServer";
const KEY_CALL_ID: &str = "callId";

impl NsXsLogRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let (channel, columns, body) = match &self.entry {
            NsXsLogEntry::Sip(dump) => (CHANNEL_SIP, Vec::new(), dump.write()),
            NsXsLogEntry::Lookup { user, hosting_server, call_id } => {
                let body = Body::new(LOOKUP)
                    .with(KEY_USER, user)
                    .with_optional(KEY_SERVER, hosting_server.as_deref())
                    .with(KEY_CALL_ID, call_id);
                (CHANNEL_ROUTING, Vec::new(), body.write())
            }
            NsXsLogEntry::Other { channel, columns, body } => {
                (channel.as_str(), columns.clone(), body.clone())
            }
        };
        BroadWorksRecord::new(self.time, &self.severity, channel, columns, body).write()
    }

    /// Reads a record; a zone word that does not give its offset is taken for UTC.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        BroadWorksRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a record of the common grammar.
    #[must_use]
    pub fn from_record(record: BroadWorksRecord) -> Self {
        let time = record.instant(0);
        let BroadWorksRecord { severity, channel, columns, body, .. } = record;
        let entry = if let Some(dump) = SipDump::read(&body) {
            NsXsLogEntry::Sip(dump)
        } else if let Some(lookup) = lookup(&body) {
            lookup
        } else {
            NsXsLogEntry::Other { channel, columns, body }
        };
        Self { time, severity, entry }
    }
}

fn lookup(body: &str) -> Option<NsXsLogEntry> {
    let parts = Body::read(body);
    if parts.marker != LOOKUP {
        return None;
    }
    Some(NsXsLogEntry::Lookup {
        user: parts.owned(KEY_USER)?,
        hosting_server: parts.owned(KEY_SERVER),
        call_id: parts.owned(KEY_CALL_ID).unwrap_or_default(),
    })
}

/// Whether a body is one of ours, for the sniffer.
pub(crate) fn is_lookup(body: &str) -> bool {
    body.starts_with(LOOKUP)
}
