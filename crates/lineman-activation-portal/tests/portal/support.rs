//! A running portal, a sign-in that has begun, and the IdP proxy's part.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use lineman_activation_portal::{ActivationPortal, PortalConfig, PortalHandle, PortalLink};
use lineman_cloud_service::ServiceSecret;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_logs::MemorySink;
use lineman_logs::cloud::CloudRecord;
use lineman_model::{Component, ManualClock, Secret, SeededRandom, Timestamp};
use lineman_net::http::{ClientOptions, HttpOptions, client};
use lineman_net::{NoObserver, ServerHandle, Shutdown};
use lineman_saml::AuthnRequest;
use lineman_store::cloud::{AuthorizationRequest, OauthClient};
use lineman_store::{CloudStore, SealingKey};
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;

pub(crate) const START: Timestamp = Timestamp::from_millis(1_790_000_000_000);
pub(crate) const TRACKING_ID: &str = "CLIENT_5f0c0000-0000-4000-8000-0000000000ff";
pub(crate) const IDENTITY: &str = "http://localhost:2/idb";
pub(crate) const REDIRECT: &str = "webex://callback";
pub(crate) const EMAIL: &str = "una@mail.example";

/// What the fake IdP proxy does, and what it was asked.
pub(crate) struct FakeIdp {
    pub(crate) answer: Mutex<(u16, String)>,
    pub(crate) asked: Mutex<Vec<(HeaderMap, Value)>>,
}

impl FakeIdp {
    pub(crate) fn answers(&self, status: u16, body: impl ToString) {
        *self.answer.lock().unwrap() = (status, body.to_string());
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

async fn login(
    State(idp): State<Arc<FakeIdp>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    idp.asked.lock().unwrap().push((headers, serde_json::from_slice(&body).unwrap()));
    let (status, body) = idp.answer.lock().unwrap().clone();
    (StatusCode::from_u16(status).unwrap(), body)
}

pub(crate) struct Fixture {
    pub(crate) base: String,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<MemorySink>,
    pub(crate) idp: Arc<FakeIdp>,
    pub(crate) secret: ServiceSecret,
    pub(crate) folder: tempfile::TempDir,
    idp_server: Option<ServerHandle>,
    _handle: PortalHandle,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut PortalConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Arc::new(SeededRandom::new(1));
        let address = format!("sqlite:{}", folder.path().join("cloud.db").display());
        let key = SealingKey::from_bytes([7; 32]);
        let store = CloudStore::connect(&address, key, random.clone()).await.unwrap();
        let app = OauthClient {
            client_id: "app".into(),
            name: "app".into(),
            secret_hash: None,
            redirect_uris: vec![REDIRECT.into()],
            scopes: Vec::new(),
        };
        store.oauth_clients().save(&app).await.unwrap();

        let idp = Arc::new(FakeIdp {
            answer: Mutex::new((500, String::new())),
            asked: Mutex::new(Vec::new()),
        });
        let router = Router::new()
            .route("/broadworks-idp-proxy/api/v1/idp/login", post(login))
            .with_state(idp.clone());
        let idp_server = lineman_net::http::serve(
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            None,
            router,
            HttpOptions::default(),
            &Shutdown::new(),
            Arc::new(NoObserver),
        )
        .unwrap();

        let clock = Arc::new(ManualClock::new(START));
        let log = Arc::new(MemorySink::default());
        let secret = ServiceSecret::new(Secret::new("between services"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let mut config = PortalConfig {
            base_url: base.clone(),
            identity_url: IDENTITY.into(),
            idp_proxy_url: format!(
                "http://localhost:{}/broadworks-idp-proxy/api/v1",
                idp_server.port()
            ),
            idp_proxy_ca_pem: None,
            service_secret: secret.clone(),
            links: vec![PortalLink {
                component: Component::HelpDesk,
                url: "/help?a=\"><b>".into(),
            }],
        };
        change(&mut config);
        let handle = ActivationPortal::start(
            config,
            store.clone(),
            clock.clone(),
            random,
            log.clone(),
            &Shutdown::new(),
            listener,
        )
        .unwrap();
        assert_eq!(base, format!("http://localhost:{}", handle.address().port()));
        let idp_server = Some(idp_server);
        Self { base, store, clock, log, idp, secret, folder, idp_server, _handle: handle }
    }

    pub(crate) async fn stop_idp(&mut self) {
        self.idp_server.take().unwrap().stop().await;
    }

    /// A browser of its own, with its cookies.
    pub(crate) fn browser(&self) -> Browser<'_> {
        let http = client(&ClientOptions { cookies: true, ..ClientOptions::default() }).unwrap();
        Browser { fixture: self, http }
    }

    /// Lines of the log with this event.
    pub(crate) fn logged(&self, event: &str) -> Vec<CloudRecord> {
        let text = self.log.text();
        let records = text.lines().map(|line| CloudRecord::read_line(line).unwrap());
        records.filter(|record| record.event.as_str() == event).collect()
    }

    /// What identity does in step 1; gives the address that it redirects to.
    pub(crate) async fn begin(&self, email: &str, relay_state: &str) -> Url {
        let request = self.request(relay_state);
        let pending = AuthorizationRequest {
            relay_state: relay_state.into(),
            client_id: "app".into(),
            redirect_uri: request.assertion_consumer_service_url.clone(),
            code_challenge: "challenge".into(),
            client_state: None,
            login_hint: email.into(),
            authn_request_id: request.id.clone(),
            tracking_id: Some(TRACKING_ID.into()),
            created_at: START,
            expires_at: START.plus_millis(30 * 60 * 1000),
        };
        self.store.authorization_requests().add(&pending).await.unwrap();
        self.address(&request, relay_state)
    }

    pub(crate) fn request(&self, relay_state: &str) -> AuthnRequest {
        AuthnRequest {
            id: format!("_{}", relay_state.len()),
            issuer: IDENTITY.into(),
            destination: format!("{}/sign-in", self.base),
            assertion_consumer_service_url: REDIRECT.into(),
        }
    }

    pub(crate) fn address(&self, request: &AuthnRequest, relay_state: &str) -> Url {
        let mut url = Url::parse(&format!("{}/sign-in", self.base)).unwrap();
        url.query_pairs_mut()
            .append_pair("SAMLRequest", &request.encode(START).unwrap())
            .append_pair("RelayState", relay_state);
        url
    }
}

pub(crate) struct Browser<'a> {
    fixture: &'a Fixture,
    pub(crate) http: reqwest::Client,
}

/// An answer with its page.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) html: String,
}

impl Page {
    pub(crate) async fn of(request: reqwest::RequestBuilder) -> Self {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Self { status, headers, html: answer.text().await.unwrap() }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What stands between two texts, the first time.
    pub(crate) fn between(&self, start: &str, end: &str) -> Option<String> {
        let (_, rest) = self.html.split_once(start)?;
        rest.split_once(end).map(|(value, _)| unescape(value))
    }

    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
        self.between(&start, "\"").unwrap_or_else(|| panic!("no {name}: {}", self.html))
    }

    pub(crate) fn action(&self) -> Option<String> {
        self.between("action=\"", "\"")
    }

    pub(crate) fn user_name(&self) -> Option<String> {
        self.between("name=\"username\" value=\"", "\"")
    }

    /// The code of the error that is shown.
    pub(crate) fn code(&self) -> Option<String> {
        let tag = self.between("<p class=\"error\"", ">")?;
        Some(tag.split_once("data-code=\"")?.1.split_once('"')?.0.to_owned())
    }
}

fn unescape(text: &str) -> String {
    // What askama writes for the five characters that it escapes.
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

impl Browser<'_> {
    pub(crate) async fn open(&self, url: Url) -> Page {
        Page::of(self.http.get(url)).await
    }

    /// Sends the form of a page with what the user types.
    pub(crate) async fn submit(&self, page: &Page, user_name: &str, password: &str) -> Page {
        let (state, csrf) = (page.hidden("state"), page.hidden("csrf"));
        let fields = [
            ("state", state.as_str()),
            ("csrf", csrf.as_str()),
            ("username", user_name),
            ("password", password),
        ];
        self.post(&page.action().unwrap(), &fields).await
    }

    pub(crate) async fn post(&self, action: &str, fields: &[(&str, &str)]) -> Page {
        let url = Url::parse(&self.fixture.base).unwrap().join(action).unwrap();
        Page::of(self.http.post(url).form(fields)).await
    }
}

/// The tracking id header as the app sends it.
pub(crate) fn tracked(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request.header(HEADER_TRACKING_ID, TRACKING_ID)
}
