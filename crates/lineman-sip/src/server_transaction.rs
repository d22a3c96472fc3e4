//! Server transactions (RFC 3261 section 17.2, RFC 6026): they absorb retransmissions, repeat what
//! an INVITE was answered with until it is acknowledged, and take the ACK of a refusal.

use std::collections::HashMap;
use std::sync::Arc;

use lineman_model::Timestamp;

use crate::message::{Message, Method};
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
        // An ACK belongs to its INVITE.
        match request.method()? {
            Method::Ack => Self::with_method(request, &Method::Invite),
            method => Self::with_method(request, method),
        }
    }

    /// The key of the INVITE that a CANCEL wants to end (RFC 3261 section 9.2).
    #[must_use]
    pub fn of_cancelled(cancel: &Message) -> Option<Self> {
        Self::with_method(cancel, &Method::Invite)
    }

    fn with_method(request: &Message, method: &Method) -> Option<Self> {
        let via = request.top_via().ok()?;
        let branch = via.branch().filter(|branch| branch.starts_with(MAGIC_COOKIE));
        if let Some(branch) = branch {
            return Some(Self(format!("{branch}|{}|{method}", via.sent_by())));
        }
        let uri = request.request_uri()?;
        let from_tag = request.from().ok()?.tag().unwrap_or_default();
        let call_id = request.call_id().ok()?;
        let number = request.cseq().ok()?.number;
        Some(Self(format!("{uri}|{from_tag}|{call_id}|{number} {method}|{via}")))
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
        /// The answer. Behind a 2xx to an INVITE further ones may follow, as a proxy needs it.
        message: Message,
    },
    /// The user of an INVITE's transaction, who began the dialog, answers with a 2xx that is to be
    /// repeated until [`ServerInput::Acknowledged`] (RFC 3261 section 13.3.1.4).
    Accept {
        /// The transaction.
        key: ServerKey,
        /// The 2xx.
        message: Message,
    },
    /// The ACK of an accepted INVITE came.
    Acknowledged {
        /// The transaction.
        key: ServerKey,
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
    /// The ACK of a 2xx, or of something that we do not know.
    Ack {
        /// The ACK.
        message: Message,
        /// Where from.
        peer: P,
    },
    /// Nobody acknowledged a 2xx that was to be repeated.
    NotAcknowledged {
        /// The transaction.
        key: ServerKey,
    },
    /// Too many transactions: answer 503 without keeping state, or drop it.
    Overloaded {
        /// The request.
        message: Message,
        /// Where from.
        peer: P,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// No final answer yet.
    Proceeding,
    /// A final answer to a request other than INVITE; timer J.
    Completed,
    /// An INVITE was refused and its ACK is awaited; timers G and H.
    Refused,
    /// That ACK came; timer I.
    Confirmed,
    /// An INVITE was accepted (RFC 6026); timer L.
    Accepted,
}

#[derive(Debug)]
struct ServerTransaction<P> {
    peer: P,
    invite: bool,
    reliable: bool,
    state: State,
    last: Option<Arc<[u8]>>,
    interval: i64,
    next_send: Option<Timestamp>,
    /// A 2xx is to be repeated until it is acknowledged.
    acknowledge: bool,
    end: Timestamp,
}

impl<P> ServerTransaction<P> {
    fn deadline(&self) -> Timestamp {
        self.next_send.map_or(self.end, |next| next.min(self.end))
    }
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

    /// Whether an INVITE waits for its final answer.
    #[must_use]
    pub fn is_pending(&self, key: &ServerKey) -> bool {
        self.table.get(key).is_some_and(|known| known.state == State::Proceeding)
    }

    /// Takes one input and says what to do. A request whose key cannot be built is dropped: it
    /// could not be answered either.
    pub fn handle(&mut self, now: Timestamp, input: ServerInput<P>) -> Vec<ServerOutput<P>> {
        match input {
            ServerInput::Request { message, peer, reliable } => {
                if message.method() == Some(&Method::Ack) {
                    self.ack(now, message, peer)
                } else {
                    self.request(now, message, peer, reliable)
                }
            }
            ServerInput::Response { key, message } => self.respond(now, &key, &message, false),
            ServerInput::Accept { key, message } => self.respond(now, &key, &message, true),
            ServerInput::Acknowledged { key } => {
                self.change(&key, |known| {
                    known.acknowledge = false;
                    known.next_send = None;
                });
                Vec::new()
            }
            ServerInput::Tick => self.tick(now),
        }
    }

    /// Changes a transaction and moves its deadline.
    fn change(&mut self, key: &ServerKey, change: impl FnOnce(&mut ServerTransaction<P>)) {
        let Some(known) = self.table.get_mut(key) else { return };
        let before = known.deadline();
        change(known);
        let after = known.deadline();
        self.deadlines.remove(before, key);
        self.deadlines.insert(after, key.clone());
    }

    fn remove(&mut self, key: &ServerKey) {
        if let Some(known) = self.table.remove(key) {
            self.deadlines.remove(known.deadline(), key);
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
            // Once the ACK is there, a late copy of the INVITE wants no answer.
            let wanted = known.state != State::Confirmed;
            return known
                .last
                .iter()
                .filter(|_| wanted)
                .map(|bytes| ServerOutput::Send {
                    peer: known.peer.clone(),
                    bytes: Arc::clone(bytes),
                    repeated: true,
                })
                .collect();
        }
        if self.table.len() >= self.capacity && !self.make_room() {
            return vec![ServerOutput::Overloaded { message, peer }];
        }
        // Whoever never answers is forgotten after the time that the client waits.
        let invite = message.method() == Some(&Method::Invite);
        let wait = if invite { self.timers.ringing } else { self.timers.timeout };
        let end = now.plus_millis(wait);
        let transaction = ServerTransaction {
            peer: peer.clone(),
            invite,
            reliable,
            state: State::Proceeding,
            last: None,
            interval: self.timers.t1,
            next_send: None,
            acknowledge: false,
            end,
        };
        self.deadlines.insert(end, key.clone());
        self.table.insert(key.clone(), transaction);
        vec![ServerOutput::Request { key, message, peer }]
    }

    /// Drops the finished transaction that would end first: it only waits for copies. False when
    /// the first to end is still at work.
    fn make_room(&mut self) -> bool {
        let Some(key) = self.deadlines.first_key().cloned() else { return false };
        let finished = |known: &ServerTransaction<P>| {
            matches!(known.state, State::Completed | State::Confirmed)
        };
        if !self.table.get(&key).is_some_and(finished) {
            return false;
        }
        self.remove(&key);
        true
    }

    fn ack(&mut self, now: Timestamp, message: Message, peer: P) -> Vec<ServerOutput<P>> {
        let known = ServerKey::of(&message);
        let found = known.and_then(|key| Some((self.table.get(&key)?.state, key)));
        let Some((State::Refused | State::Confirmed, key)) = found else {
            return vec![ServerOutput::Ack { message, peer }];
        };
        if self.table.get(&key).is_some_and(|known| known.reliable) {
            self.remove(&key);
        } else {
            let end = now.plus_millis(self.timers.t4);
            self.change(&key, |known| {
                if known.state == State::Refused {
                    known.state = State::Confirmed;
                    known.next_send = None;
                    known.end = end;
                }
            });
        }
        Vec::new()
    }

    fn respond(
        &mut self,
        now: Timestamp,
        key: &ServerKey,
        message: &Message,
        acknowledge: bool,
    ) -> Vec<ServerOutput<P>> {
        let timers = self.timers;
        let Some(known) = self.table.get(key) else { return Vec::new() };
        let status = message.status().unwrap_or_default();
        let bytes: Arc<[u8]> = message.to_bytes().into();
        let peer = known.peer.clone();
        match (known.state, known.invite) {
            // RFC 6026: a proxy passes every 2xx on.
            (State::Accepted, _) if (200..300).contains(&status) => {}
            (State::Proceeding, true) => {
                let last = Arc::clone(&bytes);
                self.change(key, |known| {
                    known.last = Some(last);
                    match status {
                        0..200 => known.end = now.plus_millis(timers.ringing),
                        200..300 => {
                            known.state = State::Accepted;
                            known.acknowledge = acknowledge;
                            known.next_send = acknowledge.then(|| now.plus_millis(timers.t1));
                            known.end = now.plus_millis(timers.timeout);
                        }
                        _ => {
                            known.state = State::Refused;
                            known.next_send = (!known.reliable).then(|| now.plus_millis(timers.t1));
                            known.end = now.plus_millis(timers.timeout);
                        }
                    }
                });
            }
            (State::Proceeding, false) if status < 200 || !known.reliable => {
                let last = Arc::clone(&bytes);
                self.change(key, |known| {
                    known.last = Some(last);
                    if status >= 200 {
                        known.state = State::Completed;
                        known.end = now.plus_millis(timers.timeout);
                    }
                });
            }
            (State::Proceeding, false) => self.remove(key),
            _ => return Vec::new(),
        }
        vec![ServerOutput::Send { peer, bytes, repeated: false }]
    }

    fn tick(&mut self, now: Timestamp) -> Vec<ServerOutput<P>> {
        let mut outputs = Vec::new();
        while let Some(key) = self.deadlines.pop_due(now) {
            let Some(known) = self.table.get_mut(&key) else { continue };
            if known.end <= now {
                let unheard = known.state == State::Accepted && known.acknowledge;
                self.table.remove(&key);
                if unheard {
                    outputs.push(ServerOutput::NotAcknowledged { key });
                }
                continue;
            }
            known.interval = (known.interval * 2).min(self.timers.t2);
            known.next_send = Some(now.plus_millis(known.interval));
            self.deadlines.insert(known.deadline(), key);
            outputs.extend(known.last.iter().map(|bytes| ServerOutput::Send {
                peer: known.peer.clone(),
                bytes: Arc::clone(bytes),
                repeated: true,
            }));
        }
        outputs
    }
}
