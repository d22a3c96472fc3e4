//! Text that is not in bytes: UTF-16 is turned into UTF-8 while it is read.

use std::io::{self, Read};

/// How the text of an input is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes; the record reader decides record by record.
    Bytes,
    /// UTF-16, the low byte first.
    Utf16Little,
    /// UTF-16, the high byte first.
    Utf16Big,
}

/// The coding, and how many first bytes are its mark.
pub(crate) fn detect(head: &[u8]) -> (Encoding, usize) {
    if head.starts_with(b"\xff\xfe") {
        return (Encoding::Utf16Little, 2);
    }
    if head.starts_with(b"\xfe\xff") {
        return (Encoding::Utf16Big, 2);
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        return (Encoding::Bytes, 3);
    }
    // Without a mark: Latin text in UTF-16 has a NUL in every second place and nowhere else.
    let sample = &head[..head.len().min(512) & !1];
    if sample.len() >= 32 {
        let even = sample.iter().step_by(2).filter(|byte| **byte == 0).count();
        let odd = sample.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
        let most = sample.len() / 2 * 9 / 10;
        if even == 0 && odd >= most {
            return (Encoding::Utf16Little, 0);
        }
        if odd == 0 && even >= most {
            return (Encoding::Utf16Big, 0);
        }
    }
    (Encoding::Bytes, 0)
}

/// Whether text with these first bytes is binary: NULs, or many control characters.
pub(crate) fn looks_binary(head: &[u8]) -> bool {
    if head.contains(&0) {
        return true;
    }
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f))
        .count();
    controls * 20 > head.len()
}

/// UTF-16 in, UTF-8 out. A half character becomes U+FFFD.
pub(crate) struct Utf16<R: Read> {
    inner: R,
    big: bool,
    /// A byte whose partner is not read yet.
    half: Option<u8>,
    /// A high surrogate whose partner is not read yet.
    high: Option<u16>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf16<R> {
    pub(crate) fn new(inner: R, big: bool) -> Self {
        Self { inner, big, half: None, high: None, text: Vec::new(), given: 0, ended: false }
    }

    fn put(&mut self, character: char) {
        let mut buffer = [0; 4];
        self.text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }

    fn unit(&mut self, unit: u16) {
        if let Some(high) = self.high.take() {
            let mut pair = char::decode_utf16([high, unit]);
            match pair.next() {
                Some(Ok(character)) => {
                    self.put(character);
                    return;
                }
                _ => self.put(char::REPLACEMENT_CHARACTER),
            }
        }
        match unit {
            0xd800..=0xdbff => self.high = Some(unit),
            0xdc00..=0xdfff => self.put(char::REPLACEMENT_CHARACTER),
            plain => self.put(char::from_u32(u32::from(plain)).unwrap_or('\u{fffd}')),
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        let mut buffer = [0; 8192];
        let count = self.inner.read(&mut buffer)?;
        if count == 0 {
            self.ended = true;
            if self.half.take().is_some() || self.high.take().is_some() {
                self.put(char::REPLACEMENT_CHARACTER);
            }
            return Ok(());
        }
        for byte in &buffer[..count] {
            let Some(first) = self.half.take() else {
                self.half = Some(*byte);
                continue;
            };
            let pair = [first, *byte];
            self.unit(if self.big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.refill()?;
        }
        let rest = &self.text[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], big: bool) -> String {
        let mut text = Vec::new();
        let mut reader = Utf16::new(bytes, big);
        io::copy(&mut reader, &mut text).expect("memory");
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn utf16_is_read_in_both_orders() {
        let text = "Zürich 中文 🙂\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, false), text);
        assert_eq!(decode(&big, true), text);
    }

    #[test]
    fn half_characters_are_replaced_and_lose_nothing_else() {
        assert_eq!(decode(&[0x41, 0, 0x42], false), "A\u{fffd}");
        assert_eq!(decode(&[0x3d, 0xd8, 0x41, 0], false), "\u{fffd}A");
        assert_eq!(decode(&[0x00, 0xdc, 0x41, 0], false), "\u{fffd}A");
        assert_eq!(decode(&[0x3d, 0xd8], false), "\u{fffd}");
    }

    #[test]
    fn utf16_without_a_mark_is_recognised() {
        let little: Vec<u8> =
            "2026-01-01 a line of text".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&little), (Encoding::Utf16Little, 0));
        assert_eq!(detect(b"2026-01-01 a line of plain text, long enough"), (Encoding::Bytes, 0));
        assert_eq!(detect(b"\xef\xbb\xbfx"), (Encoding::Bytes, 3));
    }

    #[test]
    fn binary_is_told_from_text() {
        assert!(looks_binary(b"\x7fELF\x02\x01\x01\x00"));
        assert!(!looks_binary("2016.04.27 | Info\r\n\tÄ\x1b[0m".as_bytes()));
        assert!(!looks_binary(b""));
    }
}
