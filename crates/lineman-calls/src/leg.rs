//! One leg: the dialog with one device.

use std::sync::Arc;

use lineman_sip::{Dialog, ServerKey, SessionDescription};

use crate::hop::Hop;
use crate::party::Party;

/// How far a leg has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LegState {
    /// The device called us and has no final answer.
    Invited,
    /// The device called us, has a 2xx, and its ACK is awaited.
    Accepted,
    /// We ring the device.
    Ringing,
    /// We rang it and want no answer any more.
    Cancelling,
    /// Both sides talk.
    Up,
}

/// A request of the device that waits for its answer.
#[derive(Debug, Clone)]
pub(crate) struct Serving {
    pub(crate) key: ServerKey,
    pub(crate) request: Box<lineman_sip::Message>,
    /// Whether it brought an offer.
    pub(crate) offer: Option<SessionDescription>,
}

/// Why we sent an INVITE inside a dialog or at its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To ring the device.
    Ring,
    /// The other device of the call asked for it.
    Relay,
    /// To get an offer for another leg.
    Fetch {
        /// Who gets the offer.
        to: u64,
    },
    /// To hand an offer over that another leg made.
    Give {
        /// Who made the offer and waits for the answer.
        from: u64,
    },
    /// To stop the media.
    Hold,
}

/// An INVITE of ours that has no final answer.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    pub(crate) branch: String,
    pub(crate) sequence: u32,
    pub(crate) purpose: Purpose,
    pub(crate) offered: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Leg {
    pub(crate) call: u64,
    pub(crate) dialog: Dialog,
    pub(crate) party: Party,
    /// The line/port of the device, as far as it is known.
    pub(crate) line_port: Option<String>,
    pub(crate) state: LegState,
    /// Whether the device called.
    pub(crate) originator: bool,
    /// Where to send when the dialog's own addresses cannot be read.
    pub(crate) hop: Hop,
    pub(crate) peer: Option<u64>,
    pub(crate) serving: Option<Serving>,
    pub(crate) asking: Option<Asking>,
    /// The 2xx to the INVITE with this number waits for its ACK, which carries an answer.
    pub(crate) unacknowledged: Option<u32>,
    /// The latest ACK, for copies of its 2xx.
    pub(crate) last_ack: Option<(u32, Hop, Arc<[u8]>)>,
    /// The INVITE that began the leg, if the device sent it and has not acknowledged.
    pub(crate) accepted_key: Option<ServerKey>,
    /// A BYE waits for that ACK.
    pub(crate) bye_wanted: bool,
    /// The latest description of the device.
    pub(crate) description: Option<SessionDescription>,
    /// Version of the descriptions that we send to it.
    pub(crate) version: u64,
    /// The user holds the other side by command.
    pub(crate) held: bool,
    /// The leg is being joined with its peer for somebody who transfers.
    pub(crate) joining: Option<Joining>,
    /// The device wants to hear how its REFER goes.
    pub(crate) notify: bool,
}

/// For whose sake two legs are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Joining {
    /// The leg of who transfers, as long as it is there.
    pub(crate) transferor: Option<u64>,
    /// The leg of the consultation that ends with an attended transfer.
    pub(crate) consultation: Option<u64>,
}

impl Leg {
    /// The description as this leg's device gets it: with one origin for the whole dialog.
    pub(crate) fn outgoing(&mut self, id: u64, description: &SessionDescription) -> Vec<u8> {
        let mut description = description.clone();
        self.version += 1;
        description.set_origin(id, self.version);
        description.to_text().into_bytes()
    }

    /// Whether nothing is under way that another INVITE would disturb.
    pub(crate) const fn is_settled(&self) -> bool {
        matches!(self.state, LegState::Up)
            && self.serving.is_none()
            && self.asking.is_none()
            && self.unacknowledged.is_none()
    }
}
