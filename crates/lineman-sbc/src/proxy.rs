//! The proxy as a state machine: no socket, no clock, no name look-up.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use lineman_model::{Random, Timestamp};
use lineman_sip::{
    ClientInput, ClientOutput, ClientTransactions, MAGIC_COOKIE, Message, Method, ResponseBuilder,
    ServerInput, ServerKey, ServerOutput, ServerTransactions, Timers,
};
use lineman_sip_transport::{Incoming, Protocol, SipPeer, mark_source, response_peer};

use crate::memory::Memory;
use crate::refusal::answer_here;
use crate::routing::{NamedPeer, OwnHop, next_hop_request, redirect_target, user_of};

/// Most requests on their way at a time.
const TRANSACTIONS: usize = 10_000;
/// Most users remembered.
const USERS: usize = 100_000;
/// How long the Network Server may be silent.
const LOCATION_TIMEOUT: i64 = 2_000;
/// How long the Application Server may be silent.
const SERVER_TIMEOUT: i64 = 4_000;

/// What happens to the proxy.
pub(crate) enum Input {
    Network(Incoming),
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
    Send { peer: SipPeer, bytes: Arc<[u8]> },
    Resolve { branch: String, host: String, port: u16 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Asking the Network Server.
    Locating,
    /// Talking to the Application Server.
    Forwarding,
}

#[derive(Debug)]
struct Pending {
    key: ServerKey,
    request: Message,
    user: String,
    stage: Stage,
    named: Option<NamedPeer>,
    target: Option<SipPeer>,
}

pub(crate) struct Proxy {
    own: Vec<OwnHop>,
    network_server: NamedPeer,
    memory: Memory,
    servers: ServerTransactions<(SipPeer, SipPeer)>,
    locating: ClientTransactions<SipPeer>,
    forwarding: ClientTransactions<SipPeer>,
    pending: HashMap<String, Pending>,
    random: Arc<dyn Random>,
}

impl Proxy {
    pub(crate) fn new(
        own: Vec<OwnHop>,
        network_server: NamedPeer,
        remember_millis: i64,
        random: Arc<dyn Random>,
    ) -> Self {
        let timers = Timers::default();
        let locating = Timers { timeout: LOCATION_TIMEOUT, ..timers };
        let forwarding = Timers { timeout: SERVER_TIMEOUT, ..timers };
        Self {
            own,
            network_server,
            memory: Memory::new(USERS, remember_millis),
            servers: ServerTransactions::new(timers, TRANSACTIONS),
            locating: ClientTransactions::new(locating, TRANSACTIONS),
            forwarding: ClientTransactions::new(forwarding, TRANSACTIONS),
            pending: HashMap::new(),
            random,
        }
    }

    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        [
            self.servers.next_deadline(),
            self.locating.next_deadline(),
            self.forwarding.next_deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    pub(crate) fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Output> {
        let mut outputs = Vec::new();
        match input {
            Input::Network(incoming) => self.incoming(now, incoming, &mut outputs),
            Input::Resolved { branch, address } => {
                self.resolved(now, &branch, address, &mut outputs);
            }
            Input::Tick => {
                self.servers.handle(now, ServerInput::Tick);
                for stage in [Stage::Locating, Stage::Forwarding] {
                    let events = self.clients(stage).handle(now, ClientInput::Tick);
                    self.client_events(now, events, &mut outputs);
                }
            }
        }
        outputs
    }

    fn clients(&mut self, stage: Stage) -> &mut ClientTransactions<SipPeer> {
        match stage {
            Stage::Locating => &mut self.locating,
            Stage::Forwarding => &mut self.forwarding,
        }
    }

    fn incoming(&mut self, now: Timestamp, incoming: Incoming, outputs: &mut Vec<Output>) {
        match incoming {
            Incoming::Message { peer, message } if message.is_request() => {
                self.request(now, message, peer, outputs);
            }
            Incoming::Message { peer, message } => self.response(now, message, peer, outputs),
            Incoming::Malformed { peer, message: Some(mut message), .. }
                if message.is_request() && message.top_via().is_ok() =>
            {
                mark_source(&mut message, peer);
                refuse_statelessly(&message, peer, 400, outputs);
            }
            Incoming::Undelivered { bytes, .. } => {
                let branch = Message::from_wire(&bytes)
                    .ok()
                    .filter(Message::is_request)
                    .and_then(|message| message.top_via().ok()?.branch());
                if let Some(branch) = branch
                    && let Some(pending) = self.pending.get(&branch)
                {
                    let stage = pending.stage;
                    let input = ClientInput::TransportError { branch };
                    let events = self.clients(stage).handle(now, input);
                    self.client_events(now, events, outputs);
                }
            }
            Incoming::Malformed { .. } | Incoming::Pong { .. } => {}
        }
    }

    fn request(
        &mut self,
        now: Timestamp,
        mut message: Message,
        peer: SipPeer,
        outputs: &mut Vec<Output>,
    ) {
        // We send no 2xx to an INVITE, so an ACK has nowhere to go.
        if message.method() == Some(&Method::Ack) {
            return;
        }
        mark_source(&mut message, peer);
        if message.check_request().is_err() {
            refuse_statelessly(&message, peer, 400, outputs);
            return;
        }
        let target = response_peer(&message, peer);
        let reliable = peer.protocol.is_reliable();
        let input = ServerInput::Request { message, peer: (peer, target), reliable };
        for event in self.servers.handle(now, input) {
            match event {
                ServerOutput::Send { peer: (_, target), bytes, .. } => {
                    outputs.push(Output::Send { peer: target, bytes });
                }
                ServerOutput::Ack { .. } | ServerOutput::NotAcknowledged { .. } => {}
                ServerOutput::Overloaded { message, peer: (peer, _) } => {
                    refuse_statelessly(&message, peer, 503, outputs);
                }
                ServerOutput::Request { key, message, .. } => {
                    self.new_request(now, key, message, outputs);
                }
            }
        }
    }

    fn new_request(
        &mut self,
        now: Timestamp,
        key: ServerKey,
        request: Message,
        outputs: &mut Vec<Output>,
    ) {
        let own: Vec<String> = self.own.iter().map(OwnHop::sent_by).collect();
        let tag = self.random.hex(8);
        if let Some(response) = answer_here(&request, &own, &tag) {
            self.respond(now, &key, response, outputs);
            return;
        }
        let Some(user) = user_of(&request) else {
            let response = ResponseBuilder::new(&request, 404, &tag).build();
            self.respond(now, &key, response, outputs);
            return;
        };
        if self.pending.len() >= TRANSACTIONS {
            let response = ResponseBuilder::new(&request, 503, &tag).build();
            self.respond(now, &key, response, outputs);
            return;
        }
        let branch = self.new_branch();
        match self.memory.get(now, &user) {
            Some(peer) => {
                let stage = Stage::Forwarding;
                let pending = Pending { key, request, user, stage, named: None, target: None };
                self.pending.insert(branch.clone(), pending);
                self.start(now, branch, peer, outputs);
            }
            None => {
                let named = self.network_server.clone();
                let stage = Stage::Locating;
                let pending = Pending { key, request, user, stage, named: None, target: None };
                self.resolve(branch, named, pending, outputs);
            }
        }
    }

    fn new_branch(&self) -> String {
        format!("{MAGIC_COOKIE}{}", self.random.hex(12))
    }

    fn resolve(
        &mut self,
        branch: String,
        named: NamedPeer,
        mut pending: Pending,
        outputs: &mut Vec<Output>,
    ) {
        outputs.push(Output::Resolve {
            branch: branch.clone(),
            host: named.host.clone(),
            port: named.port,
        });
        pending.named = Some(named);
        self.pending.insert(branch, pending);
    }

    fn resolved(
        &mut self,
        now: Timestamp,
        branch: &str,
        address: Option<SocketAddr>,
        outputs: &mut Vec<Output>,
    ) {
        let Some(pending) = self.pending.get(branch) else { return };
        let peer = address.zip(pending.named.as_ref()).map(|(address, named)| named.at(address));
        match peer {
            Some(peer) => self.start(now, branch.to_owned(), peer, outputs),
            None => self.silent(now, branch, outputs),
        }
    }

    /// Sends the pending request to a peer.
    fn start(&mut self, now: Timestamp, branch: String, peer: SipPeer, outputs: &mut Vec<Output>) {
        let own = self.own.iter().find(|own| own.protocol == peer.protocol).cloned();
        let Some(pending) = self.pending.get_mut(&branch) else { return };
        pending.target = Some(peer);
        let stage = pending.stage;
        let to_registrar = stage == Stage::Forwarding;
        let request =
            own.and_then(|own| next_hop_request(&pending.request, &own, &branch, to_registrar));
        let Some(request) = request else {
            // No socket of that protocol, or no room for our fields.
            self.silent(now, &branch, outputs);
            return;
        };
        let reliable = peer.protocol == Protocol::Tcp;
        let events =
            self.clients(stage).handle(now, ClientInput::Start { request, peer, reliable });
        self.client_events(now, events, outputs);
    }

    fn response(
        &mut self,
        now: Timestamp,
        message: Message,
        peer: SipPeer,
        outputs: &mut Vec<Output>,
    ) {
        let Some(branch) = message.top_via().ok().and_then(|via| via.branch()) else { return };
        let Some(pending) = self.pending.get(&branch) else { return };
        // Only who was asked may answer.
        if pending.target.is_none_or(|target| target.address.ip() != peer.address.ip()) {
            return;
        }
        let stage = pending.stage;
        let events = self.clients(stage).handle(now, ClientInput::Response(message));
        self.client_events(now, events, outputs);
    }

    fn client_events(
        &mut self,
        now: Timestamp,
        events: Vec<ClientOutput<SipPeer>>,
        outputs: &mut Vec<Output>,
    ) {
        for event in events {
            match event {
                ClientOutput::Send { peer, bytes, .. } => {
                    outputs.push(Output::Send { peer, bytes })
                }
                ClientOutput::Response { branch, message } => {
                    self.answered(now, &branch, message, outputs);
                }
                ClientOutput::TimedOut { branch }
                | ClientOutput::Unreachable { branch }
                | ClientOutput::Refused { branch } => self.silent(now, &branch, outputs),
            }
        }
    }

    fn answered(
        &mut self,
        now: Timestamp,
        branch: &str,
        mut message: Message,
        outputs: &mut Vec<Output>,
    ) {
        let status = message.status().unwrap_or_default();
        if status < 200 {
            // 100 is hop by hop; the redirect server's other progress is nobody's business.
            return;
        }
        let Some(mut pending) = self.pending.remove(branch) else { return };
        if pending.stage == Stage::Locating && (300..400).contains(&status) {
            pending.stage = Stage::Forwarding;
            match redirect_target(&message) {
                Some(named) => {
                    let branch = self.new_branch();
                    self.resolve(branch, named, pending, outputs);
                }
                None => self.refuse_silent(now, &pending, outputs),
            }
            return;
        }
        if pending.stage == Stage::Forwarding
            && pending.named.is_some()
            && let Some(target) = pending.target
        {
            self.memory.insert(now, &pending.user, target);
        }
        message.remove_top_via();
        self.respond(now, &pending.key, message, outputs);
    }

    /// Nobody answered: 503, and the next request asks the Network Server again.
    fn silent(&mut self, now: Timestamp, branch: &str, outputs: &mut Vec<Output>) {
        let Some(pending) = self.pending.remove(branch) else { return };
        if pending.stage == Stage::Forwarding {
            self.memory.forget(&pending.user);
        }
        self.refuse_silent(now, &pending, outputs);
    }

    fn refuse_silent(&mut self, now: Timestamp, pending: &Pending, outputs: &mut Vec<Output>) {
        let who = match pending.stage {
            Stage::Locating => "location service",
            Stage::Forwarding => "application server",
        };
        tracing::warn!(who, "did not answer");
        let reason = format!("SIP;cause=503;text=\"{who} did not answer\"");
        let response = ResponseBuilder::new(&pending.request, 503, &self.random.hex(8))
            .header("Reason", reason)
            .build();
        self.respond(now, &pending.key, response, outputs);
    }

    fn respond(
        &mut self,
        now: Timestamp,
        key: &ServerKey,
        message: Message,
        outputs: &mut Vec<Output>,
    ) {
        let input = ServerInput::Response { key: key.clone(), message };
        for event in self.servers.handle(now, input) {
            if let ServerOutput::Send { peer: (_, target), bytes, .. } = event {
                outputs.push(Output::Send { peer: target, bytes });
            }
        }
    }
}

fn refuse_statelessly(request: &Message, source: SipPeer, status: u16, outputs: &mut Vec<Output>) {
    let response = ResponseBuilder::new(request, status, "refused").build();
    let peer = response_peer(request, source);
    outputs.push(Output::Send { peer, bytes: response.to_bytes().into() });
}
