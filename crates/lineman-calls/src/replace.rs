//! An INVITE that takes the place of a dialog (RFC 3891): a user moves a call to another device.

use lineman_sip::Replaces;

use crate::agent::CallAgent;
use crate::leg::{Joining, LegState, Purpose};

impl CallAgent {
    /// What an INVITE wants to replace; the error is the status to refuse it with.
    pub(crate) fn replaced_by(&self, id: u64) -> Option<Result<Replaces, u16>> {
        let serving = self.legs.get(&id)?.serving.as_ref()?;
        let mut values = serving.request.headers.get_all("Replaces");
        let first = values.next()?;
        Some(match (Replaces::parse(first), values.next()) {
            (Ok(replaces), None) => Ok(replaces),
            _ => Err(400),
        })
    }

    /// Puts the device that sent an INVITE in the place of another leg of its user.
    pub(crate) fn replace(&mut self, call: u64, id: u64, replaces: &Replaces) {
        let key = (replaces.call_id.clone(), replaces.to_tag.clone());
        let left = self.dialogs.get(&key).copied().filter(|left| {
            let leg = self.legs.get(left);
            leg.is_some_and(|leg| leg.dialog.remote.tag().as_deref() == Some(&replaces.from_tag))
        });
        let Some(left) = left else {
            self.setup_failed(call, 481, &[]);
            return;
        };
        let user = |leg: u64| self.legs.get(&leg).map(|leg| leg.party.user_id.as_str());
        if user(left) != user(id) {
            self.setup_failed(call, 403, &[]);
            return;
        }
        let settled = |leg: u64| self.legs.get(&leg).is_some_and(crate::leg::Leg::is_settled);
        let peer = self.legs.get(&left).and_then(|leg| leg.peer).filter(|peer| settled(*peer));
        let Some(peer) = peer.filter(|_| settled(left)) else {
            self.setup_failed(call, 491, &[]);
            return;
        };
        // It joins a call that goes on; no call of its own is over.
        if let Some(known) = self.calls.get_mut(&call) {
            known.setup = None;
            known.known_caller = false;
        }
        self.move_leg(id, peer);
        self.end_if_empty(call);
        self.pair(id, peer);
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.joining = Some(Joining { transferor: None, consultation: Some(left) });
        }
        let offer = self.legs.get(&id).and_then(|leg| leg.description.clone());
        if !self.reinvite(peer, offer.as_ref(), Purpose::Relay) {
            self.replacement_failed(id, peer, 503);
        }
    }

    /// The other side took the new device: the old one is let go.
    pub(crate) fn replacement_done(&mut self, id: u64) {
        let joining = self.legs.get_mut(&id).and_then(|leg| leg.joining.take());
        if let Some(left) = joining.and_then(|joining| joining.consultation) {
            self.hang_up(left);
        }
    }

    /// The other side did not take the new device: everything is as before. False when nothing was
    /// to be replaced.
    pub(crate) fn replacement_failed(&mut self, id: u64, peer: u64, status: u16) -> bool {
        let Some(leg) = self.legs.get_mut(&id).filter(|leg| leg.state == LegState::Invited) else {
            return false;
        };
        let left = leg.joining.take().and_then(|joining| joining.consultation);
        self.answer_serving(id, status, None);
        self.drop_leg(id);
        if let Some(left) = left.filter(|left| self.legs.contains_key(left)) {
            self.pair(left, peer);
        } else {
            self.hang_up(peer);
        }
        true
    }
}
