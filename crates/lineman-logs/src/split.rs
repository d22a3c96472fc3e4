//! Cutting a stream of lines into records, one record in memory at a time.
//!
//! A record ends at the next header of its family, not at an empty line (log-formats.md section 1).
//! Orphan lines at the start of a file are kept as a headless record. Nothing is ever refused: a
//! line that fits nowhere belongs to the record before it.

use std::borrow::Cow;

use lineman_model::{LogKind, limits};

use crate::broadworks::Header;
use crate::client::{self, ClientForm};
use crate::escape::starts_with_stamp;

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
    /// Not known: the first header seen decides.
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

/// What a line is.
enum LineKind {
    /// It opens a record; the header begins at this byte.
    Header(usize),
    /// It belongs to the record before it.
    Continuation,
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
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line =
            if self.line == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        if self.grammar == Grammar::Line {
            if !line.is_empty() {
                self.start(line, self.line, false);
                self.emit(self.line, sink);
            }
            return;
        }
        if self.wrapped {
            self.wrapped = false;
            if is_bare_token(line) {
                if self.buffer.last() != Some(&b' ') {
                    self.push(b" ");
                }
                self.push(line);
                return;
            }
        }
        match self.classify(line) {
            LineKind::Header(offset) => {
                self.emit(self.line - 1, sink);
                self.open_headers(&line[offset..], offset > 0, sink);
            }
            LineKind::Continuation if self.open => {
                self.push(b"\n");
                self.push(line);
            }
            LineKind::Continuation => {
                if line.is_empty() && self.grammar != Grammar::Whole {
                    return;
                }
                self.start(line, self.line, self.grammar != Grammar::Whole);
            }
        }
    }

    /// The rest of a line that was too long to be handed over whole: only counted.
    pub fn overlong(&mut self) {
        self.truncated = true;
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

    fn classify(&mut self, line: &[u8]) -> LineKind {
        match self.grammar {
            Grammar::Whole | Grammar::Line => LineKind::Continuation,
            Grammar::BroadWorks => match broadworks_header(line) {
                Some(offset) => LineKind::Header(offset),
                None => LineKind::Continuation,
            },
            Grammar::Client => {
                if client_header(line).is_some() {
                    LineKind::Header(0)
                } else {
                    LineKind::Continuation
                }
            }
            Grammar::Detect => {
                if let Some(offset) = broadworks_header(line) {
                    self.grammar = Grammar::BroadWorks;
                    LineKind::Header(offset)
                } else if client_header(line).is_some() {
                    self.grammar = Grammar::Client;
                    LineKind::Header(0)
                } else {
                    LineKind::Continuation
                }
            }
        }
    }

    /// Opens a record at a header line; a collapsed paste holds several headers in one line.
    fn open_headers(
        &mut self,
        mut line: &[u8],
        recovered: bool,
        sink: &mut dyn FnMut(&RawRecord<'_>),
    ) {
        let mut recovered = recovered;
        if self.grammar == Grammar::BroadWorks {
            while let Some(next) = next_header_inside(line) {
                self.start(line[..next].trim_ascii_end(), self.line, false);
                self.recovered = true;
                self.emit(self.line, sink);
                line = &line[next..];
                recovered = true;
            }
        }
        self.start(line, self.line, false);
        self.recovered = recovered;
        self.wrapped =
            self.grammar == Grammar::BroadWorks && line.trim_ascii_end().last() == Some(&b'|');
    }

    fn start(&mut self, line: &[u8], number: u64, headless: bool) {
        self.open = true;
        self.headless = headless;
        self.recovered = false;
        self.first_line = number;
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
        self.truncated = false;
        self.wrapped = false;
    }
}

/// Where a BroadWorks header begins in a line: at its start, or behind `file:` and `n:` of `grep`.
fn broadworks_header(line: &[u8]) -> Option<usize> {
    if is_broadworks_header(line) {
        return Some(0);
    }
    // Our own writer protects such lines with an escape character, and body lines of real logs
    // begin with a blank: only a short prefix without blanks counts.
    let head = &line[..line.len().min(240)];
    if head.first().is_none_or(u8::is_ascii_whitespace) || !head.is_ascii() {
        return None;
    }
    let mut from = 0;
    while let Some(found) = head[from..].iter().position(|byte| matches!(byte, b':' | b'-')) {
        let offset = from + found + 1;
        if head[..offset].iter().any(u8::is_ascii_whitespace) {
            return None;
        }
        if is_broadworks_header(&line[offset..]) {
            return Some(offset);
        }
        from = offset;
    }
    None
}

/// Whether bytes begin with a complete header: stamp, zone, severity, channel.
pub(crate) fn is_broadworks_header(line: &[u8]) -> bool {
    if !starts_with_stamp(line) {
        return false;
    }
    // The fixed part is short; columns behind it may hold any bytes.
    let head = &line[..line.len().min(400)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    Header::parse(text).is_some()
}

fn next_header_inside(line: &[u8]) -> Option<usize> {
    let mut from = 24;
    while from + 24 < line.len() {
        let blank = memchr::memchr(b' ', &line[from..])?;
        let candidate = from + blank + 1;
        if is_broadworks_header(&line[candidate..]) {
            return Some(candidate);
        }
        from = candidate;
    }
    None
}

fn client_header(line: &[u8]) -> Option<ClientForm> {
    let first = line.first()?;
    if !first.is_ascii_digit() && *first != b'P' {
        return None;
    }
    let head = &line[..line.len().min(2048)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    client::form_of(text)
}

fn is_bare_token(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    !line.is_empty() && line.len() <= 64 && !line.iter().any(u8::is_ascii_whitespace)
}

/// UTF-8, else the charset of an XML declaration in the record, else windows-1252. Never fails.
fn decode_bytes(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // A cut in the middle of a character is no reason for another charset.
        Err(error) if error.error_len().is_none() => {
            Cow::Owned(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
        }
        Err(_) if declares(bytes, b"utf-8") => String::from_utf8_lossy(bytes),
        Err(_) if declares(bytes, b"iso-8859-1") => {
            Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        Err(_) => Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
    }
}

fn declares(bytes: &[u8], charset: &[u8]) -> bool {
    let Some(start) = memchr::memmem::find(bytes, b"encoding=") else { return false };
    bytes
        .get(start + 10..start + 10 + charset.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(charset))
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
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
    fn any_byte_is_decoded() {
        let latin = b"2015.12.21 16:32:54:926 EST | Info | OCI-P | t | u\n\n\t<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>";
        assert!(split(Grammar::BroadWorks, latin)[0].text.contains("<a>é</a>"));
        assert_eq!(split(Grammar::Detect, b"\x80\xff")[0].text, "€ÿ");
    }
}
