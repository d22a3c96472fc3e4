//! A buffered reader that can look ahead, and that turns an error into an end with a reason.

use std::io::{self, Read};

use crate::capped::cap_behind;
use crate::input::Ending;

/// Bytes held; also the furthest look ahead.
pub(crate) const WINDOW_BYTES: usize = 128 * 1024;

/// A window over a reader.
pub(crate) struct Window<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    ending: Option<Ending>,
}

impl<'a> Window<'a> {
    pub(crate) fn new(inner: Box<dyn Read + 'a>) -> Self {
        Self {
            inner,
            buffer: vec![0; WINDOW_BYTES].into_boxed_slice(),
            start: 0,
            end: 0,
            ending: None,
        }
    }

    /// At least `wanted` bytes, or everything up to the end.
    pub(crate) fn peek(&mut self, wanted: usize) -> &[u8] {
        let wanted = wanted.min(WINDOW_BYTES);
        while self.end - self.start < wanted && self.ending.is_none() {
            self.fill();
        }
        &self.buffer[self.start..self.end]
    }

    /// Takes `count` of the bytes that were looked at.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Why there is nothing after the bytes that are left; none while it goes on.
    pub(crate) const fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    fn fill(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        match self.inner.read(&mut self.buffer[self.end..]) {
            Ok(0) => self.ending = Some(Ending::Complete),
            Ok(count) => self.end += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => self.ending = Some(ending_of(&error)),
        }
    }
}

/// What an error in the middle of an input means for it.
fn ending_of(error: &io::Error) -> Ending {
    if let Some(cap) = cap_behind(error) {
        return Ending::Capped(cap);
    }
    Ending::Truncated(match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            String::from("the compressed data ends in the middle: what came before is read")
        }
        _ => format!("reading stopped ({error}): what came before is read"),
    })
}

impl Read for Window<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let held = self.peek(1);
        let count = held.len().min(buffer.len());
        buffer[..count].copy_from_slice(&held[..count]);
        self.consume(count);
        if count == 0 && !buffer.is_empty() {
            return match &self.ending {
                Some(Ending::Truncated(text)) => Err(io::Error::other(text.clone())),
                Some(Ending::Capped(text)) => {
                    Err(io::Error::other(crate::capped::CapReached(text.clone())))
                }
                _ => Ok(0),
            };
        }
        Ok(count)
    }
}
