//! Where records begin in lines, for the splitter and for the escaping that keeps values from
//! beginning one.

use crate::broadworks::Header;
use crate::client::form_of;
use crate::escape::starts_with_stamp;

/// What a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A BroadWorks record whose header begins at this byte.
    BroadWorks(usize),
    /// A record of a client log.
    Client,
}

/// What a line opens; none for a line that belongs to the record before it.
pub(crate) fn opening(line: &[u8]) -> Option<Opening> {
    if let Some(offset) = broadworks_header(line) {
        return Some(Opening::BroadWorks(offset));
    }
    is_client_header(line).then_some(Opening::Client)
}

/// Where a BroadWorks header begins in a line: at its start, or behind `file:` and `n:` of `grep`.
/// The first blank of such a line is the one between date and time.
fn broadworks_header(line: &[u8]) -> Option<usize> {
    const DATE: usize = 10;
    let head = &line[..line.len().min(240)];
    let offset = memchr::memchr(b' ', head)?.checked_sub(DATE)?;
    let prefixed = offset == 0 || matches!(line[offset - 1], b':' | b'-');
    (prefixed && is_broadworks_header(&line[offset..])).then_some(offset)
}

/// Whether bytes begin with a complete header: stamp, zone, severity, channel.
pub(crate) fn is_broadworks_header(line: &[u8]) -> bool {
    if !starts_with_stamp(line) {
        return false;
    }
    // The fixed part is short; columns behind it may hold any bytes.
    Header::parse(valid_prefix(&line[..line.len().min(400)])).is_some()
}

/// Where the next header begins inside a header line: a paste that lost its line breaks.
pub(crate) fn next_header_inside(line: &[u8]) -> Option<usize> {
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

/// Whether a line opens a record of a client log.
fn is_client_header(line: &[u8]) -> bool {
    let plausible =
        line.first().is_some_and(|first| first.is_ascii_digit() || b"P<&".contains(first));
    plausible && form_of(valid_prefix(&line[..line.len().min(2048)])).is_some()
}

/// The longest prefix that is UTF-8.
fn valid_prefix(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
