//! NSXSLog: every SIP message, and the look-ups between them.

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::ns_xs_log::{NsXsLogEntry, NsXsLogRecord};
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_model::Clock;
use lineman_sip::Message;
use lineman_sip_transport::{SipObserver, SipPeer};

/// Writes the NSXSLog.
pub(crate) struct NsXsLog {
    sink: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
}

impl NsXsLog {
    pub(crate) fn new(sink: Arc<dyn LogSink>, clock: Arc<dyn Clock>) -> Self {
        Self { sink, clock }
    }

    /// A look-up and what it found.
    pub(crate) fn lookup(&self, user: &str, hosting_server: Option<&str>, call_id: &str) {
        self.write(NsXsLogEntry::Lookup {
            user: user.to_owned(),
            hosting_server: hosting_server.map(str::to_owned),
            call_id: call_id.to_owned(),
        });
    }

    fn message(&self, direction: Direction, peer: SipPeer, wire: &[u8]) {
        self.write(NsXsLogEntry::Sip(SipDump {
            transport: peer.protocol.as_str().to_owned(),
            bytes: wire.len(),
            direction,
            peer: peer.address.to_string(),
            message: Message::log_text(wire),
        }));
    }

    fn write(&self, entry: NsXsLogEntry) {
        let record =
            NsXsLogRecord { time: self.clock.now(), severity: String::from("Info"), entry };
        self.sink.append(&record.write());
    }
}

impl SipObserver for NsXsLog {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::In, peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::Out, peer, wire);
    }
}
