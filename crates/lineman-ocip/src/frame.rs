//! Framing: no length prefix, a document ends with its end tag.

use lineman_model::limits;
use thiserror::Error;

const ROOT: &[u8] = b"BroadsoftDocument";
/// Longest namespace prefix of the root element that is looked for.
const PREFIX: usize = 64;

/// Why a byte stream is not OCI-P.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// No end tag within the limit.
    #[error("reading an OCI-P stream: no end of document within {0} bytes")]
    TooLarge(usize),
    /// The stream does not begin with markup.
    #[error("reading an OCI-P stream: expected an XML document")]
    NotADocument,
}

/// Cuts a byte stream into documents, however it was segmented.
///
/// Between documents CR, LF, NUL, blanks and tabs are skipped: clients end a document with any of
/// them or with nothing.
#[derive(Debug)]
pub struct FrameBuffer {
    bytes: Vec<u8>,
    searched: usize,
    limit: usize,
}

impl Default for FrameBuffer {
    fn default() -> Self {
        Self::new(limits::OCI_DOCUMENT_BYTES)
    }
}

impl FrameBuffer {
    /// A buffer that accepts documents of at most `limit` bytes.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), searched: 0, limit }
    }

    /// Changes the limit, for a peer that is trusted with more.
    pub const fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// Adds received bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Bytes that wait for the rest of a document.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.bytes.len()
    }

    /// The next complete document, if there is one.
    ///
    /// # Errors
    /// [`FrameError`]; the stream is then of no more use.
    pub fn next_document(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        if self.searched == 0 {
            let blanks = self
                .bytes
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n' | b'\0' | b' ' | b'\t'))
                .count();
            self.bytes.drain(..blanks);
        }
        match self.bytes.first() {
            None => return Ok(None),
            // 0xef opens a byte order mark.
            Some(b'<' | 0xef) => {}
            Some(_) => return Err(FrameError::NotADocument),
        }
        while let Some(step) = self.bytes[self.searched..].iter().position(|byte| *byte == b'>') {
            let close = self.searched + step;
            self.searched = close + 1;
            if close >= self.limit {
                return Err(FrameError::TooLarge(self.limit));
            }
            if is_end_tag(&self.bytes[..close]) {
                let rest = self.bytes.split_off(close + 1);
                self.searched = 0;
                return Ok(Some(std::mem::replace(&mut self.bytes, rest)));
            }
        }
        self.searched = self.bytes.len();
        if self.bytes.len() > self.limit {
            return Err(FrameError::TooLarge(self.limit));
        }
        Ok(None)
    }
}

/// Whether the bytes before a `>` are `</BroadsoftDocument` or the same with a prefix.
fn is_end_tag(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let Some(before) = before.strip_suffix(ROOT) else { return false };
    if before.ends_with(b"</") {
        return true;
    }
    let Some(before) = before.strip_suffix(b":") else { return false };
    let tail = &before[before.len().saturating_sub(PREFIX + 2)..];
    match tail.windows(2).rposition(|pair| pair == b"</") {
        Some(start) => {
            let prefix = &tail[start + 2..];
            !prefix.is_empty()
                && prefix.iter().all(|byte| {
                    byte.is_ascii_alphanumeric()
                        || matches!(byte, b'_' | b'-' | b'.')
                        || *byte >= 0x80
                })
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(buffer: &mut FrameBuffer) -> Vec<String> {
        let mut found = Vec::new();
        while let Some(document) = buffer.next_document().expect("a good stream") {
            found.push(String::from_utf8(document).expect("text"));
        }
        found
    }

    #[test]
    fn documents_are_cut_whatever_stands_between() {
        let mut buffer = FrameBuffer::default();
        buffer.push(b"<BroadsoftDocument>1</BroadsoftDocument>\r\n\0 <?xml version='1.0'?>");
        buffer.push(b"<n:BroadsoftDocument>2</n:BroadsoftDocument ><BroadsoftDocument>");
        assert_eq!(
            all(&mut buffer),
            [
                "<BroadsoftDocument>1</BroadsoftDocument>",
                "<?xml version='1.0'?><n:BroadsoftDocument>2</n:BroadsoftDocument >"
            ]
        );
        buffer.push(b"3</BroadsoftDocument>\0");
        assert_eq!(all(&mut buffer), ["<BroadsoftDocument>3</BroadsoftDocument>"]);
        assert_eq!(all(&mut buffer), Vec::<String>::new());
        assert_eq!(buffer.pending(), 0);
    }

    #[test]
    fn a_document_without_an_end_is_given_up() {
        let mut buffer = FrameBuffer::new(50);
        buffer.push(b"<BroadsoftDocument>");
        assert_eq!(buffer.next_document(), Ok(None));
        buffer.push(&[b'x'; 50]);
        assert_eq!(buffer.next_document(), Err(FrameError::TooLarge(50)));
        let mut buffer = FrameBuffer::new(50);
        buffer.push(&[b' '; 60]);
        assert_eq!(buffer.next_document(), Ok(None));
        assert_eq!(buffer.pending(), 0);
    }

    #[test]
    fn another_protocol_is_told_at_once() {
        let mut buffer = FrameBuffer::default();
        buffer.push(b"GET / HTTP/1.1\r\n");
        assert_eq!(buffer.next_document(), Err(FrameError::NotADocument));
    }

    proptest! {
        #[test]
        fn segmentation_does_not_matter(
            bodies in proptest::collection::vec("[a-z<>/:& ]{0,30}", 1..5),
            ends in proptest::collection::vec("[\r\n\0 ]{0,3}", 5),
            size in 1_usize..20,
        ) {
            let documents: Vec<String> = bodies
                .iter()
                .map(|body| format!("<BroadsoftDocument>{body}</BroadsoftDocument>"))
                .collect();
            let stream: String = documents
                .iter()
                .zip(&ends)
                .map(|(document, end)| format!("{document}{end}"))
                .collect();
            let mut buffer = FrameBuffer::default();
            let mut found = Vec::new();
            for chunk in stream.as_bytes().chunks(size) {
                buffer.push(chunk);
                found.extend(all(&mut buffer));
            }
            prop_assert_eq!(found, documents);
        }
    }
}
