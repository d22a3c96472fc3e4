//! What kind of log a file is, by its content. A name is a hint at most, because logs are renamed,
//! flattened and zipped before anyone sees them.

mod broadworks;
mod document;

use lineman_model::{Confidence, LogKind};

use crate::access_log::AccessLogRecord;
use crate::client::{ClientForm, ClientRecord};
use crate::client_calling::{ClientCallingEntry, ClientCallingRecord};
use crate::cloud::CloudRecord;
use crate::record_start::{Opening, opening};
use crate::split::{Grammar, RawRecord, Splitter};

/// Bytes of a file that are worth handing to [`sniff`].
pub const HEAD_BYTES: usize = 256 * 1024;
/// Records looked at.
const RECORDS: usize = 400;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// The kind.
    pub kind: LogKind,
    /// How to cut the file into records.
    pub grammar: Grammar,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Sniffed {
    const fn new(kind: LogKind, confidence: Confidence) -> Self {
        Self { kind, grammar: Grammar::of(kind), confidence }
    }
}

/// The kind of a file that begins with `head`.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniffed {
    sniff_named(head, None)
}

/// The kind of a file that begins with `head`. Its name decides only where the content leaves
/// several kinds open.
#[must_use]
pub fn sniff_named(head: &[u8], name: Option<&str>) -> Sniffed {
    let hint = name.and_then(kind_of_name);
    if document::is_pcap(head) {
        return Sniffed::new(LogKind::Pcap, Confidence::Certain);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = &head[..head.len().min(HEAD_BYTES)];
    if document::is_binary(head) {
        return Sniffed::new(LogKind::Unknown, Confidence::Certain);
    }
    let found = by_records(head, hint);
    if found.kind != LogKind::Unknown {
        return found;
    }
    if let Some(found) = document::sniff(&String::from_utf8_lossy(head)) {
        return found;
    }
    match hint {
        // Nothing recognisable inside: a media log or a map of another form, perhaps.
        Some(kind @ (LogKind::ClientMedia | LogKind::Ced)) => {
            Sniffed::new(kind, Confidence::Possible)
        }
        _ => found,
    }
}

fn by_records(head: &[u8], hint: Option<LogKind>) -> Sniffed {
    let mut votes = Votes::default();
    let mut single_lines = 0;
    // Behind a header every line belongs to a record, whatever a value in it looks like.
    let mut inside_a_record = false;
    let mut splitter = Splitter::new(Grammar::Detect);
    for line in head.split(|byte| *byte == b'\n') {
        match opening(line) {
            Some(Opening::BroadWorks(0) | Opening::Client) => inside_a_record = true,
            None if !inside_a_record && single_lines < RECORDS => {
                single_lines += 1;
                votes.single_line(line);
            }
            _ => {}
        }
        splitter.line(line, &mut |record| votes.record(record));
    }
    splitter.finish(&mut |record| votes.record(record));
    votes.verdict(hint)
}

/// Counts of what the records are.
#[derive(Default)]
struct Votes {
    access: usize,
    cloud: usize,
    startup: usize,
    calling: usize,
    media: usize,
    broadworks: broadworks::Votes,
}

impl Votes {
    /// A line without a header: those of line grammars are.
    fn single_line(&mut self, line: &[u8]) {
        let Ok(line) = std::str::from_utf8(line) else { return };
        if AccessLogRecord::read_line(line).is_some() {
            self.access += 1;
        } else if CloudRecord::read_line(line).is_some() {
            self.cloud += 1;
        }
    }

    fn record(&mut self, record: &RawRecord<'_>) {
        let first = record.text.split('\n').next().unwrap_or_default();
        match opening(first.as_bytes()) {
            Some(Opening::BroadWorks(_)) if self.broadworks.records < RECORDS => {
                self.broadworks.record(record);
            }
            Some(Opening::Client) if self.startup + self.calling + self.media < RECORDS => {
                self.client(record);
            }
            _ => {}
        }
    }

    fn client(&mut self, record: &RawRecord<'_>) {
        let first = record.text.lines().next().unwrap_or_default();
        if crate::client::form_of(first) == Some(ClientForm::MediaEngine) {
            self.media += 1;
            return;
        }
        let Some(head) = ClientRecord::read(record) else { return };
        let bwc = head.component.starts_with("BWC");
        let sip =
            matches!(ClientCallingRecord::from_record(head).entry, ClientCallingEntry::Sip(_));
        // The startup log has lines of the calling library too, but no SIP (LOG-011, LOG-016).
        if sip {
            self.calling += 4;
        } else if bwc {
            self.calling += 1;
        } else {
            self.startup += 1;
        }
    }

    fn verdict(&self, hint: Option<LogKind>) -> Sniffed {
        let client = self.startup + self.calling;
        let most = [self.access, self.cloud, client, self.media, self.broadworks.records];
        let most = most.into_iter().max().unwrap_or(0);
        let several =
            |count: usize| if count > 1 { Confidence::Certain } else { Confidence::Likely };
        if most == 0 {
            Sniffed::new(LogKind::Unknown, Confidence::Certain)
        } else if most == self.broadworks.records {
            let (kind, confidence) = self.broadworks.verdict(hint);
            Sniffed::new(kind, confidence)
        } else if most == client {
            let kind = if self.calling > self.startup {
                LogKind::ClientCalling
            } else {
                LogKind::ClientStartup
            };
            Sniffed::new(kind, several(client))
        } else if most == self.access {
            Sniffed::new(LogKind::AccessLog, several(self.access))
        } else if most == self.cloud {
            Sniffed::new(LogKind::Cloud, several(self.cloud))
        } else {
            Sniffed::new(LogKind::ClientMedia, several(self.media))
        }
    }
}

/// The kind that a file name promises (log-formats.md 1.2, 3.3, 3.4, 4).
fn kind_of_name(name: &str) -> Option<LogKind> {
    let name = name.to_ascii_lowercase();
    let mut parts = name.rsplit(['/', '\\', '!']);
    let file = parts.next().unwrap_or(&name);
    let table: [(&str, LogKind); 14] = [
        ("nsxslog", LogKind::NsXsLog),
        ("pslog", LogKind::PsLog),
        ("xslog", LogKind::XsLog),
        ("access_log", LogKind::AccessLog),
        ("xsiactions", LogKind::XsiActionsLog),
        ("authenticationservice", LogKind::AuthenticationService),
        ("authservice", LogKind::AuthenticationService),
        ("dmsdebug", LogKind::DmsDebugLog),
        ("npslog", LogKind::NpsLog),
        ("notificationpush", LogKind::NpsLog),
        ("callsettings", LogKind::CallSettingsWebview),
        ("cswv", LogKind::CallSettingsWebview),
        ("ced.dat", LogKind::Ced),
        ("wme", LogKind::ClientMedia),
    ];
    let named = table.into_iter().find(|(part, _)| file.contains(part)).map(|(_, kind)| kind);
    named.or_else(|| (parts.next() == Some("media")).then_some(LogKind::ClientMedia))
}
