//! Session descriptions (RFC 8866): the lines kept in their order, the few that a call needs
//! understood.

use crate::error::SipError;

/// Longest description and most lines.
const BYTES: usize = 32 * 1024;
const LINES: usize = 1_000;
/// Most media sections.
const SECTIONS: usize = 32;

/// One line: its letter and its value.
type Line = (char, String);

/// A session description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDescription {
    /// The lines before the first media section.
    session: Vec<Line>,
    /// The media sections.
    pub media: Vec<MediaSection>,
}

/// One `m=` line with those that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaSection {
    /// `audio`, `video`, ...
    pub kind: String,
    /// The port; 0 refuses the stream.
    pub port: u16,
    /// What follows the port in the same field, such as `/2`.
    ports: String,
    /// `RTP/AVP`, `RTP/SAVP`, ...
    pub protocol: String,
    /// Formats: payload types of RTP.
    pub formats: Vec<String>,
    lines: Vec<Line>,
}

impl SessionDescription {
    /// Reads a body.
    ///
    /// # Errors
    /// When it is no session description or is over a limit.
    pub fn parse(body: &[u8]) -> Result<Self, SipError> {
        let bad = || SipError::Malformed { name: "session description" };
        if body.len() > BYTES {
            return Err(SipError::TooLong { limit: BYTES });
        }
        let text = std::str::from_utf8(body).map_err(|_| bad())?;
        let mut session = Vec::new();
        let mut media: Vec<MediaSection> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() {
                continue;
            }
            let (letter, value) = line.split_once('=').ok_or_else(bad)?;
            let mut letters = letter.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else { return Err(bad()) };
            let first = session.is_empty() && media.is_empty();
            if number >= LINES || (first && (letter != 'v' || value.trim() != "0")) {
                return Err(bad());
            }
            if letter == 'm' {
                if media.len() >= SECTIONS {
                    return Err(bad());
                }
                media.push(MediaSection::parse(value).ok_or_else(bad)?);
            } else if let Some(section) = media.last_mut() {
                section.lines.push((letter, value.to_owned()));
            } else {
                session.push((letter, value.to_owned()));
            }
        }
        let complete = session.iter().any(|(letter, _)| *letter == 'o');
        if complete { Ok(Self { session, media }) } else { Err(bad()) }
    }

    /// The description as a body.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut push = |letter: char, value: &str| {
            text.push(letter);
            text.push('=');
            text.push_str(value);
            text.push_str("\r\n");
        };
        for (letter, value) in &self.session {
            push(*letter, value);
        }
        for section in &self.media {
            push('m', &section.first_line());
            for (letter, value) in &section.lines {
                push(*letter, value);
            }
        }
        text
    }

    /// The value of a line before the first media section.
    #[must_use]
    pub fn session_line(&self, letter: char) -> Option<&str> {
        self.session.iter().find(|(known, _)| *known == letter).map(|(_, value)| value.as_str())
    }

    /// Writes session id and version of the origin: towards one party they belong to whoever keeps
    /// the dialog with it, so that they go on when the other end of the call changes.
    pub fn set_origin(&mut self, session_id: u64, version: u64) {
        for (letter, value) in &mut self.session {
            if *letter == 'o' {
                let mut words: Vec<&str> = value.split_whitespace().collect();
                let (id, version) = (session_id.to_string(), version.to_string());
                if words.len() >= 3 {
                    words[0] = "-";
                    words[1] = &id;
                    words[2] = &version;
                    *value = words.join(" ");
                }
            }
        }
    }

    /// An attribute of the session itself.
    pub(crate) fn session_attributes(&self) -> impl Iterator<Item = &str> {
        attributes(&self.session)
    }

    /// Gives every stream one direction (`sendrecv`, `inactive`, ...).
    pub fn set_direction(&mut self, direction: &str) {
        self.session.retain(|line| !is_direction(line));
        for section in &mut self.media {
            section.lines.retain(|line| !is_direction(line));
            section.lines.push(('a', direction.to_owned()));
        }
    }
}

impl MediaSection {
    fn parse(value: &str) -> Option<Self> {
        let mut words = value.split_whitespace();
        let kind = words.next()?.to_owned();
        let place = words.next()?;
        let (port, ports) = place.find('/').map_or((place, ""), |at| place.split_at(at));
        let protocol = words.next()?.to_owned();
        let formats: Vec<String> = words.map(str::to_owned).collect();
        if formats.is_empty() {
            return None;
        }
        let (port, ports) = (port.parse().ok()?, ports.to_owned());
        Some(Self { kind, port, ports, protocol, formats, lines: Vec::new() })
    }

    fn first_line(&self) -> String {
        let Self { kind, port, ports, protocol, formats, .. } = self;
        format!("{kind} {port}{ports} {protocol} {}", formats.join(" "))
    }

    /// The attributes of the stream.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        attributes(&self.lines)
    }

    /// The encoding of a format: `opus/48000/2` from its `rtpmap`, or the static one of RFC 3551;
    /// the format itself when neither is known.
    #[must_use]
    pub fn encoding(&self, format: &str) -> String {
        let mapped = self.attributes().find_map(|attribute| {
            let (number, encoding) = attribute.strip_prefix("rtpmap:")?.split_once(' ')?;
            (number.trim() == format).then(|| encoding.trim().to_ascii_lowercase())
        });
        mapped.unwrap_or_else(|| {
            let known = match format {
                "0" => "pcmu/8000",
                "3" => "gsm/8000",
                "4" => "g723/8000",
                "8" => "pcma/8000",
                "9" => "g722/8000",
                "18" => "g729/8000",
                other => other,
            };
            known.to_owned()
        })
    }
}

fn attributes(lines: &[Line]) -> impl Iterator<Item = &str> {
    lines.iter().filter(|(letter, _)| *letter == 'a').map(|(_, value)| value.as_str())
}

fn is_direction((letter, value): &Line) -> bool {
    *letter == 'a' && matches!(value.as_str(), "sendrecv" | "sendonly" | "recvonly" | "inactive")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "v=0\r\no=una 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
        m=audio 4000/2 RTP/AVP 96 0 101\r\na=rtpmap:96 Opus/48000/2\r\na=sendonly\r\n";

    #[test]
    fn a_description_is_read_and_written_back() {
        let mut session = SessionDescription::parse(BODY.as_bytes()).expect("a description");
        assert_eq!(session.to_text(), BODY);
        let audio = &session.media[0];
        assert_eq!((audio.port, audio.formats.len()), (4000, 3));
        assert_eq!(audio.encoding("96"), "opus/48000/2");
        assert_eq!(
            (audio.encoding("0").as_str(), audio.encoding("101").as_str()),
            ("pcmu/8000", "101")
        );
        session.set_origin(7, 9);
        session.set_direction("inactive");
        assert_eq!(session.session_line('o'), Some("- 7 9 IN IP4 192.0.2.1"));
        let text = session.to_text();
        assert!(text.ends_with("a=inactive\r\n") && !text.contains("sendonly"), "{text}");
    }

    #[test]
    fn what_is_no_description_is_refused() {
        for body in [
            "",
            "hello",
            "v=1\r\no=a 1 1 IN IP4 h\r\n",
            "v=0\r\ns=-\r\n",
            "v=0\r\no=- 1 1 IN IP4 h\r\nm=audio x RTP/AVP 0\r\n",
            "v=0\r\no=- 1 1 IN IP4 h\r\nm=audio 1 RTP/AVP\r\n",
        ] {
            assert!(SessionDescription::parse(body.as_bytes()).is_err(), "{body}");
        }
    }
}
