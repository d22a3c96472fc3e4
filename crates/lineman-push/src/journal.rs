//! NPSLog.

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::nps_log::{NpsEntry, NpsRecord};
use lineman_model::Clock;

/// Thread column of all records: one request is told from another by its notification id.
const THREAD: &str = "NPS Worker";

/// Writes it.
#[derive(Clone)]
pub(crate) struct Journal {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
}

impl Journal {
    pub(crate) fn write(&self, severity: &str, entry: NpsEntry) {
        let record = NpsRecord {
            time: self.clock.now(),
            severity: severity.to_owned(),
            thread: THREAD.to_owned(),
            entry,
        };
        self.log.append(&record.write());
    }
}
