//! An XSP on free ports, with an Application Server that is only as clever as the tests need.

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod application_server;
pub(crate) mod call_settings;
pub(crate) mod calls;
pub(crate) mod certificates;
pub(crate) mod directories;
pub(crate) mod identity_provider;
pub(crate) mod logs;
pub(crate) mod repository;

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_model::{Clock, ManualClock, Random, SystemRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::{ClientOptions, client};
use lineman_store::{BroadworksStore, SealingKey};
use lineman_xsp::{AuthServiceTls, Xsp, XspConfig, XspHandle, XspListeners, XspLogs};

use application_server::FakeApplicationServer;
use certificates::Certificates;
use logs::TestLog;

pub(crate) const UNA: &str = "una@bw.example.com";
pub(crate) const UNA_EMAIL: &str = "una.one@example.org";
pub(crate) const UNA_PASSWORD: &str = "w3b-s3cret";
pub(crate) const TRACKING_ID: &str = "CLIENT_0f8fad5b-d9cb-469f-a165-70867728950e";
/// 2026-01-01T00:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);

/// Everything that a test looks at.
pub(crate) struct Rig {
    pub(crate) xsp: XspHandle,
    pub(crate) application_server: FakeApplicationServer,
    pub(crate) store: BroadworksStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) certificates: Certificates,
    pub(crate) access_log: Arc<TestLog>,
    pub(crate) xsi_actions: Arc<TestLog>,
    pub(crate) authentication_service: Arc<TestLog>,
    pub(crate) dms_debug: Arc<TestLog>,
    pub(crate) call_settings: Arc<TestLog>,
    pub(crate) http: reqwest::Client,
}

/// A rig with everything in order.
pub(crate) async fn rig() -> Rig {
    rig_with(|_| {}).await
}

/// A rig whose configuration a test has changed.
pub(crate) async fn rig_with(change: impl FnOnce(&mut XspConfig)) -> Rig {
    let clock = Arc::new(ManualClock::new(NOW));
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let key = SealingKey::generate(random.as_ref());
    let store = BroadworksStore::connect("sqlite::memory:", key, Arc::clone(&random))
        .await
        .expect("a store");
    let application_server = FakeApplicationServer::start().await;
    start(clock, store, application_server, change).await
}

/// A rig over a store and an Application Server that are there already.
pub(crate) async fn start(
    clock: Arc<ManualClock>,
    store: BroadworksStore,
    application_server: FakeApplicationServer,
    change: impl FnOnce(&mut XspConfig),
) -> Rig {
    let certificates = Certificates::make();
    let listeners = XspListeners::bind(free(), free(), free()).await.expect("free ports");
    let port =
        |listener: &tokio::net::TcpListener| listener.local_addr().expect("a bound socket").port();
    let mut config = XspConfig {
        node_name: "xsp1".to_owned(),
        http_tls: None,
        auth_service_tls: certificates.auth_service(),
        xsi_actions_application_server: application_server.address(),
        authentication_service_application_server: application_server.address(),
        oci_user_id: "xsp1".to_owned(),
        oci_time_out: XspConfig::OCI_TIME_OUT,
        auth_service_url: Some(format!(
            "http://127.0.0.1:{}/authService",
            port(&listeners.loopback)
        )),
        identity_provider_ca_pem: None,
        token_issuer: "BroadWorks".to_owned(),
        token_duration: XspConfig::TOKEN_DURATION,
        public_base_url: format!("http://localhost:{}", port(&listeners.http)),
        device_credential_retrieval: true,
        call_settings_context: Some("/callsettings".to_owned()),
        access_log_form: lineman_logs::access_log::AccessLogForm::default(),
    };
    change(&mut config);
    let sink = || Arc::new(TestLog::default());
    let (access_log, xsi_actions) = (sink(), sink());
    let (authentication_service, dms_debug, call_settings) = (sink(), sink(), sink());
    let logs = XspLogs {
        access_log: access_log.clone(),
        xsi_actions: xsi_actions.clone(),
        authentication_service: authentication_service.clone(),
        dms_debug: dms_debug.clone(),
        call_settings: call_settings.clone(),
    };
    let xsp = Xsp::start(
        listeners,
        config,
        store.clone(),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(SystemRandom),
        logs,
        &Shutdown::new(),
    )
    .expect("an XSP");
    Rig {
        xsp,
        application_server,
        store,
        clock,
        certificates,
        access_log,
        xsi_actions,
        authentication_service,
        dms_debug,
        call_settings,
        http: client(&ClientOptions::default()).expect("a client"),
    }
}

fn free() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// An `AuthServiceTls` that refuses every application.
pub(crate) fn refusing(certificates: &Certificates) -> AuthServiceTls {
    AuthServiceTls { allow_client_app: false, ..certificates.auth_service() }
}

impl Rig {
    /// URL of a user's resource below `/v2.0/user/`.
    pub(crate) fn xsi(&self, tail: &str) -> String {
        format!("{}/com.broadsoft.xsi-actions/v2.0/user/{tail}", self.public(""))
    }

    /// URL on the public listener.
    pub(crate) fn public(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.xsp.http_address().port())
    }

    /// URL of the token resource on the loopback listener.
    pub(crate) fn loopback(&self) -> String {
        format!("http://{}/authService/token", self.xsp.loopback_address())
    }

    /// URL of the token resource on the listener with mutual TLS.
    pub(crate) fn issue_url(&self) -> String {
        format!("https://localhost:{}/authService/token", self.xsp.auth_service_address().port())
    }

    /// Mints a token over mutual TLS.
    pub(crate) async fn token(&self, user_id: &str) -> String {
        let client = self.certificates.client(self.certificates.idp_proxy());
        let response = client
            .get(self.issue_url())
            .header("http_bw_userid", user_id)
            .header("trackingid", TRACKING_ID)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), 200);
        let body: serde_json::Value = response.json().await.expect("JSON");
        body["token"]["bearer"].as_str().expect("a token").to_owned()
    }
}
