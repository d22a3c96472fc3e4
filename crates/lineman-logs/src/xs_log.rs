//! XSLog of the Application Server (LOG-005): SIP and call processing, R24 columns when written.

use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

use crate::broadworks::BroadWorksRecord;
use crate::escape::{decode, encode_field};
use crate::sip_dump::SipDump;
use crate::split::RawRecord;

/// Channel of SIP messages.
pub const CHANNEL_SIP: &str = "Sip";
/// Channel of SIP messages to and from media servers.
pub const CHANNEL_SIP_MEDIA: &str = "SipMedia";
/// A party or a call half that the server could not tell.
pub const UNKNOWN: &str = "Unknown";

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

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

static CALL_HALF: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(?:callhalf-|localHost)\d+(?::\d+)?$"));
static CORRELATION: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$"));
static PARTY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(?:\+?\d{3,}(?:x\d+)?|[^ @]+@[^ @]+)$"));
static THREAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:BCCT (?:Worker|Decoder) #\d+|Call Half Input Adapter \d+|Sip EncodeQ \d+|SIP Call Receiver \d+|main|.* Thread.*|Bulk OCI transaction #\d+|System Timer)$",
    )
});
static NEW_CALL_HALF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^\s*\$ new CHSS > (?P<party>.*?) > (?P<parent>(?:(?:callhalf-|localHost)\d+(?::\d+)?)?) ?> (?P<child>\S+)\s*$",
    )
});

const COMPONENTS: [&str; 8] = [
    "SIP Endpoint",
    "Endpoint",
    "Call",
    "Call Manager",
    "Service",
    "Media Manager",
    "State Engine",
    "CallP",
];

fn is(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Whether a column is a call half, `callhalf-39:0` or `localHost78744:1`.
#[must_use]
pub fn is_call_half(column: &str) -> bool {
    is(&CALL_HALF, column)
}

/// The columns of an XSLog header by their meaning, whatever the release.
#[derive(Debug, Default)]
struct Columns {
    thread: Option<String>,
    sequence: Option<u64>,
    party: Option<String>,
    call_half: Option<String>,
    correlation_id: Option<String>,
    extra: Vec<String>,
}

impl Columns {
    /// Columns come and go with releases: told by shape (log-formats.md 1.1). Between the ends the
    /// party stands right before the call half, except in CallP, where a group may come between.
    fn classify(channel: &str, columns: Vec<String>) -> Self {
        let mut found = Self::default();
        let mut columns = std::collections::VecDeque::from(columns);
        let sequence = columns.get(1).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let sequence = sequence.and_then(|text| text.parse().ok());
        let first = columns.front().map_or("", String::as_str);
        let named = COMPONENTS.contains(&first) || is_call_half(first);
        if sequence.is_some() && !named {
            found.thread = columns.pop_front();
            found.sequence = sequence;
            columns.pop_front();
        } else if is(&THREAD, first) {
            found.thread = columns.pop_front();
        }
        if columns.back().is_some_and(|column| is(&CORRELATION, column)) {
            found.correlation_id = columns.pop_back();
        }
        let halves = [CHANNEL_SIP, CHANNEL_SIP_MEDIA].contains(&channel);
        let last = columns.back().map_or("", String::as_str);
        if is_call_half(last) || (halves && last == UNKNOWN && columns.len() > 1) {
            found.call_half = columns.pop_back();
            if halves {
                found.party = columns.pop_back();
            }
        }
        for column in columns {
            if found.call_half.is_none() && is_call_half(&column) {
                found.call_half = Some(column);
            } else if found.party.is_none() && (is(&PARTY, &column) || column == UNKNOWN) {
                found.party = Some(column);
            } else {
                found.extra.push(column);
            }
        }
        found
    }
}

impl XsLogRecord {
    /// A SIP record in the form of R24.
    #[must_use]
    pub fn sip(time: Timestamp, thread: &str, sequence: u64, party: &str, dump: SipDump) -> Self {
        Self {
            time,
            severity: String::from("Info"),
            channel: CHANNEL_SIP.to_owned(),
            thread: Some(thread.to_owned()),
            sequence: Some(sequence),
            party: Some(party.to_owned()),
            call_half: Some(UNKNOWN.to_owned()),
            correlation_id: None,
            extra: Vec::new(),
            entry: XsLogEntry::Sip(dump),
        }
    }

    /// The record as text, empty lines included: thread and sequence (both or none), the columns
    /// without a name, party, call half, correlation id.
    #[must_use]
    pub fn write(&self) -> String {
        let mut columns = Vec::new();
        columns.extend(self.thread.clone());
        columns.extend(self.sequence.map(|sequence| sequence.to_string()));
        columns.extend(self.extra.iter().cloned());
        columns.extend(self.party.clone());
        columns.extend(self.call_half.clone());
        columns.extend(self.correlation_id.clone());
        let body = match &self.entry {
            XsLogEntry::Sip(dump) => dump.write(),
            XsLogEntry::NewCallHalf { party, parent, child } => {
                format!("$ new CHSS > {} > {parent} > {child}", encode_field(party))
            }
            XsLogEntry::Other(body) => body.clone(),
        };
        BroadWorksRecord::new(self.time, &self.severity, &self.channel, columns, body).write()
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
        let columns = Columns::classify(&record.channel, record.columns);
        let entry = match SipDump::read(&record.body) {
            Some(dump) => XsLogEntry::Sip(dump),
            None => new_call_half(&record.body).unwrap_or(XsLogEntry::Other(record.body)),
        };
        Self {
            time,
            severity: record.severity,
            channel: record.channel,
            thread: columns.thread,
            sequence: columns.sequence,
            party: columns.party,
            call_half: columns.call_half,
            correlation_id: columns.correlation_id,
            extra: columns.extra,
            entry,
        }
    }
}

fn new_call_half(body: &str) -> Option<XsLogEntry> {
    let found = NEW_CALL_HALF.as_ref()?.captures(body)?;
    Some(XsLogEntry::NewCallHalf {
        party: decode(&found["party"]).into_owned(),
        parent: found["parent"].to_owned(),
        child: found["child"].to_owned(),
    })
}
