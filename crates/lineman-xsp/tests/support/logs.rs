//! Reading the logs back with the reader that the troubleshooter uses.

use std::time::Duration;

use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::split::{Grammar, Splitter};
use lineman_logs::{LogSink, MemorySink};

/// Longest wait for a record.
const PATIENCE: Duration = Duration::from_secs(5);

/// A log in memory that can be waited for: a refused handshake is logged after its client knows.
pub(crate) struct TestLog {
    memory: MemorySink,
    appended: tokio::sync::watch::Sender<usize>,
}

impl Default for TestLog {
    fn default() -> Self {
        Self { memory: MemorySink::default(), appended: tokio::sync::watch::channel(0).0 }
    }
}

impl LogSink for TestLog {
    fn append(&self, record: &str) {
        self.memory.append(record);
        self.appended.send_modify(|count| *count += 1);
    }
}

impl TestLog {
    pub(crate) fn text(&self) -> String {
        self.memory.text()
    }

    /// Waits until so many records are there.
    pub(crate) async fn reach(&self, count: usize) {
        let mut appended = self.appended.subscribe();
        let reached = appended.wait_for(|present| *present >= count);
        assert!(tokio::time::timeout(PATIENCE, reached).await.is_ok(), "{}", self.text());
    }
}

/// The records of a log.
pub(crate) fn records(sink: &TestLog) -> Vec<BroadWorksRecord> {
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
pub(crate) fn bodies(sink: &TestLog) -> Vec<String> {
    records(sink).into_iter().map(|record| record.body).collect()
}

/// Asserts that there are as many records as words and that each holds its word.
#[track_caller]
pub(crate) fn assert_in_order(sink: &TestLog, words: &[&str]) {
    let bodies = bodies(sink);
    assert_eq!(bodies.len(), words.len(), "{bodies:#?}");
    for (body, word) in bodies.iter().zip(words) {
        assert!(body.contains(word), "`{word}` in {body}");
    }
}
