//! Answers on their way back, and what is said when there is none.

use lineman_model::Timestamp;
use lineman_sip::{ClientInput, ClientOutput, Message, Method, ResponseBuilder};
use lineman_sip_transport::SipPeer;

use super::{ACCEPTED, Leg, Output, Pending, Proxy, Stage, Table};
use crate::flow::Hop;
use crate::routing::redirect_target;

impl Proxy {
    pub(super) fn response(
        &mut self,
        now: Timestamp,
        message: Message,
        peer: SipPeer,
        outputs: &mut Vec<Output>,
    ) {
        let Some(branch) = message.top_via().ok().and_then(|via| via.branch()) else { return };
        let Some(pending) = self.pending.get(&branch) else { return };
        // Only who was asked may answer.
        if pending.hop.is_none_or(|hop| hop.peer.address.ip() != peer.address.ip()) {
            return;
        }
        let table = Table::of(pending);
        let events = self.clients(table).handle(now, ClientInput::Response(message));
        self.client_events(now, events, outputs);
    }

    pub(super) fn client_events(
        &mut self,
        now: Timestamp,
        events: Vec<ClientOutput<Hop>>,
        outputs: &mut Vec<Output>,
    ) {
        for event in events {
            match event {
                ClientOutput::Send { peer: hop, bytes, .. } => {
                    outputs.push(Output::Send { hop, bytes });
                }
                ClientOutput::Response { branch, message } => {
                    self.answered(now, &branch, message, outputs);
                }
                ClientOutput::TimedOut { branch } => self.silent(now, &branch, 408, outputs),
                // RFC 5626 section 5.3: the flow is gone.
                ClientOutput::Unreachable { branch } => self.silent(now, &branch, 430, outputs),
                ClientOutput::Refused { branch } => self.silent(now, &branch, 503, outputs),
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
        let Some(pending) = self.pending.get_mut(branch) else { return };
        if pending.stage == Stage::Locating {
            self.located(now, branch, message, outputs);
            return;
        }
        pending.heard = true;
        if status == 100 {
            // It is hop by hop; an INVITE got one from us.
            return;
        }
        message.remove_top_via();
        let key = pending.key.clone();
        if status >= 200 {
            self.remember(now, branch, status);
            if status < 300 && self.pending.get(branch).is_some_and(Pending::is_invite) {
                self.accept(now, branch);
            } else {
                self.forget(branch);
            }
        }
        self.respond(now, &key, message, outputs);
    }

    /// An accepted INVITE stays for a while, because copies of its 2xx are passed on.
    fn accept(&mut self, now: Timestamp, branch: &str) {
        if let Some(pending) = self.pending.get_mut(branch)
            && self.invites.remove(&pending.key).is_some()
        {
            self.accepted.push_back((now.plus_millis(ACCEPTED), branch.to_owned()));
        }
    }

    /// Keeps in mind who serves the user and the flow.
    fn remember(&mut self, now: Timestamp, branch: &str, status: u16) {
        let Some(pending) = self.pending.get(branch) else { return };
        let (Leg::Core, Some(hop)) = (pending.leg, pending.hop) else { return };
        let flow = pending.flow;
        let registered = pending.request.method() == Some(&Method::Register) && status < 300;
        let user = pending.user.as_ref().filter(|_| pending.named.is_some());
        if let Some(user) = user {
            self.memory.insert(now, &user.address_of_record(), hop.peer);
            self.remember_server(hop.peer);
        }
        if registered {
            self.served.insert(now, &flow, hop.peer);
        }
    }

    /// The Network Server answered.
    fn located(
        &mut self,
        now: Timestamp,
        branch: &str,
        mut message: Message,
        outputs: &mut Vec<Output>,
    ) {
        let status = message.status().unwrap_or_default();
        if status < 200 {
            return;
        }
        let Some(mut pending) = self.forget(branch) else { return };
        if (300..400).contains(&status) {
            pending.stage = Stage::Forwarding;
            match redirect_target(&message) {
                Some(named) => {
                    pending.hop = None;
                    let branch = self.new_branch();
                    self.resolve(branch, named, pending, outputs);
                }
                None => self.refuse_silent(now, &pending, 503, outputs),
            }
            return;
        }
        if pending.request.method() == Some(&Method::Register) {
            message.remove_top_via();
        } else {
            // It answered our question, not the client's request.
            message = ResponseBuilder::new(&pending.request, status, &self.random.hex(8)).build();
        }
        self.respond(now, &pending.key, message, outputs);
    }

    /// Nobody answered. A server that is silent is asked for anew the next time.
    pub(super) fn silent(
        &mut self,
        now: Timestamp,
        branch: &str,
        status: u16,
        outputs: &mut Vec<Output>,
    ) {
        let Some(pending) = self.forget(branch) else { return };
        if pending.stage == Stage::Forwarding && pending.leg == Leg::Core {
            if let Some(user) = &pending.user {
                self.memory.forget(&user.address_of_record());
            }
            self.served.forget(&pending.flow);
        }
        self.refuse_silent(now, &pending, status, outputs);
    }

    fn refuse_silent(
        &mut self,
        now: Timestamp,
        pending: &Pending,
        status: u16,
        outputs: &mut Vec<Output>,
    ) {
        let (status, who) = match (pending.stage, pending.leg) {
            (Stage::Locating, _) => (503, "location service"),
            (Stage::Forwarding, Leg::Core) => (503, "application server"),
            (Stage::Forwarding, Leg::Client) => (status, "client"),
        };
        tracing::warn!(who, "did not answer");
        let reason = format!("SIP;cause={status};text=\"{who} did not answer\"");
        let response = ResponseBuilder::new(&pending.request, status, &self.random.hex(8))
            .header("Reason", reason)
            .build();
        self.respond(now, &pending.key, response, outputs);
    }
}
