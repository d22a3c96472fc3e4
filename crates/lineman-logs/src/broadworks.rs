//! The record grammar that all BroadWorks servers share (log-formats.md section 1).

use std::sync::LazyLock;

use lineman_model::Timestamp;
use regex::Regex;

use crate::escape::{decode, encode_block, encode_column};
use crate::split::RawRecord;
use crate::stamp::{self, OUR_ZONE, Zone};

/// One record: header columns and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadWorksRecord {
    /// Local time of the stamp as if it were UTC; add the zone to get the instant.
    pub local_time: Timestamp,
    /// The zone word, `EDT` or `GMT+00:00`.
    pub zone: String,
    /// Severity word.
    pub severity: String,
    /// Channel.
    pub channel: String,
    /// Columns after the channel, in order, trimmed.
    pub columns: Vec<String>,
    /// The body without the empty lines around it.
    pub body: String,
}

impl BroadWorksRecord {
    /// A record of our own, stamped in UTC.
    #[must_use]
    pub fn new(
        time: Timestamp,
        severity: &str,
        channel: &str,
        columns: Vec<String>,
        body: String,
    ) -> Self {
        Self {
            local_time: time,
            zone: OUR_ZONE.to_owned(),
            severity: severity.to_owned(),
            channel: channel.to_owned(),
            columns,
            body,
        }
    }

    /// The instant, when the zone word or `fallback_offset_minutes` gives the offset.
    #[must_use]
    pub fn instant(&self, fallback_offset_minutes: i32) -> Timestamp {
        let offset = match stamp::zone(&self.zone) {
            Zone::Exact(offset) => offset,
            Zone::Usual(_) | Zone::Unknown => fallback_offset_minutes,
        };
        self.local_time.plus_millis(-i64::from(offset) * 60_000)
    }

    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!(
            "{} {} | {:<10} | {}",
            stamp::broadworks(self.local_time),
            self.zone,
            encode_column(&self.severity),
            encode_column(&self.channel)
        );
        for column in &self.columns {
            text.push_str(" | ");
            text.push_str(&encode_column(column));
        }
        text.push_str("\n\n\t");
        text.push_str(&encode_block(&self.body));
        text.push_str("\n\n");
        text
    }

    /// Reads a record. Gives nothing when the text does not begin with a header.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        Self::read_text(&raw.text)
    }

    /// See [`BroadWorksRecord::read`].
    #[must_use]
    pub fn read_text(text: &str) -> Option<Self> {
        let (header, body) = text.split_once('\n').unwrap_or((text, ""));
        let header = Header::parse(header)?;
        let body = body.trim_matches('\n');
        let no_body = body.is_empty();
        let mut body = body.strip_prefix('\t').unwrap_or(body);
        let rest = header.rest.trim_end_matches(' ');
        let rest = rest.strip_suffix(" |").unwrap_or(rest);
        let mut columns: Vec<&str> =
            rest.split(" | ").map(|text| text.trim_matches([' ', '\t', '\r'])).collect();
        // Some headers end in a bar; an empty column of ours is a lone escape.
        while columns.last().is_some_and(|column| column.is_empty()) {
            columns.pop();
        }
        if no_body && let Some((column, rest)) = columns.last().and_then(|last| collapsed(last)) {
            columns.pop();
            columns.extend(column);
            body = rest;
        }
        let mut columns = columns.into_iter().map(|text| decode(text).into_owned());
        let (severity, channel) = (columns.next()?, columns.next()?);
        Some(Self {
            local_time: header.local_time,
            zone: header.zone.to_owned(),
            severity,
            channel,
            columns: columns.collect(),
            body: decode(body).into_owned(),
        })
    }
}

/// A last column that a known body opener, or a column of known shape, ends.
static COLLAPSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?s)^(?P<column>(?:callhalf-|localHost)\d+(?::\d+)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:BCCT (?:Worker|Decoder)|Bulk OCI transaction) #\d+|\d{14}\.\d+(?:E-\d+)?|\S*)\s+(?P<body>(?:[a-z]+ \d+ (?:SIP )?Bytes (?:IN|OUT) |(?:From|TO) \S+:\d+\s|OCI Transaction |Received the following request from: ).*)$",
    )
    .ok()
});

/// The last column and the body of a record that lost its line breaks (log-formats.md 2.3).
fn collapsed(last: &str) -> Option<(Option<&str>, &str)> {
    let found = COLLAPSED.as_ref()?.captures(last)?;
    let column = found.name("column").map(|part| part.as_str()).filter(|text| !text.is_empty());
    Some((column, found.name("body")?.as_str()))
}

/// The fixed part of a header line.
pub(crate) struct Header<'a> {
    pub(crate) local_time: Timestamp,
    pub(crate) zone: &'a str,
    pub(crate) rest: &'a str,
}

impl<'a> Header<'a> {
    /// `stamp zone | severity | channel ...`; nothing when any of them is missing.
    pub(crate) fn parse(line: &'a str) -> Option<Self> {
        let local_time = stamp::read_broadworks(line.get(..23)?)?;
        let after = line.get(23..)?.strip_prefix(' ')?;
        let (zone, rest) = after.split_once(" | ")?;
        let (severity, _) = rest.split_once(" | ")?;
        let fits = !zone.is_empty() && zone.len() <= 40 && !zone.contains('|');
        (fits && is_word(severity.trim_matches(' '))).then_some(Self { local_time, zone, rest })
    }
}

/// Whether a severity column is one; the vendor's list of words is not public.
fn is_word(text: &str) -> bool {
    let fits = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    !text.is_empty() && text.len() <= 32 && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sampled_form_is_read() {
        let text = "2023.01.27 10:28:38:827 CET | Info       | Sip | Call Half Input Adapter 5 | 3104796 | +15403362012 | callhalf-60459 \n\n\tudp 1111 SIP Bytes IN from 10.61.205.219:58300\nINVITE";
        let record = BroadWorksRecord::read_text(text).unwrap();
        assert_eq!(record.zone, "CET");
        assert_eq!(record.columns[3], "callhalf-60459");
        assert_eq!(record.body, "udp 1111 SIP Bytes IN from 10.61.205.219:58300\nINVITE");
        assert_eq!(record.instant(60).to_rfc3339(), "2023-01-27T09:28:38.827Z");
    }

    #[test]
    fn a_body_on_the_header_line_is_found() {
        // log-formats.md 2.3 and 2.4
        for (rest, columns, body) in [
            (
                "callhalf-39:0  udp 408 Bytes OUT to 10.9.63.11:5070 SIP/2.0 100 Trying",
                vec!["+1", "callhalf-39:0"],
                "udp 408 Bytes OUT to 10.9.63.11:5070 SIP/2.0 100 Trying",
            ),
            (
                "BCCT Worker #0 From 127.0.0.1:56212 <?xml",
                vec!["+1", "BCCT Worker #0"],
                "From 127.0.0.1:56212 <?xml",
            ),
            ("callhalf-1 | ", vec!["+1", "callhalf-1"], ""),
        ] {
            let text = format!("2016.04.27 18:49:52:686 EDT | Info       | Sip | +1 | {rest}");
            let record = BroadWorksRecord::read_text(&text).unwrap();
            assert_eq!(
                (record.columns, record.body.as_str()),
                (columns.iter().map(ToString::to_string).collect(), body)
            );
        }
    }

    #[test]
    fn a_line_without_channel_is_no_header() {
        assert!(BroadWorksRecord::read_text("2023.01.27 10:28:38:827 CET | Info").is_none());
        assert!(BroadWorksRecord::read_text("Start Time: 2016.04.27 18:49:52:585 EDT").is_none());
    }

    proptest! {
        #[test]
        fn reading_gives_what_was_written(
            time in 0_i64..4_000_000_000_000,
            severity in "[A-Za-z]{1,12}",
            columns in proptest::collection::vec("(?s)[\\x00-\\x7fé中\u{2400}-\u{2421}\u{a0}\u{3000}]{0,20}", 0..5),
            body in "(?s)[\\x00-\\x7fé中\u{2400}-\u{2421}]{0,80}",
        ) {
            let record = BroadWorksRecord::new(Timestamp::from_millis(time), &severity, "OCI-P", columns, body);
            let text = record.write();
            prop_assert_eq!(BroadWorksRecord::read_text(&text), Some(record));
        }
    }
}
