//! A database with a subscriber whose three names differ, the neighbours, and an IdP proxy.

use std::sync::Arc;
use std::time::Duration;

use lineman_cloud_service::ServiceSecret;
use lineman_idp_proxy::{
    ClientCertificate, IdpProxy, IdpProxyConfig, IdpProxyHandle, SigningMaterial,
};
use lineman_ladder::literals::{BWTOKEN_FETCH, HEADER_TRACKING_ID, IDP_PROXY_BASE};
use lineman_model::{Clock as _, ManualClock, Secret, SeededRandom, SystemRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::ClientOptions;
use lineman_saml::TrustedKey;
use lineman_store::cloud::{
    AuthenticationMode, AuthorizationRequest, Cluster, OauthClient, Organization, OrganizationKind,
    Template, User, UserStatus,
};
use lineman_store::{CloudStore, SealingKey};
use serde_json::{Value, json};

use crate::authentication_service::AuthenticationService;
use crate::identity::Identity;
use crate::test_log::TestLog;
use crate::xsi::Xsi;

// XCC-002: email and BroadWorks user id are different identifiers.
pub(crate) const EMAIL: &str = "una@mail.example";
pub(crate) const BW_USER_ID: &str = "una.one@bw.example";
pub(crate) const USER_ID: &str = "5f0c0000-0000-4000-8000-00000000000a";
pub(crate) const ORG_ID: &str = "5f0c0000-0000-4000-8000-0000000000ff";
pub(crate) const PASSWORD: &str = "Web!Access:1";
pub(crate) const SERVICE_SECRET: &str = "service secret";
pub(crate) const IDENTITY_TOKEN: &str = "identity-token";
pub(crate) const TRACKING_ID: &str = "CLIENT_5f0c0000-0000-4000-8000-000000000001";
pub(crate) const AUTHN_REQUEST: &str = "_request1";
pub(crate) const RELAY_STATE: &str = "relay1";
pub(crate) const REDIRECT: &str = "http://localhost:1/callback";
pub(crate) const ISSUER: &str = "http://localhost:2/broadworks-idp-proxy/api/v1";
/// The sign-in of [`AUTHN_REQUEST`] ends then.
pub(crate) const SIGN_IN_MILLIS: i64 = 60 * 60 * 1000;

pub(crate) struct Stage {
    _folder: tempfile::TempDir,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<TestLog>,
    pub(crate) xsi: Xsi,
    pub(crate) authentication_service: AuthenticationService,
    pub(crate) identity: Identity,
    pub(crate) identity_url: String,
    pub(crate) trusted: TrustedKey,
    proxy: IdpProxyHandle,
    client: reqwest::Client,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        Self::changed(|_| {}).await
    }

    /// In identity-token mode, before an AuthenticationService that asks for no certificate.
    pub(crate) async fn in_identity_token_mode() -> Self {
        let authentication_service = AuthenticationService::without_certificates().await;
        Self::before(authentication_service, |config| config.identity_token_mode = true).await
    }

    /// With another client certificate.
    pub(crate) async fn with_certificate(certificate: Option<ClientCertificate>) -> Self {
        Self::changed(|config| config.client_certificate = certificate).await
    }

    pub(crate) async fn changed(change: impl FnOnce(&mut IdpProxyConfig)) -> Self {
        Self::before(AuthenticationService::start().await, change).await
    }

    async fn before(
        authentication_service: AuthenticationService,
        change: impl FnOnce(&mut IdpProxyConfig),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("cloud.db").display());
        let key = SealingKey::from_bytes([7; 32]);
        let store = CloudStore::connect(&address, key, Arc::new(SystemRandom)).await.unwrap();
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(1_790_000_000_000)));
        let (xsi, identity) = (Xsi::start().await, Identity::start().await);
        furnish(&store, &xsi.url(), &authentication_service.url(), clock.now()).await;
        xsi.know(EMAIL, PASSWORD, BW_USER_ID);

        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
        let parameters = rcgen::CertificateParams::new(vec![String::from("idp-proxy")]).unwrap();
        let certificate_pem = parameters.self_signed(&pair).unwrap().pem();
        let trusted = TrustedKey::from_certificate_pem(&certificate_pem).unwrap();
        let mut config = IdpProxyConfig {
            issuer: ISSUER.into(),
            identity_url: identity.url(),
            service_secret: ServiceSecret::new(Secret::new(SERVICE_SECRET)),
            signing: SigningMaterial {
                certificate_pem,
                private_key_pem: Secret::new(pair.serialize_pem()),
            },
            client_certificate: Some(authentication_service.client_certificate()),
            identity_token_mode: false,
            token_info_client: None,
            xsp_ca_pem: Some(authentication_service.ca_pem()),
            identity_ca_pem: None,
            lock: IdpProxyConfig::LOCK,
            time_out: Duration::from_secs(5),
        };
        change(&mut config);
        let log = Arc::<TestLog>::default();
        let listener = lineman_net::tcp::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let proxy = IdpProxy::start(
            listener,
            config,
            store.clone(),
            clock.clone(),
            Arc::new(SeededRandom::new(1)),
            log.clone(),
            &Shutdown::new(),
        );
        Self {
            _folder: folder,
            store,
            clock,
            log,
            xsi,
            authentication_service,
            identity_url: identity.url(),
            identity,
            trusted,
            proxy: proxy.unwrap(),
            client: lineman_net::http::client(&ClientOptions::default()).unwrap(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{IDP_PROXY_BASE}{path}", self.proxy.local_address().port())
    }

    pub(crate) fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(self.url(path)).header(HEADER_TRACKING_ID, TRACKING_ID)
    }

    pub(crate) fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(self.url(path)).header(HEADER_TRACKING_ID, TRACKING_ID)
    }

    /// What the portal sends.
    pub(crate) fn login_document(user_name: &str, password: &str) -> Value {
        json!({
            "username": user_name, "password": password, "authnRequestId": AUTHN_REQUEST,
            "relayState": RELAY_STATE, "loginHint": EMAIL,
        })
    }

    pub(crate) fn login_request(&self, document: &Value) -> reqwest::RequestBuilder {
        self.client
            .post(self.url("/idp/login"))
            .header("authorization", format!("Bearer {SERVICE_SECRET}"))
            .header(HEADER_TRACKING_ID, TRACKING_ID)
            .json(document)
    }

    pub(crate) async fn login(&self, user_name: &str, password: &str) -> Answer {
        let request = self.login_request(&Self::login_document(user_name, password));
        Answer::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn fetch_token(&self) -> Answer {
        let request = self.get(BWTOKEN_FETCH).bearer_auth(IDENTITY_TOKEN);
        Answer::read(request.send().await.unwrap()).await
    }

    pub(crate) async fn change_user(&self, change: impl FnOnce(&mut User) + Send) {
        self.store.users().modify(USER_ID, self.clock.now(), change).await.unwrap();
    }

    pub(crate) async fn change_cluster(&self, change: impl FnOnce(&mut Cluster)) {
        let mut cluster = self.store.clusters().find("c1").await.unwrap().unwrap();
        change(&mut cluster);
        self.store.clusters().save(&cluster).await.unwrap();
    }
}

/// A port on which nobody listens, and nobody will while this is kept.
pub(crate) struct ClosedPort(tokio::net::TcpSocket);

impl ClosedPort {
    pub(crate) fn reserve() -> Self {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub(crate) fn url(&self, scheme: &str, path: &str) -> String {
        format!("{scheme}://localhost:{}{path}", self.0.local_addr().unwrap().port())
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tracking_id: Option<String>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let tracking_id = response.headers().get(HEADER_TRACKING_ID);
        let tracking_id = tracking_id.map(|value| value.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        Self { status, tracking_id, body: response.json().await.unwrap_or(Value::Null) }
    }

    /// Status and code of a refusal that says why.
    pub(crate) fn refusal(&self) -> (u16, Option<&str>) {
        assert!(!self.body["message"].as_str().expect("a message").is_empty());
        (self.status, self.body["code"].as_str())
    }
}

async fn furnish(store: &CloudStore, xsi_url: &str, auth_service_url: &str, now: Timestamp) {
    let cluster = Cluster {
        cluster_id: "c1".into(),
        name: "Cluster One".into(),
        xsi_actions_url: xsi_url.into(),
        auth_service_url: auth_service_url.into(),
        direct_authentication: false,
    };
    store.clusters().save(&cluster).await.unwrap();
    let template = Template {
        template_id: "t1".into(),
        name: "Template One".into(),
        partner_org_id: "p1".into(),
        authentication_mode: AuthenticationMode::BroadWorks,
        enterprise_mode: true,
        trusted_emails: true,
        new_org_creation: true,
        provisioning_user_id: "provisioner".into(),
        provisioning_password: Secret::new("provisioning secret"),
        cluster_id: "c1".into(),
        region: "US".into(),
    };
    store.templates().save(&template).await.unwrap();
    let organization = Organization {
        org_id: ORG_ID.into(),
        name: "acme".into(),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: Some("ACME".into()),
        template_id: Some("t1".into()),
        calling_behavior: None,
        created_at: now,
    };
    store.organizations().ensure(&organization).await.unwrap();
    for (user_id, email, bw_user_id) in
        [(USER_ID, EMAIL, BW_USER_ID), ("other", "dora@mail.example", "dora@bw.example")]
    {
        let user = User {
            user_id: user_id.into(),
            org_id: ORG_ID.into(),
            email: email.into(),
            bw_user_id: Some(bw_user_id.into()),
            cluster_id: Some("c1".into()),
            first_name: "Una".into(),
            last_name: "One".into(),
            primary_phone_number: None,
            extension: None,
            status: UserStatus::Active,
            calling_behavior: None,
            entitlements: Vec::new(),
            creation_request_id: None,
            created_at: now,
            updated_at: now,
        };
        store.users().create(&user).await.unwrap();
    }
    let app = OauthClient {
        client_id: "app".into(),
        name: "App".into(),
        secret_hash: None,
        redirect_uris: vec![REDIRECT.into()],
        scopes: Vec::new(),
    };
    store.oauth_clients().save(&app).await.unwrap();
    let sign_in = AuthorizationRequest {
        relay_state: RELAY_STATE.into(),
        client_id: "app".into(),
        redirect_uri: REDIRECT.into(),
        code_challenge: "challenge".into(),
        client_state: None,
        login_hint: EMAIL.into(),
        authn_request_id: AUTHN_REQUEST.into(),
        tracking_id: Some(TRACKING_ID.into()),
        created_at: now,
        expires_at: now.plus_millis(SIGN_IN_MILLIS),
    };
    store.authorization_requests().add(&sign_in).await.unwrap();
}
