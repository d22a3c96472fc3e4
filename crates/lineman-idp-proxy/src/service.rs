//! Starts the IdP proxy and routes its requests.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use lineman_cloud_service::{ApiError, CloudLog, echo_tracking_id, tracking_id};
use lineman_ladder::literals::{BWTOKEN_FETCH, IDP_PROXY_BASE};
use lineman_logs::LogSink;
use lineman_model::{Clock, Component, Random};
use lineman_net::http::{ClientOptions, HttpOptions};
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown};
use lineman_saml::{KeyError, SigningKey};
use lineman_store::CloudStore;
use serde_json::json;
use tokio::net::TcpListener;

use crate::config::IdpProxyConfig;
use crate::login_turns::LoginTurns;
use crate::token_info::TokenForm;
use crate::{login, token_fetch, token_info};

/// An IdP proxy could not be started.
#[derive(Debug, thiserror::Error)]
pub enum IdpProxyError {
    /// A certificate, a client or the listener.
    #[error("starting the IdP proxy: {0}")]
    Net(#[from] NetError),
    /// The key that signs assertions.
    #[error("starting the IdP proxy: {0}")]
    SigningKey(#[from] KeyError),
}

/// The IdP proxy.
#[derive(Debug)]
pub struct IdpProxy;

/// A running IdP proxy. Dropping it stops it.
#[derive(Debug)]
pub struct IdpProxyHandle(ServerHandle);

/// What its requests share.
pub(crate) struct Service {
    pub(crate) config: IdpProxyConfig,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: CloudLog,
    pub(crate) signing_key: SigningKey,
    pub(crate) turns: LoginTurns,
    pub(crate) xsi_client: reqwest::Client,
    pub(crate) auth_service_client: reqwest::Client,
    pub(crate) identity_client: reqwest::Client,
}

impl IdpProxy {
    /// Starts it on a socket that is bound already, so that others can be told its port.
    ///
    /// # Errors
    /// Keys or certificates that cannot be read or do not fit together.
    pub fn start(
        listener: TcpListener,
        config: IdpProxyConfig,
        store: CloudStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        log: Arc<dyn LogSink>,
        shutdown: &Shutdown,
    ) -> Result<IdpProxyHandle, IdpProxyError> {
        let signing = &config.signing;
        let signing_key = SigningKey::from_pem(&signing.private_key_pem, &signing.certificate_pem)?;
        let to_xsp = ClientOptions {
            ca_pem: config.xsp_ca_pem.clone(),
            timeout: config.time_out,
            ..ClientOptions::default()
        };
        let to_auth_service = ClientOptions {
            identity_pem: config
                .client_certificate
                .as_ref()
                .filter(|_| !config.identity_token_mode)
                .map(crate::config::ClientCertificate::combined_pem),
            ..to_xsp.clone()
        };
        let to_identity =
            ClientOptions { ca_pem: config.identity_ca_pem.clone(), ..to_xsp.clone() };
        let service = Service {
            log: CloudLog::new(Component::IdpProxy, Arc::clone(&clock), log),
            signing_key,
            turns: LoginTurns::default(),
            xsi_client: lineman_net::http::client(&to_xsp)?,
            auth_service_client: lineman_net::http::client(&to_auth_service)?,
            identity_client: lineman_net::http::client(&to_identity)?,
            config,
            store,
            clock,
            random,
        };
        let router = Router::new().nest(IDP_PROXY_BASE, routes(Arc::new(service)));
        let server = lineman_net::http::serve(
            listener,
            None,
            router.layer(axum::middleware::from_fn(echo_tracking_id)),
            HttpOptions { max_body_bytes: MOST_BODY_BYTES, ..HttpOptions::default() },
            shutdown,
            Arc::new(NoObserver),
        )?;
        Ok(IdpProxyHandle(server))
    }
}

impl IdpProxyHandle {
    /// The address it listens on.
    #[must_use]
    pub fn local_address(&self) -> SocketAddr {
        self.0.local_address()
    }

    /// Stops it and waits until the requests under way have ended.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

/// A login is short.
pub(crate) const MOST_BODY_BYTES: usize = 16 * 1024;

fn routes(service: Arc<Service>) -> Router {
    Router::new()
        .route("/idp/login", post(login))
        .route(BWTOKEN_FETCH, get(fetch_token))
        .route("/idp/authenticate", post(authenticate))
        .route("/ping", get(async || Json(json!({"status": "ok"}))))
        .with_state(service)
}

async fn login(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let tracking_id = tracking_id(&head.headers);
    match login::login(&service, &head.headers, body, tracking_id.as_ref()).await {
        Ok(saml_response) => Json(json!({"samlResponse": saml_response})).into_response(),
        Err(error) => answer(error, tracking_id.as_ref()),
    }
}

async fn fetch_token(State(service): State<Arc<Service>>, request: Request) -> Response {
    let tracking_id = tracking_id(request.headers());
    match token_fetch::fetch(&service, request.headers(), tracking_id.as_ref()).await {
        Ok(token) => Json(json!({"token": {"bearer": token.reveal()}})).into_response(),
        Err(error) => answer(error, tracking_id.as_ref()),
    }
}

async fn authenticate(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    form: Result<Form<TokenForm>, FormRejection>,
) -> Response {
    let tracking_id = tracking_id(&headers);
    match token_info::authenticate(&service, &headers, form, tracking_id.as_ref()).await {
        Ok(document) => Json(document).into_response(),
        Err(error) => answer(error, tracking_id.as_ref()),
    }
}

fn answer(error: impl Into<ApiError>, tracking_id: Option<&lineman_model::TrackingId>) -> Response {
    let error: ApiError = error.into();
    error.for_request(tracking_id).into_response()
}
