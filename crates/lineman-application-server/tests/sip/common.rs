//! A registrar with its agent, and a socket that plays the SBC and whoever is behind it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_application_server::push::NoPush;
use lineman_application_server::registrar::{
    RegistrarConfig, SbcAddress, ServiceHandle, SipParts, start,
};
use lineman_logs::MemorySink;
use lineman_logs::split::{Grammar, Splitter};
use lineman_logs::xs_log::XsLogRecord;
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

pub(crate) const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
pub(crate) const ANY: SocketAddr = SocketAddr::new(HERE, 0);
pub(crate) const LINE: &str = "221@bw.example.com";
pub(crate) const PATH: &str = "<sip:localhost:5060;lr>";
/// Several clients may register a line/port of a desk phone, one that of the app (CAL-015).
pub(crate) const DESK_PHONE: &str = "Desk phone";
pub(crate) const APP: &str = "Business Communicator - PC";

pub(crate) async fn store() -> BroadworksStore {
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
    for (device_type, uri) in [(APP, "bc/pc/"), (DESK_PHONE, "desk/")] {
        store.device_types().save(&DeviceType::new(device_type, uri)).await.expect("device type");
    }
    for (name, number) in [("una", 221), ("bo", 222), ("cy", 223)] {
        let user_id = format!("{name}@bw.example.com");
        let mut user = Subscriber::new(&user_id, "SP", "G", "One", name);
        user.sip_user_name = Some(format!("{name}-sip"));
        user.sip_password = Some(Secret::new("right"));
        user.extension = Some(number.to_string());
        user.primary_number = Some(format!("+1-5550{number}"));
        store.subscribers().add(&user).await.expect("subscriber");
        let device_type = if name == "una" { DESK_PHONE } else { APP };
        let device = DeviceKey::group("SP", "G", format!("pc-{name}"));
        store
            .access_devices()
            .add(&AccessDevice::new(device.clone(), device_type))
            .await
            .expect("device");
        let line = format!("{number}@bw.example.com");
        let endpoint = Endpoint::new(line, user_id, device, EndpointKind::Primary);
        store.endpoints().add(&endpoint).await.expect("endpoint");
    }
    store
}

pub(crate) struct Bench {
    pub(crate) store: BroadworksStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<MemorySink>,
    pub(crate) handle: ServiceHandle,
    pub(crate) sbc: UdpSocket,
    pub(crate) cseq: u32,
    pub(crate) random: SeededRandom,
    pub(crate) _shutdown: Shutdown,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let sbc = UdpSocket::bind(ANY).await.expect("a socket");
        let port = sbc.local_addr().expect("bound").port();
        let config = RegistrarConfig {
            udp: Some(ANY),
            tcp: Some(ANY),
            sbc_addresses: vec![SbcAddress { ip: HERE, udp_port: Some(port) }],
            offer_sha256: true,
            ..RegistrarConfig::default()
        };
        let (store, log) = (store().await, Arc::new(MemorySink::default()));
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(1_800_000_000_000)));
        let shutdown = Shutdown::new();
        let random = Arc::new(SeededRandom::new(1));
        let parts = SipParts {
            store: store.clone(),
            xs_log: Arc::clone(&log) as _,
            clock: Arc::clone(&clock) as _,
            random,
            push: Arc::new(NoPush),
        };
        let (handle, _control) = start(config, parts, &shutdown).await.expect("free ports");
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

    pub(crate) async fn ask_from(&self, socket: &UdpSocket, request: &Message) -> Message {
        let target = self.handle.address(Protocol::Udp).expect("bound");
        socket.send_to(&request.to_bytes(), target).await.expect("sent");
        let mut buffer = vec![0_u8; 4000];
        let (length, _) = timeout(Duration::from_secs(5), socket.recv_from(&mut buffer))
            .await
            .expect("an answer in time")
            .expect("an answer");
        Message::from_wire(&buffer[..length]).expect("a message")
    }

    pub(crate) async fn ask(&self, request: &Message) -> Message {
        self.ask_from(&self.sbc, request).await
    }

    /// A REGISTER for a line with header fields; every one has its own branch and CSeq.
    pub(crate) fn register(
        &mut self,
        line: &str,
        call_id: &str,
        fields: &[(&str, &str)],
    ) -> Message {
        self.cseq += 1;
        self.request(Method::Register, line, call_id, fields)
    }

    pub(crate) fn request(
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
    pub(crate) async fn sign_in(
        &mut self,
        call_id: &str,
        password: &str,
        fields: &[(&str, &str)],
    ) -> Message {
        let request = self.register(LINE, call_id, fields);
        let challenge = self.ask(&request).await;
        let with = self.authorized(&challenge, call_id, password, fields);
        self.ask(&with).await
    }

    pub(crate) fn authorized(
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

    pub(crate) async fn contacts(&self) -> Vec<String> {
        self.contacts_of(LINE).await
    }

    pub(crate) async fn contacts_of(&self, line: &str) -> Vec<String> {
        use lineman_model::Clock as _;
        let found = self.store.registrations().list(line, self.clock.now()).await.expect("a list");
        let mut contacts: Vec<String> = found.into_iter().map(|known| known.contact).collect();
        contacts.sort();
        contacts
    }

    pub(crate) fn records(&self) -> Vec<XsLogRecord> {
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
