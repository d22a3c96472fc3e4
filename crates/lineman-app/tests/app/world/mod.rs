//! The services that the app talks to, played by the test as docs/wire.md describes them.

mod cloud;
mod registrar;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lineman_app::{App, AppConfig, AppSinks};
use lineman_logs::MemorySink;
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_model::{Clock as _, Secret, SystemClock, SystemRandom};
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Identity, Purpose, Validity};
use lineman_sip_transport::{Protocol, ServiceHandle};

pub(crate) const ANY: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

pub(crate) const EMAIL: &str = "una.one@mail.example.com";
pub(crate) const USER_NAME: &str = "una@bw.example.com";
pub(crate) const PASSWORD: &str = "portal-password-1";
pub(crate) const NUMBER: &str = "+15550100234";
pub(crate) const LINE: &str = "2212221101@bw.example.com";
pub(crate) const SIP_USER: &str = "una-sip-user";
pub(crate) const SIP_PASSWORD: &str = "sip-password-1";
pub(crate) const ACCESS_TOKEN: &str =
    "identity-secret_cluster_0f0e0d0c-1111-4222-8333-444455556666";
pub(crate) const DEVICE_TOKEN: &str = "device-token-1";
pub(crate) const DESKTOP: &str = "Business Communicator - PC";

/// How the world behaves; everything is healthy unless a test says otherwise.
#[derive(Debug, Clone)]
pub(crate) struct Behavior {
    pub(crate) email_known: bool,
    pub(crate) portal_status: u16,
    pub(crate) portal_code: Option<&'static str>,
    pub(crate) foreign_action: bool,
    pub(crate) assertion_error: Option<&'static str>,
    pub(crate) entitlements: Vec<&'static str>,
    pub(crate) calling_behavior: (&'static str, &'static str),
    pub(crate) token_status: u16,
    pub(crate) device_type: Option<&'static str>,
    pub(crate) devices_status: u16,
    pub(crate) device_token_status: u16,
    pub(crate) profile_status: u16,
    pub(crate) profile_replacement: Option<(&'static str, &'static [u8])>,
    pub(crate) sip_password: &'static str,
    pub(crate) sip_silent_port: bool,
    pub(crate) protocol: Protocol,
    pub(crate) call_settings_status: u16,
}

impl Default for Behavior {
    fn default() -> Self {
        Self {
            email_known: true,
            portal_status: 200,
            portal_code: None,
            foreign_action: false,
            assertion_error: None,
            entitlements: vec!["webex-squared", "broadworks-connector"],
            calling_behavior: ("NATIVE_WEBEX_TEAMS_CALLING", "NATIVE_WEBEX_TEAMS_CALLING"),
            token_status: 200,
            device_type: Some(DESKTOP),
            devices_status: 200,
            device_token_status: 201,
            profile_status: 200,
            profile_replacement: None,
            sip_password: SIP_PASSWORD,
            sip_silent_port: false,
            protocol: Protocol::Udp,
            call_settings_status: 200,
        }
    }
}

/// One HTTP request that came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) tracking_id: String,
    pub(crate) user_agent: String,
}

pub(crate) struct Shared {
    pub(crate) behavior: Behavior,
    pub(crate) base: String,
    pub(crate) sip: SocketAddr,
    pub(crate) seen: Mutex<Vec<Seen>>,
}

pub(crate) struct World {
    pub(crate) shared: Arc<Shared>,
    pub(crate) startup: Arc<MemorySink>,
    pub(crate) calling: Arc<MemorySink>,
    pub(crate) registers: Arc<Mutex<Vec<lineman_sip::Message>>>,
    authority_pem: String,
    _sip: ServiceHandle,
    _http: lineman_net::ServerHandle,
    _shutdown: Shutdown,
}

/// What the SIP proxy shows over TLS, and who signed it.
fn certificates() -> (Authority, Identity) {
    let now = SystemClock.now();
    let validity =
        Validity { not_before: now.plus_millis(-60_000), not_after: now.plus_millis(3_600_000) };
    let authority = Authority::create("Edge authority", validity).expect("an authority");
    let names = ["localhost", "127.0.0.1"];
    let identity = authority.issue("localhost", &names, Purpose::Server, validity);
    (authority, identity.expect("a certificate"))
}

impl World {
    pub(crate) async fn new(behavior: Behavior) -> Self {
        let shutdown = Shutdown::new();
        let registers = Arc::new(Mutex::new(Vec::new()));
        let (authority, identity) = certificates();
        let sip = registrar::start(&behavior, &identity, Arc::clone(&registers), &shutdown).await;
        let sip_address = if behavior.sip_silent_port {
            // A port that was just free and is closed again.
            std::net::TcpListener::bind(ANY).expect("a port").local_addr().expect("bound")
        } else {
            sip.address(behavior.protocol).expect("bound")
        };
        let listener = lineman_net::tcp::bind(ANY).await.expect("a port");
        let base = format!("http://localhost:{}", listener.local_addr().expect("bound").port());
        let shared = Arc::new(Shared { behavior, base, sip: sip_address, seen: Mutex::default() });
        let http = lineman_net::http::serve(
            listener,
            None,
            cloud::router(Arc::clone(&shared)),
            lineman_net::http::HttpOptions::default(),
            &shutdown,
            Arc::new(lineman_net::NoObserver),
        )
        .expect("a server");
        Self {
            shared,
            startup: Arc::default(),
            calling: Arc::default(),
            registers,
            authority_pem: authority.certificate_pem().to_owned(),
            _sip: sip,
            _http: http,
            _shutdown: shutdown,
        }
    }

    pub(crate) fn config(&self) -> AppConfig {
        AppConfig {
            email: EMAIL.into(),
            typed_user_name: USER_NAME.into(),
            password: Secret::new(PASSWORD),
            identity_url: format!("{}/idb", self.shared.base),
            idp_proxy_url: format!("{}/broadworks-idp-proxy/api/v1", self.shared.base),
            client_id: "client-1".into(),
            redirect_uri: "http://localhost/app".into(),
            platform: "desktop".into(),
            version: "43.8.0.1".into(),
            ca_pem: Some(self.authority_pem.clone()),
            registration_seconds: 600,
            keep_alive: Duration::from_millis(50),
        }
    }

    pub(crate) fn app(&self) -> App {
        let sinks =
            AppSinks { startup: self.startup.clone() as _, calling: self.calling.clone() as _ };
        App::new(self.config(), sinks, Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// Paths of the requests that came, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| format!("{} {}", seen.method, seen.path)).collect()
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().expect("no panic").clone()
    }

    pub(crate) fn startup_entries(&self) -> Vec<ClientStartupEntry> {
        let mut entries = Vec::new();
        records(&self.startup.text(), |raw| {
            entries.push(ClientStartupRecord::read(raw).expect("a record").entry);
        });
        entries
    }

    pub(crate) fn calling_entries(&self) -> Vec<ClientCallingEntry> {
        let mut entries = Vec::new();
        records(&self.calling.text(), |raw| {
            entries.push(ClientCallingRecord::read(raw).expect("a record").entry);
        });
        entries
    }
}

fn records(text: &str, mut take: impl FnMut(&RawRecord<'_>)) {
    let mut splitter = Splitter::new(Grammar::Client);
    for line in text.lines() {
        splitter.line(line.as_bytes(), &mut take);
    }
    splitter.finish(&mut take);
}
