//! Messages, keep-alives and retransmissions over real sockets on free ports.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lineman_model::{Clock as _, SystemClock};
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::tls::{ClientAuth, ClientTls, ServerTls};
use lineman_sip::{Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via};
use lineman_sip_transport::{
    Incoming, NoSipObserver, Protocol, ServerElement, SipObserver, SipPeer, SipReceiver, SipSocket,
    SipSocketConfig, SipTls,
};
use tokio::net::UdpSocket;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(5);
const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

#[derive(Default)]
struct Passed(Mutex<Vec<String>>);

impl SipObserver for Passed {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.note("in", peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.note("out", peer, wire);
    }
}

impl Passed {
    fn note(&self, way: &str, peer: SipPeer, wire: &[u8]) {
        let first = String::from_utf8_lossy(wire).lines().next().unwrap_or_default().to_owned();
        self.0.lock().expect("no panic").push(format!("{} {way} {first}", peer.protocol));
    }
}

fn options(branch: &str, via: SocketAddr, transport: &str) -> Message {
    let via = Via::new(transport, &via.ip().to_string(), via.port(), branch);
    let address = NameAddress::new("sip:u@example.com").with_parameter("tag", Some("1"));
    let to = NameAddress::new("sip:example.com");
    RequestBuilder::new(Method::Options, "sip:example.com", &via, &address, &to, "c1", 1).build()
}

async fn both(shutdown: &Shutdown) -> (SipSocket, SipReceiver) {
    let config = SipSocketConfig { udp: Some(ANY), tcp: Some(ANY), max_connections: 0 };
    SipSocket::bind(config, Arc::new(NoSipObserver), shutdown).await.expect("free ports")
}

async fn next(receiver: &mut SipReceiver) -> Incoming {
    timeout(PATIENCE, receiver.recv()).await.expect("in time").expect("still open")
}

#[tokio::test]
async fn a_message_and_its_answer_pass_over_udp_and_tcp() {
    let shutdown = Shutdown::new();
    let (here, mut inbox) = both(&shutdown).await;
    let (there, mut their_inbox) = both(&shutdown).await;
    for protocol in [Protocol::Udp, Protocol::Tcp] {
        let target = SipPeer::new(protocol, there.address(protocol).expect("bound"));
        let own = here.address(protocol).expect("bound");
        let request = options("z9hG4bK1", own, protocol.as_str());
        here.send(target, request.to_bytes().into());
        let Incoming::Message { peer, message } = next(&mut their_inbox).await else {
            panic!("a message");
        };
        assert_eq!(message, request);
        there.send(peer, ResponseBuilder::new(&message, 200, "t").build().to_bytes().into());
        let Incoming::Message { message, .. } = next(&mut inbox).await else { panic!("an answer") };
        assert_eq!(message.status(), Some(200));
        // LOG-017: the keep-alive and its answer.
        assert!(here.ping(target));
        assert!(matches!(next(&mut inbox).await, Incoming::Pong { peer } if peer == target));
    }
}

#[tokio::test]
async fn a_closed_tcp_port_is_reported() {
    let shutdown = Shutdown::new();
    let (here, mut inbox) = both(&shutdown).await;
    let closed = std::net::TcpListener::bind(ANY).expect("a port").local_addr().expect("bound");
    let request = options("z9hG4bK1", closed, "tcp");
    here.send(SipPeer::new(Protocol::Tcp, closed), request.to_bytes().into());
    let Incoming::Undelivered { bytes, .. } = next(&mut inbox).await else { panic!("reported") };
    assert_eq!(bytes[..], request.to_bytes()[..]);
}

#[tokio::test]
async fn a_server_absorbs_retransmissions_and_shows_every_message() {
    let shutdown = Shutdown::new();
    let passed = Arc::new(Passed::default());
    let config = SipSocketConfig { udp: Some(ANY), tcp: None, max_connections: 0 };
    let observer: Arc<dyn SipObserver> = Arc::clone(&passed) as _;
    let (socket, receiver) = SipSocket::bind(config, observer, &shutdown).await.expect("bound");
    let server = socket.address(Protocol::Udp).expect("bound");
    let mut element = ServerElement::new(socket, receiver, Arc::new(SystemClock));
    let client = UdpSocket::bind(ANY).await.expect("a client");
    let request = options("z9hG4bK1", client.local_addr().expect("bound"), "udp").to_bytes();

    client.send_to(&request, server).await.expect("sent");
    let event = timeout(PATIENCE, element.next(&shutdown)).await.expect("in time").expect("one");
    element.respond(&event.key, ResponseBuilder::new(&event.message, 200, "t").build());
    client.send_to(&request, server).await.expect("sent again");
    let mut other = options("z9hG4bK2", client.local_addr().expect("bound"), "udp");
    other.headers.set("Call-ID", "c2");
    client.send_to(&other.to_bytes(), server).await.expect("another");
    let event = timeout(PATIENCE, element.next(&shutdown)).await.expect("in time").expect("two");
    assert_eq!(event.message.call_id(), Ok("c2"), "the copy is no new request");

    let mut buffer = [0_u8; 2000];
    for _ in 0..2 {
        let (length, _) =
            timeout(PATIENCE, client.recv_from(&mut buffer)).await.expect("in time").expect("ok");
        assert!(buffer[..length].starts_with(b"SIP/2.0 200 OK"));
    }
    let (request, answer) = ("udp in OPTIONS sip:example.com SIP/2.0", "udp out SIP/2.0 200 OK");
    let mut passed = passed.0.lock().expect("ok").clone();
    passed.sort_unstable();
    assert_eq!(passed, [request, request, request, answer, answer]);
}

#[tokio::test]
async fn a_broken_request_gets_400_and_noise_gets_nothing() {
    let shutdown = Shutdown::new();
    let (socket, receiver) = both(&shutdown).await;
    let server = socket.address(Protocol::Udp).expect("bound");
    let mut element = ServerElement::new(socket, receiver, Arc::new(SystemClock));
    let running = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { element.next(&shutdown).await.is_none() }
    });
    let client = UdpSocket::bind(ANY).await.expect("a client");
    client.send_to(b"\0\0noise", server).await.expect("sent");
    let request = options("z9hG4bK1", client.local_addr().expect("bound"), "udp");
    let text = String::from_utf8(request.to_bytes()).expect("text");
    let cut = text.replace("Content-Length: 0", "Content-Length: 500");
    client.send_to(cut.as_bytes(), server).await.expect("sent");
    let mut buffer = [0_u8; 2000];
    let (length, _) =
        timeout(PATIENCE, client.recv_from(&mut buffer)).await.expect("in time").expect("ok");
    assert!(buffer[..length].starts_with(b"SIP/2.0 400 "));
    shutdown.trigger();
    assert!(timeout(PATIENCE, running).await.expect("stops").expect("no panic"));
}

/// A certificate for `localhost`, and the authority behind it.
fn certificate() -> (Authority, ServerTls) {
    let clock = Arc::new(SystemClock);
    let now = clock.now();
    let validity =
        Validity { not_before: now.plus_millis(-60_000), not_after: now.plus_millis(3_600_000) };
    let authority = Authority::create("Edge authority", validity).expect("an authority");
    let identity = authority
        .issue("localhost", &["localhost"], Purpose::Server, validity)
        .expect("a certificate");
    let key = identity.private_key_pem.reveal();
    let tls = ServerTls::from_pem(&identity.certificate_pem, key, ClientAuth::None, clock);
    (authority, tls.expect("usable"))
}

async fn tls_client(
    authority: &Authority,
    name: &str,
    shutdown: &Shutdown,
) -> (SipSocket, SipReceiver) {
    let client = ClientTls::from_pem(authority.certificate_pem(), Arc::new(SystemClock));
    let tls = SipTls { listen: None, connect: Some((client.expect("anchors"), name.to_owned())) };
    let config = SipSocketConfig::default();
    SipSocket::bind_with_tls(config, tls, Arc::new(NoSipObserver), shutdown).await.expect("bound")
}

#[tokio::test]
async fn a_message_its_answer_and_a_keep_alive_pass_over_tls() {
    let shutdown = Shutdown::new();
    let (authority, server) = certificate();
    let tls = SipTls { listen: Some((ANY, server)), connect: None };
    let (there, mut their_inbox) = SipSocket::bind_with_tls(
        SipSocketConfig::default(),
        tls,
        Arc::new(NoSipObserver),
        &shutdown,
    )
    .await
    .expect("a free port");
    let target = SipPeer::new(Protocol::Tls, there.address(Protocol::Tls).expect("bound"));
    let (here, mut inbox) = tls_client(&authority, "localhost", &shutdown).await;
    let request = options("z9hG4bK1", ANY, "tls");
    here.send(target, request.to_bytes().into());
    let Incoming::Message { peer, message } = next(&mut their_inbox).await else {
        panic!("a message");
    };
    assert_eq!((peer.protocol, &message), (Protocol::Tls, &request));
    let connection = there.connection(peer).expect("open");
    let answer: Arc<[u8]> = ResponseBuilder::new(&message, 200, "t").build().to_bytes().into();
    assert!(!there.send_on(peer, connection + 1, Arc::clone(&answer)), "another connection");
    assert!(there.send_on(peer, connection, answer));
    let Incoming::Message { message, .. } = next(&mut inbox).await else { panic!("an answer") };
    assert_eq!(message.status(), Some(200));
    assert!(here.ping(target));
    assert!(matches!(next(&mut inbox).await, Incoming::Pong { peer } if peer == target));

    // A connection that is gone is not opened again from the server's side.
    drop(here);
    let gone = async {
        while there.connection(peer).is_some() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, gone).await.expect("the loss is noticed");
    there.send(peer, request.to_bytes().into());
    assert!(matches!(next(&mut their_inbox).await, Incoming::Undelivered { .. }));
}

#[tokio::test]
async fn a_certificate_of_a_stranger_or_of_another_name_is_not_believed() {
    let shutdown = Shutdown::new();
    let (authority, server) = certificate();
    let (stranger, _) = certificate();
    let tls = SipTls { listen: Some((ANY, server)), connect: None };
    let (there, _their_inbox) = SipSocket::bind_with_tls(
        SipSocketConfig::default(),
        tls,
        Arc::new(NoSipObserver),
        &shutdown,
    )
    .await
    .expect("a free port");
    let target = SipPeer::new(Protocol::Tls, there.address(Protocol::Tls).expect("bound"));
    for (anchor, name) in [(&stranger, "localhost"), (&authority, "sbc.example.com")] {
        let (here, mut inbox) = tls_client(anchor, name, &shutdown).await;
        here.send(target, options("z9hG4bK1", ANY, "tls").to_bytes().into());
        let Incoming::Undelivered { reason, .. } = next(&mut inbox).await else {
            panic!("refused")
        };
        assert!(reason.contains("certificate"), "{reason}");
    }
}
