//! What the XsiActionsLog and the authenticationService log have in common: the thread and the
//! tracking id as first columns, and OCI-P documents to the Application Server (INFERRED).

use std::sync::LazyLock;

use lineman_ladder::literals::{HEADER_BROADSOFT_CORRELATION_ID, HEADER_TRACKING_ID};
use lineman_model::{Timestamp, find_tracking_id};
use regex::Regex;

use crate::broadworks::BroadWorksRecord;
use crate::escape::{decode, encode_field};

/// Channel of OCI-P documents, as in PSLog; the direction is the other one.
pub(crate) const CHANNEL_OCI: &str = "OCI-P";
/// In the tracking id column when there is none.
const NONE: &str = "-";
/// In front of a tracking id that could be taken for another column.
const PREFIX: &str = "trackingid=";
const TO: &str = "TO ";
const FROM: &str = "From ";

/// The fields of a record that stand in its header.
pub(crate) struct Heading<'a> {
    pub(crate) time: Timestamp,
    pub(crate) severity: &'a str,
    pub(crate) thread: &'a str,
    pub(crate) tracking_id: Option<&'a str>,
}

impl Heading<'_> {
    pub(crate) fn write(&self, channel: &str, further: &[String], body: String) -> String {
        let tracking_id = match self.tracking_id {
            None => NONE.to_owned(),
            Some(text) if is_plain(text) => text.to_owned(),
            Some(text) => format!("{PREFIX}{text}"),
        };
        let mut columns = vec![self.thread.to_owned(), tracking_id];
        columns.extend(further.iter().cloned());
        BroadWorksRecord::new(self.time, self.severity, channel, columns, body).write()
    }
}

/// Whether a column can only be a tracking id: one word, and no bare number.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text != NONE
        && !text.starts_with(PREFIX)
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A record with its first columns named.
pub(crate) struct Parts {
    pub(crate) time: Timestamp,
    pub(crate) severity: String,
    pub(crate) channel: String,
    pub(crate) thread: String,
    pub(crate) tracking_id: Option<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) body: String,
}

impl Parts {
    pub(crate) fn of(record: BroadWorksRecord) -> Self {
        let time = record.instant(0);
        let BroadWorksRecord { severity, channel, mut columns, body, .. } = record;
        let thread = if columns.is_empty() { String::new() } else { columns.remove(0) };
        let tracking_id = match columns.first().map(String::as_str) {
            Some(NONE) => {
                columns.remove(0);
                None
            }
            Some(text) if text.starts_with(PREFIX) || is_plain(text) => {
                let text = columns.remove(0);
                Some(text.strip_prefix(PREFIX).map(str::to_owned).unwrap_or(text))
            }
            // A genuine log may have the id in the body only.
            _ => in_body(&body),
        };
        Self { time, severity, channel, thread, tracking_id, columns, body }
    }
}

/// The id behind one of the two header names, else the first that looks like one (LAD-041).
fn in_body(body: &str) -> Option<String> {
    let headers = [HEADER_TRACKING_ID, HEADER_BROADSOFT_CORRELATION_ID];
    let named = body.lines().find_map(|line| {
        let (name, value) = line.split_once([':', '='])?;
        let known = headers.iter().any(|header| name.trim().eq_ignore_ascii_case(header));
        let value = value.trim();
        (known && !value.is_empty()).then(|| value.to_owned())
    });
    named.or_else(|| find_tracking_id(body).map(str::to_owned))
}

/// The body of a record with a document to the Application Server.
pub(crate) fn oci_request(peer: &str, document: &str) -> String {
    format!("{TO}{}\n{document}", encode_field(peer))
}

/// The body of a record with a document from the Application Server.
pub(crate) fn oci_response(peer: &str, document: &str) -> String {
    format!("{FROM}{}\n{document}", encode_field(peer))
}

/// A document, by its direction.
pub(crate) enum OciDocument {
    Request { peer: String, document: String },
    Response { peer: String, document: String },
}

static ANSWER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\btype\s*=\s*["'][^"']*Response(?:\d\w*)?["']"#).ok());

/// Whether a document holds an answer: `UserGetResponse23V2`, `c:SuccessResponse`.
pub(crate) fn is_answer(document: &str) -> bool {
    ANSWER.as_ref().is_some_and(|pattern| pattern.is_match(document))
}

/// Reads a body that holds a document. Without a line that tells the way, the content does.
pub(crate) fn oci(body: &str) -> Option<OciDocument> {
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let peer = |text: &str| {
        let one_word = !text.trim().contains(' ');
        one_word.then(|| decode(text.trim()).into_owned())
    };
    if let Some(peer) = first.strip_prefix(TO).and_then(peer) {
        return Some(OciDocument::Request { peer, document: rest.to_owned() });
    }
    if let Some(peer) = first.strip_prefix(FROM).and_then(peer) {
        return Some(OciDocument::Response { peer, document: rest.to_owned() });
    }
    let start = body.find("<?xml").or_else(|| body.find("<BroadsoftDocument"))?;
    let document = body[start..].to_owned();
    if !document.contains("BroadsoftDocument") {
        return None;
    }
    let peer = String::new();
    Some(if is_answer(&document) {
        OciDocument::Response { peer, document }
    } else {
        OciDocument::Request { peer, document }
    })
}
