//! What the tests of this crate share.
#![allow(dead_code, reason = "every test binary uses its own part")]

pub(crate) mod build;
pub(crate) mod scenes;

use lineman_diagnose::{Engine, InputSummary, Options, Report};
use lineman_logs::split::{Grammar, Splitter};
use lineman_model::LogKind;

/// A log as a file.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) kind: LogKind,
    pub(crate) text: String,
}

/// Reads files the way the command does, without a file system.
pub(crate) fn diagnose(files: &[File]) -> Report {
    diagnose_with(files, Options::default())
}

/// The same with options.
pub(crate) fn diagnose_with(files: &[File], options: Options) -> Report {
    let mut engine = Engine::new(options);
    for file in files {
        let id = engine.begin_input(&file.path, file.kind);
        let mut splitter = Splitter::new(Grammar::of(file.kind));
        for line in file.text.as_bytes().split(|byte| *byte == b'\n') {
            splitter.line(line, &mut |raw| engine.record(id, raw));
        }
        splitter.finish(&mut |raw| engine.record(id, raw));
        let summary = InputSummary { bytes: file.text.len() as u64, ..InputSummary::default() };
        engine.end_input(id, summary);
    }
    engine.finish()
}
