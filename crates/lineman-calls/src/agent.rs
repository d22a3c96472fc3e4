//! The agent: its tables, and what passes between it and the network.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use lineman_model::{Random, Timestamp};
use lineman_sip::{
    ClientInput, ClientOutput, ClientTransactions, Message, Method, ResponseBuilder, ServerInput,
    ServerKey, ServerOutput, ServerTransactions,
};

use crate::call::Call;
use crate::config::{AgentConfig, CallHalves};
use crate::hop::Hop;
use crate::leg::Leg;
use crate::party::{Answer, Question};
use crate::record::CallRecord;

/// What happens to the agent.
#[derive(Debug, Clone)]
pub enum Input {
    /// A request with all mandatory fields came, its source noted in its `Via`.
    Request {
        /// The request.
        message: Message,
        /// Who sent it.
        source: Hop,
        /// Where answers go.
        reply: Hop,
    },
    /// A response came.
    Response(Message),
    /// This message of ours was not delivered.
    Undelivered(Arc<[u8]>),
    /// The answer to [`Output::Other`].
    Respond {
        /// The transaction.
        key: ServerKey,
        /// The answer.
        message: Message,
    },
    /// The answer to [`Output::Ask`].
    Answered {
        /// The call.
        call: u64,
        /// The number of the question.
        number: u32,
        /// The answer.
        answer: Answer,
    },
    /// A deadline passed.
    Tick,
}

/// What the agent wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Send these bytes.
    Send {
        /// Where to.
        hop: Hop,
        /// The message.
        bytes: Arc<[u8]>,
    },
    /// A request that belongs to no call, to be answered with [`Input::Respond`].
    Other {
        /// The transaction.
        key: ServerKey,
        /// The request.
        message: Box<Message>,
        /// Who sent it.
        source: Hop,
    },
    /// Somebody must be found.
    Ask(Question),
    /// A device of a user begins to ring.
    Ringing {
        /// The user.
        user_id: String,
        /// The Call-ID of the leg.
        call_id: String,
        /// Who calls, as the callee may know it: name and number.
        caller: Option<(String, String)>,
    },
    /// The devices of a user that rang do so no more: somebody answered, or nobody will.
    RingingOver {
        /// The user.
        user_id: String,
        /// The Call-ID that was told.
        call_id: String,
    },
    /// A call is over.
    Ended(Box<CallRecord>),
}

/// What a request of ours was sent for.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    /// An INVITE of a leg.
    Invite { leg: u64 },
    /// An UPDATE, passed on for the peer of this leg.
    Update { leg: u64 },
    /// Whether the device is still there.
    Audit { leg: u64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Timer {
    NoAnswer,
    Audit,
}

/// The back-to-back user agent.
pub struct CallAgent {
    pub(crate) config: AgentConfig,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) halves: Arc<dyn CallHalves>,
    servers: ServerTransactions<(Hop, Hop)>,
    clients: ClientTransactions<Hop>,
    pub(crate) calls: BTreeMap<u64, Call>,
    pub(crate) legs: BTreeMap<u64, Leg>,
    /// Call-ID and our tag.
    pub(crate) dialogs: HashMap<(String, String), u64>,
    pub(crate) asked: HashMap<String, Asked>,
    /// Which leg an INVITE that has no final answer belongs to.
    pub(crate) serving: HashMap<ServerKey, u64>,
    timers: BTreeSet<(Timestamp, u64, Timer)>,
    next_call: u64,
    pub(crate) now: Timestamp,
    pub(crate) outputs: Vec<Output>,
}

impl std::fmt::Debug for CallAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallAgent")
            .field("calls", &self.calls)
            .field("legs", &self.legs)
            .field("asked", &self.asked)
            .field("serving", &self.serving)
            .field("timers", &self.timers)
            .field("servers", &self.servers.len())
            .field("clients", &self.clients.len())
            .finish_non_exhaustive()
    }
}

impl CallAgent {
    /// An agent without calls.
    #[must_use]
    pub fn new(config: AgentConfig, random: Arc<dyn Random>, halves: Arc<dyn CallHalves>) -> Self {
        let (timers, capacity) = (config.timers, config.max_transactions);
        Self {
            config,
            random,
            halves,
            servers: ServerTransactions::new(timers, capacity),
            clients: ClientTransactions::new(timers, capacity),
            calls: BTreeMap::new(),
            legs: BTreeMap::new(),
            dialogs: HashMap::new(),
            asked: HashMap::new(),
            serving: HashMap::new(),
            timers: BTreeSet::new(),
            next_call: 0,
            now: Timestamp::EPOCH,
            outputs: Vec::new(),
        }
    }

    /// How many calls there are.
    #[must_use]
    pub fn call_count(&self) -> usize {
        self.calls.len()
    }

    /// Whether nothing at all is remembered: no call, leg, timer or transaction.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.calls.is_empty()
            && self.legs.is_empty()
            && self.dialogs.is_empty()
            && self.asked.is_empty()
            && self.serving.is_empty()
            && self.timers.is_empty()
            && self.servers.is_empty()
            && self.clients.is_empty()
    }

    /// When [`Input::Tick`] is due next.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let own = self.timers.first().map(|(when, ..)| *when);
        [own, self.servers.next_deadline(), self.clients.next_deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Takes one input and says what to do, in order.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Output> {
        self.now = now;
        match input {
            Input::Request { message, source, reply } => {
                let reliable = source.transport.is_reliable();
                let peer = (source, reply);
                self.server(ServerInput::Request { message, peer, reliable });
            }
            Input::Response(message) => self.client(ClientInput::Response(message)),
            Input::Undelivered(bytes) => self.undelivered(&bytes),
            Input::Respond { key, message } => {
                self.server(ServerInput::Response { key, message });
            }
            Input::Answered { call, number, answer } => {
                self.question_answered(call, number, answer)
            }
            Input::Tick => self.tick(),
        }
        std::mem::take(&mut self.outputs)
    }

    fn tick(&mut self) {
        self.server(ServerInput::Tick);
        self.client(ClientInput::Tick);
        while let Some((when, call, timer)) = self.timers.first().copied() {
            if when > self.now {
                break;
            }
            self.timers.pop_first();
            match timer {
                Timer::NoAnswer => self.no_answer(call),
                Timer::Audit => self.audit(call),
            }
        }
    }

    fn undelivered(&mut self, bytes: &[u8]) {
        let Ok(message) = Message::from_wire(bytes) else { return };
        let branch = message.top_via().ok().and_then(|via| via.branch());
        if let Some(branch) = branch.filter(|_| message.is_request()) {
            self.client(ClientInput::TransportError { branch });
        }
    }

    /// Moves a timer of a call; without a time it is stopped.
    pub(crate) fn set_timer(&mut self, call: u64, timer: Timer, millis: Option<i64>) {
        let when = millis.map(|millis| self.now.plus_millis(millis));
        let Some(known) = self.calls.get_mut(&call) else { return };
        let slot = match timer {
            Timer::NoAnswer => &mut known.no_answer,
            Timer::Audit => &mut known.audit,
        };
        if let Some(before) = std::mem::replace(slot, when) {
            self.timers.remove(&(before, call, timer));
        }
        if let Some(when) = when {
            self.timers.insert((when, call, timer));
        }
    }

    pub(crate) fn new_call(&mut self, correlation: String) -> u64 {
        self.next_call += 1;
        self.calls.insert(self.next_call, Call::new(correlation, self.now));
        self.next_call
    }

    /// Hands something to the server transactions and does what they want.
    pub(crate) fn server(&mut self, input: ServerInput<(Hop, Hop)>) {
        for output in self.servers.handle(self.now, input) {
            match output {
                ServerOutput::Send { peer: (_, hop), bytes, .. } => {
                    self.outputs.push(Output::Send { hop, bytes });
                }
                ServerOutput::Request { key, message, peer: (source, _) } => {
                    self.request(key, message, source);
                }
                ServerOutput::Ack { message, .. } => self.acknowledged(&message),
                ServerOutput::NotAcknowledged { key } => self.not_acknowledged(&key),
                ServerOutput::Overloaded { message, peer: (_, hop) } => {
                    let bytes = ResponseBuilder::new(&message, 503, "overload")
                        .header("Retry-After", "5")
                        .build()
                        .to_bytes()
                        .into();
                    self.outputs.push(Output::Send { hop, bytes });
                }
            }
        }
    }

    /// Hands something to the client transactions and does what they want.
    pub(crate) fn client(&mut self, input: ClientInput<Hop>) {
        for output in self.clients.handle(self.now, input) {
            match output {
                ClientOutput::Send { peer: hop, bytes, .. } => {
                    self.outputs.push(Output::Send { hop, bytes });
                }
                ClientOutput::Response { branch, message } => self.response(&branch, &message),
                ClientOutput::TimedOut { branch } => self.failed(&branch, 408),
                ClientOutput::Unreachable { branch } | ClientOutput::Refused { branch } => {
                    self.failed(&branch, 503);
                }
            }
        }
    }

    /// Starts a request of ours.
    pub(crate) fn start(&mut self, request: Message, hop: Hop) {
        let reliable = hop.transport.is_reliable();
        self.client(ClientInput::Start { request, peer: hop, reliable });
    }

    /// Answers a request with a status and header fields.
    pub(crate) fn refuse(
        &mut self,
        key: ServerKey,
        request: &Message,
        status: u16,
        headers: &[(String, String)],
    ) {
        let tag = self.new_tag();
        let mut builder = ResponseBuilder::new(request, status, &tag);
        for (name, value) in headers {
            builder = builder.header(name, value);
        }
        self.server(ServerInput::Response { key, message: builder.build() });
    }

    /// The leg that a request of a device belongs to.
    pub(crate) fn leg_of(&self, request: &Message) -> Option<u64> {
        let tag = request.to().ok()?.tag()?;
        let call_id = request.call_id().ok()?.to_owned();
        let leg = *self.dialogs.get(&(call_id, tag))?;
        let known = self.legs.get(&leg)?.dialog.remote.tag().unwrap_or_default();
        let given = request.from().ok()?.tag().unwrap_or_default();
        (known == given).then_some(leg)
    }

    fn request(&mut self, key: ServerKey, message: Message, source: Hop) {
        let in_dialog = message.to().is_ok_and(|to| to.tag().is_some());
        match message.method() {
            Some(Method::Cancel) => self.cancelled(key, &message),
            Some(Method::Invite) if !in_dialog => self.invited(key, message, source),
            Some(Method::Register) | None => self.other(key, message, source),
            Some(_) if in_dialog => match self.leg_of(&message) {
                Some(leg) => self.in_dialog(leg, key, message),
                None => self.refuse(key, &message, 481, &[]),
            },
            Some(_) => self.other(key, message, source),
        }
    }

    fn other(&mut self, key: ServerKey, message: Message, source: Hop) {
        self.outputs.push(Output::Other { key, message: Box::new(message), source });
    }
}
