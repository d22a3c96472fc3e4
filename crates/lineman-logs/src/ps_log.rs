//! PSLog of the Application Server (LOG-001): OCI-P, transactions, and the HTTP exchange with the
//! messaging server, which is the provisioning bridge (PRV-001).
//!
//! OCI-P documents and transaction summaries follow real samples (broadworks-wire.md 1.7). The
//! HTTP form is INFERRED.

use std::sync::LazyLock;

use lineman_model::{Timestamp, find_tracking_id};
use regex::Regex;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::escape::{decode, encode_field};
use crate::http_block::{HttpRequestBlock, HttpResponseBlock, header};
use crate::split::RawRecord;
use crate::stamp;

/// Channel of the OCI-P documents (sampled).
pub const CHANNEL_OCI: &str = "OCI-P";
/// Channel of the transaction summaries (sampled).
pub const CHANNEL_GENERIC: &str = "Generic";
/// Channel of the exchange with the messaging server. INFERRED: the IM&P adapter's name.
pub const CHANNEL_MESSAGING: &str = "IMP";

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

const NO_ANSWER: &str = "No answer from the messaging server";
const KEY_URL: &str = "url";
const KEY_REASON: &str = "reason";
const LEVEL: &str = "   Authorization Level: ";

/// The way of a document, with the address of the other side behind it (log-formats.md 2.4).
static DIRECTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?P<thread>.*?) ?Received the following request from: ?(?P<received>\S+)|(?:.* )?following response to: ?(?P<sent>\S+)|from (?P<from>\S+)|to (?P<to>\S+))(?:\s*|\s+(?P<inline><.*))$",
    )
    .ok()
});

static TRANSACTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\s*OCI Transaction (?P<class>[\w.$]+)\s+(?:(?P<counter>(?:read|write)\d+) )?(?P<result>executed|failed)\.",
    )
    .ok()
});

impl PsLogRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let mut columns = vec![self.thread.clone()];
        let (channel, body) = match &self.entry {
            PsLogEntry::OciRequest { peer, user, document } => {
                columns.push(user.clone());
                (CHANNEL_OCI, format!("From {}\n{document}", encode_field(peer)))
            }
            PsLogEntry::OciResponse { peer, user, document } => {
                columns.push(user.clone());
                (CHANNEL_OCI, format!("TO {}\n{document}", encode_field(peer)))
            }
            PsLogEntry::Transaction { class, counter, executed, user, level, started, ended } => {
                let result = match (executed, counter) {
                    (true, Some(counter)) => format!(" {counter} executed."),
                    (true, None) => String::from(" executed."),
                    // A failed one has two blanks and no counter.
                    (false, _) => String::from("  failed."),
                };
                let stamp =
                    |time: Timestamp| format!("{} {}", stamp::broadworks(time), stamp::OUR_ZONE);
                let body = format!(
                    "OCI Transaction {class}{result}\nUser: {}{LEVEL}{}\nStart Time: {}\nEnd Time:   {}\nDuration: {} ms",
                    encode_field(user),
                    encode_field(level),
                    stamp(*started),
                    stamp(*ended),
                    ended.since(*started),
                );
                (CHANNEL_GENERIC, body)
            }
            PsLogEntry::HttpRequest(request) => (CHANNEL_MESSAGING, request.write()),
            PsLogEntry::HttpResponse { tracking_id, response } => {
                columns.extend(tracking_id.clone());
                (CHANNEL_MESSAGING, response.write())
            }
            PsLogEntry::HttpFailure { tracking_id, url, reason } => {
                columns.extend(tracking_id.clone());
                let body = Body::new(NO_ANSWER).with(KEY_URL, url).with(KEY_REASON, reason);
                (CHANNEL_MESSAGING, body.write())
            }
            PsLogEntry::Other { channel, columns: further, body } => {
                columns.extend(further.iter().cloned());
                (channel.as_str(), body.clone())
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
        let BroadWorksRecord { severity, channel, mut columns, body, .. } = record;
        let mut thread = if columns.is_empty() { String::new() } else { columns.remove(0) };
        let entry = oci_entry(&channel, &mut thread, &columns, &body)
            .or_else(|| transaction(&body))
            .or_else(|| messaging_entry(&channel, &columns, &body))
            .unwrap_or(PsLogEntry::Other { channel, columns, body });
        Self { time, severity, thread, entry }
    }
}

fn oci_entry(
    channel: &str,
    thread: &mut String,
    columns: &[String],
    body: &str,
) -> Option<PsLogEntry> {
    if channel != CHANNEL_OCI {
        return None;
    }
    let pattern = DIRECTION.as_ref()?;
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let (found, document) = match pattern.captures(first) {
        Some(found) => (found, rest),
        // Later releases print the way behind the thread (broadworks-wire.md 1.7).
        None => {
            let found = pattern.captures(thread)?;
            (found, body)
        }
    };
    let group = |name: &str| found.name(name).map(|part| decode(part.as_str()).into_owned());
    let (received, sent) = (group("received"), group("sent"));
    let thread_in_column = group("thread").filter(|_| document.len() == body.len());
    let user = columns.last().cloned().unwrap_or_default();
    // A paste that lost its line breaks has the document on the same line.
    let document = match group("inline") {
        Some(inline) => format!("{inline}\n{document}").trim_end().to_owned(),
        None => document.to_owned(),
    };
    let entry = match (received.or_else(|| group("from")), sent.or_else(|| group("to"))) {
        (Some(peer), _) => PsLogEntry::OciRequest { peer, user, document },
        (None, Some(peer)) => PsLogEntry::OciResponse { peer, user, document },
        (None, None) => return None,
    };
    if let Some(name) = thread_in_column {
        *thread = name;
    }
    Some(entry)
}

fn transaction(body: &str) -> Option<PsLogEntry> {
    let mut lines = body.lines();
    let found = TRANSACTION.as_ref()?.captures(lines.next()?)?;
    let (mut user, mut level) = (String::new(), String::new());
    let (mut started, mut ended) = (None, None);
    for line in lines {
        if let Some(rest) = line.strip_prefix("User: ") {
            let (name, rank) = rest.rsplit_once(LEVEL).unwrap_or((rest, ""));
            user = decode(name.trim_matches(' ')).into_owned();
            level = decode(rank.trim_matches(' ')).into_owned();
        } else if let Some(rest) = line.strip_prefix("Start Time:") {
            started = zoned(rest);
        } else if let Some(rest) = line.strip_prefix("End Time:") {
            ended = zoned(rest);
        }
    }
    let started = started.or(ended)?;
    Some(PsLogEntry::Transaction {
        class: found["class"].to_owned(),
        counter: found.name("counter").map(|counter| counter.as_str().to_owned()),
        executed: &found["result"] == "executed",
        user,
        level,
        started,
        ended: ended.unwrap_or(started),
    })
}

/// `2016.04.28 10:18:40:587 EDT`; a word without a certain offset is taken for UTC.
fn zoned(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let local = stamp::read_broadworks(text.get(..23)?)?;
    let offset = match stamp::zone(text.get(23..)?) {
        stamp::Zone::Exact(offset) => offset,
        stamp::Zone::Usual(_) | stamp::Zone::Unknown => 0,
    };
    Some(local.plus_millis(-i64::from(offset) * 60_000))
}

fn messaging_entry(channel: &str, columns: &[String], body: &str) -> Option<PsLogEntry> {
    let tracking_id = columns.first().cloned();
    if body.starts_with(NO_ANSWER) {
        let parts = Body::read(body);
        return Some(PsLogEntry::HttpFailure {
            tracking_id,
            url: parts.owned(KEY_URL).unwrap_or_default(),
            reason: parts.owned(KEY_REASON).unwrap_or_default(),
        });
    }
    // Whichever channel a genuine server uses. A status line first: a field of an answer may hold
    // anything, a request line too.
    let genuine = channel != CHANNEL_MESSAGING;
    let response = HttpResponseBlock::read_strict(body);
    if response.is_none()
        && let Some(request) = HttpRequestBlock::read(body)
    {
        return Some(PsLogEntry::HttpRequest(request));
    }
    let response =
        if genuine { response } else { response.or_else(|| HttpResponseBlock::read(body)) }?;
    let tracking_id = if genuine {
        header(&response.headers, lineman_ladder::literals::HEADER_TRACKING_ID)
            .or_else(|| find_tracking_id(body))
            .map(str::to_owned)
    } else {
        tracking_id
    };
    Some(PsLogEntry::HttpResponse { tracking_id, response })
}
