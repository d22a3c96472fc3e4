//! Starts the identity service.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post};
use lineman_cloud_service::{ApiError, CloudLog, Line, echo_tracking_id, tracking_id};
use lineman_logs::LogSink;
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Clock, Component, Random, Timestamp, TrackingId};
use lineman_net::http::HttpOptions;
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown};
use lineman_saml::{KeyError, TrustedKey};
use lineman_store::CloudStore;
use lineman_store::cloud::User;
use tokio::net::TcpListener;

use crate::config::IdentityConfig;
use crate::{access_token, authorize, introspect, provisioning, user_resources};

/// The identity service could not be started.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The listener is of no use.
    #[error("starting the identity service: {0}")]
    Net(#[from] NetError),
    /// A trusted certificate is unreadable.
    #[error("starting the identity service: {0}")]
    Certificate(#[from] KeyError),
    /// No assertion could ever be accepted.
    #[error("starting the identity service: no certificate of the IdP proxy is trusted")]
    NoCertificate,
    /// Tokens would not have three parts.
    #[error("starting the identity service: the token cluster '{0}' holds an underscore")]
    TokenCluster(String),
}

/// The identity service.
#[derive(Debug)]
pub struct Identity;

/// A running identity service. Dropping it stops it.
#[derive(Debug)]
pub struct IdentityHandle {
    server: ServerHandle,
}

/// What the handlers share.
pub(crate) struct Shared {
    pub(crate) config: IdentityConfig,
    pub(crate) trusted: Vec<TrustedKey>,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: CloudLog,
}

impl Shared {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Begins a line about a user.
    pub(crate) fn line_about(
        &self,
        event: CloudEvent,
        user: &User,
        tracking_id: Option<&TrackingId>,
    ) -> Line<'_> {
        let line = self.log.line(event).tracking(tracking_id);
        let line = line.org(&user.org_id).user(&user.user_id).email(&user.email);
        match &user.bw_user_id {
            Some(bw_user_id) => line.bw_user(bw_user_id),
            None => line,
        }
    }
}

impl Identity {
    /// Starts it on a listener that is bound already, so that its address could be configured.
    ///
    /// # Errors
    /// Certificates that cannot be read, or a listener that has no address any more.
    pub fn start(
        config: IdentityConfig,
        store: CloudStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        log: Arc<dyn LogSink>,
        shutdown: &Shutdown,
        listener: TcpListener,
    ) -> Result<IdentityHandle, IdentityError> {
        if config.token_cluster.contains('_') {
            return Err(IdentityError::TokenCluster(config.token_cluster));
        }
        let trusted: Vec<TrustedKey> = config
            .trusted_certificates_pem
            .iter()
            .map(|pem| TrustedKey::from_certificate_pem(pem))
            .collect::<Result<_, _>>()?;
        if trusted.is_empty() {
            return Err(IdentityError::NoCertificate);
        }
        let log = CloudLog::new(Component::Identity, Arc::clone(&clock), log);
        let shared = Arc::new(Shared { config, trusted, store, clock, random, log });
        let server = lineman_net::http::serve(
            listener,
            None,
            router(shared),
            HttpOptions::default(),
            shutdown,
            Arc::new(NoObserver),
        )?;
        Ok(IdentityHandle { server })
    }
}

impl IdentityHandle {
    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.local_address()
    }

    /// Stops it and waits until the requests under way have ended.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

fn router(shared: Arc<Shared>) -> Router {
    let for_services = Router::new()
        .route("/oauth2/v1/introspect", post(introspect::introspect))
        .route("/internal/v1/organizations", post(provisioning::create_organization))
        .route("/internal/v1/users", post(provisioning::create_user))
        .route("/internal/v1/users/{user}", delete(provisioning::delete_user))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&shared), services_only));
    let public = Router::new()
        .route("/oauth2/v1/authorize", get(authorize::authorize))
        .route("/oauth2/v1/access_token", post(access_token::access_token))
        .route("/scim/{org}/v2/Users/me", get(user_resources::me))
        .route(
            "/organization/{org}/v1/users/me/callingBehavior",
            get(user_resources::calling_behavior),
        )
        .route("/wdm/api/v1/devices", get(user_resources::devices));
    Router::new()
        .nest("/idb", public.merge(for_services))
        .fallback(not_found)
        .with_state(shared)
        .layer(middleware::from_fn(echo_tracking_id))
}

/// Lets in whoever shows the service secret.
async fn services_only(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    if shared.config.service_secret.admits(request.headers()) {
        return next.run(request).await;
    }
    let tracking_id = tracking_id(request.headers());
    ApiError::new(StatusCode::UNAUTHORIZED, "the service secret is missing or wrong")
        .for_request(tracking_id.as_ref())
        .into_response()
}

async fn not_found(headers: HeaderMap) -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "there is no such resource")
        .for_request(tracking_id(&headers).as_ref())
}
