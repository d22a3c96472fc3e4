//! The SBC over real sockets, between a client and servers that the test plays (CAL-005, CAL-006).
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_model::{Clock as _, Secret, SeededRandom, SystemClock};
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::tls::{ClientAuth, ClientTls, ServerTls};
use lineman_sbc::{Sbc, SbcConfig, ServiceHandle};
use lineman_sip::{Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via};
use lineman_sip_transport::{
    Incoming, NoSipObserver, Protocol, SipPeer, SipReceiver, SipSocket, SipSocketConfig, SipTls,
};
use tokio::time::timeout;

const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
const PATIENCE: Duration = Duration::from_secs(5);

struct Node {
    socket: SipSocket,
    inbox: SipReceiver,
}

impl Node {
    async fn new(shutdown: &Shutdown) -> Self {
        Self::with(SipTls::default(), shutdown).await
    }

    async fn with(tls: SipTls, shutdown: &Shutdown) -> Self {
        let config = SipSocketConfig { udp: Some(ANY), tcp: Some(ANY), max_connections: 0 };
        let observer = Arc::new(NoSipObserver);
        let bound = SipSocket::bind_with_tls(config, tls, observer, shutdown).await;
        let (socket, inbox) = bound.expect("free ports");
        Self { socket, inbox }
    }

    fn port(&self, protocol: Protocol) -> u16 {
        self.socket.address(protocol).expect("bound").port()
    }

    async fn next(&mut self) -> (SipPeer, Message) {
        match timeout(PATIENCE, self.inbox.recv()).await.expect("in time").expect("open") {
            Incoming::Message { peer, message } => (peer, message),
            other => panic!("a message, not {other:?}"),
        }
    }

    fn send(&self, peer: SipPeer, message: &Message) {
        self.socket.send(peer, message.to_bytes().into());
    }

    fn register(&self, protocol: Protocol, number: u32) -> Message {
        let branch = format!("z9hG4bK{protocol}{number}");
        let port = self.socket.address(protocol).map_or(5061, |address| address.port());
        let via = Via::new(protocol.as_str(), "127.0.0.1", port, &branch);
        let user = NameAddress::new("sip:una@example.com");
        let from = user.clone().with_parameter("tag", Some("1"));
        let uri = "sip:example.com";
        RequestBuilder::new(Method::Register, uri, &via, &from, &user, "call-1", number).build()
    }
}

async fn sbc(network_server: u16, shutdown: &Shutdown) -> ServiceHandle {
    sbc_with(network_server, None, shutdown).await
}

async fn sbc_with(
    network_server: u16,
    tls: Option<(SocketAddr, ServerTls)>,
    shutdown: &Shutdown,
) -> ServiceHandle {
    let config = SbcConfig {
        udp: Some(ANY),
        tcp: Some(ANY),
        tls,
        flow_key: Secret::new("flow key"),
        advertised_host: "localhost".into(),
        network_server_host: "localhost".into(),
        network_server_port: network_server,
        network_server_protocol: Protocol::Udp,
        remember: SbcConfig::REMEMBER,
    };
    let random = Arc::new(SeededRandom::new(1));
    Sbc::start(config, Arc::new(SystemClock), random, shutdown).await.expect("free ports")
}

#[tokio::test]
async fn a_registration_passes_from_udp_and_from_tcp_clients() {
    let shutdown = Shutdown::new();
    let (mut client, mut ns, mut server) =
        (Node::new(&shutdown).await, Node::new(&shutdown).await, Node::new(&shutdown).await);
    let sbc = sbc(ns.port(Protocol::Udp), &shutdown).await;
    for (number, protocol) in [(1, Protocol::Udp), (2, Protocol::Tcp)] {
        let edge = SipPeer::new(protocol, sbc.address(protocol).expect("bound"));
        client.send(edge, &client.register(protocol, number));
        if number == 1 {
            let (asker, asked) = ns.next().await;
            let contact = format!("<sip:localhost:{}>", server.port(Protocol::Udp));
            ns.send(
                asker,
                &ResponseBuilder::new(&asked, 302, "ns").header("Contact", contact).build(),
            );
        }
        // The second time nobody asks the Network Server.
        let (edge, forwarded) = server.next().await;
        assert_eq!(edge.protocol, Protocol::Udp);
        assert!(forwarded.headers.get("Path").expect("a Path").contains("@localhost:"));
        server.send(edge, &ResponseBuilder::new(&forwarded, 200, "as").build());
        let (_, answer) = client.next().await;
        assert_eq!(answer.status(), Some(200));
        assert_eq!(answer.cseq().expect("CSeq").number, number);
        assert_eq!(answer.vias().expect("hops").len(), 1);
    }
    assert!(ns.inbox.try_recv().is_err(), "asked once");
    sbc.stop().await;
}

#[tokio::test]
async fn a_network_server_that_is_not_there_is_named() {
    let shutdown = Shutdown::new();
    let mut client = Node::new(&shutdown).await;
    let unused = std::net::UdpSocket::bind(ANY).expect("a port").local_addr().expect("bound");
    let sbc = sbc(unused.port(), &shutdown).await;
    let edge = SipPeer::new(Protocol::Tcp, sbc.address(Protocol::Tcp).expect("bound"));
    client.send(edge, &client.register(Protocol::Tcp, 1));
    let (_, answer) = client.next().await;
    assert_eq!(answer.status(), Some(503));
    assert!(answer.headers.get("Reason").expect("a reason").contains("location service"));
}

/// Our certificate, and a client that trusts its authority.
fn certificates() -> (ServerTls, ClientTls) {
    let clock = Arc::new(SystemClock);
    let now = clock.now();
    let validity =
        Validity { not_before: now.plus_millis(-60_000), not_after: now.plus_millis(3_600_000) };
    let authority = Authority::create("Edge authority", validity).expect("an authority");
    let issued = authority.issue("localhost", &["localhost"], Purpose::Server, validity);
    let issued = issued.expect("a certificate");
    let key = issued.private_key_pem.reveal();
    let server = ServerTls::from_pem(&issued.certificate_pem, key, ClientAuth::None, clock.clone());
    let client = ClientTls::from_pem(authority.certificate_pem(), clock);
    (server.expect("usable"), client.expect("usable"))
}

#[tokio::test]
async fn a_client_behind_tls_is_called_over_its_connection_and_not_after_it_ended() {
    let shutdown = Shutdown::new();
    let (server_tls, client_tls) = certificates();
    let (mut ns, mut server) = (Node::new(&shutdown).await, Node::new(&shutdown).await);
    let sbc = sbc_with(ns.port(Protocol::Udp), Some((ANY, server_tls)), &shutdown).await;
    let edge = SipPeer::new(Protocol::Tls, sbc.address(Protocol::Tls).expect("bound"));
    let tls = SipTls { listen: None, connect: Some((client_tls, "localhost".into())) };
    let mut client = Node::with(tls, &shutdown).await;
    client.send(edge, &client.register(Protocol::Tls, 1));
    let (asker, asked) = ns.next().await;
    let contact = format!("<sip:localhost:{}>", server.port(Protocol::Udp));
    ns.send(asker, &ResponseBuilder::new(&asked, 302, "ns").header("Contact", contact).build());
    let (core, forwarded) = server.next().await;
    let path = forwarded.headers.get("Path").expect("a Path").to_owned();
    server.send(core, &ResponseBuilder::new(&forwarded, 200, "as").build());
    assert_eq!(client.next().await.1.status(), Some(200));

    let own_port = server.port(Protocol::Udp);
    let call = |number: u32| {
        let branch = format!("z9hG4bKas{number}");
        let via = Via::new("udp", "127.0.0.1", own_port, &branch);
        let caller = NameAddress::new("sip:otto@example.com").with_parameter("tag", Some("9"));
        let callee = NameAddress::new("sip:una@example.com");
        let uri = "sip:una@127.0.0.1:5061;transport=tls";
        RequestBuilder::new(Method::Invite, uri, &via, &caller, &callee, "call-2", number)
            .header("Route", &path)
            .build()
    };
    server.send(core, &call(1));
    let (from, ringing) = client.next().await;
    assert_eq!((from, ringing.method()), (edge, Some(&Method::Invite)));
    client.send(from, &ResponseBuilder::new(&ringing, 486, "una").build());
    let mut answers = Vec::new();
    while answers.last() != Some(&486) {
        answers.extend(server.next().await.1.status());
    }
    assert_eq!(answers, [100, 486]);

    drop(client);
    // The loss is noticed when the connection's end has been read.
    let gone = async {
        for number in 2.. {
            server.send(core, &call(number));
            loop {
                match server.next().await.1.status() {
                    Some(430) => return,
                    // No answer can come from a client that is gone: the next attempt.
                    Some(100) => break,
                    _ => {}
                }
            }
        }
    };
    timeout(PATIENCE, gone).await.expect("the flow is gone");
    sbc.stop().await;
}
