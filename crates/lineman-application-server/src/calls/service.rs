//! The loop between sockets, agent, registrar and store.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use lineman_calls::{AgentConfig, CallAgent, Input, Output, OwnAddress};
use lineman_logs::LogSink;
use lineman_model::{Clock, Random};
use lineman_net::Shutdown;
use lineman_sip::{Message, Method, ResponseBuilder, ServerKey};
use lineman_sip_transport::{
    Incoming, Protocol, ServiceHandle, SipPeer, SipSocket, SipSocketConfig, mark_source,
    response_peer,
};
use lineman_store::BroadworksStore;

use super::control::{Ask, CallControl, ControlFault, Wish};
use super::destinations::{Destinations, hop_of, peer_of};
use super::records;
use super::xs_log::XsLog;
use crate::push::{Caller, PushNotifier};
use crate::registrar::{Answer, Registrar, RegistrarConfig, RegistrarError, WaitingRegister};

/// Most messages that are taken at once; their registrations share one write to the disk.
const BATCH: usize = 128;

/// What SIP of the Application Server works with.
#[derive(Clone)]
pub struct SipParts {
    /// Subscribers, line/ports, registrations.
    pub store: BroadworksStore,
    /// Where every message is logged.
    pub xs_log: Arc<dyn LogSink>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Tags, nonces, ids.
    pub random: Arc<dyn Random>,
    /// Who tells mobile apps of calls.
    pub push: Arc<dyn PushNotifier>,
}

/// Binds the sockets and begins to work.
///
/// # Errors
/// When an address cannot be bound.
pub async fn start(
    config: RegistrarConfig,
    parts: SipParts,
    shutdown: &Shutdown,
) -> Result<(ServiceHandle, CallControl), RegistrarError> {
    let shutdown = shutdown.child();
    let SipParts { store, xs_log, clock, random, push } = parts;
    let log = Arc::new(XsLog::new(xs_log, Arc::clone(&clock), Arc::clone(&random)));
    let sockets =
        SipSocketConfig { udp: config.udp, tcp: config.tcp, ..SipSocketConfig::default() };
    let observer = Arc::clone(&log);
    let (socket, mut receiver) = SipSocket::bind(sockets, observer, &shutdown).await?;
    let own = [Protocol::Udp, Protocol::Tcp]
        .into_iter()
        .filter_map(|protocol| Some(SipPeer::new(protocol, socket.address(protocol)?)))
        .map(|peer| OwnAddress { hop: hop_of(peer) })
        .collect();
    let ring_millis = i64::try_from(config.ring.as_millis()).unwrap_or(i64::MAX);
    let agent_config = AgentConfig { own, ring_millis, ..AgentConfig::default() };
    let agent = CallAgent::new(agent_config, Arc::clone(&random), log);
    let destinations = Destinations::new(config.sbc_addresses.clone());
    let registrar = Registrar::new(config, store, Arc::clone(&clock), random);
    let (control, mut asks) = CallControl::new();
    let handle = ServiceHandle::run(socket, shutdown.clone(), |socket| async move {
        let waiting = Vec::new();
        let mut service =
            SipService { socket, agent, registrar, waiting, destinations, clock, push };
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let now = service.clock.now();
            let wait =
                service.agent.next_deadline().map_or(60_000, |due| due.since(now).clamp(1, 60_000));
            let wait = Duration::from_millis(wait.unsigned_abs());
            tokio::select! {
                received = tokio::time::timeout(wait, receiver.recv_many(&mut batch, BATCH)) => {
                    if received == Ok(0) {
                        return;
                    }
                }
                Some(ask) = asks.recv() => service.asked(ask).await,
                () = shutdown.triggered() => return,
            }
            // One after the other: the order of CSeq numbers is the order of arrival.
            for incoming in batch.drain(..) {
                service.incoming(incoming).await;
            }
            for input in service.commit().await {
                service.run(input).await;
            }
            service.run(Input::Tick).await;
        }
    });
    Ok((handle, control))
}

struct SipService {
    socket: SipSocket,
    agent: CallAgent,
    registrar: Registrar,
    /// Registrations that are not kept yet, and so not answered.
    waiting: Vec<(ServerKey, Box<WaitingRegister>)>,
    destinations: Destinations,
    clock: Arc<dyn Clock>,
    push: Arc<dyn PushNotifier>,
}

impl SipService {
    async fn incoming(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Message { peer, mut message } if message.is_request() => {
                mark_source(&mut message, peer);
                if !self.registrar.trusts(peer) {
                    tracing::warn!(%peer, "refused SIP from an address that is not the SBC's");
                    self.refuse(&message, peer, 403);
                } else if message.check_request().is_err() {
                    self.refuse(&message, peer, 400);
                } else {
                    let (source, reply) = (hop_of(peer), hop_of(response_peer(&message, peer)));
                    self.run(Input::Request { message, source, reply }).await;
                }
            }
            Incoming::Message { peer, message } => {
                if self.registrar.trusts(peer) {
                    self.run(Input::Response(message)).await;
                }
            }
            Incoming::Malformed { peer, message: Some(mut message), error }
                if message.is_request() =>
            {
                tracing::debug!(%peer, %error, "refusing a request");
                mark_source(&mut message, peer);
                self.refuse(&message, peer, 400);
            }
            Incoming::Malformed { peer, error, .. } => {
                tracing::debug!(%peer, %error, "dropping bytes");
            }
            Incoming::Undelivered { peer, bytes, reason } => {
                tracing::debug!(%peer, reason, "a message was not delivered");
                self.run(Input::Undelivered(bytes)).await;
            }
            Incoming::Pong { .. } => {}
        }
    }

    /// Answers without a transaction, if the request can be answered at all.
    fn refuse(&self, request: &Message, source: SipPeer, status: u16) {
        let answerable = request.top_via().is_ok()
            && request.method().is_some_and(|method| *method != Method::Ack);
        if answerable {
            let response = ResponseBuilder::new(request, status, "refused").build();
            self.socket.send(response_peer(request, source), response.to_bytes().into());
        }
    }

    /// Somebody asks about calls or does something to them.
    async fn asked(&mut self, ask: Ask) {
        let Ask { user_id, wish, reply } = ask;
        let outcome = match wish {
            Wish::List => Ok(self.agent.calls_of(&user_id)),
            Wish::Do(command) => {
                let (outcome, outputs) = self.agent.command(self.clock.now(), &user_id, &command);
                self.follow(outputs).await;
                outcome.map_err(ControlFault::Refused).map(|call| {
                    let mut views = self.agent.calls_of(&user_id);
                    views.retain(|view| view.correlation == call);
                    views
                })
            }
        };
        // Whoever asked may have gone.
        let _ = reply.send(outcome);
    }

    /// Hands an input to the agent and does what it wants, and what follows from that.
    async fn run(&mut self, input: Input) {
        let outputs = self.agent.handle(self.clock.now(), input);
        self.follow(outputs).await;
    }

    async fn follow(&mut self, outputs: Vec<Output>) {
        let mut outputs = VecDeque::from(outputs);
        while let Some(output) = outputs.pop_front() {
            for input in self.carry_out(output).await {
                outputs.extend(self.agent.handle(self.clock.now(), input));
            }
        }
    }

    /// Keeps the registrations that wait, and gives their answers.
    async fn commit(&mut self) -> Vec<Input> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let waiting = std::mem::take(&mut self.waiting);
        let requests: Vec<&WaitingRegister> = waiting.iter().map(|(_, one)| &**one).collect();
        let answers = self.registrar.commit(&requests).await;
        let keys = waiting.iter().map(|(key, _)| key.clone());
        keys.zip(answers).map(|(key, message)| Input::Respond { key, message }).collect()
    }

    async fn carry_out(&mut self, output: Output) -> Vec<Input> {
        match output {
            Output::Send { hop, bytes } => {
                let now = self.clock.now();
                match self.destinations.find(&hop, now).await {
                    Some(peer) => self.socket.send(peer, bytes),
                    None => {
                        tracing::warn!(%hop, "not sent: this is not the SBC");
                        return vec![Input::Undelivered(bytes)];
                    }
                }
                Vec::new()
            }
            Output::Other { key, message, source } => {
                let Some(source) = peer_of(&source) else { return Vec::new() };
                match self.registrar.answer(&message, source).await {
                    Answer::Now(message) => vec![Input::Respond { key, message }],
                    Answer::AfterCommit(waiting) => {
                        self.waiting.push((key, waiting));
                        Vec::new()
                    }
                }
            }
            Output::Ask(question) => {
                // Whoever registered before is found.
                let mut inputs = self.commit().await;
                let (call, number) = (question.call, question.number);
                let answer = self.registrar.find_route(&question).await;
                inputs.push(Input::Answered { call, number, answer });
                inputs
            }
            Output::Ringing { user_id, call_id, caller } => {
                let (name, number) = caller.unzip();
                self.push.incoming_call(&user_id, &call_id, Caller { number, name });
                Vec::new()
            }
            Output::RingingOver { user_id, call_id } => {
                self.push.call_updated(&user_id, &call_id);
                Vec::new()
            }
            Output::Ended(record) => {
                if let Err(error) = records::keep(self.registrar.store(), &record).await {
                    tracing::error!(%error, "a call is missing in the call logs");
                }
                Vec::new()
            }
        }
    }
}
