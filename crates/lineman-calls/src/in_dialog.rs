//! Requests of a device inside its dialog, and the end of legs and calls.

use lineman_sip::{Message, Method, ResponseBuilder, ServerInput, ServerKey};

use crate::agent::{Asked, CallAgent, Output, Timer};
use crate::build::{ALLOW, SDP};
use crate::incoming::{Body, body_of, unsupported};
use crate::leg::{LegState, Purpose, Serving};
use crate::record::CallRecord;

impl CallAgent {
    pub(crate) fn in_dialog(&mut self, id: u64, key: ServerKey, request: Message) {
        let number = request.cseq().map_or(0, |cseq| cseq.number);
        let Some(leg) = self.legs.get_mut(&id) else { return };
        if leg.dialog.take_sequence(number).is_err() {
            self.answer(id, key, &request, 500);
            return;
        }
        if let Some(options) = unsupported(&request) {
            self.refuse(key, &request, 420, &[(String::from("Unsupported"), options)]);
            return;
        }
        match request.method() {
            Some(Method::Invite) => self.renegotiate(id, key, request),
            Some(Method::Bye) => {
                self.answer(id, key, &request, 200);
                self.device_left(id);
            }
            Some(Method::Options) => self.answer(id, key, &request, 200),
            Some(Method::Other(name)) if name == "UPDATE" => self.update(id, key, request),
            Some(Method::Other(name)) if name == "REFER" => self.refer(id, key, &request),
            Some(Method::Other(name)) if name == "NOTIFY" => {
                // We subscribe to nothing.
                self.answer(id, key, &request, 489);
            }
            Some(method) => {
                let status = if method.is_known() { 405 } else { 501 };
                let allow = (String::from("Allow"), ALLOW.to_owned());
                self.refuse(key, &request, status, &[allow]);
            }
            None => {}
        }
    }

    fn answer(&mut self, id: u64, key: ServerKey, request: &Message, status: u16) {
        let Some(leg) = self.legs.get(&id) else { return };
        let message = self.leg_response(leg, request, status).build();
        self.server(ServerInput::Response { key, message });
    }

    /// A re-INVITE: the other device decides.
    fn renegotiate(&mut self, id: u64, key: ServerKey, request: Message) {
        let Some(leg) = self.legs.get(&id) else { return };
        if leg.serving.is_some() || leg.accepted_key.is_some() {
            let later = (String::from("Retry-After"), String::from("1"));
            self.refuse(key, &request, 500, &[later]);
            return;
        }
        let peer = leg.peer.filter(|peer| {
            self.legs.get(peer).is_some_and(|peer| peer.is_settled() && peer.accepted_key.is_none())
        });
        let Some(peer) = peer.filter(|_| leg.is_settled()) else {
            self.answer(id, key, &request, 491);
            return;
        };
        let offer = match body_of(&request) {
            Body::None => None,
            Body::Session(session) => Some(session),
            Body::OtherType => {
                self.refuse(key, &request, 415, &[(String::from("Accept"), SDP.to_owned())]);
                return;
            }
            Body::Unreadable => {
                self.answer(id, key, &request, 400);
                return;
            }
        };
        let trying = ResponseBuilder::new(&request, 100, "").build();
        self.server(ServerInput::Response { key: key.clone(), message: trying });
        self.serving.insert(key.clone(), id);
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.dialog.refresh_target(&request);
            if offer.is_some() {
                leg.description.clone_from(&offer);
            }
            leg.serving = Some(Serving { key, request: Box::new(request), offer: offer.clone() });
        }
        if !self.reinvite(peer, offer.as_ref(), Purpose::Relay) {
            self.answer_serving(id, 503, None);
        }
    }

    /// An UPDATE (RFC 3311): without a description only the session is refreshed.
    fn update(&mut self, id: u64, key: ServerKey, request: Message) {
        let offer = match body_of(&request) {
            Body::None => {
                if let Some(leg) = self.legs.get_mut(&id) {
                    leg.dialog.refresh_target(&request);
                }
                self.answer(id, key, &request, 200);
                return;
            }
            Body::Session(session) => session,
            Body::OtherType | Body::Unreadable => {
                self.answer(id, key, &request, 415);
                return;
            }
        };
        let Some(leg) = self.legs.get(&id) else { return };
        let peer = leg.peer.filter(|peer| {
            self.legs.get(peer).is_some_and(|peer| peer.is_settled() && peer.accepted_key.is_none())
        });
        let Some(peer) = peer.filter(|_| leg.is_settled()) else {
            self.answer(id, key, &request, 491);
            return;
        };
        let name = Method::Other(String::from("UPDATE"));
        let Some((builder, branch, hop)) = self.leg_request(peer, name) else {
            self.answer(id, key, &request, 503);
            return;
        };
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.dialog.refresh_target(&request);
            leg.description = Some(offer.clone());
            leg.serving =
                Some(Serving { key, request: Box::new(request), offer: Some(offer.clone()) });
        }
        let Some(leg) = self.legs.get_mut(&peer) else { return };
        let body = leg.outgoing(peer, &offer);
        self.asked.insert(branch, Asked::Update { leg: id });
        self.start(builder.body(SDP, body).build(), hop);
    }

    /// The other device answered an UPDATE of this leg's device.
    pub(crate) fn update_answered(&mut self, id: u64, response: &Message) {
        let status = response.status().unwrap_or_default();
        let body = match body_of(response) {
            Body::Session(session) => Some(session),
            _ => None,
        };
        let peer = self.legs.get(&id).and_then(|leg| leg.peer);
        if let Some(peer) = peer.and_then(|peer| self.legs.get_mut(&peer))
            && body.is_some()
        {
            peer.description.clone_from(&body);
        }
        self.answer_serving(id, status, body.as_ref().filter(|_| status < 300));
    }

    /// A device said BYE: its leg is over, and what hangs on it.
    pub(crate) fn device_left(&mut self, id: u64) {
        let Some(leg) = self.legs.get(&id) else { return };
        let (call, peer) = (leg.call, leg.peer);
        self.answer_serving(id, 487, None);
        self.drop_leg(id);
        let setup = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut());
        if let Some(setup) = setup {
            if setup.transferor == Some(id) {
                // Who transfers may leave at once; the transfer goes on.
                setup.transferor = None;
                if let Some(peer) = peer.and_then(|peer| self.legs.get_mut(&peer)) {
                    peer.peer = None;
                }
                self.end_if_empty(call);
                return;
            }
            if setup.from == Some(id) {
                self.setup_failed(call, 487, &[]);
            }
        }
        if let Some(peer) = peer {
            self.hang_up(peer);
        }
        self.end_if_empty(call);
    }

    /// A device is gone without a word: both sides of the call end.
    pub(crate) fn leg_lost(&mut self, id: u64) {
        let Some(leg) = self.legs.get(&id) else { return };
        if leg.state == LegState::Up || leg.state == LegState::Accepted {
            self.send_bye(id);
        }
        self.device_left(id);
    }

    /// Ends one leg.
    pub(crate) fn hang_up(&mut self, id: u64) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        match leg.state {
            LegState::Accepted => {
                // RFC 3261 section 15: not before the ACK.
                if leg.accepted_key.is_some() {
                    leg.bye_wanted = true;
                    leg.peer = None;
                    return;
                }
                self.send_bye(id);
                self.drop_leg(id);
            }
            LegState::Up => {
                if let Some(sequence) = leg.unacknowledged {
                    self.acknowledge(id, sequence, None);
                }
                self.answer_serving(id, 487, None);
                self.send_bye(id);
                self.drop_leg(id);
            }
            LegState::Ringing => {
                leg.state = LegState::Cancelling;
                self.cancel_asking(id);
            }
            LegState::Invited => {
                self.answer_serving(id, 480, None);
                self.drop_leg(id);
            }
            LegState::Cancelling => {}
        }
    }

    fn send_bye(&mut self, id: u64) {
        if let Some((builder, _, hop)) = self.leg_request(id, Method::Bye) {
            self.start(builder.build(), hop);
        }
    }

    /// Forgets a leg.
    pub(crate) fn drop_leg(&mut self, id: u64) {
        let Some(leg) = self.legs.remove(&id) else { return };
        if let Some(asking) = &leg.asking {
            self.asked.remove(&asking.branch);
            if leg.state == LegState::Up {
                self.abandon(asking.branch.clone());
            }
        }
        if let Some(serving) = &leg.serving {
            self.serving.remove(&serving.key);
        }
        let tag = leg.dialog.local.tag().unwrap_or_default();
        self.halves.closed(&leg.dialog.call_id);
        self.dialogs.remove(&(leg.dialog.call_id, tag));
        if let Some(peer) = leg.peer.and_then(|peer| self.legs.get_mut(&peer))
            && peer.peer == Some(id)
        {
            peer.peer = None;
        }
        if let Some(known) = self.calls.get_mut(&leg.call) {
            known.legs.remove(&id);
        }
        if let Some(joining) = leg.joining {
            self.joining_lost(joining);
        }
        self.end_if_empty(leg.call);
    }

    /// Two legs talk with each other from now on.
    pub(crate) fn pair(&mut self, first: u64, second: u64) {
        for (leg, other) in [(first, second), (second, first)] {
            let before = self.legs.get_mut(&leg).and_then(|leg| leg.peer.replace(other));
            if let Some(before) = before.filter(|before| *before != other)
                && let Some(left) = self.legs.get_mut(&before)
                && left.peer == Some(leg)
            {
                left.peer = None;
            }
        }
    }

    /// A call without legs and without anybody being reached is over.
    pub(crate) fn end_if_empty(&mut self, call: u64) {
        let over = self
            .calls
            .get(&call)
            .is_some_and(|known| known.legs.is_empty() && known.setup.is_none());
        if !over {
            return;
        }
        self.set_timer(call, Timer::NoAnswer, None);
        self.set_timer(call, Timer::Audit, None);
        let Some(known) = self.calls.remove(&call) else { return };
        if known.known_caller {
            self.outputs.push(Output::Ended(Box::new(CallRecord {
                caller: known.caller,
                dialled: known.dialled,
                rang: known.rang,
                answered_by: known.answered_by,
                started: known.started,
                answered: known.answered,
                ended: self.now,
                status: known.status,
                correlation: known.correlation,
            })));
        }
    }
}
