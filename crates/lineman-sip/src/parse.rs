//! Bytes to message.

use lineman_model::limits::{SIP_HEADERS, SIP_MESSAGE_BYTES};

use crate::error::SipError;
use crate::headers::Headers;
use crate::message::{Message, Method, StartLine};
use crate::syntax::{is_token, without_breaks};

/// A message read from a log, with what could not be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedMessage {
    /// The message. Its body is what the log shows, whatever `Content-Length` says.
    pub message: Message,
    /// Lines of the header section that are no header field.
    pub unread_lines: usize,
    /// Whether the header section ended with an empty line.
    pub complete_headers: bool,
}

/// How strict the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Wire,
    Log,
}

struct Reading {
    message: Message,
    unread_lines: usize,
    complete_headers: bool,
}

impl Message {
    /// Reads one message from a datagram or from a frame of a stream. Bytes behind the body that
    /// `Content-Length` announces are dropped (RFC 3261 section 18.3).
    ///
    /// # Errors
    /// When it is no SIP message, is over a limit, or its body is cut.
    pub fn from_wire(bytes: &[u8]) -> Result<Self, SipError> {
        let mut reading = read(bytes, Source::Wire)?;
        if let Some(declared) = reading.message.content_length()? {
            let present = reading.message.body.len();
            if present < declared {
                return Err(SipError::BodyTooShort { declared, present });
            }
            reading.message.body.truncate(declared);
        }
        Ok(reading.message)
    }

    /// Reads a message as a log shows it: LF line ends, redacted parts, cut anywhere behind the
    /// first line.
    ///
    /// # Errors
    /// When the first line is no SIP start line, or the dump is over a limit.
    pub fn from_log(text: &str) -> Result<LoggedMessage, SipError> {
        let reading = read(text.as_bytes(), Source::Log)?;
        Ok(LoggedMessage {
            message: reading.message,
            unread_lines: reading.unread_lines,
            complete_headers: reading.complete_headers,
        })
    }

    /// Whether a line can be the first line of a SIP message.
    #[must_use]
    pub fn is_start_line(line: &str) -> bool {
        start_line(line.trim_end_matches('\r'), Source::Log).is_some()
    }

    /// What `Content-Length` says; none when it is absent.
    ///
    /// # Errors
    /// When it is no number, or is given twice with different values.
    pub fn content_length(&self) -> Result<Option<usize>, SipError> {
        let mut length = None;
        for value in self.headers.get_all("Content-Length") {
            let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            let number = value.parse::<usize>().ok().filter(|_| digits);
            let number = number.ok_or(SipError::ContentLength)?;
            if length.is_some_and(|known| known != number) {
                return Err(SipError::ContentLength);
            }
            length = Some(number);
        }
        Ok(length)
    }
}

fn read(bytes: &[u8], source: Source) -> Result<Reading, SipError> {
    if bytes.len() > SIP_MESSAGE_BYTES {
        return Err(SipError::TooLong { limit: SIP_MESSAGE_BYTES });
    }
    let mut lines = Lines { bytes, position: 0, number: 0 };
    // RFC 3261 section 7.5: empty lines before the start line are ignored.
    let first = loop {
        let line = lines.next_line().ok_or(SipError::Empty)?;
        if !line.is_empty() {
            break line;
        }
    };
    let start_line = start_line(&first, source).ok_or(SipError::StartLine)?;
    let mut headers = Headers::default();
    let mut pending: Option<(String, String)> = None;
    let mut unread_lines = 0;
    let mut complete_headers = false;
    while let Some(line) = lines.next_line() {
        if line.is_empty() {
            complete_headers = true;
            break;
        }
        if line.starts_with([' ', '\t']) {
            match &mut pending {
                Some((_, value)) => {
                    value.push(' ');
                    value.push_str(line.trim_matches([' ', '\t']));
                    continue;
                }
                None if source == Source::Wire => {
                    return Err(SipError::HeaderLine { line: lines.number });
                }
                None => {}
            }
        }
        let field =
            line.split_once(':').map(|(name, value)| (name.trim_end_matches([' ', '\t']), value));
        match field {
            Some((name, value)) if is_token(name) => {
                store(&mut headers, pending.replace((name.to_owned(), value.to_owned())))?;
            }
            _ if source == Source::Wire => {
                return Err(SipError::HeaderLine { line: lines.number });
            }
            _ => unread_lines += 1,
        }
    }
    store(&mut headers, pending)?;
    if !complete_headers && source == Source::Wire {
        return Err(SipError::NoEndOfHeaders);
    }
    let body = bytes.get(lines.position..).unwrap_or_default().to_vec();
    Ok(Reading { message: Message { start_line, headers, body }, unread_lines, complete_headers })
}

fn store(headers: &mut Headers, field: Option<(String, String)>) -> Result<(), SipError> {
    let Some((name, value)) = field else { return Ok(()) };
    if headers.push(name, value) {
        Ok(())
    } else {
        Err(SipError::TooManyHeaders { limit: SIP_HEADERS })
    }
}

fn start_line(line: &str, source: Source) -> Option<StartLine> {
    let (first, rest) = line.split_once(' ')?;
    if first.eq_ignore_ascii_case("SIP/2.0") {
        let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
        let three_digits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
        let status = code.parse::<u16>().ok().filter(|_| three_digits)?;
        return (100..700)
            .contains(&status)
            .then(|| StartLine::Response { status, reason: without_breaks(reason) });
    }
    let (uri, version) = rest.trim_end_matches(' ').rsplit_once(' ')?;
    let uri = uri.trim_matches(' ');
    let blank_inside = uri.contains([' ', '\t', '\r', '\0']);
    let plausible = is_token(first)
        && version.eq_ignore_ascii_case("SIP/2.0")
        && !uri.is_empty()
        // A redaction may leave blanks inside a URI; the wire may not.
        && (source == Source::Log || !blank_inside);
    plausible
        .then(|| StartLine::Request { method: Method::from_name(first), uri: without_breaks(uri) })
}

/// Lines that end with LF or CRLF.
struct Lines<'a> {
    bytes: &'a [u8],
    position: usize,
    number: usize,
}

impl Lines<'_> {
    fn next_line(&mut self) -> Option<String> {
        let rest = self.bytes.get(self.position..).filter(|rest| !rest.is_empty())?;
        let (line, used) = match memchr::memchr(b'\n', rest) {
            Some(end) => (&rest[..end], end + 1),
            None => (rest, rest.len()),
        };
        self.position += used;
        self.number += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        Some(String::from_utf8_lossy(line).into_owned())
    }
}
