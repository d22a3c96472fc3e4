//! Message to bytes.

use crate::message::{Message, StartLine};

impl Message {
    /// The first line without its line end.
    #[must_use]
    pub fn start_line_text(&self) -> String {
        match &self.start_line {
            StartLine::Request { method, uri } => format!("{method} {uri} SIP/2.0"),
            StartLine::Response { status, reason } => format!("SIP/2.0 {status} {reason}"),
        }
    }

    /// The message as it goes onto the wire. `Content-Length` always tells the true length.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = self.start_line_text();
        text.push_str("\r\n");
        let length = self.body.len().to_string();
        let mut has_length = false;
        for header in self.headers.iter() {
            if header.is("Content-Length") {
                if has_length {
                    continue;
                }
                has_length = true;
                push_field(&mut text, header.name(), &length);
            } else {
                push_field(&mut text, header.name(), header.value());
            }
        }
        if !has_length {
            push_field(&mut text, "Content-Length", &length);
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// The message as a log shows it: LF line ends, bytes outside UTF-8 replaced, no empty lines at
    /// the end. The answer to a digest challenge, from which a weak password could be guessed, is
    /// overwritten in its place, so that the length stays true.
    #[must_use]
    pub fn log_text(wire: &[u8]) -> String {
        let text = String::from_utf8_lossy(wire).replace("\r\n", "\n");
        let lines: Vec<String> =
            text.trim_end_matches('\n').split('\n').map(without_answer).collect();
        lines.join("\n")
    }
}

fn without_answer(line: &str) -> String {
    let name = line.split(':').next().unwrap_or_default().trim();
    let has_answer = ["Authorization", "Proxy-Authorization"]
        .iter()
        .any(|field| field.eq_ignore_ascii_case(name));
    let folded = line.starts_with([' ', '\t']);
    if !has_answer && !folded {
        return line.to_owned();
    }
    // Lower case of ASCII keeps the positions.
    let Some(found) = line.to_ascii_lowercase().find("response") else { return line.to_owned() };
    let rest = &line[found + "response".len()..];
    let value = rest.trim_start_matches([' ', '\t', '=', '"']);
    let start = line.len() - value.len();
    let length = value.find(['"', ',', ' ', '\t']).unwrap_or(value.len());
    format!("{}{}{}", &line[..start], "*".repeat(length), &line[start + length..])
}

fn push_field(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str(": ");
    text.push_str(value);
    text.push_str("\r\n");
}
