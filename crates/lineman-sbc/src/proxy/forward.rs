//! Where a request goes, and sending it on.

use std::net::{IpAddr, SocketAddr};

use lineman_model::Timestamp;
use lineman_sip::{ClientInput, Message, Method, ResponseBuilder, ServerKey, SipUri};
use lineman_sip_transport::{Protocol, SipPeer};

use super::{Leg, Output, Pending, Proxy, SERVER_TIMEOUT, Stage, Table};
use crate::flow::{Flow, Hop, Token};
use crate::routing::{
    NamedPeer, OwnHop, location_query, next_hop_request, opens_dialog, put_before, take_own_routes,
    user_of,
};

/// Where a request goes.
enum Destination {
    Hop(Hop, Leg),
    /// The Network Server knows.
    Locate,
    Refuse(u16),
}

impl Proxy {
    /// Finds the way of a new request and sends it on.
    pub(super) fn send_on(
        &mut self,
        now: Timestamp,
        key: ServerKey,
        mut request: Message,
        flow: Flow,
        outputs: &mut Vec<Output>,
    ) {
        let user = user_of(&request);
        let destination = self.destination(now, &mut request, flow, user.as_ref());
        let (leg, stage) = match destination {
            Destination::Refuse(status) => {
                let tag = self.random.hex(8);
                let response = ResponseBuilder::new(&request, status, &tag).build();
                self.respond(now, &key, response, outputs);
                return;
            }
            Destination::Hop(_, leg) => (leg, Stage::Forwarding),
            Destination::Locate => (Leg::Core, Stage::Locating),
        };
        let branch = self.new_branch();
        let pending =
            Pending { key, request, flow, user, leg, stage, named: None, hop: None, heard: false };
        if pending.is_invite() {
            self.invites.insert(pending.key.clone(), branch.clone());
        }
        if let Destination::Hop(hop, _) = destination {
            self.pending.insert(branch.clone(), pending);
            self.start(now, branch, hop, outputs);
        } else {
            let named = self.network_server.clone();
            self.resolve(branch, named, pending, outputs);
        }
    }

    /// The ACK of a 2xx: it has no transaction and gets no answer.
    pub(super) fn acknowledge(
        &mut self,
        now: Timestamp,
        mut ack: Message,
        flow: Flow,
        outputs: &mut Vec<Output>,
    ) {
        if matches!(ack.max_forwards(), Ok(Some(0)) | Err(_)) {
            return;
        }
        let user = user_of(&ack);
        if let Destination::Hop(hop, _) = self.destination(now, &mut ack, flow, user.as_ref())
            && let Some(own) = self.own_hop(hop.peer.protocol)
            && let Some(next) = next_hop_request(&ack, own, &self.new_branch())
        {
            outputs.push(Output::Send { hop, bytes: next.to_bytes().into() });
        }
    }

    /// Reads our own URIs off the front of `Route`; without one, the user decides.
    fn destination(
        &mut self,
        now: Timestamp,
        request: &mut Message,
        flow: Flow,
        user: Option<&SipUri>,
    ) -> Destination {
        match take_own_routes(request, &self.own) {
            Err(_) => return Destination::Refuse(400),
            Ok(Some(text)) if !text.is_empty() => {
                return match self.key.read(&text) {
                    Some(Token::Client(client)) => {
                        Destination::Hop(client_hop(request, client), Leg::Client)
                    }
                    Some(Token::Core(server)) => Destination::Hop(Hop::to(server), Leg::Core),
                    None => Destination::Refuse(403),
                };
            }
            Ok(_) => {}
        }
        // We send to Application Servers and to our clients only, wherever `Route` leads.
        if request.headers.get("Route").is_some() {
            return Destination::Refuse(403);
        }
        // An Application Server says by its Route which client it means.
        if self.servers_known.contains(&flow.peer) {
            return Destination::Refuse(404);
        }
        let known = user.and_then(|user| self.memory.get(now, &user.address_of_record()));
        let by_flow = || self.served.get(now, &flow);
        match known.or_else(by_flow) {
            Some(server) => Destination::Hop(Hop::to(server), Leg::Core),
            None if user.is_some() => Destination::Locate,
            None => Destination::Refuse(404),
        }
    }

    pub(super) fn resolve(
        &mut self,
        branch: String,
        named: NamedPeer,
        mut pending: Pending,
        outputs: &mut Vec<Output>,
    ) {
        outputs.push(Output::Resolve {
            branch: branch.clone(),
            host: named.host.clone(),
            port: named.port,
        });
        pending.named = Some(named);
        if pending.is_invite() {
            self.invites.insert(pending.key.clone(), branch.clone());
        }
        self.pending.insert(branch, pending);
    }

    pub(super) fn resolved(
        &mut self,
        now: Timestamp,
        branch: &str,
        address: Option<SocketAddr>,
        outputs: &mut Vec<Output>,
    ) {
        let Some(pending) = self.pending.get(branch) else { return };
        let peer = address.zip(pending.named.as_ref()).map(|(address, named)| named.at(address));
        match peer {
            Some(peer) => self.start(now, branch.to_owned(), Hop::to(peer), outputs),
            None => self.silent(now, branch, 503, outputs),
        }
    }

    /// Sends the pending request to a hop.
    fn start(&mut self, now: Timestamp, branch: String, hop: Hop, outputs: &mut Vec<Output>) {
        let Some(pending) = self.pending.get_mut(&branch) else { return };
        pending.hop = Some(hop);
        let table = Table::of(pending);
        if table == Table::Patient && pending.leg == Leg::Core {
            self.impatient.push_back((now.plus_millis(SERVER_TIMEOUT), branch.clone()));
        }
        let Some(request) = self.pending.get(&branch).and_then(|p| self.next(p, hop, &branch))
        else {
            // No socket of that protocol, or no room for our fields.
            self.silent(now, &branch, 503, outputs);
            return;
        };
        let reliable = hop.peer.protocol.is_reliable();
        let input = ClientInput::Start { request, peer: hop, reliable };
        let events = self.clients(table).handle(now, input);
        self.client_events(now, events, outputs);
    }

    fn own_hop(&self, protocol: Protocol) -> Option<&OwnHop> {
        self.own.iter().find(|own| own.protocol == protocol)
    }

    /// The request as the next hop gets it.
    fn next(&self, pending: &Pending, hop: Hop, branch: &str) -> Option<Message> {
        let out = self.own_hop(hop.peer.protocol)?;
        let Pending { request, flow, .. } = pending;
        if pending.stage == Stage::Locating {
            return location_query(request, pending.user.as_ref()?, out, branch);
        }
        let mut next = next_hop_request(request, out, branch)?;
        let mut fits = true;
        if request.method() == Some(&Method::Register) {
            let token = self.key.write(Token::Client(*flow));
            fits &= put_before(&mut next, "Path", &out.uri(&token));
        } else if opens_dialog(request) {
            // Each side finds its own address of ours first (RFC 5658).
            let back = self.own_hop(flow.peer.protocol)?;
            let (behind, ahead) = match pending.leg {
                Leg::Core => (Token::Core(hop.peer), Token::Client(*flow)),
                Leg::Client => {
                    let client = Flow { peer: hop.peer, connection: hop.connection.unwrap_or(0) };
                    (Token::Client(client), Token::Core(self.server_of(flow.peer)))
                }
            };
            let name = "Record-Route";
            fits &= put_before(&mut next, name, &back.uri(&self.key.write(behind)));
            fits &= put_before(&mut next, name, &out.uri(&self.key.write(ahead)));
        }
        fits.then_some(next)
    }

    /// The address at which an Application Server is found again, whatever port it connected from.
    fn server_of(&self, seen: SipPeer) -> SipPeer {
        let same = |known: &&SipPeer| {
            known.protocol == seen.protocol && known.address.ip() == seen.address.ip()
        };
        if seen.protocol == Protocol::Udp {
            return seen;
        }
        self.servers_known.iter().find(same).copied().unwrap_or(seen)
    }
}

/// The client's flow. A client that is seen at the very address that it gave may be called there
/// when its TCP connection has ended.
fn client_hop(request: &Message, client: Flow) -> Hop {
    let contact = request.request_uri().and_then(|uri| SipUri::parse(uri).ok());
    let reachable = contact.and_then(|uri| {
        let host: IpAddr = uri.host.trim_matches(['[', ']']).parse().ok()?;
        let same = host == client.peer.address.ip() && client.peer.protocol == Protocol::Tcp;
        let address = SocketAddr::new(host, uri.port.unwrap_or(5060));
        same.then(|| SipPeer::new(Protocol::Tcp, address))
    });
    Hop { fallback: reachable, ..client.hop() }
}
