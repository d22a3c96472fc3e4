//! Text from the bytes of a record.

use std::borrow::Cow;

/// UTF-8, else the charset of an XML declaration in the record, else windows-1252. Never fails.
pub(crate) fn decode_bytes(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // A cut in the middle of a character is no reason for another charset.
        Err(error) if error.error_len().is_none() => {
            Cow::Owned(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
        }
        Err(_) if declares(bytes, b"utf-8") => String::from_utf8_lossy(bytes),
        Err(_) if declares(bytes, b"iso-8859-1") => {
            Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        Err(_) => Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect()),
    }
}

fn declares(bytes: &[u8], charset: &[u8]) -> bool {
    let Some(start) = memchr::memmem::find(bytes, b"encoding=") else { return false };
    bytes
        .get(start + 10..start + 10 + charset.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(charset))
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_byte_is_decoded() {
        assert_eq!(decode_bytes("é中".as_bytes()), "é中");
        assert_eq!(
            decode_bytes(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9\x80</a>"),
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é\u{80}</a>"
        );
        assert_eq!(
            decode_bytes(b"<?xml version=\"1.0\" encoding='utf-8'?>\xe9x"),
            "<?xml version=\"1.0\" encoding='utf-8'?>\u{fffd}x"
        );
        assert_eq!(decode_bytes(b"\x80\xff"), "€ÿ");
        assert_eq!(decode_bytes("é".as_bytes().get(..1).unwrap_or_default()), "");
    }
}
