//! access_log of the XSP's container (LOG-002), both eras (log-formats.md 3.1).

use std::fmt::Write as _;
use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

use crate::split::RawRecord;
use crate::stamp;

/// Which columns a container writes behind the byte count (log-formats.md 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AccessLogForm {
    /// Until about release 21: whole seconds and microseconds, nothing else.
    Apache,
    /// Since then: the same, and referer and user agent.
    #[default]
    Tomcat,
}

/// One line of the access_log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLogRecord {
    /// Address of the client.
    pub host: String,
    /// Second column, usually `-`.
    pub ident: String,
    /// Third column, usually `-`.
    pub user: String,
    /// Start of the request, to the second.
    pub time: Timestamp,
    /// Offset of the printed time from UTC in minutes.
    pub offset_minutes: i32,
    /// The request line, unescaped, such as `GET /path HTTP/1.1`; `-` when there was none.
    pub request: String,
    /// HTTP status; none for `-`.
    pub status: Option<u16>,
    /// Body bytes; none for `-`.
    pub bytes: Option<u64>,
    /// Whole seconds that the request took, when two numbers follow.
    pub seconds: Option<u64>,
    /// Microseconds that the request took, when two numbers follow.
    pub micros: Option<u64>,
    /// `"referer"`, when two quoted strings follow.
    pub referer: Option<String>,
    /// `"user-agent"`, when two quoted strings follow.
    pub user_agent: Option<String>,
    /// Anything that stands behind and has no name, in order.
    pub rest: Vec<String>,
}

static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(?P<host>\S+) (?P<ident>\S+) (?P<user>.+?) \[(?P<time>\d\d/[A-Za-z]{3}/\d{4}:\d\d:\d\d:\d\d [+\-]\d{4})\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}|-) (?P<bytes>\d+|-)(?P<rest>(?: .*)?)$"#,
    )
    .ok()
});

impl AccessLogRecord {
    /// The line, with its line break.
    #[must_use]
    pub fn write(&self) -> String {
        let number =
            |value: Option<u64>| value.map_or_else(|| String::from("-"), |value| value.to_string());
        let mut line = format!(
            "{} {} {} [{}] \"{}\" {} {}",
            self.host,
            self.ident,
            escape(&self.user),
            stamp::access_log(self.time, self.offset_minutes),
            escape(&self.request),
            self.status.map_or_else(|| String::from("-"), |status| format!("{status:03}")),
            number(self.bytes),
        );
        if let (Some(seconds), Some(micros)) = (self.seconds, self.micros) {
            let _ = write!(line, " {seconds} {micros}");
        }
        if let (Some(referer), Some(user_agent)) = (&self.referer, &self.user_agent) {
            let _ = write!(line, " \"{}\" \"{}\"", escape(referer), escape(user_agent));
        }
        for further in &self.rest {
            if further.is_empty()
                || further.contains([' ', '"', '\\'])
                || escape(further) != *further
            {
                let _ = write!(line, " \"{}\"", escape(further));
            } else {
                let _ = write!(line, " {further}");
            }
        }
        line.push('\n');
        line
    }

    /// The record as a container of this form writes it.
    #[must_use]
    pub fn in_form(mut self, form: AccessLogForm) -> Self {
        if form == AccessLogForm::Apache {
            (self.referer, self.user_agent) = (None, None);
        }
        self
    }

    /// Reads a line.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        Self::read_line(&raw.text)
    }

    /// See [`AccessLogRecord::read`].
    #[must_use]
    pub fn read_line(line: &str) -> Option<Self> {
        let line = line.trim_end_matches(['\n', '\r']);
        let found = LINE.as_ref()?.captures(line)?;
        let (time, offset_minutes) = stamp::read_access_log(&found["time"])?;
        let mut rest = Trailing::read(&found["rest"]);
        let (seconds, micros) =
            rest.two_numbers().map_or((None, None), |(a, b)| (Some(a), Some(b)));
        let (referer, user_agent) =
            rest.two_strings().map_or((None, None), |(a, b)| (Some(a), Some(b)));
        Some(Self {
            host: found["host"].to_owned(),
            ident: found["ident"].to_owned(),
            user: unescape(&found["user"]),
            time,
            offset_minutes,
            request: unescape(&found["request"]),
            status: found["status"].parse().ok(),
            bytes: found["bytes"].parse().ok(),
            seconds,
            micros,
            referer,
            user_agent,
            rest: rest.0.into_iter().map(|column| column.text).collect(),
        })
    }

    /// When the answer was complete, as far as the line tells.
    #[must_use]
    pub fn ended(&self) -> Timestamp {
        // The second number is the whole duration, not the fraction (log-formats.md 3.1).
        let micros = self.micros.and_then(|micros| i64::try_from(micros).ok()).unwrap_or(0);
        self.time.plus_millis(micros / 1000)
    }

    /// Method, path (still percent-encoded) and protocol, when the request line has them.
    #[must_use]
    pub fn request_parts(&self) -> Option<(&str, &str, &str)> {
        let mut parts = self.request.split(' ');
        let (method, path, protocol) = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some((method, path, protocol))
    }
}

/// A column behind the byte count.
struct Column {
    text: String,
    quoted: bool,
}

/// The columns behind the byte count, in order.
struct Trailing(Vec<Column>);

impl Trailing {
    fn read(text: &str) -> Self {
        let mut columns = Vec::new();
        let mut rest = text.trim_start_matches(' ');
        while !rest.is_empty() {
            let end = match rest.strip_prefix('"') {
                Some(inner) => end_of_quoted(inner) + 1,
                None => rest.find(' ').unwrap_or(rest.len()),
            };
            let (column, after) = rest.split_at(end.min(rest.len()));
            let quoted = column.starts_with('"');
            let text = match column.strip_prefix('"') {
                Some(inner) => unescape(inner.strip_suffix('"').unwrap_or(inner)),
                None => column.to_owned(),
            };
            columns.push(Column { text, quoted });
            rest = after.trim_start_matches(' ');
        }
        Self(columns)
    }

    /// Whole seconds and microseconds: named only when there are exactly two numbers, because a
    /// single one may be in any unit.
    fn two_numbers(&mut self) -> Option<(u64, u64)> {
        let number = |column: &Column| if column.quoted { None } else { column.text.parse().ok() };
        let numbers: Vec<u64> = self.0.iter().map_while(number).collect();
        let [seconds, micros] = numbers[..] else { return None };
        self.0.drain(..2);
        Some((seconds, micros))
    }

    fn two_strings(&mut self) -> Option<(String, String)> {
        if self.0.len() < 2 || !self.0[..2].iter().all(|column| column.quoted) {
            return None;
        }
        let mut strings = self.0.drain(..2).map(|column| column.text);
        Some((strings.next()?, strings.next()?))
    }
}

/// Bytes up to and with the closing quote.
fn end_of_quoted(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// Quotes, backslashes and control characters as the container writes them.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            control if control.is_ascii_control() => {
                let _ = write!(escaped, "\\x{:02x}", u32::from(control));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('\\') {
        plain.push_str(&rest[..position]);
        let after = &rest[position + 1..];
        let mut characters = after.chars();
        match characters.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('x') => match after.get(1..3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => {
                    plain.push(char::from(byte));
                    characters = after[3..].chars();
                }
                None => plain.push_str("\\x"),
            },
            Some(other) => plain.push(other),
            None => plain.push('\\'),
        }
        rest = characters.as_str();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_eras_are_read() {
        // log-formats.md 3.1
        let old = r#"203.0.113.82 - - [24/Oct/2013:13:49:32 -0400] "POST /channel HTTP/1.1" 200 551 1 1485576"#;
        let record = AccessLogRecord::read_line(old).unwrap();
        assert_eq!(record.request_parts(), Some(("POST", "/channel", "HTTP/1.1")));
        assert_eq!(record.time.to_rfc3339(), "2013-10-24T17:49:32.000Z");
        assert_eq!((record.seconds, record.micros), (Some(1), Some(1_485_576)));
        assert_eq!(record.ended().since(record.time), 1485);
        let one = r#"::1 - a b [24/Oct/2013:13:49:32 +0000] "-" - - 7"#;
        let record = AccessLogRecord::read_line(one).unwrap();
        assert_eq!(
            (record.status, record.seconds, record.rest),
            (None, None, vec![String::from("7")])
        );
        assert_eq!(AccessLogRecord::read_line("nothing of the kind"), None);
    }

    const ANY: &str = "(?s)[\\x00-\\x7fé中]{0,24}";

    proptest! {
        #[test]
        fn reading_gives_what_was_written(
            seconds in 0_i64..4_000_000_000,
            offset_minutes in -14 * 60..14 * 60_i32,
            request in ANY,
            referer in ANY,
            user_agent in ANY,
            status in proptest::option::of(100_u16..600),
            bytes in proptest::option::of(0_u64..1_000_000),
            rest in proptest::collection::vec("[a-z \"]{0,8}x", 0..3),
            apache in any::<bool>(),
        ) {
            // In the older form a quoted string behind the numbers would be nothing else.
            let form = if apache { AccessLogForm::Apache } else { AccessLogForm::Tomcat };
            let rest = if apache { Vec::new() } else { rest };
            let record = AccessLogRecord {
                host: String::from("127.0.0.1"),
                ident: String::from("-"),
                user: String::from("-"),
                time: Timestamp::from_millis(seconds * 1000),
                offset_minutes,
                request,
                status,
                bytes,
                seconds: Some(0),
                micros: Some(8682),
                referer: Some(referer),
                user_agent: Some(user_agent),
                rest,
            }
            .in_form(form);
            let line = record.write();
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(AccessLogRecord::read_line(&line), Some(record));
        }
    }
}
