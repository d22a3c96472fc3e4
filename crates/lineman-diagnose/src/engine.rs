//! The engine: takes records, gives a report.

use lineman_logs::split::RawRecord;
use lineman_model::LogKind;

use crate::assemble::assemble;
use crate::input::{Input, InputId, InputSummary};
use crate::options::Options;
use crate::readers;
use crate::report::Report;
use crate::sink::Sink;

/// Reads records and judges them.
///
/// Inputs may be read one after the other or in turns. What is kept is bounded, however long the
/// inputs are.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    inputs: Vec<Input>,
    sink: Sink,
}

impl Engine {
    /// A new diagnosis.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let windowed = options.since.is_some() || options.until.is_some();
        Self { options, inputs: Vec::new(), sink: Sink::new(windowed) }
    }

    /// An input begins; `path` is how the report names it.
    pub fn begin_input(&mut self, path: &str, kind: LogKind) -> InputId {
        let id = u32::try_from(self.inputs.len()).unwrap_or(u32::MAX);
        self.inputs.push(Input::new(path, kind));
        InputId(id)
    }

    /// The next record of an input.
    pub fn record(&mut self, id: InputId, raw: &RawRecord<'_>) {
        let Some(input) = self.inputs.get_mut(id.0 as usize) else { return };
        // Blank lines alone are no record, and no line that could not be read.
        if !raw.truncated && raw.text.trim().is_empty() {
            return;
        }
        input.has_content = true;
        if raw.truncated {
            input.cut_records += 1;
        }
        let mut state = std::mem::take(&mut input.state);
        let placed = readers::read(raw, id.0, input, &mut state, &mut self.sink);
        input.state = state;
        if placed {
            input.records += 1;
        } else {
            input.unread_lines += raw.last_line.saturating_sub(raw.first_line) + 1;
        }
    }

    /// An input ended.
    pub fn end_input(&mut self, id: InputId, summary: InputSummary) {
        if let Some(input) = self.inputs.get_mut(id.0 as usize) {
            let cut_short = summary.truncated.is_some() || summary.capped.is_some();
            input.readable &= input.has_content || !cut_short;
            input.summary = summary;
            input.state = readers::ReaderState::default();
        }
    }

    /// Something on the way could not be opened or read.
    pub fn unreadable(&mut self, path: &str, reason: &str) {
        let mut input = Input::new(path, LogKind::Unknown);
        input.readable = false;
        input.summary.notes.push(reason.to_owned());
        self.inputs.push(input);
    }

    /// Something on the way breaks off; what was found in it are inputs of their own.
    pub fn damaged(&mut self, path: &str, reason: &str) {
        let mut input = Input::new(path, LogKind::Unknown);
        input.readable = false;
        input.summary.truncated = Some(reason.to_owned());
        self.inputs.push(input);
    }

    /// Something on the way was not read, or not further, because of a limit; what was found in it
    /// are inputs of their own.
    pub fn capped(&mut self, path: &str, reason: &str) {
        let mut input = Input::new(path, LogKind::Unknown);
        input.readable = false;
        input.summary.capped = Some(reason.to_owned());
        self.inputs.push(input);
    }

    /// Judges everything that was read.
    #[must_use]
    pub fn finish(self) -> Report {
        assemble(&self.options, self.inputs, self.sink)
    }
}
