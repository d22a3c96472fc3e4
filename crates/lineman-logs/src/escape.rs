//! Text in logs that cannot forge a record.
//!
//! A value from outside may hold CR, LF, NUL, ` | ` or a whole record header. Control characters are
//! written as their Unicode control pictures (CR as `␍`), and a line that would open a record gets
//! `␛` in front. `␛` also escapes itself and the pictures, so that `decode(encode(x)) == x`.
//! Genuine BroadWorks logs are ASCII, so reading them through `decode` changes nothing.

use std::borrow::Cow;

use crate::client::form_of;
use crate::record_start::is_broadworks_header;

/// The escape character, the picture of ESC.
pub const ESCAPE: char = '\u{241b}';
const PICTURES: std::ops::RangeInclusive<char> = '\u{2400}'..='\u{2426}';

/// Whether a line would open a record of any known grammar: by a date and a time, or by the head of
/// a client line.
#[must_use]
pub fn opens_record(line: &str) -> bool {
    starts_with_stamp(line.as_bytes()) || form_of(line).is_some()
}

/// Whether bytes begin with a date and a time.
#[must_use]
pub fn starts_with_stamp(line: &[u8]) -> bool {
    const SHAPE: &[u8; 19] = b"dddd.dd.dd dd:dd:dd";
    line.len() >= SHAPE.len()
        && SHAPE.iter().zip(line).all(|(shape, byte)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'.' => matches!(byte, b'.' | b'-'),
            b' ' => matches!(byte, b' ' | b'T'),
            other => byte == other,
        })
}

/// Where readers would begin a record in a line of a body: at its start, or at a whole header
/// further on, which readers accept behind the prefixes of `grep`.
fn record_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let start = opens_record(line).then_some(0);
    let inside = (1..line.len()).filter(|index| is_broadworks_header(&line.as_bytes()[*index..]));
    start.into_iter().chain(inside)
}

fn picture_of(control: char) -> Option<char> {
    match control {
        // The picture of ESC is our escape character; another one stands in for it.
        '\u{1b}' => Some('\u{2426}'),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + control as u32),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    }
}

fn control_of(picture: char) -> char {
    match picture {
        '\u{2421}' => '\u{7f}',
        '\u{2426}' => '\u{1b}',
        other if other > '\u{2421}' => other,
        other => char::from_u32(other as u32 - 0x2400).unwrap_or(other),
    }
}

/// Text that keeps its lines: LF and TAB stay, except LF at either end.
#[must_use]
pub fn encode_block(text: &str) -> Cow<'_, str> {
    let plain = !text.starts_with('\n')
        && !text.ends_with('\n')
        && text
            .chars()
            .all(|c| (!c.is_ascii_control() || matches!(c, '\n' | '\t')) && !PICTURES.contains(&c))
        && text.split('\n').all(|line| record_starts(line).next().is_none());
    if plain {
        return Cow::Borrowed(text);
    }
    let body_start = text.len() - text.trim_start_matches('\n').len();
    let body_end = text.trim_end_matches('\n').len().max(body_start);
    let mut encoded = String::with_capacity(text.len() + 16);
    let mut line_text = String::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let content = line.strip_suffix('\n').unwrap_or(line);
        line_text.clear();
        for character in content.chars() {
            match character {
                '\t' => line_text.push(character),
                other => push_encoded(&mut line_text, other),
            }
        }
        // Judged as it will stand in the file: a picture may complete what a control broke.
        let mut from = 0;
        for start in record_starts(&line_text) {
            encoded.push_str(&line_text[from..start]);
            encoded.push(ESCAPE);
            from = start;
        }
        encoded.push_str(&line_text[from..]);
        if content.len() < line.len() {
            let inside = (body_start..body_end).contains(&(end - 1));
            encoded.push(if inside { '\n' } else { '\u{240a}' });
        }
    }
    Cow::Owned(encoded)
}

/// Text on one line: every control character becomes a picture, blanks at either end too.
#[must_use]
pub fn encode_field(text: &str) -> Cow<'_, str> {
    let plain = text.chars().all(|c| !c.is_ascii_control() && !PICTURES.contains(&c))
        && !text.starts_with(' ')
        && !text.ends_with(' ');
    if plain {
        return Cow::Borrowed(text);
    }
    let inner_start = text.len() - text.trim_start_matches(' ').len();
    let inner_end = text.trim_end_matches(' ').len();
    let mut encoded = String::with_capacity(text.len() + 16);
    for (index, character) in text.char_indices() {
        if character == ' ' && !(inner_start..inner_end).contains(&index) {
            encoded.push('\u{2420}');
        } else {
            push_encoded(&mut encoded, character);
        }
    }
    Cow::Owned(encoded)
}

/// A header column: a field in which no bar can be taken for a border and no date for the start of
/// the next record. An empty one is a lone escape, because readers drop empty columns.
#[must_use]
pub fn encode_column(text: &str) -> Cow<'_, str> {
    if text.is_empty() {
        return Cow::Borrowed("\u{241b}");
    }
    let field = encode_field(text);
    let stamp = |index: usize| starts_with_stamp(&field.as_bytes()[index..]);
    if !field.contains('|') && !(0..field.len()).any(stamp) {
        return field;
    }
    let mut encoded = String::with_capacity(field.len() + 16);
    for (index, character) in field.char_indices() {
        if character == '|' || stamp(index) {
            encoded.push(ESCAPE);
        }
        encoded.push(character);
    }
    Cow::Owned(encoded)
}

fn push_encoded(encoded: &mut String, character: char) {
    if PICTURES.contains(&character) {
        encoded.push(ESCAPE);
        encoded.push(character);
    } else {
        encoded.push(picture_of(character).unwrap_or(character));
    }
}

/// Undoes any of the encodings.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    // All pictures begin with this byte in UTF-8; most text has none.
    if memchr::memchr(0xe2, text.as_bytes()).is_none()
        || !text.chars().any(|c| PICTURES.contains(&c))
    {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == ESCAPE {
            decoded.extend(characters.next());
        } else if PICTURES.contains(&character) {
            decoded.push(control_of(character));
        } else {
            decoded.push(character);
        }
    }
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_whole_header_in_a_value_opens_no_record() {
        let forged =
            "x\n2026.01.01 00:00:00:000 GMT+00:00 | Info       | OCI-P | t | admin\n\n\tFrom";
        let encoded = encode_block(forged);
        assert!(encoded.lines().all(|line| !opens_record(line)));
        assert_eq!(decode(&encoded), forged);
        assert!(!encode_field(forged).contains('\n'));
        assert!(!encode_column("a | b").contains(" | "));
    }

    proptest! {
        #[test]
        fn decoding_undoes_encoding(text in "(?s)[\\x00-\\x7f\u{2400}-\u{2424}é中|\n]{0,60}") {
            prop_assert_eq!(decode(&encode_block(&text)).into_owned(), text.clone());
            prop_assert_eq!(decode(&encode_field(&text)).into_owned(), text.clone());
            prop_assert_eq!(decode(&encode_column(&text)).into_owned(), text.clone());
            prop_assert!(!encode_field(&text).contains('\n'));
        }
    }
}
