//! Whose request it is, and how a request looks when it goes on.

use std::net::SocketAddr;

use lineman_sip::{Contacts, Message, Method, SipUri, Via};
use lineman_sip_transport::{Protocol, SipPeer};

/// How our own hop is written for one protocol.
#[derive(Debug, Clone)]
pub(crate) struct OwnHop {
    pub(crate) protocol: Protocol,
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl OwnHop {
    /// `host:port`.
    pub(crate) fn sent_by(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    fn path(&self) -> String {
        match self.protocol {
            Protocol::Udp => format!("<sip:{}:{};lr>", self.host, self.port),
            Protocol::Tcp => format!("<sip:{}:{};transport=tcp;lr>", self.host, self.port),
        }
    }
}

/// A host that must be looked up before anything can be sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedPeer {
    pub(crate) protocol: Protocol,
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl NamedPeer {
    pub(crate) const fn at(&self, address: SocketAddr) -> SipPeer {
        SipPeer::new(self.protocol, address)
    }
}

/// The user that a request is about: `To` for REGISTER, the Request-URI otherwise.
pub(crate) fn user_of(request: &Message) -> Option<String> {
    let uri = match request.method() {
        Some(Method::Register) => request.to().ok()?.sip_uri().ok()?,
        _ => SipUri::parse(request.request_uri()?).ok()?,
    };
    uri.user.is_some().then(|| uri.address_of_record())
}

/// The server that a redirect names.
pub(crate) fn redirect_target(response: &Message) -> Option<NamedPeer> {
    let Ok(Contacts::Some(contacts)) = response.contacts() else { return None };
    let uri = contacts.first()?.sip_uri().ok().filter(|uri| uri.scheme == "sip")?;
    let protocol = match uri.transport() {
        None => Protocol::Udp,
        Some(name) => Protocol::parse(&name)?,
    };
    Some(NamedPeer { protocol, port: uri.port.unwrap_or(5060), host: uri.host })
}

/// The request as it goes on: one hop more, one forward less, and `Path` when it is a REGISTER for
/// the registrar. The Request-URI stays, because the client's digest covers it.
pub(crate) fn next_hop_request(
    request: &Message,
    own: &OwnHop,
    branch: &str,
    to_registrar: bool,
) -> Option<Message> {
    let mut next = request.clone();
    // RFC 3261 section 16.6: a request without the field gets 70.
    let forwards =
        request.max_forwards().ok()?.map_or(70, |count| count.min(255).saturating_sub(1));
    next.headers.set("Max-Forwards", forwards.to_string());
    let via = Via::new(own.protocol.as_str(), &own.host, own.port, branch);
    let mut fits = next.headers.push_front("Via", via.to_string());
    if to_registrar && request.method() == Some(&Method::Register) {
        // The last one added must be the first (RFC 3327 section 5.1).
        fits &= match next.headers.get("Path").map(|known| format!("{}, {known}", own.path())) {
            Some(longer) if next.headers.get_all("Path").count() == 1 => {
                next.headers.set("Path", longer);
                true
            }
            Some(_) => false,
            None => next.headers.push("Path", own.path()),
        };
    }
    fits.then_some(next)
}
