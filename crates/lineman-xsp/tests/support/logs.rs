//! Reading the logs back with the reader that the troubleshooter uses.

use std::time::Duration;

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::authentication_service::AuthenticationServiceRecord;
use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::dms_debug_log::DmsDebugRecord;
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_logs::xsi_actions_log::XsiActionsRecord;
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

/// Cuts a log as the troubleshooter does.
fn split<T>(
    sink: &TestLog,
    grammar: Grammar,
    read: impl Fn(&RawRecord<'_>) -> Option<T>,
) -> Vec<T> {
    let mut records = Vec::new();
    let mut take = |raw: &RawRecord<'_>| {
        assert!(!raw.headless && !raw.recovered, "{raw:?}");
        records.push(read(raw).expect("every record can be read"));
    };
    let mut splitter = Splitter::new(grammar);
    for line in sink.text().lines() {
        splitter.line(line.as_bytes(), &mut take);
    }
    splitter.finish(&mut take);
    records
}

/// The records of a log, whatever they say.
pub(crate) fn records(sink: &TestLog) -> Vec<BroadWorksRecord> {
    split(sink, Grammar::BroadWorks, BroadWorksRecord::read)
}

/// The records of the XsiActionsLog.
pub(crate) fn xsi_actions(sink: &TestLog) -> Vec<XsiActionsRecord> {
    split(sink, Grammar::BroadWorks, XsiActionsRecord::read)
}

/// The records of the authenticationService log.
pub(crate) fn authentication_service(sink: &TestLog) -> Vec<AuthenticationServiceRecord> {
    split(sink, Grammar::BroadWorks, AuthenticationServiceRecord::read)
}

/// The records of the dmsDebugLog.
pub(crate) fn dms_debug(sink: &TestLog) -> Vec<DmsDebugRecord> {
    split(sink, Grammar::BroadWorks, DmsDebugRecord::read)
}

/// The lines of the access_log.
pub(crate) fn access_log(sink: &TestLog) -> Vec<AccessLogRecord> {
    split(sink, Grammar::Line, AccessLogRecord::read)
}

/// The bodies of a log's records.
pub(crate) fn bodies(sink: &TestLog) -> Vec<String> {
    records(sink).into_iter().map(|record| record.body).collect()
}
