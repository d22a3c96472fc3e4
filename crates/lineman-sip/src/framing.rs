//! Messages out of a byte stream (RFC 3261 section 18.3, keep-alives of RFC 5626 section 3.5.1).

use lineman_model::limits::SIP_MESSAGE_BYTES;
use memchr::memmem;

use crate::error::SipError;
use crate::message::Message;

/// What a stream holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The bytes of one message.
    Message(Vec<u8>),
    /// CRLF CRLF between messages: the other side wants to know whether we are there.
    Ping,
    /// CRLF between messages: the answer to our ping.
    Pong,
}

/// Cuts a byte stream into frames. After an error the stream has no known boundary any more and
/// must be closed.
#[derive(Debug)]
pub struct StreamFramer {
    buffer: Vec<u8>,
    pings_expected: bool,
}

impl StreamFramer {
    /// For the side that accepted the connection: it gets pings.
    #[must_use]
    pub const fn accepting() -> Self {
        Self { buffer: Vec::new(), pings_expected: true }
    }

    /// For the side that opened the connection: it gets pongs.
    #[must_use]
    pub const fn connecting() -> Self {
        Self { buffer: Vec::new(), pings_expected: false }
    }

    /// Adds bytes and gives the frames that are complete now.
    ///
    /// # Errors
    /// When a message is over the limit, or its header section has no usable length.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Frame>, SipError> {
        self.buffer.extend_from_slice(bytes);
        let mut frames = Vec::new();
        while let Some(frame) = self.next_frame()? {
            frames.push(frame);
        }
        Ok(frames)
    }

    /// Bytes that wait for the rest of their message.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.buffer.len()
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, SipError> {
        if self.buffer.starts_with(b"\r\n") {
            let frame = if !self.pings_expected {
                Some((2, Frame::Pong))
            } else if self.buffer.starts_with(b"\r\n\r\n") {
                Some((4, Frame::Ping))
            } else if self.buffer.len() > 3 || (self.buffer.len() == 3 && self.buffer[2] != b'\r') {
                // A stray line break in front of a message.
                Some((2, Frame::Pong))
            } else {
                None
            };
            return Ok(frame.map(|(used, frame)| {
                self.buffer.drain(..used);
                frame
            }));
        }
        if self.buffer.is_empty() {
            return Ok(None);
        }
        let Some(head) = head_length(&self.buffer) else {
            return self.wait();
        };
        // Only the head is read here; the body may still be on its way.
        let body = Message::from_log(&String::from_utf8_lossy(&self.buffer[..head]))?
            .message
            .content_length()?
            .unwrap_or(0);
        let total = head.saturating_add(body);
        if total > SIP_MESSAGE_BYTES {
            return Err(SipError::TooLong { limit: SIP_MESSAGE_BYTES });
        }
        if self.buffer.len() < total {
            return Ok(None);
        }
        Ok(Some(Frame::Message(self.buffer.drain(..total).collect())))
    }

    fn wait(&self) -> Result<Option<Frame>, SipError> {
        if self.buffer.len() > SIP_MESSAGE_BYTES {
            Err(SipError::TooLong { limit: SIP_MESSAGE_BYTES })
        } else {
            Ok(None)
        }
    }
}

/// Length of start line and header section, the empty line included.
fn head_length(bytes: &[u8]) -> Option<usize> {
    let crlf = memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4);
    let bare = memmem::find(bytes, b"\n\n").map(|at| at + 2);
    match (crlf, bare) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (found, None) | (None, found) => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"OPTIONS sip:h SIP/2.0\r\nContent-Length: 3\r\n\r\nabc";

    #[test]
    fn messages_arrive_in_any_pieces() {
        let stream = [b"\r\n\r\n", MESSAGE, b"\r\n", MESSAGE].concat();
        for size in [1, 2, 3, 7, 1000] {
            let mut framer = StreamFramer::accepting();
            let mut frames = Vec::new();
            for piece in stream.chunks(size) {
                frames.extend(framer.push(piece).expect("good stream"));
            }
            let message = Frame::Message(MESSAGE.to_vec());
            assert_eq!(frames, [Frame::Ping, message.clone(), Frame::Pong, message], "{size}");
            assert_eq!(framer.pending(), 0);
        }
    }

    #[test]
    fn the_connecting_side_sees_single_line_breaks() {
        let mut framer = StreamFramer::connecting();
        assert_eq!(framer.push(b"\r\n"), Ok(vec![Frame::Pong]));
    }

    #[test]
    fn a_stream_without_end_of_headers_is_cut_off() {
        let mut framer = StreamFramer::accepting();
        let long = vec![b'a'; SIP_MESSAGE_BYTES + 1];
        assert!(matches!(framer.push(&long), Err(SipError::TooLong { .. })));
        let mut framer = StreamFramer::accepting();
        let announced = b"OPTIONS sip:h SIP/2.0\r\nl: 99999999\r\n\r\n";
        assert!(matches!(framer.push(announced), Err(SipError::TooLong { .. })));
    }
}
