//! The two logs of the app; what goes into them carries no personal data and no secret.

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_model::Clock;
use lineman_sip::Message;
use lineman_sip_transport::{SipObserver, SipPeer};

use crate::personal_data::PersonalData;

/// The thread that does everything.
const THREAD: &str = "0x45c";

/// Writes both logs.
pub(crate) struct AppLog {
    startup: Arc<dyn LogSink>,
    calling: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
    personal_data: Arc<PersonalData>,
}

impl AppLog {
    pub(crate) fn new(
        startup: Arc<dyn LogSink>,
        calling: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        personal_data: Arc<PersonalData>,
    ) -> Self {
        Self { startup, calling, clock, personal_data }
    }

    pub(crate) fn startup(&self, entry: ClientStartupEntry) {
        let record = ClientStartupRecord::new(self.clock.now(), process(), THREAD, entry);
        self.startup.append(&record.write());
    }

    pub(crate) fn calling(&self, entry: ClientCallingEntry) {
        let record = ClientCallingRecord::new(self.clock.now(), process(), THREAD, entry);
        self.calling.append(&record.write());
    }

    /// Text from outside, fit for a log line.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.personal_data.hide(text)
    }

    /// `bytes` is the length on the wire, so the masked text may be longer or shorter.
    fn sip(&self, direction: Direction, peer: SipPeer, wire: &[u8]) {
        self.calling(ClientCallingEntry::Sip(SipDump {
            transport: peer.protocol.as_str().to_owned(),
            bytes: wire.len(),
            direction,
            peer: peer.address.to_string(),
            message: self.personal_data.hide_in_sip(&Message::log_text(wire)),
        }));
    }
}

impl SipObserver for AppLog {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.sip(Direction::In, peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.sip(Direction::Out, peer, wire);
    }
}

fn process() -> u64 {
    u64::from(std::process::id())
}
