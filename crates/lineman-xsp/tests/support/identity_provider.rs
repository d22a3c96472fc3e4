//! An identity provider that answers what a test wants and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use lineman_ladder::settings::identity_provider as contexts;
use lineman_model::Secret;
use lineman_net::{NoObserver, ServerHandle, Shutdown};
use lineman_store::BroadworksStore;
use lineman_store::broadworks::SettingRow;

pub(crate) const CLIENT_ID: &str = "C-lineman";
pub(crate) const CLIENT_SECRET: &str = "pr0vider-s3cret";
pub(crate) const ISSUER: &str = "https://idbroker.example.com/idb";
pub(crate) const SCOPE: &str = contexts::SCOPE_BROADWORKS_USER;

/// One question.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) authorization: String,
    pub(crate) tracking_id: String,
    pub(crate) form: Vec<(String, String)>,
}

struct Inner {
    status: Mutex<u16>,
    answer: Mutex<String>,
    asked: Mutex<Vec<Asked>>,
}

pub(crate) struct FakeIdentityProvider {
    handle: ServerHandle,
    inner: Arc<Inner>,
}

impl FakeIdentityProvider {
    pub(crate) async fn start() -> Self {
        let inner = Arc::new(Inner {
            status: Mutex::new(200),
            answer: Mutex::new(String::from("{\"active\":false}")),
            asked: Mutex::default(),
        });
        let listener = lineman_net::tcp::bind(([127, 0, 0, 1], 0).into()).await.expect("a port");
        let router = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        let handle = lineman_net::http::serve(
            listener,
            None,
            router,
            lineman_net::http::HttpOptions::default(),
            &Shutdown::new(),
            Arc::new(NoObserver),
        )
        .expect("a server");
        Self { handle, inner }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/idp/authenticate", self.handle.local_address())
    }

    pub(crate) fn answer(&self, status: u16, body: &str) {
        *self.inner.status.lock().expect("not poisoned") = status;
        *self.inner.answer.lock().expect("not poisoned") = body.to_owned();
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.inner.asked.lock().expect("not poisoned").clone()
    }

    /// The settings that `lineman xsp` would make on a node.
    pub(crate) async fn configure(&self, store: &BroadworksStore, node: &str) {
        let settings = store.node_settings();
        for (name, value) in [
            (contexts::ENABLED, "true"),
            (contexts::CLIENT_ID, CLIENT_ID),
            (contexts::ISSUER_URL, ISSUER),
            (contexts::ISSUER_NAME, "Cisco"),
            (contexts::TOKEN_INFO_URL, self.url().as_str()),
            (contexts::RESPONSE_BODY_MAX, "4096"),
        ] {
            settings.set(node, contexts::CISCO, name, value).await.expect("set");
        }
        let secret = Secret::new(CLIENT_SECRET);
        settings.set(node, contexts::CISCO, contexts::CLIENT_SECRET, secret).await.expect("set");
        let scope = SettingRow::new(&[SCOPE], &[]);
        settings.add_row(node, contexts::SCOPES, &scope).await.expect("added");
    }
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let header = |name: &str| {
        let value = parts.headers.get(name).map(|value| value.to_str().expect("text").to_owned());
        value.unwrap_or_default()
    };
    let body = axum::body::to_bytes(body, 65_536).await.expect("a body");
    inner.asked.lock().expect("not poisoned").push(Asked {
        method: parts.method.to_string(),
        authorization: header("authorization"),
        tracking_id: header("trackingid"),
        form: url::form_urlencoded::parse(&body).into_owned().collect(),
    });
    let mut response =
        Response::new(Body::from(inner.answer.lock().expect("not poisoned").clone()));
    let status = *inner.status.lock().expect("not poisoned");
    *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    response
}
