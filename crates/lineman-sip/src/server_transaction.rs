//! Non-INVITE server transactions (RFC 3261 section 17.2.2): they absorb retransmissions.

use std::collections::HashMap;
use std::sync::Arc;

use lineman_model::Timestamp;

use crate::message::Message;
use crate::timers::{DeadlineQueue, Timers};
use crate::via::MAGIC_COOKIE;

/// Identifies a server transaction (RFC 3261 section 17.2.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerKey(String);

impl ServerKey {
    /// The key of a request: branch, sender and method, or for old senders without the magic
    /// cookie the fields that RFC 2543 compared.
    #[must_use]
    pub fn of(request: &Message) -> Option<Self> {
        let via = request.top_via().ok()?;
        let method = request.method()?;
        let branch = via.branch().filter(|branch| branch.starts_with(MAGIC_COOKIE));
        if let Some(branch) = branch {
            return Some(Self(format!("{branch}|{}|{method}", via.sent_by())));
        }
        let uri = request.request_uri()?;
        let from_tag = request.from().ok()?.tag().unwrap_or_default();
        let to_tag = request.to().ok()?.tag().unwrap_or_default();
        let call_id = request.call_id().ok()?;
        let cseq = request.cseq().ok()?;
        Some(Self(format!("{uri}|{from_tag}|{to_tag}|{call_id}|{cseq}|{via}")))
    }
}

/// What happens to the server transactions.
#[derive(Debug, Clone)]
pub enum ServerInput<P> {
    /// A request came.
    Request {
        /// The request.
        message: Message,
        /// Where from.
        peer: P,
        /// Whether the transport delivers by itself.
        reliable: bool,
    },
    /// The user of the transaction answers.
    Response {
        /// The transaction.
        key: ServerKey,
        /// The answer.
        message: Message,
    },
    /// A deadline passed.
    Tick,
}

/// What the server transactions want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerOutput<P> {
    /// A new request for the user of the transaction.
    Request {
        /// The new transaction.
        key: ServerKey,
        /// The request.
        message: Message,
        /// Where from.
        peer: P,
    },
    /// Send these bytes.
    Send {
        /// Where to.
        peer: P,
        /// The message.
        bytes: Arc<[u8]>,
        /// Whether it repeats an earlier answer.
        repeated: bool,
    },
    /// Too many transactions: answer 503 without keeping state, or drop it.
    Overloaded {
        /// The request.
        message: Message,
        /// Where from.
        peer: P,
    },
}

#[derive(Debug)]
struct ServerTransaction<P> {
    peer: P,
    reliable: bool,
    last: Option<Arc<[u8]>>,
    finished: bool,
    end: Timestamp,
}

/// All server transactions of an element, at most `capacity` at a time.
#[derive(Debug)]
pub struct ServerTransactions<P> {
    timers: Timers,
    capacity: usize,
    table: HashMap<ServerKey, ServerTransaction<P>>,
    deadlines: DeadlineQueue<ServerKey>,
}

impl<P: Clone> ServerTransactions<P> {
    /// An empty table.
    #[must_use]
    pub fn new(timers: Timers, capacity: usize) -> Self {
        Self { timers, capacity, table: HashMap::new(), deadlines: DeadlineQueue::new() }
    }

    /// How many transactions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// When [`ServerInput::Tick`] is due next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first()
    }

    /// Takes one input and says what to do. A request whose key cannot be built is dropped: it
    /// could not be answered either.
    pub fn handle(&mut self, now: Timestamp, input: ServerInput<P>) -> Vec<ServerOutput<P>> {
        match input {
            ServerInput::Request { message, peer, reliable } => {
                self.request(now, message, peer, reliable)
            }
            ServerInput::Response { key, message } => self.respond(now, &key, &message),
            ServerInput::Tick => {
                while let Some(key) = self.deadlines.pop_due(now) {
                    self.table.remove(&key);
                }
                Vec::new()
            }
        }
    }

    fn request(
        &mut self,
        now: Timestamp,
        message: Message,
        peer: P,
        reliable: bool,
    ) -> Vec<ServerOutput<P>> {
        let Some(key) = ServerKey::of(&message) else { return Vec::new() };
        if let Some(known) = self.table.get(&key) {
            return known
                .last
                .iter()
                .map(|bytes| ServerOutput::Send {
                    peer: known.peer.clone(),
                    bytes: Arc::clone(bytes),
                    repeated: true,
                })
                .collect();
        }
        if self.table.len() >= self.capacity {
            return vec![ServerOutput::Overloaded { message, peer }];
        }
        // Whoever never answers is forgotten after the time that the client waits.
        let end = now.plus_millis(self.timers.timeout);
        let transaction =
            ServerTransaction { peer: peer.clone(), reliable, last: None, finished: false, end };
        self.deadlines.insert(end, key.clone());
        self.table.insert(key.clone(), transaction);
        vec![ServerOutput::Request { key, message, peer }]
    }

    fn respond(
        &mut self,
        now: Timestamp,
        key: &ServerKey,
        message: &Message,
    ) -> Vec<ServerOutput<P>> {
        let Some(transaction) = self.table.get_mut(key) else { return Vec::new() };
        if transaction.finished {
            return Vec::new();
        }
        let bytes: Arc<[u8]> = message.to_bytes().into();
        let peer = transaction.peer.clone();
        let before = transaction.end;
        transaction.last = Some(Arc::clone(&bytes));
        if message.status().unwrap_or_default() >= 200 {
            transaction.finished = true;
            self.deadlines.remove(before, key);
            if transaction.reliable {
                self.table.remove(key);
            } else {
                // Timer J.
                transaction.end = now.plus_millis(self.timers.timeout);
                self.deadlines.insert(transaction.end, key.clone());
            }
        }
        vec![ServerOutput::Send { peer, bytes, repeated: false }]
    }
}
