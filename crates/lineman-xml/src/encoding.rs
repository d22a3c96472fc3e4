//! Encodings that documents may declare.

use std::borrow::Cow;

use crate::XmlError;

/// An encoding that documents may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, the default of XML.
    #[default]
    Utf8,
    /// ISO-8859-1, what OCI-P clients and servers mostly declare.
    Iso88591,
    /// windows-1252.
    Windows1252,
    /// US-ASCII.
    Ascii,
}

/// windows-1252, 0x80 to 0x9f; `\u{fffd}` where the code page has no character.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

impl Encoding {
    /// The name for a declaration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Iso88591 => "ISO-8859-1",
            Self::Windows1252 => "windows-1252",
            Self::Ascii => "US-ASCII",
        }
    }

    /// The encoding with this name, in any case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" => Some(Self::Iso88591),
            "windows-1252" | "cp1252" => Some(Self::Windows1252),
            "us-ascii" | "ascii" => Some(Self::Ascii),
            _ => None,
        }
    }

    /// Whether a character can be written without a reference.
    ///
    /// ISO-8859-1 leaves out 0x80 to 0x9f: many readers take these bytes for windows-1252.
    #[must_use]
    pub fn can_write(self, character: char) -> bool {
        match self {
            Self::Utf8 => true,
            Self::Ascii => character.is_ascii(),
            Self::Iso88591 | Self::Windows1252 => {
                character.is_ascii() || ('\u{a0}'..='\u{ff}').contains(&character)
            }
        }
    }

    /// The text of bytes in this encoding.
    ///
    /// # Errors
    /// [`XmlError::WrongEncoding`] if the bytes are not of this encoding.
    pub fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
        match self {
            Self::Utf8 => std::str::from_utf8(bytes)
                .map(Cow::Borrowed)
                .map_err(|_| XmlError::WrongEncoding("UTF-8")),
            Self::Ascii if bytes.is_ascii() => Self::Utf8.decode(bytes),
            Self::Ascii => Err(XmlError::WrongEncoding("US-ASCII")),
            Self::Iso88591 => Ok(Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect())),
            Self::Windows1252 => Ok(Cow::Owned(
                bytes
                    .iter()
                    .map(|byte| match byte {
                        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
                        _ => char::from(*byte),
                    })
                    .collect(),
            )),
        }
    }

    /// Writes text whose characters all fit (see [`Encoding::can_write`]); others become `?`.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            _ => text
                .chars()
                .map(|character| {
                    if self.can_write(character) {
                        u8::try_from(u32::from(character)).unwrap_or(b'?')
                    } else {
                        b'?'
                    }
                })
                .collect(),
        }
    }

    /// The encoding that a document declares; UTF-8 without a declaration.
    ///
    /// # Errors
    /// [`XmlError::UnsupportedEncoding`] for UTF-16 and names that are not known.
    pub fn of_document(bytes: &[u8]) -> Result<Self, XmlError> {
        if bytes.starts_with(&[0xfe, 0xff]) || bytes.starts_with(&[0xff, 0xfe]) {
            return Err(XmlError::UnsupportedEncoding("UTF-16".to_owned()));
        }
        let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = body.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        let Some(declaration) = body[start..].strip_prefix(b"<?xml") else { return Ok(Self::Utf8) };
        // A declaration is short; a longer one is no declaration.
        let declaration = &declaration[..declaration.len().min(256)];
        let Some(end) = declaration.windows(2).position(|pair| pair == b"?>") else {
            return Ok(Self::Utf8);
        };
        let declaration = String::from_utf8_lossy(&declaration[..end]).into_owned();
        let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(Self::Utf8) };
        let Some(rest) = rest.trim_start().strip_prefix('=') else { return Ok(Self::Utf8) };
        let rest = rest.trim_start();
        let Some(quote @ ('"' | '\'')) = rest.chars().next() else { return Ok(Self::Utf8) };
        let name = rest[1..].split(quote).next().unwrap_or_default();
        Self::parse(name).ok_or_else(|| XmlError::UnsupportedEncoding(name.to_owned()))
    }
}
