//! The engine: takes records, gives a report.

use lineman_model::LogKind;

use crate::input::{Input, InputId, InputSummary};
use crate::options::Options;
use crate::report::{Counts, InputReport, Report, SCHEMA};

/// Reads records and judges them.
#[derive(Debug)]
pub struct Engine {
    options: Options,
    inputs: Vec<Input>,
    counts: Counts,
}

impl Engine {
    /// A new diagnosis.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, inputs: Vec::new(), counts: Counts::default() }
    }

    /// An input begins; `path` is how the report names it.
    pub fn begin_input(&mut self, path: &str, kind: LogKind) -> InputId {
        let id = u32::try_from(self.inputs.len()).unwrap_or(u32::MAX);
        self.inputs.push(Input::new(path, kind));
        InputId(id)
    }

    /// An input ended.
    pub fn end_input(&mut self, id: InputId, summary: InputSummary) {
        if let Some(input) = self.inputs.get_mut(id.0 as usize) {
            input.summary = summary;
        }
    }

    /// Something on the way could not be opened or read.
    pub fn unreadable(&mut self, path: &str, reason: &str) {
        let id = self.begin_input(path, LogKind::Unknown);
        if let Some(input) = self.inputs.get_mut(id.0 as usize) {
            input.readable = false;
            input.summary.notes.push(reason.to_owned());
        }
    }

    /// Judges everything that was read.
    #[must_use]
    pub fn finish(self) -> Report {
        let _ = &self.options;
        let inputs = self.inputs.iter().map(report_input).collect();
        Report {
            schema: SCHEMA,
            inputs,
            counts: self.counts,
            journeys: Vec::new(),
            findings: Vec::new(),
            call_flows: Vec::new(),
            call_flows_left_out: 0,
            not_visible: Vec::new(),
        }
    }
}

fn report_input(input: &Input) -> InputReport {
    InputReport {
        path: input.path.clone(),
        log: input.log,
        records: input.records,
        bytes: input.summary.bytes,
        unread_lines: input.summary.unread_lines,
        zone: input.zones.resolve().map(crate::zone::Zone::text),
        notes: input.summary.notes.clone(),
        readable: input.readable,
    }
}
