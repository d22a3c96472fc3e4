//! Lines in bounded memory.

use lineman_model::limits;

use crate::window::{WINDOW_BYTES, Window};

/// One line, without its LF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line, or its first [`limits::RECORD_BYTES`].
    pub bytes: &'a [u8],
    /// Counted from 1.
    pub number: u64,
    /// How many bytes of a longer line were passed over.
    pub dropped: u64,
    /// Whether an LF ended it; only the last line of an input may lack it.
    pub terminated: bool,
}

/// The state between two lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    line: Vec<u8>,
    number: u64,
    pub(crate) long_lines: u64,
    pub(crate) dropped: u64,
    pub(crate) unterminated: bool,
}

impl Lines {
    pub(crate) fn next<'l>(&'l mut self, window: &mut Window<'_>) -> Option<Line<'l>> {
        self.line.clear();
        if self.line.capacity() > WINDOW_BYTES {
            self.line.shrink_to(WINDOW_BYTES);
        }
        let mut dropped = 0;
        let mut any = false;
        let terminated = loop {
            let held = window.peek(1);
            if held.is_empty() {
                break false;
            }
            any = true;
            let found = memchr::memchr(b'\n', held);
            let part = &held[..found.unwrap_or(held.len())];
            let room = limits::RECORD_BYTES - self.line.len();
            let kept = part.len().min(room);
            self.line.extend_from_slice(&part[..kept]);
            dropped += (part.len() - kept) as u64;
            let used = part.len() + usize::from(found.is_some());
            window.consume(used);
            if found.is_some() {
                break true;
            }
        };
        if !any {
            return None;
        }
        self.number += 1;
        self.dropped += dropped;
        self.long_lines += u64::from(dropped > 0);
        self.unterminated = !terminated;
        Some(Line { bytes: &self.line, number: self.number, dropped, terminated })
    }
}
