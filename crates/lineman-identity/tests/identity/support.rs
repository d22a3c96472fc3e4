//! A running identity service with a furnished store.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lineman_cloud_service::ServiceSecret;
use lineman_identity::{Identity, IdentityConfig, IdentityHandle};
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_logs::MemorySink;
use lineman_logs::cloud::CloudRecord;
use lineman_model::{ManualClock, Secret, SeededRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::{ClientOptions, client};
use lineman_saml::{Assertion, AuthnRequest, SigningKey, build_signed};
use lineman_store::cloud::{
    AuthenticationMode, Cluster, OauthClient, Organization, OrganizationKind, Template, User,
    UserStatus,
};
use lineman_store::{CloudStore, SealingKey};
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;

pub(crate) const START: Timestamp = Timestamp::from_millis(1_790_000_000_000);
pub(crate) const ORG: &str = "5f0c0000-0000-4000-8000-0000000000a0";
pub(crate) const UNA: &str = "5f0c0000-0000-4000-8000-000000000001";
pub(crate) const DUO: &str = "5f0c0000-0000-4000-8000-000000000002";
pub(crate) const TRACKING_ID: &str = "CLIENT_5f0c0000-0000-4000-8000-0000000000ff";
pub(crate) const PORTAL: &str = "http://localhost:1";
pub(crate) const IDP_PROXY: &str = "http://localhost:2/broadworks-idp-proxy/api/v1";
pub(crate) const XSI: &str = "http://localhost:3/com.broadsoft.xsi-actions";
pub(crate) const REDIRECT: &str = "webex://callback";
/// S256 challenge of RFC 7636, appendix B.
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A key with its certificate, as the IdP proxy has one.
pub(crate) struct Keys {
    pub(crate) signing: SigningKey,
    pub(crate) certificate: String,
}

pub(crate) fn keys() -> Keys {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let parameters = rcgen::CertificateParams::new(vec![String::from("idp-proxy")]).unwrap();
    let certificate = parameters.self_signed(&pair).unwrap().pem();
    let signing = SigningKey::from_pem(&Secret::new(pair.serialize_pem()), &certificate).unwrap();
    Keys { signing, certificate }
}

pub(crate) struct Fixture {
    pub(crate) base: String,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<MemorySink>,
    pub(crate) keys: Keys,
    pub(crate) http: reqwest::Client,
    pub(crate) secret: ServiceSecret,
    pub(crate) folder: tempfile::TempDir,
    _handle: IdentityHandle,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Arc::new(SeededRandom::new(1));
        let address = format!("sqlite:{}", folder.path().join("cloud.db").display());
        let key = SealingKey::from_bytes([7; 32]);
        let store = CloudStore::connect(&address, key, random.clone()).await.unwrap();
        furnish(&store).await;
        let clock = Arc::new(ManualClock::new(START));
        let log = Arc::new(MemorySink::default());
        let keys = keys();
        let secret = ServiceSecret::new(Secret::new("between services"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}/idb", listener.local_addr().unwrap().port());
        let config = IdentityConfig {
            base_url: base.clone(),
            portal_url: PORTAL.into(),
            idp_proxy_url: IDP_PROXY.into(),
            trusted_certificates_pem: vec![keys.certificate.clone()],
            service_secret: secret.clone(),
            token_cluster: IdentityConfig::TOKEN_CLUSTER.into(),
            clock_skew_millis: 0,
        };
        let handle = Identity::start(
            config,
            store.clone(),
            clock.clone(),
            random,
            log.clone(),
            &Shutdown::new(),
            listener,
        )
        .unwrap();
        assert_eq!(base, format!("http://localhost:{}/idb", handle.address().port()));
        let http = client(&ClientOptions::default()).unwrap();
        Self { base, store, clock, log, keys, http, secret, folder, _handle: handle }
    }

    /// Lines of the log with this event.
    pub(crate) fn logged(&self, event: &str) -> Vec<CloudRecord> {
        let text = self.log.text();
        let records = text.lines().map(|line| CloudRecord::read_line(line).unwrap());
        records.filter(|record| record.event.as_str() == event).collect()
    }

    pub(crate) fn authorize_url(&self, email: &str) -> Url {
        let mut url = Url::parse(&format!("{}/oauth2/v1/authorize", self.base)).unwrap();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", "app")
            .append_pair("redirect_uri", REDIRECT)
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256")
            .append_pair("login_hint", email)
            .append_pair("state", "s 1");
        url
    }

    pub(crate) async fn get(&self, url: Url) -> reqwest::Response {
        self.http.get(url).header(HEADER_TRACKING_ID, TRACKING_ID).send().await.unwrap()
    }

    /// Steps 1 and 2; gives the request that the portal gets.
    pub(crate) async fn begin(&self, email: &str) -> AuthnRequest {
        let answer = self.get(self.authorize_url(email)).await;
        assert_eq!(answer.status(), 302);
        let location = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
        AuthnRequest::decode(&query(&location, "SAMLRequest")).unwrap()
    }

    /// What the IdP proxy issues for a user in answer to a request.
    pub(crate) fn assertion(&self, user: &str, in_response_to: &str) -> Assertion {
        Assertion {
            id: format!("_a{in_response_to}"),
            issuer: IDP_PROXY.into(),
            audience: self.base.clone(),
            recipient: format!("{}/oauth2/v1/access_token", self.base),
            in_response_to: in_response_to.into(),
            subject: user.into(),
            issued: START,
            not_on_or_after: START.plus_millis(300_000),
            attributes: Vec::new(),
        }
    }

    pub(crate) fn signed(&self, assertion: &Assertion) -> String {
        build_signed(assertion, &self.keys.signing).unwrap()
    }

    /// Step 3 with a document; gives status and body.
    pub(crate) async fn exchange(&self, xml: &str) -> (u16, Value) {
        let assertion = URL_SAFE_NO_PAD.encode(xml);
        self.token(&[
            ("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer"),
            ("assertion", &assertion),
            ("client_id", "app"),
        ])
        .await
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> (u16, Value) {
        let request = self.http.post(format!("{}/oauth2/v1/access_token", self.base));
        let request = request.header(HEADER_TRACKING_ID, TRACKING_ID).form(fields);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["cache-control"], "no-store");
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Steps 1 to 3 for a user; gives the body with the tokens.
    pub(crate) async fn sign_in(&self, user: &str, email: &str) -> Value {
        let request = self.begin(email).await;
        let (status, body) = self.exchange(&self.signed(&self.assertion(user, &request.id))).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    pub(crate) async fn access_token(&self, user: &str, email: &str) -> String {
        self.sign_in(user, email).await["access_token"].as_str().unwrap().to_owned()
    }

    /// A request of another service with its secret.
    pub(crate) fn internal(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .header("authorization", self.secret.authorization())
            .header(HEADER_TRACKING_ID, TRACKING_ID)
    }

    pub(crate) async fn introspect(&self, token: &str) -> Value {
        let request = self.internal(reqwest::Method::POST, "/oauth2/v1/introspect");
        let answer = request.form(&[("token", token)]).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }
}

pub(crate) fn query(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned()
}

pub(crate) fn user(id: &str, org: &str, email: &str, bw_user_id: &str) -> User {
    User {
        user_id: id.into(),
        org_id: org.into(),
        email: email.into(),
        bw_user_id: Some(bw_user_id.into()),
        cluster_id: Some("c1".into()),
        first_name: "Una".into(),
        last_name: "One".into(),
        primary_phone_number: Some("+15550001".into()),
        extension: Some("0001".into()),
        status: UserStatus::Active,
        calling_behavior: None,
        entitlements: lineman_identity::broadworks_user_entitlements(),
        creation_request_id: None,
        created_at: START,
        updated_at: START,
    }
}

pub(crate) fn organization(id: &str, template: &str, enterprise: &str) -> Organization {
    Organization {
        org_id: id.into(),
        name: "g1".into(),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: Some(enterprise.into()),
        template_id: Some(template.into()),
        calling_behavior: Some(lineman_ladder::literals::CALLING_BEHAVIOR_WEBEX.into()),
        created_at: START,
    }
}

async fn furnish(store: &CloudStore) {
    let cluster = |id: &str, xsi: &str| Cluster {
        cluster_id: id.into(),
        name: id.into(),
        xsi_actions_url: xsi.into(),
        auth_service_url: "https://localhost/authService".into(),
        direct_authentication: false,
    };
    store.clusters().save(&cluster("c1", XSI)).await.unwrap();
    store.clusters().save(&cluster("c2", "http://localhost:4/x")).await.unwrap();
    for (id, mode) in [("t1", AuthenticationMode::BroadWorks), ("t2", AuthenticationMode::Webex)] {
        let template = Template {
            template_id: id.into(),
            name: id.into(),
            partner_org_id: "p1".into(),
            authentication_mode: mode,
            enterprise_mode: true,
            trusted_emails: true,
            new_org_creation: true,
            provisioning_user_id: format!("provisioner-{id}"),
            provisioning_password: Secret::new("provisioning secret"),
            cluster_id: "c2".into(),
            region: "US".into(),
        };
        store.templates().save(&template).await.unwrap();
    }
    store.organizations().ensure(&organization(ORG, "t1", "SP1+g1")).await.unwrap();
    store.users().create(&user(UNA, ORG, "Una@mail.example", "una@bw.example")).await.unwrap();
    store.users().create(&user(DUO, ORG, "duo@mail.example", "duo@bw.example")).await.unwrap();
    for (id, secret_hash) in
        [("app", None), ("server", Some(lineman_cloud_service::digest(&Secret::new("shh"))))]
    {
        let client = OauthClient {
            client_id: id.into(),
            name: id.into(),
            secret_hash,
            redirect_uris: vec![REDIRECT.into()],
            scopes: vec!["spark:all".into(), "identity:people_read".into()],
        };
        store.oauth_clients().save(&client).await.unwrap();
    }
}
