//! Non-INVITE client transactions (RFC 3261 section 17.1.2).

use std::collections::HashMap;
use std::sync::Arc;

use lineman_model::Timestamp;

use crate::message::Message;
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
    /// A response for the user of the transaction; a final one comes once.
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
}

/// One transaction.
#[derive(Debug)]
struct ClientTransaction<P> {
    state: State,
    peer: P,
    bytes: Arc<[u8]>,
    reliable: bool,
    method: String,
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
            ClientInput::TransportError { branch } => match self.remove(&branch) {
                Some(ended) if ended.state != State::Completed => {
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
        let bytes: Arc<[u8]> = request.to_bytes().into();
        let transaction = ClientTransaction {
            state: State::Trying,
            peer: peer.clone(),
            bytes: Arc::clone(&bytes),
            reliable,
            method: request.method().map(|method| method.as_str().to_owned()).unwrap_or_default(),
            interval: self.timers.t1,
            // Timer E; a reliable transport needs none.
            next_send: (!reliable).then(|| now.plus_millis(self.timers.t1)),
            // Timer F.
            end: now.plus_millis(self.timers.timeout),
        };
        self.deadlines.insert(transaction.deadline(), branch.clone());
        self.table.insert(branch.clone(), transaction);
        vec![ClientOutput::Send { branch, peer, bytes }]
    }

    fn response(&mut self, now: Timestamp, message: Message) -> Vec<ClientOutput<P>> {
        // RFC 3261 section 17.1.3: branch and CSeq method must match.
        let Some(branch) = message.top_via().ok().and_then(|via| via.branch()) else {
            return Vec::new();
        };
        let Ok(cseq) = message.cseq() else { return Vec::new() };
        let Some(transaction) = self.table.get_mut(&branch) else { return Vec::new() };
        if transaction.method != cseq.method.as_str() || transaction.state == State::Completed {
            return Vec::new();
        }
        let before = transaction.deadline();
        let status = message.status().unwrap_or_default();
        if status < 200 {
            transaction.state = State::Proceeding;
        } else if transaction.reliable {
            self.remove(&branch);
            return vec![ClientOutput::Response { branch, message }];
        } else {
            transaction.state = State::Completed;
            transaction.next_send = None;
            // Timer K absorbs retransmitted responses.
            transaction.end = now.plus_millis(self.timers.t4);
        }
        let after = transaction.deadline();
        self.deadlines.remove(before, &branch);
        self.deadlines.insert(after, branch.clone());
        vec![ClientOutput::Response { branch, message }]
    }

    fn tick(&mut self, now: Timestamp) -> Vec<ClientOutput<P>> {
        let mut outputs = Vec::new();
        while let Some(branch) = self.deadlines.pop_due(now) {
            let Some(transaction) = self.table.get_mut(&branch) else { continue };
            if transaction.end <= now {
                let silent = transaction.state != State::Completed;
                self.table.remove(&branch);
                if silent {
                    outputs.push(ClientOutput::TimedOut { branch });
                }
                continue;
            }
            transaction.interval = match transaction.state {
                State::Trying => (transaction.interval * 2).min(self.timers.t2),
                State::Proceeding | State::Completed => self.timers.t2,
            };
            transaction.next_send = Some(now.plus_millis(transaction.interval));
            self.deadlines.insert(transaction.deadline(), branch.clone());
            outputs.push(ClientOutput::Send {
                branch,
                peer: transaction.peer.clone(),
                bytes: Arc::clone(&transaction.bytes),
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
