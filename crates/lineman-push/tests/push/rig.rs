//! A notification push server on a free port, with its providers.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lineman_logs::MemorySink;
use lineman_logs::nps_log::{NpsEntry, NpsRecord};
use lineman_logs::split::{Grammar, RawRecord, Splitter};
use lineman_model::push::{PushAnswer, PushEventName, PushRequest, PushTarget, PushTokenKind};
use lineman_model::{ManualClock, Secret, SystemRandom, Timestamp};
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::{ServerHandle, Shutdown};
use lineman_push::{
    ApnsConfig, FcmApplication, FcmConfig, PUSH_PATH, PushServer, PushServerConfig, RetryPolicy,
    ServiceAccount,
};
use serde_json::Value;

use crate::providers::Fake;

/// 2026-01-01T00:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);
pub(crate) const ANDROID: &str = "com.cisco.wx2.android";
pub(crate) const IOS: &str = "com.cisco.squared";
pub(crate) const EMAIL: &str = "push@lineman-test.iam.example.com";
pub(crate) const GRANTED: &str =
    r#"{"access_token":"ya29.first","expires_in":3599,"token_type":"Bearer"}"#;
pub(crate) const TOKEN: &str = "d3v1ce/token:with_odd-characters";

pub(crate) struct Rig {
    pub(crate) server: ServerHandle,
    pub(crate) oauth: Fake,
    pub(crate) fcm: Fake,
    pub(crate) apns: Fake,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<MemorySink>,
    pub(crate) rsa_pem: Secret,
    pub(crate) ec_public: Vec<u8>,
    pub(crate) shutdown: Shutdown,
    http: reqwest::Client,
}

impl Rig {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut PushServerConfig)) -> Self {
        // The client of APNs checks certificates by the machine's clock.
        let long = Validity::days_from(NOW, 36_500);
        let authority = Authority::create("Fake Root", long).expect("an authority");
        let identity =
            authority.issue("apns", &["localhost"], Purpose::Server, long).expect("a certificate");
        let (oauth, fcm) = (Fake::plain().await, Fake::plain().await);
        let key = identity.private_key_pem.reveal();
        let apns = Fake::http2(&identity.certificate_pem, key).await;
        let rsa_pem = lineman_net::certificates::rsa_private_key().expect("an RSA key");
        let ec = rcgen::KeyPair::generate().expect("an EC key");
        let mut config = PushServerConfig {
            fcm: Some(FcmConfig {
                auth_url: format!("http://{}/token", oauth.address),
                push_url: format!("http://{}/v1/projects/", fcm.address),
                scope: FcmConfig::SCOPE.to_owned(),
                ca_pem: None,
                applications: vec![FcmApplication {
                    application_id: ANDROID.to_owned(),
                    project_id: "lineman-test".to_owned(),
                    account: ServiceAccount {
                        client_email: EMAIL.to_owned(),
                        private_key_id: "key-1".to_owned(),
                        private_key_pem: rsa_pem.clone(),
                    },
                }],
            }),
            apns: Some(ApnsConfig {
                url: format!("https://localhost:{}/3/device", apns.address.port()),
                ca_pem: Some(authority.certificate_pem().to_owned()),
                team_id: "TEAM123456".to_owned(),
                key_id: "KEY1234567".to_owned(),
                private_key_pem: Secret::new(ec.serialize_pem()),
                applications: vec![IOS.to_owned()],
            }),
            retry: RetryPolicy {
                first_wait: Duration::from_millis(5),
                longest_wait: Duration::from_millis(20),
                ..RetryPolicy::default()
            },
            ..PushServerConfig::default()
        };
        change(&mut config);
        let listener = lineman_net::tcp::bind(([127, 0, 0, 1], 0).into()).await.expect("a port");
        let (clock, log) = (Arc::new(ManualClock::new(NOW)), Arc::new(MemorySink::default()));
        let shutdown = Shutdown::new();
        let random = Arc::new(SystemRandom);
        let server =
            PushServer::start(listener, config, clock.clone(), random, log.clone(), &shutdown)
                .expect("a server");
        let http = lineman_net::http::client(&lineman_net::http::ClientOptions::default());
        let ec_public = ec.public_key_raw().to_vec();
        let http = http.expect("a client");
        Self { server, oauth, fcm, apns, clock, log, rsa_pem, ec_public, shutdown, http }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}{PUSH_PATH}", self.server.local_address())
    }

    pub(crate) async fn post(&self, url: &str, body: String) -> reqwest::Response {
        self.http.post(url).body(body).send().await.expect("an answer")
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    pub(crate) async fn push(&self, request: &PushRequest) -> PushAnswer {
        let body = serde_json::to_string(request).expect("JSON");
        let response = self.post(&self.url(), body).await;
        assert_eq!(response.status(), 200);
        response.json().await.expect("an answer")
    }

    /// The records of the NPSLog, as the troubleshooter reads them.
    pub(crate) fn entries(&self) -> Vec<NpsEntry> {
        let mut entries = Vec::new();
        let mut take = |raw: &RawRecord<'_>| {
            assert!(!raw.headless && !raw.recovered, "{raw:?}");
            entries.push(NpsRecord::read(raw).expect("a record").entry);
        };
        let mut splitter = Splitter::new(Grammar::BroadWorks);
        for line in self.log.text().lines() {
            splitter.line(line.as_bytes(), &mut take);
        }
        splitter.finish(&mut take);
        entries
    }
}

pub(crate) fn target(application: &str, token_type: PushTokenKind) -> PushTarget {
    PushTarget {
        target_id: "r1/0".to_owned(),
        application_id: application.to_owned(),
        device_os_type: "any".to_owned(),
        token: Secret::new(TOKEN),
        token_type,
        silent: false,
        mutable_content: false,
        parameters: Some("ring=\"1\"".to_owned()),
    }
}

pub(crate) fn request(targets: Vec<PushTarget>) -> PushRequest {
    PushRequest {
        notification_id: "n-1".to_owned(),
        event: PushEventName::NewCall,
        user_id: "una@example.com".to_owned(),
        call_id: Some("BW1@host".to_owned()),
        caller_number: Some("+15550002".to_owned()),
        caller_name: Some("Žofie".to_owned()),
        expires_at: NOW.as_seconds() + 60,
        targets,
    }
}

/// Header and claims of a JWT, and whether its signature holds.
pub(crate) fn jwt(token: &str, verifies: impl Fn(&[u8], &[u8]) -> bool) -> (Value, Value) {
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 3, "{token}");
    let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url");
    let signed = format!("{}.{}", parts[0], parts[1]);
    assert!(verifies(signed.as_bytes(), &bytes(parts[2])), "the signature");
    let json = |part: &str| serde_json::from_slice(&bytes(part)).expect("JSON");
    (json(parts[0]), json(parts[1]))
}
