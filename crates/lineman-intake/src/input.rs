//! One input while it is read.

use std::cell::Cell;
use std::rc::Rc;

use crate::budget::size_text;
use crate::capped::Capped;
use crate::encoding::{Encoding, Utf16, detect, looks_binary};
use crate::lines::{Line, Lines};
use crate::window::{WINDOW_BYTES, Window};

/// How the reading of an input ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// At its end.
    Complete,
    /// Before its end: damaged or cut. The text says what was met.
    Truncated(String),
    /// At one of our caps. The text says at which.
    Capped(String),
}

/// What is known of an input when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Decompressed bytes that were read.
    pub bytes: u64,
    /// How it ended.
    pub ending: Ending,
    /// The last line had no line end.
    pub unterminated: bool,
    /// Lines longer than [`lineman_model::limits::RECORD_BYTES`], which were cut.
    pub long_lines: u64,
    /// Further remarks, for the reader of a report.
    pub notes: Vec<String>,
}

/// The text of a file or of a member of an archive.
pub struct Input<'a> {
    name: String,
    window: Window<'a>,
    bytes: Rc<Cell<u64>>,
    lines: Lines,
    notes: Vec<String>,
    progress: (Rc<Cell<u64>>, u64),
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Input<'a> {
    pub(crate) fn new(
        name: String,
        mut window: Window<'a>,
        bytes: Rc<Cell<u64>>,
        mut notes: Vec<String>,
        progress: (Rc<Cell<u64>>, u64),
    ) -> Self {
        skip_leading_nul(&mut window, &mut notes);
        let (encoding, mark) = detect(window.peek(512));
        window.consume(mark);
        let window = match encoding {
            Encoding::Bytes => window,
            Encoding::Utf16Little | Encoding::Utf16Big => {
                notes.push(String::from("UTF-16 text: read as such"));
                Window::new(Box::new(Utf16::new(window, encoding == Encoding::Utf16Big)))
            }
        };
        Self { name, window, bytes, lines: Lines::default(), notes, progress }
    }

    /// How the input is called in a report: `a.zip!/b.txt` for a member of an archive.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first bytes of the text (up to 128 KiB), for recognising it; only before the first line.
    pub fn head(&mut self) -> &[u8] {
        self.window.peek(WINDOW_BYTES)
    }

    /// Whether the content looks binary; only before the first line.
    pub fn looks_binary(&mut self) -> bool {
        looks_binary(self.head())
    }

    /// The next line, none at the end.
    pub fn next_line(&mut self) -> Option<Line<'_>> {
        self.lines.next(&mut self.window)
    }

    /// Compressed bytes read so far, and bytes to read, over everything that was named.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.progress.0.get().min(self.progress.1), self.progress.1)
    }

    /// What is known of it; complete only after [`Input::next_line`] gave none.
    #[must_use]
    pub fn reading(&self) -> Reading {
        let mut notes = self.notes.clone();
        if self.lines.dropped > 0 {
            notes.push(format!(
                "{} line(s) longer than 1 MiB were cut: {} passed over",
                self.lines.long_lines,
                size_text(self.lines.dropped)
            ));
        }
        Reading {
            bytes: self.bytes.get(),
            ending: self.window.ending().cloned().unwrap_or(Ending::Complete),
            unterminated: self.lines.unterminated,
            long_lines: self.lines.long_lines,
            notes,
        }
    }
}

/// A window over capped content, with the counter of its bytes.
pub(crate) fn window_over(capped: Capped<'_>) -> (Window<'_>, Rc<Cell<u64>>) {
    let counter = capped.counter();
    (Window::new(Box::new(capped)), counter)
}

/// A log that was emptied while its writer went on begins with a hole; the text behind it counts.
fn skip_leading_nul(window: &mut Window<'_>, notes: &mut Vec<String>) {
    // Two NULs at least: one alone may be half of a UTF-16 character.
    if !window.peek(2).starts_with(&[0, 0]) {
        return;
    }
    let mut skipped = 0_u64;
    loop {
        let held = window.peek(1);
        let zeros = held.iter().position(|byte| *byte != 0).unwrap_or(held.len());
        if zeros == 0 {
            break;
        }
        window.consume(zeros);
        skipped += zeros as u64;
    }
    notes.push(format!("begins with {} of NUL bytes, passed over", size_text(skipped)));
}
