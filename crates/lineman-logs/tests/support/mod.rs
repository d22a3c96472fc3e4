//! Files given to a splitter, and the samples.

use std::path::PathBuf;

use lineman_logs::split::{Grammar, RawRecord, Splitter};

/// A record that outlives the splitter.
pub(crate) fn records(grammar: Grammar, bytes: &[u8]) -> Vec<RawRecord<'static>> {
    let mut records = Vec::new();
    let mut splitter = Splitter::new(grammar);
    let mut sink = |record: &RawRecord<'_>| {
        let text = std::borrow::Cow::Owned(record.text.to_string());
        records.push(RawRecord { text, ..record.clone() });
    };
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    for line in lines {
        splitter.line(line, &mut sink);
    }
    splitter.finish(&mut sink);
    records
}

/// The folder of real samples: `LINEMAN_SAMPLES`, else beside the repository. They belong to others
/// and are no part of it: without them a test says that it was skipped, except where `CI` is set.
#[allow(dead_code, reason = "each test file is a crate of its own")]
pub(crate) fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("LINEMAN_SAMPLES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples")),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no samples at {}", folder.display());
    println!("skipped: no samples at {}", folder.display());
    None
}
