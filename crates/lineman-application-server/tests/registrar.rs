//! The registrar over real sockets: who may talk, digest, contacts, order, XSLog (step 7.2).
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_application_server::registrar::{
    ExpiryBounds, Registrar, RegistrarConfig, SbcAddress, ServiceHandle,
};
use lineman_logs::MemorySink;
use lineman_logs::sip_dump::Direction;
use lineman_logs::split::{Grammar, Splitter};
use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_model::{ManualClock, Random as _, Secret, SeededRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_sip::{
    DigestAnswer, Message, Method, NameAddress, RequestBuilder, Via, answer_challenge,
};
use lineman_sip_transport::Protocol;
use lineman_store::broadworks::{
    AccessDevice, DeviceKey, DeviceType, Endpoint, EndpointKind, Group, MessagingServer,
    ServiceProvider, Subscriber,
};
use lineman_store::{BroadworksStore, SealingKey};
use tokio::net::UdpSocket;
use tokio::time::timeout;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const ANY: SocketAddr = SocketAddr::new(HERE, 0);
const LINE: &str = "221@bw.example.com";
const PATH: &str = "<sip:localhost:5060;lr>";
const DEVICE: &str = "Business Communicator - PC";

async fn store() -> BroadworksStore {
    let random = Arc::new(SeededRandom::new(5));
    let key = SealingKey::from_bytes([7; 32]);
    let store = BroadworksStore::connect("sqlite::memory:", key, random).await.expect("a store");
    let messaging = MessagingServer::default();
    let provider = ServiceProvider {
        service_provider_id: "SP".into(),
        is_enterprise: true,
        name: None,
        default_domain: "bw.example.com".into(),
        support_email: None,
        messaging: messaging.clone(),
    };
    store.service_providers().add(&provider).await.expect("provider");
    let group = Group {
        service_provider_id: "SP".into(),
        group_id: "G".into(),
        name: None,
        default_domain: "bw.example.com".into(),
        user_limit: 10,
        messaging,
    };
    store.groups().add(&group).await.expect("group");
    let mut una = Subscriber::new("una@bw.example.com", "SP", "G", "One", "Una");
    una.sip_user_name = Some("una-sip".into());
    una.sip_password = Some(Secret::new("right"));
    store.subscribers().add(&una).await.expect("subscriber");
    let device_type = DeviceType::new(DEVICE, "bc/pc/");
    store.device_types().save(&device_type).await.expect("device type");
    let device = DeviceKey::group("SP", "G", "pc-una");
    store.access_devices().add(&AccessDevice::new(device.clone(), DEVICE)).await.expect("device");
    let endpoint = Endpoint::new(LINE, "una@bw.example.com", device, EndpointKind::Primary);
    store.endpoints().add(&endpoint).await.expect("endpoint");
    store
}

struct Bench {
    store: BroadworksStore,
    clock: Arc<ManualClock>,
    log: Arc<MemorySink>,
    handle: ServiceHandle,
    sbc: UdpSocket,
    cseq: u32,
    random: SeededRandom,
    _shutdown: Shutdown,
}

impl Bench {
    async fn new() -> Self {
        let sbc = UdpSocket::bind(ANY).await.expect("a socket");
        let port = sbc.local_addr().expect("bound").port();
        let config = RegistrarConfig {
            udp: Some(ANY),
            tcp: Some(ANY),
            sbc_addresses: vec![SbcAddress { ip: HERE, udp_port: Some(port) }],
            expiry: ExpiryBounds::default(),
        };
        let (store, log) = (store().await, Arc::new(MemorySink::default()));
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(1_800_000_000_000)));
        let shutdown = Shutdown::new();
        let random = Arc::new(SeededRandom::new(1));
        let (sink, time) = (Arc::clone(&log), Arc::clone(&clock));
        let handle = Registrar::start(config, store.clone(), sink, time, random, &shutdown)
            .await
            .expect("free ports");
        Self {
            store,
            clock,
            log,
            handle,
            sbc,
            cseq: 0,
            random: SeededRandom::new(2),
            _shutdown: shutdown,
        }
    }

    async fn ask_from(&self, socket: &UdpSocket, request: &Message) -> Message {
        let target = self.handle.address(Protocol::Udp).expect("bound");
        socket.send_to(&request.to_bytes(), target).await.expect("sent");
        let mut buffer = vec![0_u8; 4000];
        let (length, _) = timeout(Duration::from_secs(5), socket.recv_from(&mut buffer))
            .await
            .expect("an answer in time")
            .expect("an answer");
        Message::from_wire(&buffer[..length]).expect("a message")
    }

    async fn ask(&self, request: &Message) -> Message {
        self.ask_from(&self.sbc, request).await
    }

    /// A REGISTER for a line with header fields; every one has its own branch and CSeq.
    fn register(&mut self, line: &str, call_id: &str, fields: &[(&str, &str)]) -> Message {
        self.cseq += 1;
        self.request(Method::Register, line, call_id, fields)
    }

    fn request(
        &self,
        method: Method,
        line: &str,
        call_id: &str,
        fields: &[(&str, &str)],
    ) -> Message {
        let own = self.sbc.local_addr().expect("bound");
        // Never the branch of an earlier request, whatever the CSeq is.
        let branch = format!("z9hG4bK{}", self.random.hex(8));
        let via = Via::new("udp", &own.ip().to_string(), own.port(), &branch);
        let to = NameAddress::new(format!("sip:{line}"));
        let from = to.clone().with_parameter("tag", Some("1"));
        let uri = "sip:bw.example.com";
        let mut builder = RequestBuilder::new(method, uri, &via, &from, &to, call_id, self.cseq);
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        builder.build()
    }

    /// Registers with a password, from the challenge on; gives the final answer.
    async fn sign_in(&mut self, call_id: &str, password: &str, fields: &[(&str, &str)]) -> Message {
        let request = self.register(LINE, call_id, fields);
        let challenge = self.ask(&request).await;
        let with = self.authorized(&challenge, call_id, password, fields);
        self.ask(&with).await
    }

    fn authorized(
        &mut self,
        challenge: &Message,
        call_id: &str,
        password: &str,
        fields: &[(&str, &str)],
    ) -> Message {
        assert_eq!(challenge.status(), Some(401));
        let challenge = challenge.challenge().expect("readable").expect("there");
        assert_eq!(challenge.realm, "BroadWorks");
        let answer = DigestAnswer {
            username: "una-sip",
            password: &Secret::new(password),
            method: "REGISTER",
            uri: "sip:bw.example.com",
            cnonce: "c",
            nonce_count: 1,
        };
        let credentials = answer_challenge(&challenge, &answer).expect("MD5").to_string();
        let all: Vec<(&str, &str)> =
            fields.iter().copied().chain([("Authorization", credentials.as_str())]).collect();
        self.register(LINE, call_id, &all)
    }

    async fn contacts(&self) -> Vec<String> {
        use lineman_model::Clock as _;
        let found = self.store.registrations().list(LINE, self.clock.now()).await.expect("a list");
        let mut contacts: Vec<String> = found.into_iter().map(|known| known.contact).collect();
        contacts.sort();
        contacts
    }

    fn records(&self) -> Vec<XsLogRecord> {
        let mut records = Vec::new();
        let mut splitter = Splitter::new(Grammar::BroadWorks);
        let mut take =
            |raw: &lineman_logs::split::RawRecord<'_>| records.extend(XsLogRecord::read(raw));
        for line in self.log.text().lines() {
            splitter.line(line.as_bytes(), &mut take);
        }
        splitter.finish(&mut take);
        records
    }
}

const FIRST: &str = "<sip:221@192.0.2.9:5062>";

#[tokio::test]
async fn a_registration_is_challenged_kept_with_its_path_and_refreshed() {
    let mut bench = Bench::new().await;
    let fields =
        [("Contact", FIRST), ("Expires", "600"), ("Path", PATH), ("User-Agent", "WebexTeams")];
    let ok = bench.sign_in("c1", "right", &fields).await;
    assert_eq!(ok.status(), Some(200));
    assert_eq!(ok.headers.get("Contact"), Some("<sip:221@192.0.2.9:5062>;expires=600"));
    assert_eq!(ok.expires(), Ok(Some(600)));
    assert_eq!(ok.headers.get("Path"), Some(PATH));
    let tag = ok.to().expect("To").tag().expect("a tag");
    assert!(tag.ends_with("-1800000000000"), "log-formats.md 1.3: {tag}");

    let kept = bench.store.registrations().list(LINE, Timestamp::EPOCH).await.expect("a list");
    assert_eq!(kept[0].path.as_deref(), Some(PATH));
    assert_eq!(kept[0].user_agent.as_deref(), Some("WebexTeams"));
    bench.clock.advance_millis(590_000);
    assert_eq!(bench.sign_in("c1", "right", &fields).await.status(), Some(200));
    bench.clock.advance_millis(590_000);
    assert_eq!(bench.contacts().await, ["sip:221@192.0.2.9:5062"]);
    bench.clock.advance_millis(20_000);
    assert!(bench.contacts().await.is_empty(), "its life is over");
}

#[tokio::test]
async fn a_wrong_password_gets_one_more_challenge_and_then_403() {
    // CAL-010, docs/wire.md.
    let mut bench = Bench::new().await;
    let fields = [("Contact", FIRST)];
    let second = bench.sign_in("c1", "wrong", &fields).await;
    let first_nonce = second.challenge().expect("readable").expect("there").nonce;
    let again = bench.authorized(&second, "c1", "wrong", &fields);
    assert_eq!(bench.ask(&again).await.status(), Some(403));
    let other = bench.sign_in("c2", "wrong", &fields).await;
    assert_eq!(other.status(), Some(401), "another Call-ID starts anew");
    assert_ne!(other.challenge().expect("readable").expect("there").nonce, first_nonce);
    assert!(bench.contacts().await.is_empty());
}

#[tokio::test]
async fn a_nonce_is_not_good_twice_and_not_for_ever() {
    let mut bench = Bench::new().await;
    let fields = [("Contact", FIRST)];
    let request = bench.register(LINE, "c1", &fields);
    let challenge = bench.ask(&request).await;
    let good = bench.authorized(&challenge, "c1", "right", &fields);
    assert_eq!(bench.ask(&good).await.status(), Some(200));
    // The same answer in a new request: somebody listened.
    let replayed = bench.authorized(&challenge, "c1", "right", &fields);
    let stale = bench.ask(&replayed).await;
    assert!(stale.challenge().expect("readable").expect("there").stale);
    let late = bench.authorized(&stale, "c1", "right", &fields);
    bench.clock.advance_millis(600_000);
    let late = bench.ask(&late).await;
    assert!(late.challenge().expect("readable").expect("there").stale);
}

#[tokio::test]
async fn contacts_come_and_go_in_the_order_of_cseq() {
    let mut bench = Bench::new().await;
    let second = "<sip:221@192.0.2.8:5062>";
    assert_eq!(bench.sign_in("c1", "right", &[("Contact", FIRST)]).await.status(), Some(200));
    let both = bench.sign_in("c2", "right", &[("Contact", second)]).await;
    assert_eq!(both.headers.get_all("Contact").count(), 2);
    // An older CSeq of the same Call-ID changes nothing (RFC 3261 section 10.3).
    let newest = std::mem::replace(&mut bench.cseq, 0);
    let late = bench.sign_in("c1", "right", &[("Contact", FIRST), ("Expires", "0")]).await;
    assert_eq!(late.status(), Some(500));
    bench.cseq = newest;
    assert_eq!(bench.contacts().await.len(), 2);
    let left = bench.sign_in("c1", "right", &[("Contact", FIRST), ("Expires", "0")]).await;
    assert_eq!(left.headers.get_all("Contact").count(), 1);
    assert_eq!(bench.contacts().await, ["sip:221@192.0.2.8:5062"]);
    let asked = bench.sign_in("c3", "right", &[]).await;
    assert_eq!(asked.headers.get_all("Contact").count(), 1, "a question changes nothing");
    let none = bench.sign_in("c3", "right", &[("Contact", "*"), ("Expires", "0")]).await;
    assert_eq!((none.status(), none.headers.get("Contact")), (Some(200), None));
    assert!(bench.contacts().await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_served_is_refused() {
    let mut bench = Bench::new().await;
    let stranger = bench.register("999@bw.example.com", "c1", &[("Contact", FIRST)]);
    assert_eq!(bench.ask(&stranger).await.status(), Some(404));
    let demanding = bench.register(LINE, "c2", &[("Require", "path, outbound")]);
    let refused = bench.ask(&demanding).await;
    assert_eq!(
        (refused.status(), refused.headers.get("Unsupported")),
        (Some(420), Some("outbound"))
    );
    let brief = bench.sign_in("c3", "right", &[("Contact", FIRST), ("Expires", "5")]).await;
    assert_eq!((brief.status(), brief.headers.get("Min-Expires")), (Some(423), Some("60")));
    let odd = bench.sign_in("c4", "right", &[("Contact", "*")]).await;
    assert_eq!(odd.status(), Some(400));
    let basic = bench.register(LINE, "c5", &[("Authorization", "Basic dW5hOnJpZ2h0")]);
    assert_eq!(bench.ask(&basic).await.status(), Some(401));
    for (name, status) in [("OPTIONS", 200), ("INVITE", 405), ("SUBSCRIBE", 405), ("JUMP", 501)] {
        bench.cseq += 1;
        let request = bench.request(Method::from_name(name), LINE, "c6", &[]);
        let answer = bench.ask(&request).await;
        assert_eq!((answer.status(), answer.headers.get("Allow").is_some()), (Some(status), true));
    }
    let somebody = UdpSocket::bind(ANY).await.expect("a socket");
    let mut request = bench.register(LINE, "c7", &[("Contact", FIRST)]);
    let own = somebody.local_addr().expect("bound");
    request.set_top_via(&Via::new("udp", "127.0.0.1", own.port(), "z9hG4bKx"));
    assert_eq!(bench.ask_from(&somebody, &request).await.status(), Some(403));
}

#[tokio::test]
async fn every_message_is_in_the_xslog_once_and_forges_nothing() {
    // LOG-005, log-formats.md 2.1 and 2.2.
    let mut bench = Bench::new().await;
    let forged =
        "x\r\n\r\n2026.01.01 00:00:00:000 GMT+00:00 | Info       | Sip | +1 | callhalf-1:0";
    let fields = [("Contact", FIRST), ("Subject", forged)];
    assert_eq!(bench.sign_in("c1", "right", &fields).await.status(), Some(200));
    let records = bench.records();
    assert_eq!(records.len(), 4, "two requests, two answers");
    for (place, record) in records.iter().enumerate() {
        let XsLogEntry::Sip(dump) = &record.entry else { panic!("a SIP record: {record:?}") };
        let way = if place % 2 == 0 { Direction::In } else { Direction::Out };
        assert_eq!((dump.direction, dump.transport.as_str()), (way, "udp"));
        assert_eq!(dump.bytes, dump.message.replace('\n', "\r\n").len() + 4);
        assert_eq!(record.party.as_deref(), Some(LINE));
        assert_eq!(record.sequence, u64::try_from(place).ok().map(|place| place + 1));
        assert_eq!(record.correlation_id, records[0].correlation_id);
        assert!(record.correlation_id.is_some() && record.thread.is_some());
        assert_eq!(
            Message::from_log(&dump.message).expect("a message").message.call_id(),
            Ok("c1")
        );
    }
    assert!(!bench.log.text().contains("right"), "no password in any log");
}
