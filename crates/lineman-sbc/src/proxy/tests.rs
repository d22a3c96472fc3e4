//! The proxy without sockets: what it sends, to whom, when.

mod calls;

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_model::{Secret, SeededRandom, Timestamp};
use lineman_sip::{Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via};
use lineman_sip_transport::{Incoming, Protocol, SipPeer};

use super::{Input, Output, Proxy};
use crate::flow::Hop;
use crate::routing::{NamedPeer, OwnHop};

fn peer(protocol: Protocol, last: u8) -> SipPeer {
    SipPeer::new(protocol, SocketAddr::from(([192, 0, 2, last], 5060)))
}

fn client() -> SipPeer {
    peer(Protocol::Udp, 1)
}

fn network_server() -> SipPeer {
    peer(Protocol::Udp, 2)
}

fn application_server() -> SipPeer {
    peer(Protocol::Udp, 3)
}

/// Every stream of these tests has the same connection.
fn connection(peer: SipPeer) -> u64 {
    if peer.protocol.is_reliable() { 7 } else { 0 }
}

struct Bench {
    proxy: Proxy,
    now: i64,
}

impl Bench {
    fn new() -> Self {
        let own = Protocol::ALL.map(|protocol| OwnHop {
            protocol,
            host: "sbc.example.com".into(),
            port: if protocol == Protocol::Tls { 5061 } else { 5060 },
        });
        let ns = NamedPeer { protocol: Protocol::Udp, host: "ns".into(), port: 5060 };
        let random = Arc::new(SeededRandom::new(1));
        let key = Secret::new("flow key");
        Self { proxy: Proxy::new(own.to_vec(), ns, 3_600_000, &key, random), now: 0 }
    }

    /// Handles an input; names are resolved at once.
    fn handle(&mut self, input: Input) -> Vec<(SipPeer, Message)> {
        self.hops(input).into_iter().map(|(hop, message)| (hop.peer, message)).collect()
    }

    /// As [`Bench::handle`], with the hops.
    fn hops(&mut self, input: Input) -> Vec<(Hop, Message)> {
        let now = Timestamp::from_millis(self.now);
        let mut sent = Vec::new();
        let mut todo = self.proxy.handle(now, input);
        while !todo.is_empty() {
            match todo.remove(0) {
                Output::Send { hop, bytes } => {
                    sent.push((hop, Message::from_wire(&bytes).expect("our own message")));
                }
                Output::Resolve { branch, host, .. } => {
                    let address = match host.as_str() {
                        "ns" => Some(network_server().address),
                        "as" => Some(application_server().address),
                        _ => None,
                    };
                    todo.extend(self.proxy.handle(now, Input::Resolved { branch, address }));
                }
            }
        }
        sent
    }

    fn receive(&mut self, peer: SipPeer, message: Message) -> Vec<(SipPeer, Message)> {
        let connection = connection(peer);
        self.handle(Input::Network { incoming: Incoming::Message { peer, message }, connection })
    }

    /// Receives a message that leads to exactly one other.
    fn one(&mut self, peer: SipPeer, message: Message) -> (SipPeer, Message) {
        let mut sent = self.receive(peer, message);
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    /// Lets the time pass until something else than a retransmission is sent.
    fn wait_for(&mut self, target: SipPeer) -> Message {
        loop {
            let deadline = self.proxy.next_deadline().expect("something is pending");
            self.now = deadline.as_millis();
            for (peer, message) in self.handle(Input::Tick) {
                if peer == target {
                    return message;
                }
            }
        }
    }

    /// Registers the user once, so that the Application Server is known.
    fn locate(&mut self) {
        let (to, asked) = self.one(client(), register("z9hG4bKfirst"));
        assert_eq!(to, network_server());
        let (to, forwarded) = self.one(network_server(), redirect(&asked, "<sip:as:5060>"));
        assert_eq!(to, application_server());
        let ok = ResponseBuilder::new(&forwarded, 200, "as").build();
        assert_eq!(self.one(application_server(), ok).0, client());
    }
}

fn request(method: Method, uri: &str, branch: &str) -> Message {
    let via = Via::new("udp", "192.0.2.1", 5060, branch);
    let user = NameAddress::new("sip:una@example.com");
    let from = user.clone().with_parameter("tag", Some("1"));
    RequestBuilder::new(method, uri, &via, &from, &user, "call-1", 1).build()
}

fn register(branch: &str) -> Message {
    request(Method::Register, "sip:example.com", branch)
}

fn redirect(asked: &Message, contact: &str) -> Message {
    ResponseBuilder::new(asked, 302, "ns").header("Contact", contact).build()
}

#[test]
fn the_first_register_is_located_and_the_second_is_not() {
    // CAL-006.
    let mut bench = Bench::new();
    let (to, asked) = bench.one(client(), register("z9hG4bKa"));
    assert_eq!(to, network_server());
    assert_eq!(asked.headers.get("Path"), None, "the redirect server registers nobody");
    let (to, forwarded) =
        bench.one(network_server(), redirect(&asked, "<sip:as:5060;transport=udp>"));
    assert_eq!(to, application_server());
    let path = forwarded.path().expect("one hop");
    assert!(path[0].uri.starts_with("sip:"), "{path:?}");
    assert!(path[0].uri.ends_with("@sbc.example.com:5060;lr"), "{path:?}");
    assert_eq!(forwarded.max_forwards(), Ok(Some(69)));
    assert_eq!(forwarded.call_id(), Ok("call-1"));
    assert_eq!(forwarded.request_uri(), Some("sip:example.com"));
    let vias = forwarded.vias().expect("hops");
    assert_eq!((vias.len(), vias[0].host.as_str()), (2, "sbc.example.com"));

    let challenge =
        ResponseBuilder::new(&forwarded, 401, "as").header("WWW-Authenticate", "Digest x");
    let (to, answer) = bench.one(application_server(), challenge.build());
    assert_eq!((to, answer.status()), (client(), Some(401)));
    assert_eq!(answer.vias().expect("one hop").len(), 1);
    assert_eq!(answer.top_via().expect("the client's").branch().as_deref(), Some("z9hG4bKa"));

    assert_eq!(bench.one(client(), register("z9hG4bKb")).0, application_server());
    bench.now += 3_600_001;
    assert_eq!(bench.one(client(), register("z9hG4bKc")).0, network_server(), "forgotten");
}

#[test]
fn a_copy_of_a_request_is_answered_from_memory() {
    let mut bench = Bench::new();
    bench.locate();
    let (to, answer) = bench.one(client(), register("z9hG4bKfirst"));
    assert_eq!((to, answer.status()), (client(), Some(200)));
    bench.one(client(), register("z9hG4bKx"));
    assert!(bench.receive(client(), register("z9hG4bKx")).is_empty(), "still on its way");
}

#[test]
fn an_unknown_user_gets_the_404_of_the_network_server() {
    let mut bench = Bench::new();
    let (_, asked) = bench.one(client(), register("z9hG4bKa"));
    let (to, answer) = bench.one(network_server(), ResponseBuilder::new(&asked, 404, "ns").build());
    assert_eq!((to, answer.status()), (client(), Some(404)));
}

#[test]
fn a_silent_network_server_is_named_after_two_seconds() {
    let mut bench = Bench::new();
    bench.one(client(), register("z9hG4bKa"));
    let answer = bench.wait_for(client());
    assert_eq!((answer.status(), bench.now), (Some(503), 2000));
    let reason = "SIP;cause=503;text=\"location service did not answer\"";
    assert_eq!(answer.headers.get("Reason"), Some(reason));
}

#[test]
fn a_silent_application_server_is_named_and_asked_for_anew() {
    let mut bench = Bench::new();
    bench.locate();
    bench.one(client(), register("z9hG4bKb"));
    let answer = bench.wait_for(client());
    assert_eq!(answer.status(), Some(503));
    let reason = "SIP;cause=503;text=\"application server did not answer\"";
    assert_eq!(answer.headers.get("Reason"), Some(reason));
    assert_eq!(bench.one(client(), register("z9hG4bKc")).0, network_server());
}

#[test]
fn a_name_that_nobody_knows_or_a_redirect_to_nowhere_is_silence() {
    for contact in ["<sip:nowhere:5060>", "<mailto:a@b>", "<sip:as:5060;transport=sctp>"] {
        let mut bench = Bench::new();
        let (_, asked) = bench.one(client(), register("z9hG4bKa"));
        let (to, answer) = bench.one(network_server(), redirect(&asked, contact));
        assert_eq!((to, answer.status()), (client(), Some(503)), "{contact}");
    }
}

#[test]
fn a_refused_connection_is_silence() {
    let mut bench = Bench::new();
    let (_, asked) = bench.one(client(), register("z9hG4bKa"));
    let (to, forwarded) =
        bench.one(network_server(), redirect(&asked, "<sip:as:5060;transport=tcp>"));
    assert_eq!(to.protocol, Protocol::Tcp);
    let path = forwarded.headers.get("Path").expect("a Path");
    assert!(path.ends_with("@sbc.example.com:5060;transport=tcp;lr>"), "{path}");
    let undelivered = Incoming::Undelivered {
        peer: to,
        bytes: forwarded.to_bytes().into(),
        reason: String::from("refused"),
    };
    let sent = bench.handle(Input::Network { incoming: undelivered, connection: 0 });
    assert_eq!((sent[0].0, sent[0].1.status()), (client(), Some(503)));
}

#[test]
fn only_who_was_asked_may_answer() {
    let mut bench = Bench::new();
    bench.locate();
    let (_, forwarded) = bench.one(client(), register("z9hG4bKb"));
    let forged = ResponseBuilder::new(&forwarded, 200, "x").build();
    assert!(bench.receive(peer(Protocol::Udp, 9), forged).is_empty());
}

#[test]
fn what_must_not_go_on_is_refused_here() {
    let mut no_forwards = register("z9hG4bK1");
    no_forwards.headers.set("Max-Forwards", "0");
    let mut bad_forwards = register("z9hG4bK2");
    bad_forwards.headers.set("Max-Forwards", "many");
    let mut looping = register("z9hG4bK3");
    looping.headers.push("Via", "SIP/2.0/UDP SBC.example.com:5060;branch=z9hG4bKold");
    let mut demanding = register("z9hG4bK4");
    demanding.headers.push("Proxy-Require", "privacy");
    let mut elsewhere = request(Method::Invite, "sip:otto@example.com", "z9hG4bK5");
    elsewhere.headers.push("Route", "<sip:192.0.2.9;lr>, <sip:relay.example.com;lr>");
    let odd = request(Method::Other("MESSAGE".into()), "mailto:otto@example.com", "z9hG4bK6");
    let ping = request(Method::Options, "sip:sbc.example.com", "z9hG4bK7");
    let mut nobody = request(Method::Other("MESSAGE".into()), "sip:example.com", "z9hG4bK8");
    nobody.headers.set("From", "<sip:example.com>;tag=1");
    let mut forged = request(Method::Other("MESSAGE".into()), "sip:otto@example.com", "z9hG4bKa");
    forged.headers.push("Route", "<sip:AAAAAAAAAAAAAAAAAAAA@sbc.example.com;lr>");
    let stray = request(Method::Cancel, "sip:otto@example.com", "z9hG4bKb");
    let mut incomplete = register("z9hG4bK9");
    incomplete.headers.remove("Call-ID");
    for (message, status) in [
        (no_forwards, 483),
        (bad_forwards, 400),
        (looping, 482),
        (demanding, 420),
        (elsewhere, 403),
        (odd, 416),
        (ping, 200),
        (nobody, 404),
        (incomplete, 400),
        (forged, 403),
        (stray, 481),
    ] {
        // An INVITE gets a 100 first.
        let (to, answer) = Bench::new().receive(client(), message).pop().expect("an answer");
        assert_eq!((to, answer.status()), (client(), Some(status)));
    }
    let ack = request(Method::Ack, "sip:otto@example.com", "z9hG4bK5");
    assert!(Bench::new().receive(client(), ack).is_empty());
}

#[test]
fn a_path_that_is_there_stays_behind_ours() {
    let mut bench = Bench::new();
    bench.locate();
    let mut behind = register("z9hG4bKb");
    behind.headers.push("Path", "<sip:edge.example.com;lr>");
    let (_, forwarded) = bench.one(client(), behind);
    let path = forwarded.path().expect("two hops");
    assert!(path[0].uri.ends_with("@sbc.example.com:5060;lr"), "{path:?}");
    assert_eq!((path.len(), path[1].uri.as_str()), (2, "sip:edge.example.com;lr"));
}

proptest::proptest! {
    #[test]
    fn no_message_makes_the_proxy_panic(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80),
        place in 0_usize..400,
    ) {
        let mut wire = register("z9hG4bKa").to_bytes();
        let place = place.min(wire.len());
        wire.splice(place..place, bytes);
        if let Ok(message) = Message::from_wire(&wire) {
            Bench::new().receive(client(), message);
        }
    }
}
