//! Reaching somebody: devices rung together, forwarding, no answer, failure.

use lineman_sip::{ClientInput, ServerInput, SipUri};

use crate::agent::{CallAgent, Output, Timer};
use crate::build::Ring;
use crate::leg::LegState;
use crate::party::{Asker, Callee, Contact, Party};

/// Why a callee did not take the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Miss {
    Busy(u16),
    NoAnswer,
    NotReachable,
}

impl CallAgent {
    /// Offers the call to a callee.
    pub(crate) fn place(&mut self, call: u64, callee: Callee) {
        let Some(setup) = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut()) else {
            return;
        };
        if setup.visited.iter().any(|known| known.user_id == callee.party.user_id) {
            self.setup_failed(call, 482, &[]);
            return;
        }
        setup.callee = Some(callee.clone());
        setup.failures.clear();
        let (from, private) = (setup.from, setup.caller.private);
        let dials_itself = setup.then_dial.is_some();
        let policy = &callee.policy;
        if dials_itself {
            // Click to dial: the user's own devices ring, whatever is set for incoming calls.
            self.ring_all(call, &callee);
        } else if private && policy.reject_anonymous {
            // RFC 5079.
            self.setup_failed(call, 433, &[]);
        } else if let Some(target) = policy.forward_always.clone() {
            self.forward(call, target);
        } else if policy.do_not_disturb
            || (!policy.call_waiting && self.is_talking(&callee.party, from))
        {
            self.missed(call, Miss::Busy(486));
        } else {
            self.ring_all(call, &callee);
        }
    }

    /// Whether a user has a call, other than the one in which this leg is.
    fn is_talking(&self, party: &Party, from: Option<u64>) -> bool {
        let own = from.and_then(|from| self.legs.get(&from)).map(|leg| leg.call);
        self.legs.values().any(|leg| {
            leg.party.user_id == party.user_id
                && Some(leg.call) != own
                && leg.state != LegState::Cancelling
        })
    }

    fn ring_all(&mut self, call: u64, callee: &Callee) {
        let Some(known) = self.calls.get(&call) else { return };
        let Some(setup) = known.setup.clone() else { return };
        let correlation = known.correlation.clone();
        let from = setup.from.and_then(|from| self.legs.get(&from));
        // A device does not ring itself; towards a leg that is up the offer comes from who answers.
        let own_line = from.and_then(|leg| leg.line_port.clone());
        let offer = from
            .filter(|leg| leg.state == LegState::Invited)
            .and_then(|leg| leg.description.clone());
        let contacts: Vec<Contact> = callee
            .contacts
            .iter()
            .filter(|contact| own_line.as_deref() != Some(&contact.line_port))
            .take(self.config.max_forks)
            .cloned()
            .collect();
        let ring = Ring {
            caller: &setup.caller,
            callee: &callee.party,
            offer: offer.as_ref(),
            max_forwards: setup.max_forwards,
            history: &setup.visited,
            correlation: &correlation,
            parent: setup.from,
        };
        for contact in &contacts {
            let leg = self.ring(call, contact, &ring);
            let setup = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut());
            if let (Some(leg), Some(setup)) = (leg, setup) {
                // A request that could not even be sent has ended its leg already.
                if self.legs.contains_key(&leg) {
                    setup.forks.insert(leg);
                }
            }
        }
        let Some(known) = self.calls.get_mut(&call) else { return };
        let ringing = known.setup.as_ref().is_some_and(|setup| !setup.forks.is_empty());
        if !ringing {
            self.missed(call, Miss::NotReachable);
            return;
        }
        known.rang.push(callee.party.clone());
        let fork = known.setup.as_ref().and_then(|setup| setup.forks.first().copied());
        let call_id = fork.and_then(|fork| self.legs.get(&fork)).map(|leg| &leg.dialog.call_id);
        let caller = (!setup.caller.private)
            .then(|| (setup.caller.name.clone(), setup.caller.number.clone()));
        let (user_id, call_id) =
            (callee.party.user_id.clone(), call_id.cloned().unwrap_or_default());
        known.announced.push((user_id.clone(), call_id.clone()));
        self.outputs.push(Output::Ringing { user_id, call_id, caller });
        let forwards = callee.policy.forward_no_answer.is_some();
        let millis = callee.policy.ring_millis.filter(|_| forwards);
        self.set_timer(call, Timer::NoAnswer, Some(millis.unwrap_or(self.config.ring_millis)));
    }

    /// The devices that rang do so no more, whatever came of it.
    pub(crate) fn ringing_over(&mut self, call: u64) {
        let Some(known) = self.calls.get_mut(&call) else { return };
        for (user_id, call_id) in std::mem::take(&mut known.announced) {
            self.outputs.push(Output::RingingOver { user_id, call_id });
        }
    }

    /// It rang long enough.
    pub(crate) fn no_answer(&mut self, call: u64) {
        if let Some(known) = self.calls.get_mut(&call) {
            known.no_answer = None;
        }
        self.cancel_forks(call, None);
        self.missed(call, Miss::NoAnswer);
    }

    /// A device that rang refused, was silent or could not be reached.
    pub(crate) fn fork_failed(&mut self, call: u64, leg: u64, status: u16) {
        let Some(setup) = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut()) else {
            return;
        };
        if !setup.forks.remove(&leg) {
            return;
        }
        setup.failures.push(status);
        if status >= 600 {
            // RFC 3261 section 16.7: such an answer speaks for all devices.
            self.cancel_forks(call, None);
        }
        let Some(setup) = self.calls.get(&call).and_then(|known| known.setup.as_ref()) else {
            return;
        };
        if !setup.forks.is_empty() {
            return;
        }
        let failures = setup.failures.clone();
        self.set_timer(call, Timer::NoAnswer, None);
        let is = |wanted: &[u16]| failures.iter().copied().find(|status| wanted.contains(status));
        if let Some(status) = failures.iter().copied().find(|status| *status >= 600) {
            self.missed(call, Miss::Busy(status));
        } else if is(&[486]).is_some() {
            self.missed(call, Miss::Busy(486));
        } else if failures.iter().all(|status| matches!(status, 408 | 430 | 480 | 500..=599)) {
            self.missed(call, Miss::NotReachable);
        } else {
            // What a device says about the request is more than that another one was silent.
            let rank = |status: &u16| match status {
                488 | 415 | 420 | 606 => 0,
                400..=499 => 1,
                _ => 2,
            };
            let best = failures.iter().copied().min_by_key(|status| (rank(status), *status));
            // A device that wants credentials from us is set up wrongly.
            let status = match best.unwrap_or(480) {
                401 | 407 => 500,
                status => status,
            };
            self.setup_failed(call, status, &[]);
        }
    }

    /// The callee turns the call away by command.
    pub(crate) fn decline(&mut self, call: u64) {
        self.set_timer(call, Timer::NoAnswer, None);
        self.cancel_forks(call, None);
        self.missed(call, Miss::Busy(486));
    }

    /// A device sends the call elsewhere (302).
    pub(crate) fn redirected(&mut self, call: u64, leg: u64, target: Option<String>) {
        let known = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut());
        let Some(setup) = known else { return };
        if !setup.forks.remove(&leg) {
            return;
        }
        match target {
            Some(target) => {
                self.cancel_forks(call, None);
                self.set_timer(call, Timer::NoAnswer, None);
                self.forward(call, target);
            }
            None => {
                setup.forks.insert(leg);
                self.fork_failed(call, leg, 480);
            }
        }
    }

    /// The callee did not take it: forward or fail.
    fn missed(&mut self, call: u64, miss: Miss) {
        let Some(setup) = self.calls.get(&call).and_then(|known| known.setup.as_ref()) else {
            return;
        };
        let policy = setup.callee.as_ref().map(|callee| callee.policy.clone()).unwrap_or_default();
        let policy =
            if setup.then_dial.is_some() { crate::party::Policy::default() } else { policy };
        let (target, status) = match miss {
            Miss::Busy(status) => (policy.forward_busy, status),
            Miss::NoAnswer => (policy.forward_no_answer, 480),
            Miss::NotReachable => (policy.forward_not_reachable, 480),
        };
        match target {
            Some(target) => self.forward(call, target),
            None => self.setup_failed(call, status, &[]),
        }
    }

    /// Sends the call on for its callee.
    fn forward(&mut self, call: u64, target: String) {
        let limit = self.config.max_forwards;
        let Some(setup) = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut()) else {
            return;
        };
        let Some(callee) = setup.callee.take() else { return };
        setup.forwards += 1;
        let over = setup.forwards > limit;
        if over {
            self.setup_failed(call, 482, &[]);
            return;
        }
        let by = callee.party.user_id.clone();
        setup.visited.push(callee.party);
        setup.target.clone_from(&target);
        self.ringing_over(call);
        self.ask(call, Asker::User(by), target);
    }

    /// Ends the devices that ring, except one.
    pub(crate) fn cancel_forks(&mut self, call: u64, except: Option<u64>) {
        let Some(setup) = self.calls.get_mut(&call).and_then(|known| known.setup.as_mut()) else {
            return;
        };
        let forks = std::mem::take(&mut setup.forks);
        for fork in forks {
            if Some(fork) != except {
                if let Some(leg) = self.legs.get_mut(&fork) {
                    leg.state = LegState::Cancelling;
                }
                self.cancel_asking(fork);
            }
        }
    }

    /// Cancels the INVITE that a leg's device has not answered.
    pub(crate) fn cancel_asking(&mut self, leg: u64) {
        let asking = self.legs.get(&leg).and_then(|leg| leg.asking.as_ref());
        if let Some(branch) = asking.map(|asking| asking.branch.clone()) {
            self.client(ClientInput::Cancel { branch });
        }
    }

    /// Nobody took the call: whoever waits hears why.
    pub(crate) fn setup_failed(&mut self, call: u64, status: u16, headers: &[(String, String)]) {
        self.set_timer(call, Timer::NoAnswer, None);
        self.cancel_forks(call, None);
        self.ringing_over(call);
        let Some(known) = self.calls.get_mut(&call) else { return };
        let Some(setup) = known.setup.take() else { return };
        if known.answered.is_none() {
            known.status = status;
        }
        if let Some(transferor) = setup.transferor {
            self.transfer_failed(transferor, setup.from, status);
            return;
        }
        let Some(from) = setup.from else {
            self.end_if_empty(call);
            return;
        };
        let Some(leg) = self.legs.get(&from) else { return };
        if leg.state != LegState::Invited {
            // Click to dial: the user's own device is up, and there is nobody to talk to.
            self.hang_up(from);
            return;
        }
        let Some(serving) = leg.serving.clone() else { return };
        let mut builder = self.leg_response(leg, &serving.request, status);
        for (name, value) in headers {
            builder = builder.header(name, value);
        }
        self.server(ServerInput::Response { key: serving.key, message: builder.build() });
        self.drop_leg(from);
    }
}

/// What a 302 names, as dialled: its user part is enough, for it is looked up as any address.
pub(crate) fn redirect_target(contact: &str) -> Option<String> {
    SipUri::parse(contact).ok().filter(|uri| uri.user.is_some()).map(|uri| uri.to_string())
}
