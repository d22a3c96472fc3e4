//! The proxy as a state machine: no socket, no clock, no name look-up.

mod answers;
mod forward;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;

use lineman_model::{Random, Secret, Timestamp};
use lineman_sip::{
    ClientInput, ClientTransactions, MAGIC_COOKIE, Message, Method, ResponseBuilder, ServerInput,
    ServerKey, ServerOutput, ServerTransactions, SipUri, Timers,
};
use lineman_sip_transport::{Incoming, SipPeer, mark_source, response_peer};

use crate::flow::{Flow, FlowKey, Hop};
use crate::memory::Memory;
use crate::refusal::answer_here;
use crate::routing::{NamedPeer, OwnHop};

/// Most requests on their way at a time; an accepted call counts for half a minute.
const TRANSACTIONS: usize = 50_000;
/// Most users, and most flows, remembered.
const USERS: usize = 100_000;
/// Most Application Servers known by address.
const SERVERS: usize = 256;
/// How long the Network Server may be silent.
const LOCATION_TIMEOUT: i64 = 2_000;
/// How long the Application Server may be silent.
const SERVER_TIMEOUT: i64 = 4_000;
/// How long copies of a 2xx are passed on (timer M of RFC 6026).
const ACCEPTED: i64 = 32_000;

/// What happens to the proxy.
pub(crate) enum Input {
    /// Something came; the connection says over which one, and is 0 for datagrams.
    Network {
        incoming: Incoming,
        connection: u64,
    },
    /// The answer to [`Output::Resolve`].
    Resolved {
        branch: String,
        address: Option<SocketAddr>,
    },
    Tick,
}

/// What the proxy wants.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Output {
    Send { hop: Hop, bytes: Arc<[u8]> },
    Resolve { branch: String, host: String, port: u16 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Asking the Network Server.
    Locating,
    /// Sent on, or about to be.
    Forwarding,
}

/// Which way a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leg {
    /// To the Application Server.
    Core,
    /// To a client.
    Client,
}

#[derive(Debug)]
struct Pending {
    key: ServerKey,
    request: Message,
    flow: Flow,
    /// Who must be located, if that is how the way is found.
    user: Option<SipUri>,
    leg: Leg,
    stage: Stage,
    named: Option<NamedPeer>,
    hop: Option<Hop>,
    heard: bool,
}

impl Pending {
    fn is_invite(&self) -> bool {
        self.request.method() == Some(&Method::Invite)
    }
}

pub(crate) struct Proxy {
    own: Vec<OwnHop>,
    network_server: NamedPeer,
    key: FlowKey,
    /// Who serves a user.
    memory: Memory<String>,
    /// Who served the REGISTER that came over a flow.
    served: Memory<Flow>,
    servers_known: BTreeSet<SipPeer>,
    servers: ServerTransactions<(Flow, Hop)>,
    locating: ClientTransactions<Hop>,
    /// Requests but INVITE to the Application Server.
    brief: ClientTransactions<Hop>,
    /// INVITE, and whatever goes to a client.
    patient: ClientTransactions<Hop>,
    pending: HashMap<String, Pending>,
    /// The branch of an INVITE by its key on the side that it came from.
    invites: HashMap<ServerKey, String>,
    /// When an INVITE to the Application Server must have been heard of.
    impatient: VecDeque<(Timestamp, String)>,
    /// When an accepted INVITE is forgotten.
    accepted: VecDeque<(Timestamp, String)>,
    random: Arc<dyn Random>,
}

impl Proxy {
    pub(crate) fn new(
        own: Vec<OwnHop>,
        network_server: NamedPeer,
        remember_millis: i64,
        flow_key: &Secret,
        random: Arc<dyn Random>,
    ) -> Self {
        let timers = Timers::default();
        let locating = Timers { timeout: LOCATION_TIMEOUT, ..timers };
        let brief = Timers { timeout: SERVER_TIMEOUT, ..timers };
        Self {
            own,
            network_server,
            key: FlowKey::new(flow_key),
            memory: Memory::new(USERS, remember_millis),
            served: Memory::new(USERS, remember_millis),
            servers_known: BTreeSet::new(),
            servers: ServerTransactions::new(timers, TRANSACTIONS),
            locating: ClientTransactions::new(locating, TRANSACTIONS),
            brief: ClientTransactions::new(brief, TRANSACTIONS),
            patient: ClientTransactions::new(timers, TRANSACTIONS),
            pending: HashMap::new(),
            invites: HashMap::new(),
            impatient: VecDeque::new(),
            accepted: VecDeque::new(),
            random,
        }
    }

    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        [
            self.servers.next_deadline(),
            self.locating.next_deadline(),
            self.brief.next_deadline(),
            self.patient.next_deadline(),
            self.impatient.front().map(|(when, _)| *when),
            self.accepted.front().map(|(when, _)| *when),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    pub(crate) fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Output> {
        let mut outputs = Vec::new();
        match input {
            Input::Network { incoming, connection } => {
                self.incoming(now, incoming, connection, &mut outputs);
            }
            Input::Resolved { branch, address } => {
                self.resolved(now, &branch, address, &mut outputs);
            }
            Input::Tick => self.tick(now, &mut outputs),
        }
        outputs
    }

    fn tick(&mut self, now: Timestamp, outputs: &mut Vec<Output>) {
        let events = self.servers.handle(now, ServerInput::Tick);
        send_answers(events, outputs);
        while let Some((_, branch)) = self.impatient.pop_front_if(|(when, _)| *when <= now) {
            if self.pending.get(&branch).is_some_and(|pending| !pending.heard) {
                self.undelivered(now, branch, outputs);
            }
        }
        while let Some((_, branch)) = self.accepted.pop_front_if(|(when, _)| *when <= now) {
            self.forget(&branch);
        }
        for table in [Table::Locating, Table::Brief, Table::Patient] {
            let events = self.clients(table).handle(now, ClientInput::Tick);
            self.client_events(now, events, outputs);
        }
    }

    fn clients(&mut self, table: Table) -> &mut ClientTransactions<Hop> {
        match table {
            Table::Locating => &mut self.locating,
            Table::Brief => &mut self.brief,
            Table::Patient => &mut self.patient,
        }
    }

    fn incoming(
        &mut self,
        now: Timestamp,
        incoming: Incoming,
        connection: u64,
        outputs: &mut Vec<Output>,
    ) {
        match incoming {
            Incoming::Message { peer, message } if message.is_request() => {
                self.request(now, message, Flow { peer, connection }, outputs);
            }
            Incoming::Message { peer, message } => self.response(now, message, peer, outputs),
            Incoming::Malformed { peer, message: Some(mut message), .. }
                if message.is_request() && message.top_via().is_ok() =>
            {
                mark_source(&mut message, peer);
                refuse_statelessly(&message, Flow { peer, connection }, 400, outputs);
            }
            Incoming::Undelivered { bytes, .. } => {
                let branch = Message::from_wire(&bytes)
                    .ok()
                    .filter(|message| {
                        message.is_request()
                            && !matches!(message.method(), Some(Method::Ack | Method::Cancel))
                    })
                    .and_then(|message| message.top_via().ok()?.branch());
                if let Some(branch) = branch {
                    self.undelivered(now, branch, outputs);
                }
            }
            Incoming::Malformed { .. } | Incoming::Pong { .. } => {}
        }
    }

    fn undelivered(&mut self, now: Timestamp, branch: String, outputs: &mut Vec<Output>) {
        let Some(table) = self.pending.get(&branch).map(Table::of) else { return };
        let events = self.clients(table).handle(now, ClientInput::TransportError { branch });
        self.client_events(now, events, outputs);
    }

    fn request(
        &mut self,
        now: Timestamp,
        mut message: Message,
        flow: Flow,
        outputs: &mut Vec<Output>,
    ) {
        mark_source(&mut message, flow.peer);
        let answerable = message.method() != Some(&Method::Ack);
        if message.check_request().is_err() {
            if answerable {
                refuse_statelessly(&message, flow, 400, outputs);
            }
            return;
        }
        let back = answer_hop(&message, flow);
        let reliable = flow.peer.protocol.is_reliable();
        let input = ServerInput::Request { message, peer: (flow, back), reliable };
        for event in self.servers.handle(now, input) {
            match event {
                ServerOutput::Send { peer: (_, hop), bytes, .. } => {
                    outputs.push(Output::Send { hop, bytes });
                }
                ServerOutput::Overloaded { message, peer: (flow, _) } => {
                    refuse_statelessly(&message, flow, 503, outputs);
                }
                ServerOutput::Request { key, message, peer: (flow, _) } => {
                    self.new_request(now, key, message, flow, outputs);
                }
                ServerOutput::Ack { message, peer: (flow, _) } => {
                    self.acknowledge(now, message, flow, outputs);
                }
                ServerOutput::NotAcknowledged { .. } => {}
            }
        }
    }

    fn new_request(
        &mut self,
        now: Timestamp,
        key: ServerKey,
        request: Message,
        flow: Flow,
        outputs: &mut Vec<Output>,
    ) {
        if request.method() == Some(&Method::Cancel) {
            self.cancel(now, &key, &request, outputs);
            return;
        }
        let own: Vec<String> = self.own.iter().map(OwnHop::sent_by).collect();
        let tag = self.random.hex(8);
        if let Some(response) = answer_here(&request, &own, &tag) {
            self.respond(now, &key, response, outputs);
        } else if self.pending.len() >= TRANSACTIONS {
            let response = ResponseBuilder::new(&request, 503, &tag).build();
            self.respond(now, &key, response, outputs);
        } else {
            if request.method() == Some(&Method::Invite) {
                let trying = ResponseBuilder::new(&request, 100, "").build();
                self.respond(now, &key, trying, outputs);
            }
            self.send_on(now, key, request, flow, outputs);
        }
    }

    fn cancel(
        &mut self,
        now: Timestamp,
        key: &ServerKey,
        request: &Message,
        outputs: &mut Vec<Output>,
    ) {
        let tag = self.random.hex(8);
        let answer = |status| ResponseBuilder::new(request, status, &tag).build();
        let invite = ServerKey::of_cancelled(request);
        let branch = invite.as_ref().and_then(|invite| self.invites.get(invite).cloned());
        let Some(branch) = branch else {
            self.respond(now, key, answer(481), outputs);
            return;
        };
        self.respond(now, key, answer(200), outputs);
        let waits = |pending: &Pending| {
            pending.stage == Stage::Locating || (!pending.heard && pending.hop.is_none())
        };
        if self.pending.get(&branch).is_some_and(waits) {
            // Nobody else knows of it yet.
            if let Some(pending) = self.forget(&branch) {
                let response = ResponseBuilder::new(&pending.request, 487, &tag).build();
                self.respond(now, &pending.key, response, outputs);
            }
            return;
        }
        let events = self.patient.handle(now, ClientInput::Cancel { branch });
        self.client_events(now, events, outputs);
    }

    fn new_branch(&self) -> String {
        format!("{MAGIC_COOKIE}{}", self.random.hex(12))
    }

    /// Takes a request out of the tables of this module; its transactions end by themselves.
    fn forget(&mut self, branch: &str) -> Option<Pending> {
        let pending = self.pending.remove(branch)?;
        if pending.is_invite() {
            self.invites.remove(&pending.key);
        }
        Some(pending)
    }

    fn remember_server(&mut self, peer: SipPeer) {
        if self.servers_known.len() >= SERVERS {
            self.servers_known.clear();
        }
        self.servers_known.insert(peer);
    }

    fn respond(
        &mut self,
        now: Timestamp,
        key: &ServerKey,
        message: Message,
        outputs: &mut Vec<Output>,
    ) {
        let input = ServerInput::Response { key: key.clone(), message };
        send_answers(self.servers.handle(now, input), outputs);
    }
}

/// Which table of client transactions a request is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Locating,
    Brief,
    Patient,
}

impl Table {
    fn of(pending: &Pending) -> Self {
        match (pending.stage, pending.leg) {
            (Stage::Locating, _) => Self::Locating,
            (Stage::Forwarding, Leg::Core) if !pending.is_invite() => Self::Brief,
            (Stage::Forwarding, _) => Self::Patient,
        }
    }
}

fn send_answers(events: Vec<ServerOutput<(Flow, Hop)>>, outputs: &mut Vec<Output>) {
    for event in events {
        if let ServerOutput::Send { peer: (_, hop), bytes, .. } = event {
            outputs.push(Output::Send { hop, bytes });
        }
    }
}

/// Where the answer to a request goes (RFC 3261 section 18.2, RFC 3581). Who gives another address
/// than the one it is seen with is behind a NAT, and reached only where its datagrams come from.
fn answer_hop(request: &Message, flow: Flow) -> Hop {
    if flow.peer.protocol.is_reliable() {
        return flow.hop();
    }
    let given = request
        .top_via()
        .ok()
        .and_then(|via| via.host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().ok());
    if given.is_some_and(|address| address != flow.peer.address.ip()) {
        return flow.hop();
    }
    Hop::to(response_peer(request, flow.peer))
}

fn refuse_statelessly(request: &Message, flow: Flow, status: u16, outputs: &mut Vec<Output>) {
    let response = ResponseBuilder::new(request, status, "refused").build();
    let hop = answer_hop(request, flow);
    outputs.push(Output::Send { hop, bytes: response.to_bytes().into() });
}
