//! Answers to requests of ours.

use lineman_sip::{
    ClientInput, Contacts, Message, Method, Negotiation, ServerInput, SessionDescription,
    judge_answer,
};

use crate::agent::{Asked, CallAgent, Output, Timer};
use crate::build::SDP;
use crate::incoming::{Body, body_of};
use crate::leg::{Asking, Joining, LegState, Purpose};
use crate::setup::redirect_target;

impl CallAgent {
    pub(crate) fn response(&mut self, branch: &str, response: &Message) {
        let status = response.status().unwrap_or_default();
        match self.asked.get(branch).cloned() {
            Some(Asked::Invite { leg }) => {
                if status < 200 {
                    self.progress(leg, response);
                } else {
                    self.asked.remove(branch);
                    self.invite_answered(leg, response);
                }
            }
            Some(_) if status < 200 => {}
            Some(Asked::Update { leg }) => {
                self.asked.remove(branch);
                self.update_answered(leg, response);
            }
            Some(Asked::Audit { leg }) => {
                self.asked.remove(branch);
                if matches!(status, 408 | 481) {
                    self.leg_lost(leg);
                }
            }
            None => self.copy_of_2xx(response),
        }
    }

    /// A request of ours got no answer at all.
    pub(crate) fn failed(&mut self, branch: &str, status: u16) {
        match self.asked.remove(branch) {
            Some(Asked::Invite { leg }) => self.invite_failed(leg, status, None),
            Some(Asked::Update { leg }) => {
                self.answer_serving(leg, status, None);
                self.leg_lost(leg);
            }
            Some(Asked::Audit { leg }) => self.leg_lost(leg),
            None => {}
        }
    }

    /// A 2xx that is sent again gets its ACK again.
    fn copy_of_2xx(&mut self, response: &Message) {
        let Ok(cseq) = response.cseq() else { return };
        let key = response
            .call_id()
            .ok()
            .map(str::to_owned)
            .zip(response.from().ok().and_then(|from| from.tag()));
        let leg = key.and_then(|key| self.legs.get(self.dialogs.get(&key)?));
        if cseq.method == Method::Invite
            && let Some((sequence, hop, bytes)) = leg.and_then(|leg| leg.last_ack.clone())
            && sequence == cseq.number
        {
            self.outputs.push(Output::Send { hop, bytes });
        }
    }

    /// A device rings.
    fn progress(&mut self, id: u64, response: &Message) {
        let status = response.status().unwrap_or_default();
        let Some(leg) = self.legs.get_mut(&id) else { return };
        if leg.state != LegState::Ringing || status <= 100 {
            return;
        }
        if leg.dialog.remote.tag().is_none() {
            leg.dialog.answered(response);
        }
        let call = leg.call;
        let early = match body_of(response) {
            Body::Session(session) => Some(session),
            _ => None,
        };
        if early.is_some() {
            leg.description.clone_from(&early);
        }
        let Some(setup) = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut()) else {
            return;
        };
        // The caller hears the early media of one device only.
        let heard = early.is_some() && *setup.early.get_or_insert(id) == id;
        let Some(from) = setup.from else { return };
        let Some(leg) = self.legs.get_mut(&from) else { return };
        let Some(serving) = leg.serving.clone() else { return };
        if leg.state != LegState::Invited {
            return;
        }
        let body = early.filter(|_| heard && serving.offer.is_some());
        let body = body.map(|session| leg.outgoing(from, &session));
        let leg = leg.clone();
        let mut message = self.leg_response(&leg, &serving.request, status).build();
        if let Some(body) = body {
            message.headers.set("Content-Type", SDP);
            message.body = body;
        }
        self.server(ServerInput::Response { key: serving.key, message });
    }

    fn invite_answered(&mut self, id: u64, response: &Message) {
        let status = response.status().unwrap_or_default();
        if status >= 300 {
            self.invite_failed(id, status, Some(response));
            return;
        }
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let Some(asking) = leg.asking.take() else { return };
        let body = match body_of(response) {
            Body::Session(session) => Some(session),
            _ => None,
        };
        if let Some(session) = &body {
            leg.description = Some(session.clone());
        }
        match asking.purpose {
            Purpose::Ring => {
                leg.dialog.answered(response);
                let wanted = leg.state == LegState::Ringing;
                leg.state = LegState::Up;
                let answer = body.or_else(|| leg.description.clone());
                if wanted {
                    self.fork_answered(id, &asking, answer);
                } else {
                    self.acknowledge(id, asking.sequence, None);
                    self.hang_up(id);
                }
            }
            Purpose::Relay => {
                leg.dialog.refresh_target(response);
                self.relayed(id, &asking, body);
            }
            Purpose::Hold => {
                leg.dialog.refresh_target(response);
                self.acknowledge(id, asking.sequence, None);
            }
            Purpose::Fetch { to } => {
                leg.dialog.refresh_target(response);
                self.fetched(id, to, asking.sequence, body);
            }
            Purpose::Give { from } => {
                leg.dialog.refresh_target(response);
                self.acknowledge(id, asking.sequence, None);
                self.given(id, from, body);
            }
        }
    }

    fn invite_failed(&mut self, id: u64, status: u16, response: Option<&Message>) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let Some(asking) = leg.asking.take() else { return };
        let call = leg.call;
        match asking.purpose {
            Purpose::Ring => {
                let target =
                    response.filter(|_| matches!(status, 300..=302)).and_then(|response| {
                        match response.contacts() {
                            Ok(Contacts::Some(contacts)) => redirect_target(&contacts.first()?.uri),
                            _ => None,
                        }
                    });
                self.drop_leg(id);
                match status {
                    300..=399 => self.redirected(call, id, target),
                    _ => self.fork_failed(call, id, status),
                }
                self.end_if_empty(call);
            }
            Purpose::Relay => {
                if let Some(peer) = leg.peer
                    && !self.replacement_failed(peer, id, status)
                {
                    self.answer_serving(peer, status, None);
                }
                self.lost_if_gone(id, status);
            }
            Purpose::Hold => self.lost_if_gone(id, status),
            Purpose::Fetch { .. } => {
                self.join_failed(id, status);
                self.lost_if_gone(id, status);
            }
            Purpose::Give { from } => {
                self.give_failed(id, from, status);
                self.lost_if_gone(id, status);
            }
        }
    }

    /// RFC 5057: such an answer ends the whole dialog.
    fn lost_if_gone(&mut self, id: u64, status: u16) {
        if matches!(status, 408 | 481 | 503) {
            self.leg_lost(id);
        }
    }

    /// A device that rang answered.
    fn fork_answered(&mut self, id: u64, asking: &Asking, body: Option<SessionDescription>) {
        let Some(call) = self.legs.get(&id).map(|leg| leg.call) else { return };
        let setup = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut());
        let wanted = setup.filter(|setup| setup.forks.contains(&id)).map(|setup| {
            setup.forks.remove(&id);
            setup.from
        });
        let Some(from) = wanted else {
            self.acknowledge(id, asking.sequence, None);
            self.hang_up(id);
            return;
        };
        self.set_timer(call, Timer::NoAnswer, None);
        self.cancel_forks(call, Some(id));
        let state = from.and_then(|from| self.legs.get(&from)).map(|leg| leg.state);
        match (from, state, body) {
            (Some(from), Some(LegState::Invited), Some(body)) => {
                self.connect(call, from, id, asking, &body);
            }
            (Some(from), Some(LegState::Up), Some(offer)) => {
                if let Some(leg) = self.legs.get_mut(&id) {
                    leg.unacknowledged = Some(asking.sequence);
                }
                self.connect_up(call, from, id, &offer);
            }
            (None, _, Some(offer)) => self.own_device_answered(call, id, asking, &offer),
            _ => {
                // Without a description there is nothing to connect.
                self.acknowledge(id, asking.sequence, None);
                self.hang_up(id);
                self.setup_failed(call, 488, &[]);
            }
        }
    }

    /// Connects a caller that waits with the device that answered.
    fn connect(
        &mut self,
        call: u64,
        from: u64,
        id: u64,
        asking: &Asking,
        body: &SessionDescription,
    ) {
        let offer = self.legs.get(&from).and_then(|leg| leg.description.clone());
        if asking.offered {
            self.acknowledge(id, asking.sequence, None);
            let agreed =
                offer.is_some_and(|offer| judge_answer(&offer, body) == Negotiation::Agreed);
            if !agreed {
                self.hang_up(id);
                self.setup_failed(call, 488, &[]);
                return;
            }
        } else if let Some(leg) = self.legs.get_mut(&id) {
            leg.unacknowledged = Some(asking.sequence);
        }
        self.answered(call, id);
        self.pair(from, id);
        if let Some(known) = self.calls.get_mut(&call) {
            known.setup = None;
        }
        self.answer_serving(from, 200, Some(body));
    }

    /// Connects a leg that is up already with a device that answered with an offer.
    fn connect_up(&mut self, call: u64, from: u64, id: u64, offer: &SessionDescription) {
        let settled = self.legs.get(&from).is_some_and(crate::leg::Leg::is_settled);
        if !settled {
            self.acknowledge_held(id);
            self.hang_up(id);
            self.setup_failed(call, 491, &[]);
            return;
        }
        let setup = self.calls.get_mut(&call).and_then(|known| known.setup.take());
        let transferor = setup.and_then(|setup| setup.transferor);
        self.answered(call, id);
        self.pair(from, id);
        if let Some(leg) = self.legs.get_mut(&from) {
            leg.joining = Some(Joining { transferor, consultation: None });
        }
        if !self.reinvite(from, Some(offer), Purpose::Give { from: id }) {
            self.give_failed(from, id, 503);
        }
    }

    /// Notes that a call was answered.
    pub(crate) fn answered(&mut self, call: u64, id: u64) {
        let party = self.legs.get(&id).map(|leg| leg.party.clone());
        let now = self.now;
        if let Some(known) = self.calls.get_mut(&call) {
            known.answered.get_or_insert(now);
            known.status = 200;
            if known.answered_by.is_none() {
                known.answered_by = party;
            }
        }
        self.set_timer(call, Timer::Audit, Some(self.config.audit_millis));
        self.ringing_over(call);
    }

    /// The peer accepted a re-INVITE that was passed on.
    fn relayed(&mut self, id: u64, asking: &Asking, body: Option<SessionDescription>) {
        if asking.offered {
            self.acknowledge(id, asking.sequence, None);
        } else if let Some(leg) = self.legs.get_mut(&id) {
            leg.unacknowledged = Some(asking.sequence);
        }
        let Some(peer) = self.legs.get(&id).and_then(|leg| leg.peer) else { return };
        self.answer_serving(peer, 200, body.as_ref());
        self.replacement_done(peer);
    }

    /// Answers what a leg's device asked for last.
    pub(crate) fn answer_serving(
        &mut self,
        id: u64,
        status: u16,
        body: Option<&SessionDescription>,
    ) {
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let Some(serving) = leg.serving.take() else { return };
        let invite = serving.request.method() == Some(&Method::Invite);
        let body = body.map(|body| leg.outgoing(id, body));
        if invite && (200..300).contains(&status) {
            leg.accepted_key = Some(serving.key.clone());
            if leg.state == LegState::Invited {
                leg.state = LegState::Accepted;
            }
        }
        let leg = leg.clone();
        let mut message = self.leg_response(&leg, &serving.request, status).build();
        if let Some(body) = body {
            message.headers.set("Content-Type", SDP);
            message.body = body;
        }
        self.serving.remove(&serving.key);
        let key = serving.key;
        if invite && (200..300).contains(&status) {
            self.server(ServerInput::Accept { key, message });
        } else {
            self.server(ServerInput::Response { key, message });
        }
    }

    /// Asks the devices of a call whether they are still there.
    pub(crate) fn audit(&mut self, call: u64) {
        let Some(known) = self.calls.get_mut(&call) else { return };
        known.audit = None;
        let legs: Vec<u64> = known.legs.iter().copied().collect();
        for leg in legs {
            if self.legs.get(&leg).is_some_and(|leg| leg.state == LegState::Up)
                && let Some((builder, branch, hop)) = self.leg_request(leg, Method::Options)
            {
                self.asked.insert(branch, Asked::Audit { leg });
                self.start(builder.build(), hop);
            }
        }
        self.set_timer(call, Timer::Audit, Some(self.config.audit_millis));
    }

    /// Ends a pending INVITE of ours without caring for its answer.
    pub(crate) fn abandon(&mut self, branch: String) {
        self.client(ClientInput::Cancel { branch });
    }
}
