//! Joining two legs that are up: transfers, resuming, click to dial (RFC 3725, flows I and IV).

use lineman_sip::{
    Message, Method, ReferTarget, ServerInput, ServerKey, SessionDescription, sipfrag_status,
};

use crate::agent::CallAgent;
use crate::call::Setup;
use crate::leg::{Asking, Joining, LegState, Purpose};
use crate::party::Asker;

impl CallAgent {
    /// A REFER of a device (RFC 3515): the agent carries it out itself.
    pub(crate) fn refer(&mut self, id: u64, key: ServerKey, request: &Message) {
        let Some(leg) = self.legs.get(&id) else { return };
        let mut targets = request.headers.get_all("Refer-To");
        let target = targets.next().map(ReferTarget::parse);
        let (Some(Ok(target)), None) = (target, targets.next()) else {
            self.refuse(key, request, 400, &[]);
            return;
        };
        let call = leg.call;
        let other = leg
            .peer
            .filter(|other| self.legs.get(other).is_some_and(|other| other.state == LegState::Up));
        let busy = self.calls.get(&call).is_none_or(|known| known.setup.is_some());
        let Some(other) = other.filter(|_| leg.state == LegState::Up && !busy) else {
            self.refuse(key, request, 491, &[]);
            return;
        };
        let quiet = request
            .headers
            .get("Refer-Sub")
            .is_some_and(|value| value.trim().to_ascii_lowercase().starts_with("false"));
        let mut builder = self.leg_response(leg, request, 202);
        if quiet {
            builder = builder.header("Refer-Sub", "false");
        }
        let message = builder.build();
        self.server(ServerInput::Response { key, message });
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.notify = !quiet;
        }
        self.notify(id, 100, false);
        match target.replaces {
            None => self.transfer(id, other, &target.uri.to_string()),
            Some(replaces) => {
                let found = self
                    .dialogs
                    .get(&(replaces.call_id.clone(), replaces.to_tag.clone()))
                    .or_else(|| {
                        self.dialogs.get(&(replaces.call_id.clone(), replaces.from_tag.clone()))
                    })
                    .copied();
                match found {
                    Some(consultation) => self.transfer_attended(id, other, consultation),
                    None => self.transfer_failed(id, Some(other), 481),
                }
            }
        }
    }

    /// Blind transfer: the other side is connected with an address.
    pub(crate) fn transfer(&mut self, by: u64, other: u64, target: &str) {
        let Some(call) = self.legs.get(&by).map(|leg| leg.call) else { return };
        let caller = self.legs.get(&other).map(|leg| leg.party.clone()).unwrap_or_default();
        let asker = self.legs.get(&by).map(|leg| leg.party.user_id.clone()).unwrap_or_default();
        let mut setup = Setup::new(Some(other), caller, target);
        setup.transferor = Some(by);
        if let Some(known) = self.calls.get_mut(&call) {
            known.setup = Some(setup);
        }
        self.ask(call, Asker::User(asker), target.to_owned());
    }

    /// Attended transfer: the other side is connected with whom the user consulted.
    pub(crate) fn transfer_attended(&mut self, by: u64, other: u64, consultation: u64) {
        let user = |leg: u64| self.legs.get(&leg).map(|leg| leg.party.user_id.clone());
        let target = self.legs.get(&consultation).and_then(|leg| leg.peer);
        let own = user(by).is_some_and(|name| user(consultation).is_some_and(|it| it == name));
        let settled = |leg: u64| self.legs.get(&leg).is_some_and(crate::leg::Leg::is_settled);
        let Some(target) = target.filter(|target| {
            own && consultation != by && *target != other && settled(*target) && settled(other)
        }) else {
            self.transfer_failed(by, Some(other), if own { 491 } else { 603 });
            return;
        };
        self.move_leg(target, other);
        self.pair(other, target);
        if let Some(leg) = self.legs.get_mut(&other) {
            leg.joining = Some(Joining { transferor: Some(by), consultation: Some(consultation) });
        }
        if !self.reinvite(other, None, Purpose::Fetch { to: target }) {
            self.join_failed(other, 503);
        }
    }

    /// Puts a leg into the call of another one.
    pub(crate) fn move_leg(&mut self, id: u64, beside: u64) {
        let Some(call) = self.legs.get(&beside).map(|leg| leg.call) else { return };
        let Some(before) = self.legs.get_mut(&id).map(|leg| std::mem::replace(&mut leg.call, call))
        else {
            return;
        };
        if let Some(known) = self.calls.get_mut(&before) {
            known.legs.remove(&id);
        }
        if let Some(known) = self.calls.get_mut(&call) {
            known.legs.insert(id);
        }
    }

    /// A leg made an offer for another one.
    pub(crate) fn fetched(
        &mut self,
        id: u64,
        to: u64,
        sequence: u32,
        offer: Option<SessionDescription>,
    ) {
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.unacknowledged = Some(sequence);
        }
        let settled = self.legs.get(&to).is_some_and(crate::leg::Leg::is_settled);
        let sent = match offer {
            Some(offer) if settled => self.reinvite(to, Some(&offer), Purpose::Give { from: id }),
            _ => false,
        };
        if !sent {
            self.acknowledge_held(id);
            self.join_failed(id, 491);
        }
    }

    /// A leg took the offer of another one, which gets the answer.
    pub(crate) fn given(&mut self, id: u64, from: u64, answer: Option<SessionDescription>) {
        if let Some(sequence) = self.legs.get(&from).and_then(|leg| leg.unacknowledged) {
            self.acknowledge(from, sequence, answer.as_ref());
        }
        let mut joining = None;
        for leg in [id, from] {
            if let Some(leg) = self.legs.get_mut(&leg) {
                leg.held = false;
                joining = joining.or(leg.joining.take());
            }
        }
        if let Some(Joining { transferor, consultation }) = joining {
            if let Some(transferor) = transferor {
                self.notify(transferor, 200, true);
                self.hang_up(transferor);
            }
            if let Some(consultation) = consultation {
                self.hang_up(consultation);
            }
        }
    }

    /// A leg did not take the offer of another one.
    pub(crate) fn give_failed(&mut self, id: u64, from: u64, status: u16) {
        self.acknowledge_held(from);
        let giver = self.legs.get(&from).is_some_and(|leg| leg.joining.is_some());
        if giver {
            self.join_failed(from, status);
            return;
        }
        // The giver was rung for this leg; there is nothing to go back to for it.
        let joining = self.legs.get_mut(&id).and_then(|leg| leg.joining.take());
        self.hang_up(from);
        match joining.and_then(|joining| joining.transferor) {
            Some(transferor) => self.transfer_failed(transferor, Some(id), status),
            None => self.hang_up(id),
        }
    }

    /// Two legs that were up could not be joined: who transferred has its calls back.
    pub(crate) fn join_failed(&mut self, id: u64, status: u16) {
        let Some(joining) = self.legs.get_mut(&id).and_then(|leg| leg.joining.take()) else {
            return;
        };
        let target = self.legs.get(&id).and_then(|leg| leg.peer);
        if let Joining { transferor: Some(transferor), consultation: Some(consultation) } = joining
            && let Some(target) = target
        {
            self.move_leg(target, consultation);
            self.pair(consultation, target);
            self.transfer_failed(transferor, Some(id), status);
        }
    }

    /// Somebody who was being joined left: there is nothing to transfer any more.
    pub(crate) fn joining_lost(&mut self, joining: Joining) {
        if let Some(transferor) = joining.transferor {
            self.notify(transferor, 487, true);
            self.hang_up(transferor);
        }
        if let Some(consultation) = joining.consultation {
            self.hang_up(consultation);
        }
    }

    /// Who transferred hears that it failed, and has the other side back if it is there.
    pub(crate) fn transfer_failed(&mut self, by: u64, other: Option<u64>, status: u16) {
        self.notify(by, status, true);
        if let Some(other) = other.filter(|other| self.legs.contains_key(other)) {
            if self.legs.contains_key(&by) {
                self.pair(by, other);
            } else {
                self.hang_up(other);
            }
        }
    }

    /// Tells a device how its REFER goes.
    pub(crate) fn notify(&mut self, id: u64, status: u16, last: bool) {
        if !self.legs.get(&id).is_some_and(|leg| leg.notify && leg.state == LegState::Up) {
            return;
        }
        let method = Method::Other(String::from("NOTIFY"));
        let Some((builder, _, hop)) = self.leg_request(id, method) else { return };
        let state = if last { "terminated;reason=noresource" } else { "active;expires=180" };
        let request = builder
            .header("Event", "refer")
            .header("Subscription-State", state)
            .body("message/sipfrag;version=2.0", sipfrag_status(status))
            .build();
        self.start(request, hop);
        if last && let Some(leg) = self.legs.get_mut(&id) {
            leg.notify = false;
        }
    }

    /// The user's own device answered a click to dial: it waits without media while the other
    /// side is rung.
    pub(crate) fn own_device_answered(
        &mut self,
        call: u64,
        id: u64,
        asking: &Asking,
        offer: &SessionDescription,
    ) {
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.unacknowledged = Some(asking.sequence);
            leg.originator = true;
            leg.description = Some(offer.clone());
        }
        self.acknowledge_held(id);
        let Some(known) = self.calls.get_mut(&call) else { return };
        let Some(setup) = known.setup.take() else { return };
        let (party, target) = (
            setup.callee.map(|callee| callee.party).unwrap_or_default(),
            setup.then_dial.unwrap_or_default(),
        );
        let user = party.user_id.clone();
        known.rang.clear();
        known.setup = Some(Setup::new(Some(id), party, &target));
        self.ask(call, Asker::User(user), target);
    }

    /// Acknowledges an offer that nobody takes with an answer that stops the media.
    pub(crate) fn acknowledge_held(&mut self, id: u64) {
        let Some(leg) = self.legs.get(&id) else { return };
        let Some(sequence) = leg.unacknowledged else { return };
        let answer = leg.description.clone().map(|mut answer| {
            answer.set_direction("inactive");
            answer
        });
        self.acknowledge(id, sequence, answer.as_ref());
    }
}
