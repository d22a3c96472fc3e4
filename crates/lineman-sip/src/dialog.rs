//! Dialogs (RFC 3261 section 12): who, along which way, with which numbers.

use crate::address::NameAddress;
use crate::build::RequestBuilder;
use crate::error::SipError;
use crate::message::{Message, Method};
use crate::via::Via;

/// What tells a dialog from others: Call-ID and both tags, ours first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialogId {
    /// Call-ID.
    pub call_id: String,
    /// Our tag.
    pub local_tag: String,
    /// The tag of the other side; empty before its first answer.
    pub remote_tag: String,
}

/// Why a request does not fit into its dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialogFault {
    /// The number is not higher than that of an earlier request: 500 (RFC 3261 section 12.2.2).
    OldSequence,
}

/// A dialog as one of its ends sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// Call-ID.
    pub call_id: String,
    /// Our address with our tag.
    pub local: NameAddress,
    /// The address of the other side, with its tag once that is known.
    pub remote: NameAddress,
    /// Where requests go: the Contact of the other side.
    pub remote_target: String,
    /// The proxies on the way, the nearest first.
    pub route_set: Vec<NameAddress>,
    /// The number of our latest request.
    pub local_sequence: u32,
    /// The number of the latest request of the other side.
    pub remote_sequence: Option<u32>,
}

impl Dialog {
    /// The dialog that answering a request begins, with our tag.
    ///
    /// # Errors
    /// When the request lacks a field that a dialog needs.
    pub fn answering(request: &Message, local_tag: &str) -> Result<Self, SipError> {
        let local = request.to()?.with_parameter("tag", Some(local_tag));
        let target = contact_of(request)?.ok_or(SipError::Missing { name: "Contact" })?;
        Ok(Self {
            call_id: request.call_id()?.to_owned(),
            local,
            remote: request.from()?,
            remote_target: target,
            route_set: request.record_route()?,
            local_sequence: 0,
            remote_sequence: Some(request.cseq()?.number),
        })
    }

    /// The dialog that a request of ours, not yet answered, will begin. Until then requests go
    /// where that one went.
    ///
    /// # Errors
    /// When the request lacks a field that a dialog needs.
    pub fn asking(request: &Message) -> Result<Self, SipError> {
        Ok(Self {
            call_id: request.call_id()?.to_owned(),
            local: request.from()?,
            remote: request.to()?,
            remote_target: request.request_uri().unwrap_or_default().to_owned(),
            route_set: request.route()?,
            local_sequence: request.cseq()?.number,
            remote_sequence: None,
        })
    }

    /// Takes tag, route set and target from an answer to the request that began the dialog. A
    /// field that cannot be read leaves what was there.
    pub fn answered(&mut self, response: &Message) {
        if let Ok(to) = response.to() {
            self.remote = to;
        }
        if let Ok(mut route) = response.record_route() {
            route.reverse();
            self.route_set = route;
        }
        self.refresh_target(response);
    }

    /// Takes a new target from a request or answer that may move it: INVITE and UPDATE.
    pub fn refresh_target(&mut self, message: &Message) {
        if let Ok(Some(target)) = contact_of(message) {
            self.remote_target = target;
        }
    }

    /// What it is found by.
    #[must_use]
    pub fn id(&self) -> DialogId {
        DialogId {
            call_id: self.call_id.clone(),
            local_tag: self.local.tag().unwrap_or_default(),
            remote_tag: self.remote.tag().unwrap_or_default(),
        }
    }

    /// Judges the number of a request of the other side and keeps it.
    ///
    /// # Errors
    /// When it is not higher than before.
    pub fn take_sequence(&mut self, number: u32) -> Result<(), DialogFault> {
        if self.remote_sequence.is_some_and(|latest| number <= latest) {
            return Err(DialogFault::OldSequence);
        }
        self.remote_sequence = Some(number);
        Ok(())
    }

    /// A new request of ours.
    #[must_use]
    pub fn request(&mut self, method: Method, via: &Via) -> RequestBuilder {
        self.local_sequence = self.local_sequence.saturating_add(1);
        self.build(method, via, self.local_sequence)
    }

    /// The ACK of a 2xx to the INVITE with this number.
    #[must_use]
    pub fn ack(&self, via: &Via, invite_sequence: u32) -> RequestBuilder {
        self.build(Method::Ack, via, invite_sequence)
    }

    /// Where a request of the dialog goes first: the first proxy, or the target itself.
    #[must_use]
    pub fn next_hop(&self) -> &str {
        self.route_set.first().map_or(&self.remote_target, |first| &first.uri)
    }

    fn build(&self, method: Method, via: &Via, sequence: u32) -> RequestBuilder {
        let (target, id) = (&self.remote_target, &self.call_id);
        let mut builder =
            RequestBuilder::new(method, target, via, &self.local, &self.remote, id, sequence);
        for route in &self.route_set {
            builder = builder.header("Route", route.to_string());
        }
        builder
    }
}

impl DialogId {
    /// The dialog that a request of the other side belongs to; none for one outside a dialog.
    #[must_use]
    pub fn of_request(request: &Message) -> Option<Self> {
        Some(Self {
            call_id: request.call_id().ok()?.to_owned(),
            local_tag: request.to().ok()?.tag()?,
            remote_tag: request.from().ok()?.tag().unwrap_or_default(),
        })
    }
}

fn contact_of(message: &Message) -> Result<Option<String>, SipError> {
    match message.contacts()? {
        crate::address::Contacts::Some(contacts) => {
            Ok(contacts.into_iter().next().map(|contact| contact.uri))
        }
        crate::address::Contacts::All => Err(SipError::Malformed { name: "Contact" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::ResponseBuilder;

    fn invite() -> Message {
        let via = Via::new("udp", "192.0.2.1", 5060, "z9hG4bK1");
        let from = NameAddress::new("sip:a@h").with_parameter("tag", Some("ta"));
        let to = NameAddress::new("sip:b@h");
        RequestBuilder::new(Method::Invite, "sip:b@192.0.2.9", &via, &from, &to, "c", 5)
            .header("Contact", "<sip:a@192.0.2.1:5060>")
            .header("Route", "<sip:edge;lr>")
            .header("Record-Route", "<sip:p2;lr>, <sip:p1;lr>")
            .build()
    }

    #[test]
    fn both_ends_have_mirrored_views() {
        let mut caller = Dialog::asking(&invite()).expect("a dialog");
        assert_eq!(caller.next_hop(), "sip:edge;lr");
        let mut callee = Dialog::answering(&invite(), "tb").expect("a dialog");
        let ok = ResponseBuilder::new(&invite(), 200, "tb")
            .header("Contact", "<sip:b@192.0.2.9>")
            .header("Record-Route", "<sip:p2;lr>, <sip:p1;lr>")
            .build();
        caller.answered(&ok);
        assert_eq!((caller.next_hop(), callee.next_hop()), ("sip:p1;lr", "sip:p2;lr"));
        let via = Via::new("udp", "192.0.2.9", 5060, "z9hG4bK2");
        let bye = callee.request(Method::Bye, &via).build();
        assert_eq!(DialogId::of_request(&bye), Some(caller.id()));
        assert_eq!(bye.request_uri(), Some("sip:a@192.0.2.1:5060"));
        assert_eq!(bye.headers.get("CSeq"), Some("1 BYE"));
        assert_eq!(caller.ack(&via, 5).build().headers.get("CSeq"), Some("5 ACK"));
        assert_eq!(caller.request(Method::Bye, &via).build().headers.get("CSeq"), Some("6 BYE"));
    }

    #[test]
    fn numbers_only_rise() {
        let mut callee = Dialog::answering(&invite(), "tb").expect("a dialog");
        assert_eq!(callee.take_sequence(5), Err(DialogFault::OldSequence));
        assert_eq!(callee.take_sequence(9), Ok(()));
        assert_eq!(callee.take_sequence(8), Err(DialogFault::OldSequence));
    }

    #[test]
    fn a_request_without_a_contact_begins_no_dialog() {
        let mut request = invite();
        request.headers.remove("Contact");
        assert!(Dialog::answering(&request, "t").is_err());
    }
}
