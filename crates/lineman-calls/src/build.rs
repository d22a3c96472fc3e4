//! Making messages: tags, Call-IDs, branches, identities.

use std::sync::Arc;

use lineman_sip::{
    Dialog, MAGIC_COOKIE, Message, Method, NameAddress, RequestBuilder, ResponseBuilder,
    SessionDescription, SipUri, Via,
};

use crate::agent::{Asked, CallAgent, Output};
use crate::hop::{Hop, Transport};
use crate::leg::{Asking, Leg, LegState, Purpose};
use crate::party::{Contact, Party};

/// What the agent understands.
pub(crate) const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, REFER, UPDATE";
/// The body of a call.
pub(crate) const SDP: &str = "application/sdp";
/// One id for all legs of a call, as release 24 writes it (log-formats.md 2.2).
const CORRELATION: &str = "X-BroadWorks-Correlation-Info";

/// What a new leg is told.
pub(crate) struct Ring<'a> {
    pub(crate) caller: &'a Party,
    pub(crate) callee: &'a Party,
    pub(crate) offer: Option<&'a SessionDescription>,
    pub(crate) max_forwards: u32,
    pub(crate) history: &'a [Party],
    pub(crate) correlation: &'a str,
    pub(crate) parent: Option<u64>,
}

impl CallAgent {
    /// A tag that ends in epoch milliseconds, as the Application Server makes it.
    pub(crate) fn new_tag(&self) -> String {
        format!("{}-{}", self.number(), self.now.as_millis())
    }

    fn number(&self) -> u32 {
        let mut bytes = [0_u8; 4];
        self.random.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    /// `BW` hhmmssmmm ddMMyy - random @ host (log-formats.md 1.3).
    fn new_call_id(&self, host: &str) -> String {
        let stamp = self.now.civil().map_or_else(String::new, |(at, _)| {
            format!(
                "{:02}{:02}{:02}{:03}{:02}{:02}{:02}",
                at.hour(),
                at.minute(),
                at.second(),
                at.millisecond(),
                at.day(),
                at.month(),
                at.year().rem_euclid(100)
            )
        });
        format!("BW{stamp}-{}@{host}", self.random.hex(8))
    }

    pub(crate) fn new_branch(&self) -> String {
        format!("{MAGIC_COOKIE}BroadWorks.{}", self.random.hex(12))
    }

    /// A `Via` of ours for a way, with its branch.
    pub(crate) fn via(&self, hop: &Hop) -> Option<(Via, String)> {
        let own = self.config.own(hop.transport)?;
        let branch = self.new_branch();
        Some((Via::new(own.transport.as_str(), &own.host, own.port, &branch), branch))
    }

    /// Our `Contact` towards a way.
    pub(crate) fn contact(&self, hop: &Hop, user: &str) -> String {
        let Some(own) = self.config.own(hop.transport) else { return String::new() };
        let mut uri =
            SipUri::new(Some(user).filter(|user| !user.is_empty()), &own.host, Some(own.port));
        if own.transport != Transport::Udp {
            uri.parameters.set("transport", Some(own.transport.as_str()));
        }
        NameAddress::new(uri.to_string()).to_string()
    }

    /// Where the requests of a leg go: along its route set, or the way that was used before.
    pub(crate) fn hop_of(leg: &Leg) -> Hop {
        Hop::of_uri(leg.dialog.next_hop()).unwrap_or_else(|| leg.hop.clone())
    }

    /// Rings a device; the new leg, or none when there is no way to it.
    pub(crate) fn ring(&mut self, call: u64, contact: &Contact, ring: &Ring<'_>) -> Option<u64> {
        let first = contact.path.first().map_or(contact.uri.as_str(), |hop| hop.uri.as_str());
        let hop = Hop::of_uri(first)?;
        let (via, branch) = self.via(&hop)?;
        let host = self.config.own(hop.transport)?.host.clone();
        let from = caller_address(ring.caller).with_parameter("tag", Some(&self.new_tag()));
        let callee = SipUri::new(Some(&ring.callee.number), &ring.callee.domain, None);
        let to = NameAddress::new(callee.to_string());
        let call_id = self.new_call_id(&host);
        let number = ring.callee.number.as_str();
        let party = if number.is_empty() { &ring.callee.user_id } else { number };
        let id = self.halves.outgoing(&call_id, party, ring.parent, ring.correlation);
        let mut builder =
            RequestBuilder::new(Method::Invite, &contact.uri, &via, &from, &to, &call_id, 1);
        for route in &contact.path {
            builder = builder.header("Route", route.to_string());
        }
        builder = builder
            .header("Contact", self.contact(&hop, &ring.caller.number))
            .header("Allow", ALLOW)
            .header("Supported", "replaces")
            .header(CORRELATION, ring.correlation);
        builder = if ring.caller.private {
            builder.header("Privacy", "id")
        } else {
            builder.header("P-Asserted-Identity", caller_address(ring.caller).to_string())
        };
        for (index, known) in ring.history.iter().enumerate() {
            builder = builder.header("History-Info", history(known, index));
        }
        if !ring.history.is_empty() {
            builder = builder.header("History-Info", history(ring.callee, ring.history.len()));
        }
        if let Some(latest) = ring.history.last() {
            builder = builder.header("Diversion", address(latest).to_string());
        }
        let version = u64::from(ring.offer.is_some());
        if let Some(offer) = ring.offer {
            let mut offer = offer.clone();
            offer.set_origin(id, version);
            builder = builder.body(SDP, offer.to_text());
        }
        let mut request = builder.build();
        request.headers.set("Max-Forwards", ring.max_forwards.to_string());
        let dialog = Dialog::asking(&request).ok()?;
        self.dialogs.insert((call_id, dialog.local.tag().unwrap_or_default()), id);
        let asking = Asking {
            branch: branch.clone(),
            sequence: 1,
            purpose: Purpose::Ring,
            offered: ring.offer.is_some(),
        };
        let leg = Leg {
            call,
            dialog,
            party: ring.callee.clone(),
            line_port: Some(contact.line_port.clone()),
            state: LegState::Ringing,
            originator: false,
            hop: hop.clone(),
            peer: None,
            serving: None,
            asking: Some(asking),
            unacknowledged: None,
            last_ack: None,
            accepted_key: None,
            bye_wanted: false,
            description: None,
            version,
            held: false,
            joining: None,
            notify: false,
        };
        self.legs.insert(id, leg);
        self.asked.insert(branch, Asked::Invite { leg: id });
        if let Some(known) = self.calls.get_mut(&call) {
            known.legs.insert(id);
        }
        self.start(request, hop);
        Some(id)
    }

    /// A request inside the dialog of a leg, with its branch and way.
    pub(crate) fn leg_request(
        &mut self,
        id: u64,
        method: Method,
    ) -> Option<(RequestBuilder, String, Hop)> {
        let hop = Self::hop_of(self.legs.get(&id)?);
        let (via, branch) = self.via(&hop)?;
        let user = self.legs.get(&id)?.dialog.local.sip_uri().ok().and_then(|uri| uri.user);
        let contact = self.contact(&hop, user.as_deref().unwrap_or_default());
        let leg = self.legs.get_mut(&id)?;
        let builder = leg.dialog.request(method, &via).header("Contact", contact);
        Some((builder.header("Allow", ALLOW), branch, hop))
    }

    /// Sends an INVITE inside the dialog of a leg. False when there is no way.
    pub(crate) fn reinvite(
        &mut self,
        id: u64,
        offer: Option<&SessionDescription>,
        purpose: Purpose,
    ) -> bool {
        let Some((mut builder, branch, hop)) = self.leg_request(id, Method::Invite) else {
            return false;
        };
        let Some(leg) = self.legs.get_mut(&id) else { return false };
        if let Some(offer) = offer {
            builder = builder.body(SDP, leg.outgoing(id, offer));
        }
        let sequence = leg.dialog.local_sequence;
        let offered = offer.is_some();
        leg.asking = Some(Asking { branch: branch.clone(), sequence, purpose, offered });
        self.asked.insert(branch, Asked::Invite { leg: id });
        self.start(builder.build(), hop);
        true
    }

    /// Acknowledges the 2xx to the INVITE with this number, with an answer if there is one.
    pub(crate) fn acknowledge(
        &mut self,
        id: u64,
        sequence: u32,
        answer: Option<&SessionDescription>,
    ) {
        let Some(hop) = self.legs.get(&id).map(Self::hop_of) else { return };
        let Some((via, _)) = self.via(&hop) else { return };
        let Some(leg) = self.legs.get_mut(&id) else { return };
        let mut builder = leg.dialog.ack(&via, sequence);
        if let Some(answer) = answer {
            builder = builder.body(SDP, leg.outgoing(id, answer));
        }
        let bytes: Arc<[u8]> = builder.build().to_bytes().into();
        leg.unacknowledged = None;
        leg.last_ack = Some((sequence, hop.clone(), Arc::clone(&bytes)));
        self.outputs.push(Output::Send { hop, bytes });
    }

    /// An answer of a leg to its device's request, with our tag and Contact.
    pub(crate) fn leg_response(
        &self,
        leg: &Leg,
        request: &Message,
        status: u16,
    ) -> ResponseBuilder {
        let tag = leg.dialog.local.tag().unwrap_or_default();
        let mut builder = ResponseBuilder::new(request, status, &tag);
        // RFC 3261 section 12.1.1: an answer that begins a dialog repeats the route.
        if (101..300).contains(&status) {
            for route in request.headers.get_all("Record-Route") {
                builder = builder.header("Record-Route", route);
            }
            let user = request.to().ok().and_then(|to| to.sip_uri().ok()?.user);
            let contact = self.contact(&leg.hop, user.as_deref().unwrap_or_default());
            builder = builder.header("Contact", contact).header("Allow", ALLOW);
        }
        builder
    }
}

/// A user as others see it.
pub(crate) fn address(party: &Party) -> NameAddress {
    let mut address =
        NameAddress::new(SipUri::new(Some(&party.number), &party.domain, None).to_string());
    address.display = Some(party.name.clone()).filter(|name| !name.is_empty());
    address
}

/// A user as it lets itself be seen (RFC 3323).
fn caller_address(party: &Party) -> NameAddress {
    if party.private {
        let mut address = NameAddress::new("sip:anonymous@anonymous.invalid");
        address.display = Some(String::from("Anonymous"));
        return address;
    }
    address(party)
}

/// RFC 7044, without the reasons.
fn history(party: &Party, index: usize) -> String {
    let level = vec!["1"; index + 1].join(".");
    address(party).with_parameter("index", Some(&level)).to_string()
}
