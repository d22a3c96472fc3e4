//! Client transactions (RFC 3261 section 17.1, RFC 6026). Those of an INVITE acknowledge a refusal
//! themselves and hand on every 2xx, which their user acknowledges.

use std::collections::HashMap;
use std::sync::Arc;

use lineman_model::Timestamp;

use crate::in_dialog::{ack_of_refusal, cancel_of};
use crate::message::{Message, Method};
use crate::timers::{DeadlineQueue, Timers};

/// What happens to the client transactions.
#[derive(Debug, Clone)]
pub enum ClientInput<P> {
    /// Send a request; its top `Via` carries a fresh branch.
    Start {
        /// The request.
        request: Message,
        /// Where to.
        peer: P,
        /// Whether the transport delivers by itself (TCP, TLS).
        reliable: bool,
    },
    /// A response came.
    Response(Message),
    /// End an INVITE that has no final answer. The CANCEL goes out once a provisional answer was
    /// there (RFC 3261 section 9.1); the final answer, or silence, is reported as ever.
    Cancel {
        /// Key of the INVITE's transaction.
        branch: String,
    },
    /// The transport could not send.
    TransportError {
        /// Key of the transaction: its branch.
        branch: String,
    },
    /// A deadline passed.
    Tick,
}

/// What the client transactions want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientOutput<P> {
    /// Send these bytes.
    Send {
        /// Branch of the transaction.
        branch: String,
        /// Where to.
        peer: P,
        /// The message.
        bytes: Arc<[u8]>,
    },
    /// A response for the user of the transaction; a final one comes once, but a 2xx to an INVITE
    /// as often as it is sent.
    Response {
        /// Branch of the transaction.
        branch: String,
        /// The response, its own `Via` still on top.
        message: Message,
    },
    /// Nobody answered in time.
    TimedOut {
        /// Branch of the transaction.
        branch: String,
    },
    /// The transport could not deliver.
    Unreachable {
        /// Branch of the transaction.
        branch: String,
    },
    /// Too many transactions, or the request has no branch: nothing was started.
    Refused {
        /// The branch, empty if there is none.
        branch: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Trying,
    Proceeding,
    Completed,
    /// An INVITE was accepted.
    Accepted,
}

/// One transaction.
#[derive(Debug)]
struct ClientTransaction<P> {
    state: State,
    peer: P,
    bytes: Arc<[u8]>,
    reliable: bool,
    method: String,
    /// The request, if it is an INVITE.
    invite: Option<Box<Message>>,
    /// Somebody wants it cancelled, but nobody has answered yet.
    cancel_wanted: bool,
    /// The ACK of a refusal.
    ack: Option<Arc<[u8]>>,
    interval: i64,
    next_send: Option<Timestamp>,
    end: Timestamp,
}

impl<P> ClientTransaction<P> {
    fn deadline(&self) -> Timestamp {
        self.next_send.map_or(self.end, |next| next.min(self.end))
    }
}

/// All client transactions of an element, at most `capacity` at a time.
#[derive(Debug)]
pub struct ClientTransactions<P> {
    timers: Timers,
    capacity: usize,
    table: HashMap<String, ClientTransaction<P>>,
    deadlines: DeadlineQueue<String>,
}

impl<P: Clone> ClientTransactions<P> {
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

    /// When [`ClientInput::Tick`] is due next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first()
    }

    /// Takes one input and says what to do.
    pub fn handle(&mut self, now: Timestamp, input: ClientInput<P>) -> Vec<ClientOutput<P>> {
        match input {
            ClientInput::Start { request, peer, reliable } => {
                self.start(now, &request, peer, reliable)
            }
            ClientInput::Response(message) => self.response(now, message),
            ClientInput::Cancel { branch } => self.cancel(now, branch),
            ClientInput::TransportError { branch } => match self.remove(&branch) {
                Some(ended) if matches!(ended.state, State::Trying | State::Proceeding) => {
                    vec![ClientOutput::Unreachable { branch }]
                }
                _ => Vec::new(),
            },
            ClientInput::Tick => self.tick(now),
        }
    }

    fn start(
        &mut self,
        now: Timestamp,
        request: &Message,
        peer: P,
        reliable: bool,
    ) -> Vec<ClientOutput<P>> {
        let branch = request.top_via().ok().and_then(|via| via.branch()).unwrap_or_default();
        let full = self.table.len() >= self.capacity;
        if full || branch.is_empty() || self.table.contains_key(&branch) {
            return vec![ClientOutput::Refused { branch }];
        }
        let invite = (request.method() == Some(&Method::Invite)).then(|| Box::new(request.clone()));
        self.insert(now, branch, request, peer, reliable, invite)
    }

    fn insert(
        &mut self,
        now: Timestamp,
        branch: String,
        request: &Message,
        peer: P,
        reliable: bool,
        invite: Option<Box<Message>>,
    ) -> Vec<ClientOutput<P>> {
        let bytes: Arc<[u8]> = request.to_bytes().into();
        let transaction = ClientTransaction {
            state: State::Trying,
            peer: peer.clone(),
            bytes: Arc::clone(&bytes),
            reliable,
            method: request.method().map(|method| method.as_str().to_owned()).unwrap_or_default(),
            invite,
            cancel_wanted: false,
            ack: None,
            interval: self.timers.t1,
            // Timers A and E; a reliable transport needs none.
            next_send: (!reliable).then(|| now.plus_millis(self.timers.t1)),
            // Timers B and F.
            end: now.plus_millis(self.timers.timeout),
        };
        self.deadlines.insert(transaction.deadline(), branch.clone());
        self.table.insert(branch.clone(), transaction);
        vec![ClientOutput::Send { branch: invite_key(&branch).to_owned(), peer, bytes }]
    }

    /// Cancels an INVITE; its own transaction has a key that no request of ours has.
    fn cancel(&mut self, now: Timestamp, branch: String) -> Vec<ClientOutput<P>> {
        let Some(known) = self.table.get_mut(&branch) else { return Vec::new() };
        let before = known.deadline();
        match (known.state, &known.invite) {
            (State::Trying, Some(_)) => {
                known.cancel_wanted = true;
                Vec::new()
            }
            (State::Proceeding, Some(invite)) => {
                let cancel = cancel_of(invite);
                let (peer, reliable) = (known.peer.clone(), known.reliable);
                // RFC 3261 section 9.1: without a 487 by then, there is none to come.
                known.end = known.end.min(now.plus_millis(self.timers.timeout));
                let after = known.deadline();
                self.deadlines.remove(before, &branch);
                self.deadlines.insert(after, branch.clone());
                self.insert(now, cancel_key(&branch), &cancel, peer, reliable, None)
            }
            _ => Vec::new(),
        }
    }

    fn response(&mut self, now: Timestamp, message: Message) -> Vec<ClientOutput<P>> {
        // RFC 3261 section 17.1.3: branch and CSeq method must match.
        let Some(branch) = message.top_via().ok().and_then(|via| via.branch()) else {
            return Vec::new();
        };
        let Ok(cseq) = message.cseq() else { return Vec::new() };
        if cseq.method == Method::Cancel && self.table.contains_key(&cancel_key(&branch)) {
            self.other_response(now, cancel_key(&branch), message);
            return Vec::new();
        }
        let Some(known) = self.table.get(&branch) else { return Vec::new() };
        if known.method != cseq.method.as_str() {
            return Vec::new();
        }
        if known.invite.is_some() {
            self.invite_response(now, branch, message)
        } else {
            self.other_response(now, branch, message)
        }
    }

    fn other_response(
        &mut self,
        now: Timestamp,
        branch: String,
        message: Message,
    ) -> Vec<ClientOutput<P>> {
        let Some(known) = self.table.get_mut(&branch) else { return Vec::new() };
        if known.state == State::Completed {
            return Vec::new();
        }
        let before = known.deadline();
        let status = message.status().unwrap_or_default();
        if status < 200 {
            known.state = State::Proceeding;
        } else if known.reliable {
            self.remove(&branch);
            return vec![ClientOutput::Response { branch, message }];
        } else {
            known.state = State::Completed;
            known.next_send = None;
            // Timer K absorbs retransmitted responses.
            known.end = now.plus_millis(self.timers.t4);
        }
        let after = known.deadline();
        self.deadlines.remove(before, &branch);
        self.deadlines.insert(after, branch.clone());
        vec![ClientOutput::Response { branch, message }]
    }

    fn invite_response(
        &mut self,
        now: Timestamp,
        branch: String,
        message: Message,
    ) -> Vec<ClientOutput<P>> {
        let timers = self.timers;
        let Some(known) = self.table.get_mut(&branch) else { return Vec::new() };
        let before = known.deadline();
        let open = matches!(known.state, State::Trying | State::Proceeding);
        let mut outputs = Vec::new();
        let mut cancel = false;
        match message.status().unwrap_or_default() {
            0..200 if open => {
                known.state = State::Proceeding;
                known.next_send = None;
                known.end = now.plus_millis(timers.ringing);
                cancel = std::mem::take(&mut known.cancel_wanted);
                outputs.push(ClientOutput::Response { branch: branch.clone(), message });
            }
            200..300 if open || known.state == State::Accepted => {
                if open {
                    known.state = State::Accepted;
                    known.next_send = None;
                    // Timer M.
                    known.end = now.plus_millis(timers.timeout);
                }
                outputs.push(ClientOutput::Response { branch: branch.clone(), message });
            }
            300.. if open => {
                let ack: Option<Arc<[u8]>> = known
                    .invite
                    .as_deref()
                    .map(|invite| ack_of_refusal(invite, &message).to_bytes().into());
                let peer = known.peer.clone();
                outputs.extend(ack.iter().map(|bytes| ClientOutput::Send {
                    branch: branch.clone(),
                    peer: peer.clone(),
                    bytes: Arc::clone(bytes),
                }));
                known.ack = ack;
                known.state = State::Completed;
                known.next_send = None;
                // Timer D: a reliable transport repeats nothing.
                let wait = if known.reliable { 0 } else { timers.timeout };
                known.end = now.plus_millis(wait);
                outputs.push(ClientOutput::Response { branch: branch.clone(), message });
            }
            300.. if known.state == State::Completed => {
                outputs.extend(known.ack.iter().map(|bytes| ClientOutput::Send {
                    branch: branch.clone(),
                    peer: known.peer.clone(),
                    bytes: Arc::clone(bytes),
                }));
            }
            _ => {}
        }
        let after = known.deadline();
        self.deadlines.remove(before, &branch);
        self.deadlines.insert(after, branch.clone());
        if cancel {
            outputs.extend(self.cancel(now, branch));
        }
        outputs
    }

    fn tick(&mut self, now: Timestamp) -> Vec<ClientOutput<P>> {
        let mut outputs = Vec::new();
        while let Some(branch) = self.deadlines.pop_due(now) {
            let Some(known) = self.table.get_mut(&branch) else { continue };
            if known.end <= now {
                let silent = matches!(known.state, State::Trying | State::Proceeding);
                let cancel = is_cancel(&branch);
                self.table.remove(&branch);
                if silent && !cancel {
                    outputs.push(ClientOutput::TimedOut { branch });
                }
                continue;
            }
            let doubled = known.interval * 2;
            known.interval = match known.state {
                State::Trying if known.invite.is_some() => doubled,
                State::Trying => doubled.min(self.timers.t2),
                _ => self.timers.t2,
            };
            known.next_send = Some(now.plus_millis(known.interval));
            self.deadlines.insert(known.deadline(), branch.clone());
            outputs.push(ClientOutput::Send {
                branch: invite_key(&branch).to_owned(),
                peer: known.peer.clone(),
                bytes: Arc::clone(&known.bytes),
            });
        }
        outputs
    }

    fn remove(&mut self, branch: &String) -> Option<ClientTransaction<P>> {
        let transaction = self.table.remove(branch)?;
        self.deadlines.remove(transaction.deadline(), branch);
        Some(transaction)
    }
}

/// A blank cannot stand in a branch.
const CANCEL: &str = " CANCEL";

fn cancel_key(branch: &str) -> String {
    format!("{branch}{CANCEL}")
}

fn is_cancel(key: &str) -> bool {
    key.ends_with(CANCEL)
}

fn invite_key(key: &str) -> &str {
    key.strip_suffix(CANCEL).unwrap_or(key)
}
