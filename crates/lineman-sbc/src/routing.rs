//! Whose request it is, and how a request looks when it goes on.

use std::net::SocketAddr;

use lineman_sip::{Contacts, Message, Method, NameAddress, RequestBuilder, SipUri, Via};
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

    /// Our URI with a token, in brackets, for `Path` and `Record-Route`.
    pub(crate) fn uri(&self, token: &str) -> String {
        let Self { protocol, host, port } = self;
        match protocol {
            Protocol::Udp => format!("<sip:{token}@{host}:{port};lr>"),
            Protocol::Tcp | Protocol::Tls => {
                format!("<sip:{token}@{host}:{port};transport={protocol};lr>")
            }
        }
    }

    fn is(&self, uri: &SipUri) -> bool {
        let usual = if self.protocol == Protocol::Tls { 5061 } else { 5060 };
        self.host.eq_ignore_ascii_case(&uri.host) && self.port == uri.port.unwrap_or(usual)
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

/// The user who must be located: whom a REGISTER is for, and who sends anything else, because the
/// Application Server of the caller serves the call first.
pub(crate) fn user_of(request: &Message) -> Option<SipUri> {
    let address = match request.method() {
        Some(Method::Register) => request.to().ok()?,
        _ => request.from().ok()?,
    };
    address.sip_uri().ok().filter(|uri| uri.user.is_some())
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

/// Takes our own URIs from the front of `Route`; gives the user part of the first of them, empty
/// when it has none. A client may know us by a name or an address that we do not know, so the first
/// URI counts as ours whatever it says.
///
/// # Errors
/// When the field cannot be understood.
pub(crate) fn take_own_routes(
    request: &mut Message,
    own: &[OwnHop],
) -> Result<Option<String>, lineman_sip::SipError> {
    let routes = request.route()?;
    let Some(first) = routes.first() else { return Ok(None) };
    let is_own =
        |route: &NameAddress| route.sip_uri().is_ok_and(|uri| own.iter().any(|hop| hop.is(&uri)));
    let count = 1 + routes.iter().skip(1).take_while(|route| is_own(route)).count();
    let user = first.sip_uri().ok().and_then(|uri| uri.user).unwrap_or_default();
    let rest: Vec<String> = routes.iter().skip(count).map(ToString::to_string).collect();
    if rest.is_empty() {
        request.headers.remove("Route");
    } else {
        request.headers.set("Route", rest.join(", "));
    }
    Ok(Some(user))
}

/// Whether the request opens a dialog whose further requests must pass here.
pub(crate) fn opens_dialog(request: &Message) -> bool {
    let method = match request.method() {
        Some(Method::Invite) => true,
        Some(Method::Other(name)) => matches!(name.as_str(), "SUBSCRIBE" | "REFER" | "NOTIFY"),
        _ => false,
    };
    method && request.to().is_ok_and(|to| to.tag().is_none())
}

/// The request as it goes on: one hop more, one forward less. The Request-URI stays, because the
/// client's digest covers it. None when there is no room for the hop.
pub(crate) fn next_hop_request(request: &Message, own: &OwnHop, branch: &str) -> Option<Message> {
    let mut next = request.clone();
    // RFC 3261 section 16.6: a request without the field gets 70.
    let forwards =
        request.max_forwards().ok()?.map_or(70, |count| count.min(255).saturating_sub(1));
    next.headers.set("Max-Forwards", forwards.to_string());
    let via = Via::new(own.protocol.as_str(), &own.host, own.port, branch);
    next.headers.push_front("Via", via.to_string()).then_some(next)
}

/// Puts a URI of ours before those that are there (RFC 3327 section 5.1, RFC 3261 section 16.6).
/// False when there is no room.
pub(crate) fn put_before(request: &mut Message, name: &str, uri: &str) -> bool {
    let known: Vec<&str> = request.headers.get_all(name).collect();
    if known.is_empty() {
        return request.headers.push(name, uri);
    }
    let all = format!("{uri}, {}", known.join(", "));
    request.headers.set(name, all);
    true
}

/// The question to the Network Server: a REGISTER as it is, for anything else OPTIONS about the
/// user, in the same Call-ID.
pub(crate) fn location_query(
    request: &Message,
    user: &SipUri,
    own: &OwnHop,
    branch: &str,
) -> Option<Message> {
    if request.method() == Some(&Method::Register) {
        return next_hop_request(request, own, branch);
    }
    let via = Via::new(own.protocol.as_str(), &own.host, own.port, branch);
    let (from, call_id) = (request.from().ok()?, request.call_id().ok()?);
    let mut asked = user.clone();
    asked.parameters = lineman_sip::Parameters::default();
    let uri = asked.to_string();
    let to = NameAddress::new(uri.clone());
    Some(RequestBuilder::new(Method::Options, &uri, &via, &from, &to, call_id, 1).build())
}
