//! An identity service that does what the test wants: it keeps its users where the bridge looks
//! for them, and can refuse, or fall silent before or after the work.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, post};
use axum::{Json, Router};
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::Timestamp;
use lineman_net::http::HttpOptions;
use lineman_net::{NoObserver, ServerHandle, Shutdown};
use lineman_store::CloudStore;
use lineman_store::cloud::{Created, Organization, OrganizationKind, User, UserStatus};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::test_log::PATIENCE;

/// What happens at the next creation of a user.
#[derive(Debug, Clone)]
pub(crate) enum Next {
    /// This answer, and no user.
    Answer(u16, Value),
    /// Silence, and no user.
    SilenceBefore,
    /// A user, and then silence.
    SilenceAfter,
}

/// A request that came in.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) line: String,
    pub(crate) tracking_id: Option<String>,
    pub(crate) authorization: String,
    pub(crate) body: Value,
}

struct Shared {
    store: CloudStore,
    next: Mutex<VecDeque<Next>>,
    calls: watch::Sender<Vec<Call>>,
}

pub(crate) struct Identity {
    shared: Arc<Shared>,
    server: ServerHandle,
}

impl Identity {
    pub(crate) async fn start(store: CloudStore) -> Self {
        let shared =
            Arc::new(Shared { store, next: Mutex::default(), calls: watch::channel(Vec::new()).0 });
        let router = Router::new()
            .route("/idb/internal/v1/organizations", post(organization))
            .route("/idb/internal/v1/users", post(user))
            .route("/idb/internal/v1/users/{id}", delete(remove))
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

    pub(crate) fn next(&self, next: impl IntoIterator<Item = Next>) {
        self.shared.next.lock().unwrap().extend(next);
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.shared.calls.borrow().clone()
    }

    /// Waits until so many creations of users were asked for.
    pub(crate) async fn wait_for_users(&self, count: usize) {
        let mut calls = self.shared.calls.subscribe();
        let is_user = |call: &&Call| call.line == "POST /idb/internal/v1/users";
        let enough = calls.wait_for(|calls| calls.iter().filter(is_user).count() >= count);
        drop(tokio::time::timeout(PATIENCE, enough).await.expect("called in time").unwrap());
    }
}

async fn take(shared: &Shared, request: Request) -> Value {
    let (head, body) = request.into_parts();
    let text = |name: &str| {
        head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let body: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    let call = Call {
        line: format!("{} {}", head.method, head.uri.path()),
        tracking_id: text(HEADER_TRACKING_ID),
        authorization: text("authorization").unwrap_or_default(),
        body: body.clone(),
    };
    shared.calls.send_modify(|calls| calls.push(call));
    body
}

async fn organization(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let body = take(&shared, request).await;
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    let wished = Organization {
        org_id: format!("org-{}", text("spEnterpriseId")),
        name: text("name"),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: Some(text("spEnterpriseId")),
        template_id: Some(text("templateId")),
        calling_behavior: None,
        created_at: Timestamp::EPOCH,
    };
    let (organization, new) = shared.store.organizations().ensure(&wished).await.unwrap();
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    (status, Json(json!({"id": organization.org_id}))).into_response()
}

async fn user(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let body = take(&shared, request).await;
    let next = shared.next.lock().unwrap().pop_front();
    match next {
        Some(Next::Answer(status, body)) => {
            return (StatusCode::from_u16(status).unwrap(), Json(body)).into_response();
        }
        Some(Next::SilenceBefore) => return std::future::pending().await,
        Some(Next::SilenceAfter) | None => {}
    }
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let wished = User {
        user_id: format!("user-{}", text("email").unwrap()),
        org_id: text("orgId").unwrap(),
        email: text("email").unwrap(),
        bw_user_id: text("bwUserId"),
        cluster_id: text("clusterId"),
        first_name: text("firstName").unwrap(),
        last_name: text("lastName").unwrap(),
        primary_phone_number: text("primaryPhoneNumber"),
        extension: text("extension"),
        status: UserStatus::Active,
        calling_behavior: None,
        entitlements: vec!["broadworks-connector".into()],
        creation_request_id: text("requestId"),
        created_at: Timestamp::EPOCH,
        updated_at: Timestamp::EPOCH,
    };
    let created = shared.store.users().create(&wished).await.unwrap();
    if matches!(next, Some(Next::SilenceAfter)) {
        return std::future::pending().await;
    }
    match created {
        Created::New(user) | Created::Before(user) => {
            (StatusCode::CREATED, Json(json!({"id": user.user_id}))).into_response()
        }
        Created::EmailTaken(_) | Created::BwUserTaken(_) => {
            (StatusCode::CONFLICT, Json(json!({"message": "taken"}))).into_response()
        }
    }
}

async fn remove(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    take(&shared, request).await;
    let next = shared.next.lock().unwrap().pop_front();
    if let Some(Next::Answer(status, _)) = next {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    let removed = shared.store.users().remove(&id).await.unwrap();
    (if removed { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }).into_response()
}
