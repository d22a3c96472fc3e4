//! Starts the portal.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use lineman_cloud_service::{CloudLog, echo_tracking_id};
use lineman_logs::LogSink;
use lineman_model::{Clock, Component, Random};
use lineman_net::http::HttpOptions;
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown};
use lineman_store::CloudStore;
use tokio::net::TcpListener;

use crate::config::PortalConfig;
use crate::idp_client::IdpClient;
use crate::language::AllTexts;
use crate::pages::{NamedLink, Pages, guard};
use crate::sign_in;

/// The portal could not be started.
#[derive(Debug, thiserror::Error)]
#[error("starting the activation portal: {0}")]
pub struct PortalError(#[from] NetError);

/// The User Activation Portal.
#[derive(Debug)]
pub struct ActivationPortal;

/// A running portal. Dropping it stops it.
#[derive(Debug)]
pub struct PortalHandle {
    server: ServerHandle,
}

/// What the handlers share.
pub(crate) struct Shared {
    pub(crate) config: PortalConfig,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: CloudLog,
    pub(crate) idp: IdpClient,
    texts: AllTexts,
}

impl Shared {
    /// Pages in the language of a request.
    pub(crate) fn pages(&self, headers: &HeaderMap) -> Pages<'_> {
        Pages { texts: self.texts.of(headers), random: self.random.as_ref() }
    }

    /// Whether cookies may go over TLS only.
    pub(crate) fn is_secure(&self) -> bool {
        self.config.base_url.starts_with("https:")
    }
}

impl ActivationPortal {
    /// Starts it on a listener that is bound already, so that its address could be configured.
    ///
    /// # Errors
    /// Trust anchors that cannot be read, or a listener that has no address any more.
    pub fn start(
        config: PortalConfig,
        store: CloudStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        log: Arc<dyn LogSink>,
        shutdown: &Shutdown,
        listener: TcpListener,
    ) -> Result<PortalHandle, PortalError> {
        let log = CloudLog::new(Component::ActivationPortal, Arc::clone(&clock), log);
        let idp = IdpClient::new(&config)?;
        let texts = AllTexts::new();
        let shared = Arc::new(Shared { config, store, clock, random, log, idp, texts });
        let server = lineman_net::http::serve(
            listener,
            None,
            router(shared),
            HttpOptions::default(),
            shutdown,
            Arc::new(NoObserver),
        )?;
        Ok(PortalHandle { server })
    }
}

impl PortalHandle {
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
    Router::new()
        .route("/", get(root))
        .route(sign_in::PATH, get(sign_in::show).post(sign_in::submit))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .with_state(shared)
        .layer(middleware::from_fn(guarded))
        .layer(middleware::from_fn(echo_tracking_id))
}

async fn guarded(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    guard(response.headers_mut());
    response
}

/// `GET /`: links the pages that exist.
async fn root(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let pages = shared.pages(&headers);
    let links = shared.config.links.iter();
    let links = links.map(|link| NamedLink {
        name: pages.texts.component(link.component),
        url: link.url.clone(),
    });
    pages.root(links.collect())
}
