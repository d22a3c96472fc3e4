//! Registrations and decisions in the XSLog (LOG-005).

use std::fmt;
use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::push_event::PushEventEntry;
use lineman_model::Clock;

/// Writes them.
#[derive(Clone)]
pub(crate) struct PushJournal {
    sink: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for PushJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PushJournal")
    }
}

impl PushJournal {
    pub(crate) fn new(sink: Arc<dyn LogSink>, clock: Arc<dyn Clock>) -> Self {
        Self { sink, clock }
    }

    pub(crate) fn write(&self, entry: &PushEventEntry) {
        self.sink.append(&entry.record(self.clock.now()).write());
    }

    /// A registration went.
    pub(crate) fn removed(&self, user: &str, registration: &str, reason: &str) {
        self.write(&PushEventEntry::Removed {
            user: user.to_owned(),
            registration: registration.to_owned(),
            reason: reason.to_owned(),
        });
    }
}
