//! Reading the logs back with the reader that the troubleshooter uses.

use lineman_logs::MemorySink;
use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::split::{Grammar, Splitter};

/// The records of a log.
pub fn records(sink: &MemorySink) -> Vec<BroadWorksRecord> {
    let mut records = Vec::new();
    let mut take = |raw: &lineman_logs::split::RawRecord<'_>| {
        records.push(BroadWorksRecord::read(raw).expect("every record has a header"));
    };
    let mut splitter = Splitter::new(Grammar::BroadWorks);
    for line in sink.text().lines() {
        splitter.line(line.as_bytes(), &mut take);
    }
    splitter.finish(&mut take);
    records
}

/// The bodies of a log's records.
pub fn bodies(sink: &MemorySink) -> Vec<String> {
    records(sink).into_iter().map(|record| record.body).collect()
}

/// Asserts that there are as many records as words and that each holds its word.
#[track_caller]
pub fn assert_in_order(sink: &MemorySink, words: &[&str]) {
    let bodies = bodies(sink);
    assert_eq!(bodies.len(), words.len(), "{bodies:#?}");
    for (body, word) in bodies.iter().zip(words) {
        assert!(body.contains(word), "`{word}` in {body}");
    }
}
