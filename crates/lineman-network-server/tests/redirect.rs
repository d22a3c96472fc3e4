//! The Network Server over real sockets (step 7.1, CAL-006).
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_logs::MemorySink;
use lineman_logs::ns_xs_log::{NsXsLogEntry, NsXsLogRecord};
use lineman_logs::sip_dump::Direction;
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_model::{SeededRandom, SystemClock};
use lineman_net::Shutdown;
use lineman_network_server::{NetworkServer, NetworkServerConfig, ServiceHandle};
use lineman_sip::{Frame, Message, Method, NameAddress, RequestBuilder, StreamFramer, Via};
use lineman_sip_transport::Protocol;
use lineman_store::broadworks::{
    AccessDevice, AlternateUserId, DeviceKey, DeviceType, Endpoint, EndpointKind, Group,
    MessagingServer, ServiceProvider, Subscriber,
};
use lineman_store::{BroadworksStore, SealingKey};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
const PATIENCE: Duration = Duration::from_secs(5);
const LINE: &str = "221@bw.example.com";
const USER: &str = "una@bw.example.com";
const SERVER: &str = "as1.example.com:5061;transport=tcp";

/// A user with an alternate id, a number and the line.
async fn furnish(store: &BroadworksStore) {
    let messaging = MessagingServer::default;
    let provider = ServiceProvider {
        service_provider_id: "ent1".into(),
        is_enterprise: true,
        name: None,
        default_domain: "bw.example.com".into(),
        support_email: None,
        messaging: messaging(),
    };
    store.service_providers().add(&provider).await.expect("a provider");
    let group = Group {
        service_provider_id: "ent1".into(),
        group_id: "g1".into(),
        name: None,
        default_domain: "bw.example.com".into(),
        user_limit: 25,
        messaging: messaging(),
    };
    store.groups().add(&group).await.expect("a group");
    let user = Subscriber {
        primary_number: Some("+1-5550100221".into()),
        ..Subscriber::new(USER, "ent1", "g1", "One", "Una")
    };
    store.subscribers().add(&user).await.expect("a user");
    let alternate =
        AlternateUserId { alternate_user_id: "una@mail.example".into(), description: None };
    store.alternate_user_ids().add(USER, &alternate).await.expect("an alternate id");
    let desktop = DeviceType::new("Business Communicator - PC", "bc/pc/");
    store.device_types().save(&desktop).await.expect("a device type");
    let key = DeviceKey::group("ent1", "g1", "una-pc");
    let device = AccessDevice::new(key.clone(), "Business Communicator - PC");
    store.access_devices().add(&device).await.expect("a device");
    let endpoint = Endpoint::new(LINE, USER, key, EndpointKind::Primary);
    store.endpoints().add(&endpoint).await.expect("a line");
}

async fn start() -> (ServiceHandle, Arc<MemorySink>, Shutdown) {
    let random = Arc::new(SeededRandom::new(5));
    let key = SealingKey::from_bytes([7; 32]);
    let store =
        BroadworksStore::connect("sqlite::memory:", key, random.clone()).await.expect("a store");
    furnish(&store).await;
    store.locations().set(LINE, SERVER).await.expect("a location");
    let (log, shutdown) = (Arc::new(MemorySink::default()), Shutdown::new());
    let config = NetworkServerConfig { udp: Some(ANY), tcp: Some(ANY) };
    let clock = Arc::new(SystemClock);
    let handle = NetworkServer::start(config, store, log.clone(), clock, random, &shutdown)
        .await
        .expect("free ports");
    (handle, log, shutdown)
}

fn request(method: Method, uri: &str, user: &str, own: SocketAddr, call_id: &str) -> Vec<u8> {
    let via = Via::new("udp", "127.0.0.1", own.port(), &format!("z9hG4bK{call_id}"));
    let to = NameAddress::new(format!("sip:{user}"));
    let from = to.clone().with_parameter("tag", Some("1"));
    RequestBuilder::new(method, uri, &via, &from, &to, call_id, 1).build().to_bytes()
}

fn entries(log: &MemorySink) -> Vec<NsXsLogEntry> {
    let mut entries = Vec::new();
    let mut take = |raw: &RawRecord<'_>| {
        entries.extend(NsXsLogRecord::read(raw).map(|record| record.entry));
    };
    let mut splitter = Splitter::new(Grammar::BroadWorks);
    for line in log.text().lines() {
        splitter.line(line.as_bytes(), &mut take);
    }
    splitter.finish(&mut take);
    entries
}

#[tokio::test]
async fn a_known_user_is_redirected_and_an_unknown_one_is_not_found() {
    let (handle, log, _shutdown) = start().await;
    let target = handle.address(Protocol::Udp).expect("bound");
    let client = UdpSocket::bind(ANY).await.expect("a socket");
    let own = client.local_addr().expect("bound");
    let register =
        |user, call_id| request(Method::Register, "sip:bw.example.com", user, own, call_id);
    let message = Method::from_name("MESSAGE");
    let by_uri = request(message.clone(), "sip:221@BW.example.com", "x@y.example", own, "c2");
    let nobody = request(message, "sip:bw.example.com", LINE, own, "c4");
    let mut answers = Vec::new();
    for wire in [register(LINE, "c1"), by_uri, register("9@bw.example.com", "c3"), nobody] {
        client.send_to(&wire, target).await.expect("sent");
        let mut buffer = vec![0_u8; 2000];
        let received = timeout(PATIENCE, client.recv_from(&mut buffer)).await;
        let (length, _) = received.expect("in time").expect("an answer");
        answers.push(Message::from_wire(&buffer[..length]).expect("a message"));
    }
    let seen: Vec<_> = answers
        .iter()
        .map(|a| (a.status().expect("a response"), a.headers.get("Contact")))
        .collect();
    let contact = "<sip:as1.example.com:5061;transport=tcp>";
    assert_eq!(seen, [(302, Some(contact)), (302, Some(contact)), (404, None), (404, None)]);

    let lookup = |user: &str, server: Option<&str>, call_id: &str| NsXsLogEntry::Lookup {
        user: user.to_owned(),
        hosting_server: server.map(str::to_owned),
        call_id: call_id.to_owned(),
    };
    let entries = entries(&log);
    let found: Vec<_> =
        entries.iter().filter(|entry| matches!(entry, NsXsLogEntry::Lookup { .. })).collect();
    let server = Some("as1.example.com:5061");
    let expected = [
        lookup(LINE, server, "c1"),
        lookup(LINE, server, "c2"),
        lookup("9@bw.example.com", None, "c3"),
    ];
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
    let ways: Vec<Direction> = entries
        .iter()
        .filter_map(|entry| match entry {
            NsXsLogEntry::Sip(dump) => Some(dump.direction),
            _ => None,
        })
        .collect();
    assert_eq!(ways, [Direction::In, Direction::Out].repeat(4));
}

#[tokio::test]
async fn it_answers_over_tcp_too() {
    let (handle, _log, _shutdown) = start().await;
    let target = handle.address(Protocol::Tcp).expect("bound");
    let mut stream = TcpStream::connect(target).await.expect("connected");
    let own = stream.local_addr().expect("bound");
    let wire = request(Method::Register, "sip:bw.example.com", LINE, own, "c1");
    stream.write_all(&wire).await.expect("sent");
    let mut framer = StreamFramer::connecting();
    let mut buffer = vec![0_u8; 2000];
    let frame = loop {
        let length =
            timeout(PATIENCE, stream.read(&mut buffer)).await.expect("in time").expect("ok");
        assert!(length > 0, "closed");
        if let Some(frame) = framer.push(&buffer[..length]).expect("SIP").pop() {
            break frame;
        }
    };
    let Frame::Message(bytes) = frame else { panic!("a message") };
    assert_eq!(Message::from_wire(&bytes).expect("SIP").status(), Some(302));
    handle.stop().await;
}

#[tokio::test]
async fn a_user_is_found_by_user_id_alternate_id_and_number() {
    let (handle, log, _shutdown) = start().await;
    let target = handle.address(Protocol::Udp).expect("bound");
    let client = UdpSocket::bind(ANY).await.expect("a socket");
    let own = client.local_addr().expect("bound");
    let known = [
        "sip:una@bw.example.com",
        "sip:una@mail.example",
        "tel:+1-555-010-0221",
        "sip:+15550100221@bw.example.com;user=phone",
    ];
    let unknown = ["tel:+15550100222", "sip:otto@bw.example.com"];
    for (number, uri) in known.iter().chain(&unknown).enumerate() {
        let wire = request(Method::Options, uri, "x@y.example", own, &format!("c{number}"));
        client.send_to(&wire, target).await.expect("sent");
        let mut buffer = vec![0_u8; 2000];
        let received = timeout(PATIENCE, client.recv_from(&mut buffer)).await;
        let (length, _) = received.expect("in time").expect("an answer");
        let answer = Message::from_wire(&buffer[..length]).expect("a message");
        let expected = if number < known.len() { 302 } else { 404 };
        assert_eq!(answer.status(), Some(expected), "{uri}");
    }
    let lookups = entries(&log)
        .into_iter()
        .filter(|entry| matches!(entry, NsXsLogEntry::Lookup { .. }))
        .count();
    assert_eq!(lookups, known.len() + unknown.len());
}
