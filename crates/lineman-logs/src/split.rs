//! Cutting a stream of lines into records, one record in memory at a time.
//!
//! A record ends at the next header of any known grammar, not at an empty line (log-formats.md 1).
//! Orphan lines at the start of a file are kept as a headless record. Nothing is ever refused: a
//! line that fits nowhere belongs to the record before it.

use std::borrow::Cow;

use lineman_model::{LogKind, limits};

use crate::charset::decode_bytes;
use crate::record_start::{Opening, next_header_inside, opening};

/// How a file's records are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// `stamp zone | severity | channel ...` and a body of several lines.
    BroadWorks,
    /// The Webex app's line forms, with continuation lines.
    Client,
    /// One line is one record: access_log, cloud logs.
    Line,
    /// The whole file is one record: JSON, XML, command output.
    Whole,
    /// Not known: every header opens a record.
    Detect,
}

impl Grammar {
    /// The grammar of a kind of log.
    #[must_use]
    pub const fn of(kind: LogKind) -> Self {
        match kind {
            LogKind::PsLog
            | LogKind::XsLog
            | LogKind::NsXsLog
            | LogKind::XsiActionsLog
            | LogKind::AuthenticationService
            | LogKind::DmsDebugLog
            | LogKind::NpsLog
            | LogKind::CallSettingsWebview => Self::BroadWorks,
            LogKind::ClientStartup | LogKind::ClientCalling | LogKind::ClientMedia => Self::Client,
            LogKind::AccessLog | LogKind::Cloud => Self::Line,
            LogKind::Ced
            | LogKind::BwCli
            | LogKind::ConfigWxt
            | LogKind::UserJson
            | LogKind::Pcap => Self::Whole,
            LogKind::Unknown => Self::Detect,
        }
    }
}

/// A record as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord<'a> {
    /// Its first line, counted from 1.
    pub first_line: u64,
    /// Its last line.
    pub last_line: u64,
    /// Its lines, decoded, joined by LF.
    pub text: Cow<'a, str>,
    /// It was longer than [`limits::RECORD_BYTES`] and is cut.
    pub truncated: bool,
    /// It has no header: the file begins inside a record, or holds no headers at all.
    pub headless: bool,
    /// Its header was found behind a prefix (`grep` output) or inside a line (a collapsed paste).
    pub recovered: bool,
}

impl<'a> RawRecord<'a> {
    /// A whole record given as text, for tests and for records that never were in a file.
    #[must_use]
    pub fn from_text(text: &'a str) -> Self {
        Self {
            first_line: 1,
            last_line: 1,
            text: Cow::Borrowed(text),
            truncated: false,
            headless: false,
            recovered: false,
        }
    }
}

/// Cuts lines into records.
#[derive(Debug)]
pub struct Splitter {
    grammar: Grammar,
    buffer: Vec<u8>,
    first_line: u64,
    line: u64,
    open: bool,
    headless: bool,
    truncated: bool,
    recovered: bool,
    /// The header line ended in a bar: its last column may stand alone on the next line.
    wrapped: bool,
}

impl Splitter {
    /// A splitter at the start of a file.
    #[must_use]
    pub fn new(grammar: Grammar) -> Self {
        Self {
            grammar,
            buffer: Vec::new(),
            first_line: 1,
            line: 0,
            open: false,
            headless: false,
            truncated: false,
            recovered: false,
            wrapped: false,
        }
    }

    /// Takes a line without its LF (a CR before it is dropped). Complete records go to `sink`.
    pub fn line(&mut self, line: &[u8], sink: &mut dyn FnMut(&RawRecord<'_>)) {
        self.take(line, false, sink);
    }

    /// Takes the head of a line that was too long to be handed over whole.
    pub fn cut_line(&mut self, head: &[u8], sink: &mut dyn FnMut(&RawRecord<'_>)) {
        self.take(head, true, sink);
    }

    fn take(&mut self, line: &[u8], cut: bool, sink: &mut dyn FnMut(&RawRecord<'_>)) {
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line =
            if self.line == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        match self.grammar {
            Grammar::Line => {
                self.emit(self.line.saturating_sub(1), sink);
                if !line.trim_ascii().is_empty() {
                    self.start(line, false);
                }
            }
            Grammar::Whole if self.open => self.append(line),
            Grammar::Whole => self.start(line, false),
            Grammar::BroadWorks | Grammar::Client | Grammar::Detect => self.multiline(line, sink),
        }
        self.truncated |= cut && self.open;
    }

    /// A line of a grammar whose records have headers.
    fn multiline(&mut self, line: &[u8], sink: &mut dyn FnMut(&RawRecord<'_>)) {
        if std::mem::take(&mut self.wrapped) && is_bare_token(line) {
            if self.buffer.last() != Some(&b' ') {
                self.push(b" ");
            }
            self.push(line.trim_ascii());
            return;
        }
        match opening(line) {
            Some(opening) => {
                self.emit(self.line - 1, sink);
                match opening {
                    Opening::BroadWorks(offset) => {
                        self.open_headers(&line[offset..], offset > 0, sink)
                    }
                    Opening::Client => self.start(line, false),
                }
            }
            None if self.open => self.append(line),
            // Empty lines in front of the first record are nobody's.
            None if line.is_empty() => {}
            None => self.start(line, true),
        }
    }

    /// Ends the file.
    pub fn finish(&mut self, sink: &mut dyn FnMut(&RawRecord<'_>)) {
        self.emit(self.line, sink);
    }

    /// Lines taken so far.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.line
    }

    /// Opens a record at a header line; a collapsed paste holds several headers in one line.
    fn open_headers(
        &mut self,
        mut line: &[u8],
        mut recovered: bool,
        sink: &mut dyn FnMut(&RawRecord<'_>),
    ) {
        while let Some(next) = next_header_inside(line) {
            recovered = true;
            self.start(line[..next].trim_ascii_end(), false);
            self.recovered = true;
            self.emit(self.line, sink);
            line = &line[next..];
        }
        self.start(line, false);
        self.recovered = recovered;
        self.wrapped = line.trim_ascii_end().last() == Some(&b'|');
    }

    fn start(&mut self, line: &[u8], headless: bool) {
        self.open = true;
        self.headless = headless;
        self.recovered = false;
        self.truncated = false;
        self.first_line = self.line;
        self.push(line);
    }

    fn append(&mut self, line: &[u8]) {
        self.push(b"\n");
        self.push(line);
    }

    fn push(&mut self, bytes: &[u8]) {
        let room = limits::RECORD_BYTES.saturating_sub(self.buffer.len());
        if bytes.len() > room {
            self.truncated = true;
        }
        self.buffer.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn emit(&mut self, last_line: u64, sink: &mut dyn FnMut(&RawRecord<'_>)) {
        if !self.open {
            return;
        }
        sink(&RawRecord {
            first_line: self.first_line,
            last_line: last_line.max(self.first_line),
            text: decode_bytes(&self.buffer),
            truncated: self.truncated,
            headless: self.headless,
            recovered: self.recovered,
        });
        self.buffer.clear();
        if self.buffer.capacity() > 256 * 1024 {
            self.buffer.shrink_to(64 * 1024);
        }
        self.open = false;
        self.wrapped = false;
    }
}

fn is_bare_token(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    !line.is_empty() && line.len() <= 64 && !line.iter().any(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(grammar: Grammar, text: &[u8]) -> Vec<RawRecord<'static>> {
        let mut records = Vec::new();
        let mut splitter = Splitter::new(grammar);
        let mut sink = |record: &RawRecord<'_>| {
            records.push(RawRecord { text: Cow::Owned(record.text.to_string()), ..record.clone() });
        };
        let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        if lines.last() == Some(&&b""[..]) {
            lines.pop();
        }
        for line in lines {
            splitter.line(line, &mut sink);
        }
        splitter.finish(&mut sink);
        records
    }

    const TWO: &[u8] = b"orphan\n2015.12.21 16:32:54:926 EST | Info       | Sip | +1 | callhalf-39:0\n\n\tudp\nVia: x\n\na=b\n\n2015.12.21 16:32:54:927 EST | Debug      | Generic\n\n\tx\n";

    #[test]
    fn a_record_ends_at_the_next_header_only() {
        let records = split(Grammar::BroadWorks, TWO);
        assert_eq!(records.len(), 3);
        assert!(records[0].headless);
        assert_eq!((records[1].first_line, records[1].last_line), (2, 8));
        assert!(records[1].text.contains("\n\na=b"));
        assert_eq!(records[2].first_line, 9);
        assert_eq!(split(Grammar::Detect, TWO), records);
    }

    #[test]
    fn carriage_returns_make_no_difference() {
        let crlf = String::from_utf8_lossy(TWO).replace('\n', "\r\n");
        assert_eq!(split(Grammar::BroadWorks, crlf.as_bytes()), split(Grammar::BroadWorks, TWO));
    }

    #[test]
    fn a_wrapped_header_is_joined() {
        let text = b"2023.01.27 10:28:38:827 CET | Info       | Sip | t | 3104796 | +1 | callhalf-1 | \n5ff0de06-90a9-4bb6-892a-610d7441ed69\n\n\tbody";
        let records = split(Grammar::BroadWorks, text);
        let header = records[0].text.lines().next().unwrap().to_owned();
        assert!(header.ends_with("| 5ff0de06-90a9-4bb6-892a-610d7441ed69"), "{header}");
    }

    #[test]
    fn grep_output_and_collapsed_pastes_are_recovered() {
        let text = b"XSLog.txt:12:2015.12.21 16:32:54:926 EST | Info | Sip | a\nXSLog.txt-13-2015.12.21 16:32:54:927 EST | Info | Sip | b";
        let records = split(Grammar::BroadWorks, text);
        assert_eq!(records.len(), 2);
        assert!(records.iter().all(|record| record.recovered));
        let text = b"2015.12.21 16:32:54:926 EST | Info | Sip | a  udp x 2015.12.21 16:32:54:927 EST | Info | Sip | b";
        let records = split(Grammar::BroadWorks, text);
        assert_eq!(records.len(), 2);
        assert!(records[1].text.starts_with("2015.12.21 16:32:54:927"));
    }

    #[test]
    fn a_long_record_is_cut_and_said_so() {
        let mut text = TWO.to_vec();
        for _ in 0..3 {
            text.extend(std::iter::repeat_n(b'x', 600 * 1024));
            text.push(b'\n');
        }
        text.extend_from_slice(b"2015.12.21 16:32:54:928 EST | Debug | Generic\n\n\ty\n");
        let records = split(Grammar::BroadWorks, &text);
        assert_eq!(records.len(), 4);
        assert!(records[2].truncated);
        assert_eq!(records[2].text.len(), limits::RECORD_BYTES);
        assert!(!records[3].truncated);
    }

    #[test]
    fn a_line_that_was_cut_marks_its_record_only() {
        for grammar in [Grammar::Line, Grammar::BroadWorks, Grammar::Whole] {
            let mut marks = Vec::new();
            let mut sink = |record: &RawRecord<'_>| marks.push(record.truncated);
            let mut splitter = Splitter::new(grammar);
            splitter.cut_line(b"2015.12.21 16:32:54:928 EST | Debug | Generic", &mut sink);
            splitter.line(b"2015.12.21 16:32:54:929 EST | Debug | Generic", &mut sink);
            splitter.finish(&mut sink);
            let expected: &[bool] =
                if grammar == Grammar::Whole { &[true] } else { &[true, false] };
            assert_eq!(marks, expected);
        }
    }

    #[test]
    fn two_families_in_one_file_are_told_apart() {
        // log-formats.md 4.1: native and Jabber lines interleave; 8: one file, two grammars.
        let text = b"2024-02-28T09:37:35.453Z <Debug> [0x4ee0][]F.cpp:7 f:c: x\n{\n}\n2020-03-30 13:03:19,200 DEBUG [0x0e2c] [x.c(1)] [a] [b] - y\n2015.12.21 16:32:54:928 EST | Debug | Generic\n\n\tz\n";
        for grammar in [Grammar::Client, Grammar::BroadWorks, Grammar::Detect] {
            let lines: Vec<_> =
                split(grammar, text).iter().map(|record| record.first_line).collect();
            assert_eq!(lines, [1, 4, 5]);
        }
    }

    #[test]
    fn latin_letters_in_a_record_are_decoded_by_its_declaration() {
        let latin = b"2015.12.21 16:32:54:926 EST | Info | OCI-P | t | u\n\n\t<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>";
        assert!(split(Grammar::BroadWorks, latin)[0].text.contains("<a>\u{e9}</a>"));
    }
}
