//! A log in memory that is read back with the troubleshooter's reader.

use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_logs::{LogSink, MemorySink};

#[derive(Default)]
pub(crate) struct TestLog(MemorySink);

impl LogSink for TestLog {
    fn append(&self, record: &str) {
        self.0.append(record);
    }
}

impl TestLog {
    pub(crate) fn text(&self) -> String {
        self.0.text()
    }

    /// Every line; each must be readable.
    pub(crate) fn records(&self) -> Vec<CloudRecord> {
        let text = self.text();
        text.lines().map(|line| CloudRecord::read_line(line).expect("a cloud line")).collect()
    }

    /// Names of all events so far, in order.
    pub(crate) fn events(&self) -> Vec<String> {
        self.records().iter().map(|record| record.event.as_str().to_owned()).collect()
    }

    /// The only line that says this.
    pub(crate) fn only(&self, event: &CloudEvent) -> CloudRecord {
        let mut found: Vec<_> =
            self.records().into_iter().filter(|record| record.event == *event).collect();
        assert_eq!(found.len(), 1, "{} in:\n{}", event.as_str(), self.text());
        found.remove(0)
    }
}
