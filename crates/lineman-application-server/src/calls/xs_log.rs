//! XSLog: every SIP message in and out, with the columns of release 24 (LOG-005), and the call
//! halves that begin.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lineman_calls::{CallHalf, CallHalves};
use lineman_logs::LogSink;
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::xs_log::{CHANNEL_SIP, XsLogEntry, XsLogRecord};
use lineman_model::{Clock, Random, uuid_v4};
use lineman_sip::{Message, Method, NameAddress};
use lineman_sip_transport::{SipObserver, SipPeer};

use super::halves::{Half, Halves, call_half_id};

/// Call-IDs outside calls whose correlation id is remembered; then the memory starts anew.
const CORRELATIONS: usize = 10_000;
/// The thread that takes messages in.
const THREAD_IN: &str = "Call Half Input Adapter 1";
/// The thread that sends them.
const THREAD_OUT: &str = "Sip EncodeQ 1";
/// A registration belongs to no call half, and a message without a readable `To` to no party.
pub(super) const UNKNOWN: &str = "Unknown";

/// Writes the XSLog.
pub(super) struct XsLog {
    sink: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// Held while a record is written, so that the order in the file is the order of the numbers.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of the latest record.
    sequence: u64,
    halves: Halves,
    /// Correlation ids of Call-IDs outside calls.
    correlations: HashMap<String, String>,
}

impl XsLog {
    pub(super) fn new(
        sink: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self { sink, clock, random, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn message(&self, direction: Direction, thread: &str, peer: SipPeer, wire: &[u8]) {
        let text = Message::log_text(wire);
        let message = Message::from_log(&text).ok().map(|logged| logged.message);
        let mut state = self.state();
        let half = message.as_ref().and_then(|message| self.half(&mut state, direction, message));
        let (party, call_half, correlation_id) = match half {
            Some(half) => (half.party.clone(), half.id(), Some(half.correlation)),
            None => {
                let to = message.as_ref().and_then(|message| message.to().ok());
                let party = to.as_ref().map_or_else(|| UNKNOWN.to_owned(), party_of);
                let call_id = message.as_ref().and_then(|message| message.call_id().ok());
                let correlation = call_id.map(|id| self.correlate(&mut state, id));
                (party, UNKNOWN.to_owned(), correlation)
            }
        };
        let entry = XsLogEntry::Sip(SipDump {
            transport: peer.protocol.as_str().to_owned(),
            bytes: wire.len(),
            direction,
            peer: peer.address.to_string(),
            message: text,
        });
        self.write(&mut state, thread, party, call_half, correlation_id, entry);
    }

    fn write(
        &self,
        state: &mut State,
        thread: &str,
        party: String,
        call_half: String,
        correlation_id: Option<String>,
        entry: XsLogEntry,
    ) {
        state.sequence += 1;
        let record = XsLogRecord {
            time: self.clock.now(),
            severity: String::from("Info"),
            channel: CHANNEL_SIP.to_owned(),
            thread: Some(thread.to_owned()),
            sequence: Some(state.sequence),
            party: Some(party),
            call_half: Some(call_half),
            correlation_id,
            extra: Vec::new(),
            entry,
        };
        self.sink.append(&record.write());
    }

    /// The call half of a message. An INVITE from outside that is seen for the first time begins
    /// one before anything else happens with it.
    fn half(&self, state: &mut State, direction: Direction, message: &Message) -> Option<Half> {
        let call_id = message.call_id().ok()?;
        if let Some(known) = state.halves.get(call_id) {
            return Some(known.clone());
        }
        let begins = direction == Direction::In
            && message.method() == Some(&Method::Invite)
            && message.to().is_ok_and(|to| to.tag().is_none());
        let party = begins.then(|| message.from().ok()).flatten()?;
        Some(state.halves.begin(call_id, &party_of(&party), uuid_v4(&*self.random)))
    }

    /// One id for all messages of a Call-ID.
    fn correlate(&self, state: &mut State, call_id: &str) -> String {
        if let Some(id) = state.correlations.get(call_id) {
            return id.clone();
        }
        if state.correlations.len() >= CORRELATIONS {
            state.correlations.clear();
        }
        let id = uuid_v4(&*self.random);
        state.correlations.insert(call_id.to_owned(), id.clone());
        id
    }
}

/// A party as its column shows it.
fn party_of(address: &NameAddress) -> String {
    address.sip_uri().map_or_else(|_| UNKNOWN.to_owned(), |uri| uri.address_of_record())
}

impl SipObserver for XsLog {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::In, THREAD_IN, peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.message(Direction::Out, THREAD_OUT, peer, wire);
    }
}

impl CallHalves for XsLog {
    fn incoming(&self, call_id: &str) -> CallHalf {
        let half = self.state().halves.claim(call_id, &*self.random);
        CallHalf { number: half.number, correlation: half.correlation }
    }

    fn outgoing(&self, call_id: &str, party: &str, parent: Option<u64>, correlation: &str) -> u64 {
        let mut state = self.state();
        state.halves.begin(call_id, party, correlation.to_owned());
        let half = state.halves.claim(call_id, &*self.random);
        let entry = XsLogEntry::NewCallHalf {
            party: party.to_owned(),
            parent: parent.map(call_half_id).unwrap_or_default(),
            child: half.id(),
        };
        let correlation = Some(half.correlation.clone());
        self.write(&mut state, THREAD_OUT, half.party.clone(), half.id(), correlation, entry);
        half.number
    }

    fn closed(&self, call_id: &str) {
        self.state().halves.close(call_id);
    }
}
