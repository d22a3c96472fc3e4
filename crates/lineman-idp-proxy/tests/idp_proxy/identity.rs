//! Identity's introspection.

use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use lineman_net::http::HttpOptions;
use lineman_net::{NoObserver, ServerHandle, Shutdown};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::stage::{BW_USER_ID, EMAIL, IDENTITY_TOKEN, ORG_ID, SERVICE_SECRET, USER_ID};

#[derive(Default)]
struct Shared {
    /// Answered instead of judging.
    fixed: Mutex<Option<(u16, Value)>>,
    calls: Mutex<Vec<HeaderMap>>,
}

pub(crate) struct Identity {
    shared: Arc<Shared>,
    server: ServerHandle,
}

#[derive(Deserialize)]
struct Question {
    token: String,
}

impl Identity {
    pub(crate) async fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let router = Router::new()
            .route("/idb/oauth2/v1/introspect", post(introspect))
            .with_state(Arc::clone(&shared));
        let listener = lineman_net::tcp::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let (options, shutdown) = (HttpOptions::default(), Shutdown::new());
        let observer = Arc::new(NoObserver);
        let server =
            lineman_net::http::serve(listener, None, router, options, &shutdown, observer).unwrap();
        Self { shared, server }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}/idb", self.server.port())
    }

    pub(crate) fn answer_always(&self, status: u16, body: Value) {
        *self.shared.fixed.lock().unwrap() = Some((status, body));
    }

    pub(crate) fn calls(&self) -> Vec<HeaderMap> {
        self.shared.calls.lock().unwrap().clone()
    }
}

/// What it says of the good token.
pub(crate) fn owner() -> Value {
    json!({
        "active": true, "sub": USER_ID, "username": EMAIL, "org_id": ORG_ID,
        "bw_user_id": BW_USER_ID, "exp": 1,
    })
}

async fn introspect(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(question): Form<Question>,
) -> Response {
    shared.calls.lock().unwrap().push(headers.clone());
    if headers["authorization"] != format!("Bearer {SERVICE_SECRET}") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some((status, body)) = shared.fixed.lock().unwrap().clone() {
        return (StatusCode::from_u16(status).unwrap(), Json(body)).into_response();
    }
    if question.token == IDENTITY_TOKEN {
        Json(owner()).into_response()
    } else {
        Json(json!({"active": false, "reason": "unknown"})).into_response()
    }
}
