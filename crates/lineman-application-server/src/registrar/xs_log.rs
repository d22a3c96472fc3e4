//! XSLog: every SIP message in and out, with the columns of release 24 (LOG-005).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lineman_logs::LogSink;
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_model::{Clock, Random, uuid_v4};
use lineman_sip::Message;
use lineman_sip_transport::{SipObserver, SipPeer};

/// Call-IDs whose correlation id is remembered; then the memory starts anew.
const CORRELATIONS: usize = 10_000;
/// The thread that takes messages in.
const THREAD_IN: &str = "Call Half Input Adapter 1";
/// The thread that sends them.
const THREAD_OUT: &str = "Sip EncodeQ 1";
/// A registration belongs to no call half, and a message without a readable `To` to no party.
const UNKNOWN: &str = "Unknown";

/// Writes the XSLog.
pub(super) struct XsLog {
    sink: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// The number of the latest record; held while a record is written, so that the order in the
    /// file is the order of the numbers.
    sequence: Mutex<u64>,
    correlations: Mutex<HashMap<String, String>>,
}

impl XsLog {
    pub(super) fn new(
        sink: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let correlations = Mutex::new(HashMap::new());
        Self { sink, clock, random, sequence: Mutex::new(0), correlations }
    }

    fn message(&self, direction: Direction, thread: &str, peer: SipPeer, wire: &[u8]) {
        let text = Message::log_text(wire);
        let message = Message::from_log(&text).ok().map(|logged| logged.message);
        let party = message
            .as_ref()
            .and_then(|message| message.to().ok()?.sip_uri().ok())
            .map_or_else(|| UNKNOWN.to_owned(), |uri| uri.address_of_record());
        let correlation_id = message
            .as_ref()
            .and_then(|message| message.call_id().ok())
            .map(|id| self.correlate(id));
        let mut sequence = self.sequence.lock().unwrap_or_else(PoisonError::into_inner);
        *sequence += 1;
        let record = XsLogRecord {
            time: self.clock.now(),
            severity: String::from("Info"),
            channel: String::from("Sip"),
            thread: Some(thread.to_owned()),
            sequence: Some(*sequence),
            party: Some(party),
            call_half: Some(UNKNOWN.to_owned()),
            correlation_id,
            extra: Vec::new(),
            entry: XsLogEntry::Sip(SipDump {
                transport: peer.protocol.as_str().to_owned(),
                bytes: wire.len(),
                direction,
                peer: peer.address.to_string(),
                message: text,
            }),
        };
        self.sink.append(&record.write());
    }

    /// One id for all messages of a Call-ID.
    fn correlate(&self, call_id: &str) -> String {
        let mut known = self.correlations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = known.get(call_id) {
            return id.clone();
        }
        if known.len() >= CORRELATIONS {
            known.clear();
        }
        let id = uuid_v4(&*self.random);
        known.insert(call_id.to_owned(), id.clone());
        id
    }
}

impl SipObserver for XsLog {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::In, THREAD_IN, peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::Out, THREAD_OUT, peer, wire);
    }
}
