//! What a user does to calls without a telephone in hand: click to dial, hold, talk, release,
//! transfer; and what there is to see of them.

use lineman_model::{Timestamp, uuid_v4};

use crate::agent::{CallAgent, Output};
use crate::call::Setup;
use crate::leg::{Joining, LegState, Purpose};
use crate::party::{Asker, Party};

/// What a user wants to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Ring the user's devices, then connect them with an address.
    Dial {
        /// The address as dialled.
        target: String,
    },
    /// Stop the media of a call.
    Hold {
        /// The call half.
        half: u64,
    },
    /// Talk again.
    Talk {
        /// The call half.
        half: u64,
    },
    /// End a call.
    Release {
        /// The call half.
        half: u64,
    },
    /// Connect the other side with an address.
    Transfer {
        /// The call half.
        half: u64,
        /// The address as dialled.
        target: String,
    },
}

/// Why it does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandFault {
    /// The user has no such call.
    NoSuchCall,
    /// The call is not in a state in which this can be done.
    WrongState,
    /// There are too many calls.
    TooMany,
}

/// How a call looks to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewState {
    /// It rings.
    Alerting,
    /// Both talk.
    Active,
    /// The user holds it.
    Held,
    /// The other side holds it.
    RemoteHeld,
}

/// A call half as its user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallView {
    /// The number of the call half.
    pub half: u64,
    /// One id for all halves of the call.
    pub correlation: String,
    /// Whether the user called.
    pub originator: bool,
    /// How far it is.
    pub state: ViewState,
    /// The other side; none when it withholds its identity.
    pub remote: Option<Party>,
    /// What was dialled, as long as nobody is known.
    pub dialled: String,
    /// The line/port.
    pub line_port: Option<String>,
    /// When the call began.
    pub started: Timestamp,
    /// When it was answered.
    pub answered: Option<Timestamp>,
}

impl CallAgent {
    /// The calls of a user, in order of their numbers.
    #[must_use]
    pub fn calls_of(&self, user_id: &str) -> Vec<CallView> {
        self.legs
            .iter()
            .filter(|(_, leg)| leg.party.user_id == user_id && leg.state != LegState::Cancelling)
            .filter_map(|(id, _)| self.view(*id))
            .collect()
    }

    fn view(&self, id: u64) -> Option<CallView> {
        let leg = self.legs.get(&id)?;
        let call = self.calls.get(&leg.call)?;
        let setup = call.setup.as_ref();
        let peer = leg.peer.and_then(|peer| self.legs.get(&peer));
        let remote = match (peer, setup) {
            (Some(peer), _) => Some(peer.party.clone()),
            (None, Some(setup)) if setup.from == Some(id) => {
                setup.callee.as_ref().map(|callee| callee.party.clone())
            }
            (None, Some(setup)) => Some(setup.caller.clone()),
            (None, None) => None,
        };
        let calls_us = !leg.originator;
        let remote = remote.filter(|remote| !(calls_us && remote.private));
        let waits = setup.is_some_and(|setup| setup.from == Some(id));
        let state = match leg.state {
            LegState::Up | LegState::Accepted if waits && peer.is_none() => ViewState::Alerting,
            LegState::Up | LegState::Accepted if leg.held => ViewState::Held,
            LegState::Up | LegState::Accepted if peer.is_some_and(|peer| peer.held) => {
                ViewState::RemoteHeld
            }
            LegState::Up | LegState::Accepted => ViewState::Active,
            _ => ViewState::Alerting,
        };
        Some(CallView {
            half: id,
            correlation: call.correlation.clone(),
            originator: leg.originator,
            state,
            remote,
            dialled: setup.map_or_else(|| call.dialled.clone(), |setup| setup.target.clone()),
            line_port: leg.line_port.clone(),
            started: call.started,
            answered: call.answered,
        })
    }

    /// Does what a user wants. Gives the correlation id of the call that it concerns, and what is
    /// to be done.
    pub fn command(
        &mut self,
        now: Timestamp,
        user_id: &str,
        command: &Command,
    ) -> (Result<String, CommandFault>, Vec<Output>) {
        self.now = now;
        let outcome = match command {
            Command::Dial { target } => self.dial(user_id, target),
            Command::Hold { half }
            | Command::Talk { half }
            | Command::Release { half }
            | Command::Transfer { half, .. } => self.control(user_id, *half, command),
        };
        (outcome, std::mem::take(&mut self.outputs))
    }

    fn dial(&mut self, user_id: &str, target: &str) -> Result<String, CommandFault> {
        if self.calls.len() >= self.config.max_calls {
            return Err(CommandFault::TooMany);
        }
        let correlation = uuid_v4(&*self.random);
        let call = self.new_call(correlation.clone());
        let mut setup = Setup::new(None, Party::default(), target);
        setup.then_dial = Some(target.to_owned());
        if let Some(known) = self.calls.get_mut(&call) {
            known.dialled = target.to_owned();
            known.setup = Some(setup);
        }
        self.ask(call, Asker::User(user_id.to_owned()), user_id.to_owned());
        Ok(correlation)
    }

    fn control(
        &mut self,
        user_id: &str,
        half: u64,
        command: &Command,
    ) -> Result<String, CommandFault> {
        let leg = self.legs.get(&half).filter(|leg| leg.party.user_id == user_id);
        let leg = leg.filter(|leg| leg.state != LegState::Cancelling);
        let leg = leg.ok_or(CommandFault::NoSuchCall)?;
        let call = self.calls.get(&leg.call).ok_or(CommandFault::NoSuchCall)?;
        let correlation = call.correlation.clone();
        if let Command::Release { .. } = command {
            self.release(half);
            return Ok(correlation);
        }
        // All others need two sides that talk, and nothing that is under way.
        let settled = |id: u64| self.legs.get(&id).is_some_and(crate::leg::Leg::is_settled);
        let peer = leg.peer.filter(|peer| settled(*peer) && settled(half));
        let peer = peer.filter(|_| call.setup.is_none()).ok_or(CommandFault::WrongState)?;
        match command {
            Command::Hold { .. } => self.hold(half, peer),
            Command::Talk { .. } => self.talk(half, peer),
            Command::Transfer { target, .. } => self.transfer(half, peer, target),
            Command::Dial { .. } | Command::Release { .. } => {}
        }
        Ok(correlation)
    }

    /// Both devices get the description of the other one without media.
    fn hold(&mut self, half: u64, peer: u64) {
        for (leg, other) in [(peer, half), (half, peer)] {
            let description = self.legs.get(&other).and_then(|other| other.description.clone());
            if let Some(mut description) = description {
                description.set_direction("inactive");
                self.reinvite(leg, Some(&description), Purpose::Hold);
            }
        }
        if let Some(leg) = self.legs.get_mut(&half) {
            leg.held = true;
        }
    }

    /// The devices agree anew.
    fn talk(&mut self, half: u64, peer: u64) {
        if let Some(leg) = self.legs.get_mut(&peer) {
            leg.joining = Some(Joining { transferor: None, consultation: None });
        }
        if !self.reinvite(peer, None, Purpose::Fetch { to: half }) {
            self.join_failed(peer, 503);
        }
    }

    fn release(&mut self, half: u64) {
        let Some(leg) = self.legs.get(&half) else { return };
        let call = leg.call;
        match leg.state {
            LegState::Invited => self.setup_failed(call, 487, &[]),
            LegState::Ringing => self.decline(call),
            LegState::Up | LegState::Accepted => self.leg_lost(half),
            LegState::Cancelling => {}
        }
    }
}
