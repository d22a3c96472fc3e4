//! A log in memory that is read back with the troubleshooter's reader.

use std::time::Duration;

use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_logs::{LogSink, MemorySink};
use tokio::sync::watch;

/// Longest wait for anything in these tests.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct TestLog {
    memory: MemorySink,
    appended: watch::Sender<usize>,
}

impl Default for TestLog {
    fn default() -> Self {
        Self { memory: MemorySink::default(), appended: watch::channel(0).0 }
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

    /// Every line; each must be readable.
    pub(crate) fn records(&self) -> Vec<CloudRecord> {
        let text = self.text();
        text.lines().map(|line| CloudRecord::read_line(line).expect("a cloud line")).collect()
    }

    pub(crate) fn of(&self, event: &CloudEvent) -> Vec<CloudRecord> {
        self.records().into_iter().filter(|record| record.event == *event).collect()
    }

    /// Names of all events so far, in order.
    pub(crate) fn events(&self) -> Vec<String> {
        self.records().iter().map(|record| record.event.as_str().to_owned()).collect()
    }

    /// Waits until so many lines say this; gives the last of them.
    pub(crate) async fn wait_for(&self, event: CloudEvent, count: usize) -> CloudRecord {
        let mut appended = self.appended.subscribe();
        let enough = appended.wait_for(|_| self.of(&event).len() >= count);
        match tokio::time::timeout(PATIENCE, enough).await {
            Ok(waited) => drop(waited.expect("the log lives")),
            Err(_) => panic!("no {} in:\n{}", event.as_str(), self.text()),
        }
        self.of(&event).pop().expect("waited for")
    }
}
