//! Messages of the app's logs: prose for people, and `key=value` tokens that alone count when read
//! (XCC-010: prose differs by language).

use std::fmt::{Display, Write as _};

use crate::escape::{decode, encode_field};

/// Builds a message.
pub(crate) struct Message(String);

impl Message {
    /// A message that begins with prose.
    pub(crate) fn new(prose: &str) -> Self {
        Self(prose.to_owned())
    }

    pub(crate) fn with(mut self, key: &str, value: impl Display) -> Self {
        let value = value.to_string();
        let _ = if is_bare(&value) {
            write!(self.0, " {key}={value}")
        } else {
            let quoted = encode_field(&value).replace('\\', "\\\\").replace('"', "\\\"");
            write!(self.0, " {key}=\"{quoted}\"")
        };
        self
    }

    pub(crate) fn with_optional(self, key: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(crate) fn text(self) -> String {
        self.0
    }
}

/// Whether a value needs no quotes.
fn is_bare(value: &str) -> bool {
    !value.is_empty()
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/@%+[]".contains(&byte))
}

/// The tokens of a message, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens(Vec<(String, String)>);

impl Tokens {
    /// Reads every `key=value` and `key="quoted value"` of the first line; the rest is prose.
    pub(crate) fn read(message: &str) -> Self {
        let line = message.split('\n').next().unwrap_or_default();
        let mut tokens = Vec::new();
        let mut rest = line;
        while let Some(border) = rest.find('=') {
            let before = &rest[..border];
            let start = before
                .rfind(|character: char| !character.is_ascii_alphanumeric())
                .map_or(0, |index| {
                    index + before[index..].chars().next().map_or(1, char::len_utf8)
                });
            let key = &before[start..];
            let after = &rest[border + 1..];
            let (value, used) = if let Some(quoted) = after.strip_prefix('"') {
                let (value, used) = unquote(quoted);
                (value, used + 1)
            } else {
                let end = after.find([' ', ',', ';', '\t']).unwrap_or(after.len());
                (after[..end].to_owned(), end)
            };
            if !key.is_empty() {
                tokens.push((key.to_owned(), decode(&value).into_owned()));
            }
            rest = &after[used..];
        }
        Self(tokens)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    pub(crate) fn owned(&self, key: &str) -> Option<String> {
        self.get(key).map(str::to_owned)
    }

    /// A number; a full stop of the sentence behind it does not count.
    pub(crate) fn number<T: std::str::FromStr>(&self, key: &str) -> Option<T> {
        self.get(key)?.trim_end_matches(['.', ')', ']']).parse().ok()
    }

    /// Every value of a repeated key.
    pub(crate) fn all(&self, key: &str) -> Vec<String> {
        self.0.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone()).collect()
    }
}

/// The text up to the closing quote, and the bytes used with it.
fn unquote(text: &str) -> (String, usize) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (value, index + 1),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prose_in_any_language_does_not_matter() {
        let tokens = Tokens::read("Anmeldefehler aufgetreten: errorCode=1507, (httpStatus=403)");
        assert_eq!(tokens.number::<u32>("errorCode"), Some(1507));
        assert_eq!(tokens.number::<u16>("httpStatus"), Some(403));
        assert_eq!(Tokens::read("错误：errorCode=1502。").get("errorCode"), Some("1502。"));
    }

    proptest! {
        #[test]
        fn values_go_both_ways(
            first in "(?s)[\\x00-\\x7fé中\u{2400}-\u{2421}]{0,20}",
            second in "(?s)[ =\"\\\\a-z\n]{0,20}",
        ) {
            let text = Message::new("Prose").with("a", &first).with("b", &second).with("c", 7).text();
            prop_assert!(!text.contains('\n'));
            let tokens = Tokens::read(&text);
            prop_assert_eq!(tokens.get("a"), Some(first.as_str()));
            prop_assert_eq!(tokens.get("b"), Some(second.as_str()));
            prop_assert_eq!(tokens.number::<u8>("c"), Some(7));
        }
    }
}
