//! What is kept of SIP messages.

use std::collections::HashMap;

use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_model::LogKind;
use lineman_sip::{Message, Method, NameAddress};

use crate::excerpt::excerpt;
use crate::observation::fold;
use crate::sink::Origin;

/// Most messages that are kept of one Call-ID in one log.
const PER_DIALOG: usize = 40;
/// Most Call-IDs that are kept of registrations.
const REGISTRATIONS: usize = 20_000;
/// Most Call-IDs that are kept of anything else.
const OTHERS: usize = 1_000;

/// One message as a log shows it.
#[derive(Debug, Clone)]
pub(crate) struct SeenMessage {
    pub(crate) origin: Origin,
    pub(crate) direction: Direction,
    /// `address:port` of the other side; empty when the log does not say.
    pub(crate) peer: String,
    /// Method of a request.
    pub(crate) method: Option<String>,
    /// Status of an answer.
    pub(crate) status: Option<u16>,
    /// `CSeq` number and method.
    pub(crate) sequence: Option<(u32, String)>,
    /// A request that answers a challenge.
    pub(crate) authorized: bool,
    /// A challenge that only says that the nonce is old.
    pub(crate) stale: bool,
    /// A request that ends a registration.
    pub(crate) removes: bool,
    /// `text` of `Reason`, or `Warning`: read before the status (anchors-troubleshooting 1.2).
    pub(crate) reason: Option<String>,
    /// Start line, masked.
    pub(crate) text: Box<str>,
}

/// All messages of one Call-ID in one log.
#[derive(Debug, Clone)]
pub(crate) struct Dialog {
    pub(crate) log: LogKind,
    pub(crate) call_id: String,
    /// Correlation id of the call's legs.
    pub(crate) correlation: Option<String>,
    /// The subscriber's address: `To` of a registration, `From` of a call.
    pub(crate) address: Option<String>,
    /// Tracking id of the sign-in in whose course the app sent it.
    pub(crate) tracking: Option<String>,
    pub(crate) registers: bool,
    pub(crate) invites: bool,
    pub(crate) messages: Vec<SeenMessage>,
    pub(crate) left_out: u64,
}

/// The dialogs, in order of appearance.
#[derive(Debug, Default)]
pub(crate) struct SipStore {
    pub(crate) dialogs: Vec<Dialog>,
    index: HashMap<(LogKind, String), usize>,
    registrations: usize,
    others: usize,
    /// Call-IDs that found no room.
    pub(crate) left_out: u64,
}

impl SipStore {
    /// Takes a message. Gives what was understood of it.
    pub(crate) fn add(
        &mut self,
        origin: Origin,
        dump: &SipDump,
        correlation: Option<&str>,
        tracking: Option<&str>,
    ) {
        let Ok(logged) = Message::from_log(&dump.message) else { return };
        let message = logged.message;
        // A message without Call-ID is still a message (log-formats.md 4.4); it has no dialog.
        let Ok(call_id) = message.call_id() else { return };
        let correlation = correlation
            .map(str::to_owned)
            .or_else(|| message.headers.get("X-BroadWorks-Correlation-Info").map(str::to_owned));
        let seen = seen(origin, dump, &message);
        let method =
            seen.method.as_deref().or(seen.sequence.as_ref().map(|(_, name)| name.as_str()));
        let (registers, invites) = (method == Some("REGISTER"), method == Some("INVITE"));
        let index = match self.index.get(&(origin.log, call_id.to_owned())) {
            Some(index) => *index,
            None => {
                let (held, most) = if registers {
                    (&mut self.registrations, REGISTRATIONS)
                } else {
                    (&mut self.others, OTHERS)
                };
                if *held >= most {
                    self.left_out += 1;
                    return;
                }
                *held += 1;
                let index = self.dialogs.len();
                self.index.insert((origin.log, call_id.to_owned()), index);
                self.dialogs.push(Dialog {
                    log: origin.log,
                    call_id: call_id.to_owned(),
                    correlation: None,
                    address: None,
                    tracking: None,
                    registers: false,
                    invites: false,
                    messages: Vec::new(),
                    left_out: 0,
                });
                index
            }
        };
        let Some(dialog) = self.dialogs.get_mut(index) else { return };
        dialog.registers |= registers;
        dialog.invites |= invites;
        if dialog.address.is_none() {
            let address = if registers { message.to() } else { message.from() };
            dialog.address = address.ok().and_then(|address| address_of(&address));
        }
        dialog.correlation = dialog.correlation.take().or(correlation);
        dialog.tracking = dialog.tracking.take().or_else(|| tracking.map(str::to_owned));
        // The log may have been given twice.
        let known = dialog.messages.iter().any(|one| {
            one.origin.at == seen.origin.at
                && one.origin.place != seen.origin.place
                && (one.direction, &one.sequence, &one.peer, &one.text)
                    == (seen.direction, &seen.sequence, &seen.peer, &seen.text)
        });
        if known {
            return;
        }
        if dialog.messages.len() < PER_DIALOG {
            dialog.messages.push(seen);
        } else {
            dialog.left_out += 1;
        }
    }
}

fn seen(origin: Origin, dump: &SipDump, message: &Message) -> SeenMessage {
    let quoted = |value: &str| {
        value.split_once("text=").map_or_else(
            || value.to_owned(),
            |(_, text)| text.trim_matches('"').split('"').next().unwrap_or_default().to_owned(),
        )
    };
    let reason = message
        .headers
        .get("Reason")
        .map(quoted)
        .or_else(|| message.headers.get("Warning").map(str::to_owned));
    let zero = |name: &str| message.headers.get(name).is_some_and(|value| value.trim() == "0");
    let contact_zero = message.headers.get("Contact").is_some_and(|contact| {
        contact.split(';').any(|parameter| parameter.trim().eq_ignore_ascii_case("expires=0"))
    });
    SeenMessage {
        origin,
        direction: dump.direction,
        peer: dump.peer.clone(),
        method: message.method().map(|method| method.as_str().to_owned()),
        status: message.status(),
        sequence: message.cseq().ok().map(|cseq| (cseq.number, cseq.method.as_str().to_owned())),
        authorized: message.headers.get("Authorization").is_some()
            || message.headers.get("Proxy-Authorization").is_some(),
        stale: message
            .headers
            .get("WWW-Authenticate")
            .is_some_and(|value| value.to_ascii_lowercase().contains("stale=true")),
        removes: message.method() == Some(&Method::Register) && (zero("Expires") || contact_zero),
        reason: reason.filter(|text| !text.is_empty()),
        text: excerpt(dump.message.lines().next().unwrap_or_default()),
    }
}

fn address_of(address: &NameAddress) -> Option<String> {
    let uri = address.sip_uri().ok()?;
    uri.user.is_some().then(|| fold(&uri.address_of_record()))
}
