//! From paths to a report: the intake reads, the splitter cuts, the engine judges.

use std::path::PathBuf;

use lineman_diagnose::{Engine, InputSummary, Options, Report};
use lineman_intake::{Ending, Input, Intake, Refusal, Visitor};
use lineman_logs::sniff::sniff_named;
use lineman_logs::split::{RawRecord, Splitter};
use lineman_model::LogKind;

/// Lines between two calls of the progress callback.
const PROGRESS_LINES: u64 = 4096;

/// Reads everything that is named and diagnoses it. `progress` hears bytes read and bytes to read.
pub fn diagnose(paths: &[PathBuf], options: Options, progress: &mut dyn FnMut(u64, u64)) -> Report {
    let mut feed = Feed { engine: Engine::new(options), progress };
    Intake::default().read(paths, &mut feed);
    feed.engine.finish()
}

struct Feed<'a> {
    engine: Engine,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Visitor for Feed<'_> {
    fn input(&mut self, input: &mut Input<'_>) {
        let name = input.name().to_owned();
        let sniffed = sniff_named(input.head(), Some(&name));
        if sniffed.kind == LogKind::Pcap {
            self.engine.unreadable(&name, "a packet capture; give the text logs");
            return;
        }
        // A known log may hold a NUL that somebody typed, or end in noise.
        if sniffed.kind == LogKind::Unknown && input.looks_binary() {
            self.engine.unreadable(&name, "binary data, not a text log");
            return;
        }
        let id = self.engine.begin_input(&name, sniffed.kind);
        let mut splitter = Splitter::new(sniffed.grammar);
        let engine = &mut self.engine;
        let mut sink = |record: &RawRecord<'_>| engine.record(id, record);
        while let Some(line) = input.next_line() {
            let line_number = line.number;
            if line.dropped > 0 {
                splitter.cut_line(line.bytes, &mut sink);
            } else {
                splitter.line(line.bytes, &mut sink);
            }
            if line_number % PROGRESS_LINES == 0 {
                let (read, total) = input.progress();
                (self.progress)(read, total);
            }
        }
        splitter.finish(&mut sink);
        let reading = input.reading();
        let mut summary =
            InputSummary { bytes: reading.bytes, notes: reading.notes, ..InputSummary::default() };
        match reading.ending {
            Ending::Complete => {}
            Ending::Truncated(reason) => summary.truncated = Some(reason),
            Ending::Capped(reason) => summary.capped = Some(reason),
        }
        self.engine.end_input(id, summary);
    }

    fn refused(&mut self, name: &str, refusal: &Refusal) {
        let reason = refusal.to_string();
        if refusal.is_damage() {
            self.engine.damaged(name, &reason);
        } else if refusal.is_cap() {
            self.engine.capped(name, &reason);
        } else {
            self.engine.unreadable(name, &reason);
        }
    }

    fn progress(&mut self, read: u64, total: u64) {
        (self.progress)(read, total);
    }
}
