//! Small pieces of RFC 3261 section 25 grammar that several header fields share.

/// Replaces line breaks and NUL by blanks and trims blanks, so that text stays within its line.
pub(crate) fn without_breaks(text: &str) -> String {
    let needs_work = text.contains(['\r', '\n', '\0']);
    if needs_work {
        text.replace(['\r', '\n', '\0'], " ").trim_matches([' ', '\t']).to_owned()
    } else {
        text.trim_matches([' ', '\t']).to_owned()
    }
}

/// Whether the text is a `token`.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'-' | b'.' | b'!' | b'%' | b'*' | b'_' | b'+' | b'`' | b'\'' | b'~'
                )
        })
}

/// Splits at a separator that stands outside quotes and angle brackets; pieces are trimmed.
pub(crate) fn split_outside(text: &str, separator: u8) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    let mut angle = false;
    for (index, byte) in text.bytes().enumerate() {
        if escaped {
            escaped = false;
            continue;
        }
        match byte {
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'<' if !quoted => angle = true,
            b'>' if !quoted => angle = false,
            _ if byte == separator && !quoted && !angle => {
                pieces.push(text[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    pieces.push(text[start..].trim());
    pieces
}

/// The content of a quoted string with its escapes undone; other text unchanged.
pub(crate) fn unquote(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            plain.extend(characters.next());
        } else {
            plain.push(character);
        }
    }
    plain
}

/// A quoted string.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\r' | '\n' | '\0' => quoted.push(' '),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Parameters of a header field or URI, in order, values as written (quotes kept).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, Option<String>)>);

impl Parameters {
    /// Reads `name`, `name=value` pieces.
    pub(crate) fn from_pieces<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        Self(
            pieces
                .filter(|piece| !piece.is_empty())
                .map(|piece| match piece.split_once('=') {
                    Some((name, value)) => (name.trim().to_owned(), Some(value.trim().to_owned())),
                    None => (piece.to_owned(), None),
                })
                .collect(),
        )
    }

    /// The value without quotes: `Some(None)` for a parameter without value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Option<String>> {
        self.0
            .iter()
            .find(|(present, _)| present.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_deref().map(unquote))
    }

    /// The value without quotes, if the parameter is there and has one.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        self.get(name).flatten()
    }

    /// Whether the parameter is there, with or without value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a parameter; the value is written as given.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        let value = value.map(without_breaks);
        match self.0.iter_mut().find(|(present, _)| present.eq_ignore_ascii_case(name)) {
            Some(entry) => entry.1 = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// Removes a parameter.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(present, _)| !present.eq_ignore_ascii_case(name));
    }

    /// `;name=value;name` as written behind an address.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, (name, value)| {
            text.push(';');
            text.push_str(name);
            if let Some(value) = value {
                text.push('=');
                text.push_str(value);
            }
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_quotes_and_brackets_do_not_split() {
        assert_eq!(
            split_outside(r#""a, \", b" <sip:x,y@h>, <sip:z@h>"#, b','),
            [r#""a, \", b" <sip:x,y@h>"#, "<sip:z@h>"]
        );
    }

    #[test]
    fn quoting_is_undone_by_unquoting() {
        assert_eq!(unquote(&quote(r#"a"b\c"#)), r#"a"b\c"#);
        assert_eq!(unquote("plain"), "plain");
        assert_eq!(unquote("\""), "\"");
    }
}
