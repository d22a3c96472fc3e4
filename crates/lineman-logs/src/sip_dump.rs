//! A SIP message inside a log body, as XSLog (sampled) and the app's calling log (INFERRED) show it.

use std::sync::LazyLock;

use regex::Regex;

/// Which way a message went, seen from the log's owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Received.
    In,
    /// Sent.
    Out,
    /// The log does not say.
    Unknown,
}

/// A dumped SIP message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipDump {
    /// `udp`, `tcp`, `tls`, ...
    pub transport: String,
    /// Length of the message on the wire in bytes, CRLF line ends counted.
    pub bytes: usize,
    /// Which way it went.
    pub direction: Direction,
    /// `address:port` of the other side.
    pub peer: String,
    /// The message with LF line ends, exactly as dumped, without the trailing empty lines that
    /// separate records.
    pub message: String,
}

static DUMP_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?P<transport>[A-Za-z]+) (?P<bytes>\d+) (?:SIP )?Bytes (?P<direction>IN|OUT) (?:from|to) (?P<peer>\S+)\s*$",
    )
    .ok()
});

static START_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[\s>])(?P<start>(?:REGISTER|INVITE|ACK|BYE|CANCEL|OPTIONS|SUBSCRIBE|NOTIFY|REFER|UPDATE|INFO|PRACK|MESSAGE|PUBLISH) (?:sips?|tel|urn):\S+ SIP/2\.0|SIP/2\.0 \d{3}(?: .*)?)$",
    )
    .ok()
});

impl SipDump {
    /// A dump of the bytes that went over the wire.
    #[must_use]
    pub fn of_wire(wire: &[u8], transport: &str, direction: Direction, peer: &str) -> Self {
        let text = String::from_utf8_lossy(wire).replace("\r\n", "\n");
        Self {
            transport: transport.to_owned(),
            bytes: wire.len(),
            direction,
            peer: peer.to_owned(),
            message: text.trim_end_matches('\n').to_owned(),
        }
    }

    /// The body of a log record: the line that tells the way, then the message.
    #[must_use]
    pub fn write(&self) -> String {
        let (way, preposition) = match self.direction {
            Direction::In => ("IN", "from"),
            Direction::Out | Direction::Unknown => ("OUT", "to"),
        };
        format!(
            "{} {} SIP Bytes {way} {preposition} {}\n{}",
            self.transport, self.bytes, self.peer, self.message
        )
    }

    /// Reads a body that begins with such a line, followed by a SIP start line. A Diameter
    /// transport record has the same line and is not taken (log-formats.md 2.1).
    #[must_use]
    pub fn read(body: &str) -> Option<Self> {
        let (first, rest) = body.split_once('\n')?;
        let found = DUMP_LINE.as_ref()?.captures(first)?;
        let rest = rest.trim_start_matches('\n');
        if !is_start_line(rest.lines().next()?) {
            return None;
        }
        let direction = if &found["direction"] == "IN" { Direction::In } else { Direction::Out };
        Some(Self {
            transport: found["transport"].to_ascii_lowercase(),
            bytes: found["bytes"].parse().ok()?,
            direction,
            peer: found["peer"].to_owned(),
            message: rest.trim_end_matches('\n').to_owned(),
        })
    }

    /// Finds a message in any body, whatever stands before it (log-formats.md 4.4). `bytes` is the
    /// length that the message would have on the wire.
    #[must_use]
    pub fn detect(body: &str) -> Option<Self> {
        if let Some(dump) = Self::read(body) {
            return Some(dump);
        }
        let pattern = START_LINE.as_ref()?;
        let mut offset = 0;
        for line in body.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            if let Some(start) = pattern.captures(content).and_then(|found| found.name("start")) {
                let before = &body[..offset + start.start()];
                let message = body[offset + start.start()..].replace('\r', "");
                let message = message.trim_end_matches('\n').to_owned();
                return Some(Self {
                    transport: transport_of(&message).unwrap_or_default(),
                    bytes: wire_length(&message),
                    direction: direction_of(before),
                    peer: String::new(),
                    message,
                });
            }
            offset += line.len();
        }
        None
    }

    /// Difference between the announced length and the length of the dumped message: zero for an
    /// unedited log. Line ends at the end of a message, which a dump loses, are made good for.
    #[must_use]
    pub fn length_difference(&self) -> i64 {
        // Bytes that were no text were replaced: the length is not known any more.
        if self.message.contains('\u{fffd}') {
            return 0;
        }
        let difference = self.difference(str::len);
        if difference != 0 && !self.message.is_ascii() {
            // A log in a one-byte charset: a letter was one byte.
            let of_letters = self.difference(|text| text.chars().count());
            if of_letters == 0 {
                return 0;
            }
        }
        difference
    }

    fn difference(&self, length: fn(&str) -> usize) -> i64 {
        let wire = |text: &str| length(text) + text.bytes().filter(|byte| *byte == b'\n').count();
        let signed = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let announced = signed(self.bytes);
        let (head, body) = match self.message.split_once("\n\n") {
            Some((head, body)) => (head, Some(body)),
            None => (self.message.as_str(), None),
        };
        // The line end of the last field, and the empty line.
        let head_length = signed(wire(head)) + 4;
        let body_length = signed(body.map_or(0, wire));
        let promised = content_length(head).map(signed);
        // As many line ends as the body may have lost.
        let lost = promised.map_or(announced - head_length - body_length, |all| all - body_length);
        let few = (0..=8).contains(&lost) && lost % 2 == 0 && (body.is_some() || lost == 0);
        let body_length = if few { body_length + lost } else { body_length };
        announced - head_length - body_length
    }
}

/// The value of the field that tells the length of the body.
fn content_length(head: &str) -> Option<usize> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let name = name.trim();
        let known = name.eq_ignore_ascii_case("content-length") || name.eq_ignore_ascii_case("l");
        if known { value.trim().parse().ok() } else { None }
    })
}

/// Whether a line is the start line of a SIP message.
#[must_use]
pub fn is_start_line(line: &str) -> bool {
    let line = line.trim_end();
    START_LINE
        .as_ref()
        .and_then(|pattern| pattern.captures(line))
        .and_then(|found| found.name("start"))
        .is_some_and(|start| start.start() == 0)
}

fn wire_length(message: &str) -> usize {
    message.len() + message.bytes().filter(|byte| *byte == b'\n').count()
}

fn transport_of(message: &str) -> Option<String> {
    let via = message.lines().find(|line| {
        let name = line.split(':').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("via") || name.eq_ignore_ascii_case("v")
    })?;
    let after = via.split("SIP/2.0/").nth(1)?;
    Some(after.split_whitespace().next()?.to_ascii_lowercase())
}

fn direction_of(before: &str) -> Direction {
    let before = before.to_ascii_lowercase();
    let out = ["sent", "sending", "send", "out", "-->", ">>>", "tx", "outgoing"];
    let inward = ["received", "recv", "receiving", "<--", "<<<", "rx", "incoming"];
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    match (last(&out), last(&inward)) {
        (Some(out), Some(inward)) if out > inward => Direction::Out,
        (_, Some(_)) => Direction::In,
        (Some(_), None) => Direction::Out,
        (None, None) => Direction::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &[u8] = b"SIP/2.0 100 Trying\r\nVia:SIP/2.0/UDP 10.9.63.11:5070;branch=z\r\nContent-Length:0\r\n\r\n";

    #[test]
    fn a_dump_goes_both_ways() {
        let dump = SipDump::of_wire(WIRE, "udp", Direction::Out, "10.9.63.11:5070");
        assert_eq!(SipDump::read(&dump.write()), Some(dump.clone()));
        assert_eq!(dump.length_difference(), 0);
    }

    #[test]
    fn the_older_form_is_read_and_diameter_is_not() {
        let body = "udp 84 Bytes OUT to 10.9.63.11:5070\nSIP/2.0 100 Trying\nVia:SIP/2.0/UDP x";
        assert_eq!(SipDump::read(body).unwrap().direction, Direction::Out);
        assert_eq!(SipDump::read("tcp 1652 Bytes OUT to 10.0.0.1:3868\nDiameter Message"), None);
    }

    #[test]
    fn an_edited_message_shows() {
        let mut dump = SipDump::of_wire(WIRE, "udp", Direction::In, "x:1");
        dump.message = dump.message.replace("10.9.63.11", "10.9.63.1");
        assert_eq!(dump.length_difference(), 1);
        dump.message = dump.message.replace("10.9.63.1", "10.9.63");
        assert_eq!(dump.length_difference(), 3);
    }

    #[test]
    fn bodies_may_have_lost_line_ends_but_not_text() {
        let wire = "MESSAGE sip:a@x SIP/2.0\r\nTo: ü\r\nContent-Length: 6\r\n\r\na\r\n\r\nb";
        let mut dump = SipDump::of_wire(wire.as_bytes(), "udp", Direction::In, "x:1");
        assert_eq!(dump.length_difference(), 0);
        dump.message.pop();
        assert_ne!(dump.length_difference(), 0);
        let wire = wire.replace("\r\n\r\nb", "b\r\n\r\n");
        let mut dump = SipDump::of_wire(wire.as_bytes(), "udp", Direction::In, "x:1");
        assert_eq!((dump.message.ends_with("ab"), dump.length_difference()), (true, 0));
        // The same from a log in a one-byte charset.
        dump.bytes -= 1;
        assert_eq!(dump.length_difference(), 0);
    }

    #[test]
    fn a_message_is_found_behind_any_marker() {
        let body = "sipio-sent---> REGISTER sip:10.10.10.1 SIP/2.0\nVia: SIP/2.0/TLS 10.10.10.10:62162\nCSeq: 1 REGISTER";
        let dump = SipDump::detect(body).unwrap();
        assert_eq!((dump.direction, dump.transport.as_str()), (Direction::Out, "tls"));
        assert!(dump.message.starts_with("REGISTER sip:"));
        assert_eq!(SipDump::detect("nothing here"), None);
    }
}
