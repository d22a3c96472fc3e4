//! Starts the bridge: its listener and its worker.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use lineman_cloud_service::{CloudLog, echo_tracking_id, tracking_id};
use lineman_ladder::literals::BRIDGE_PATH;
use lineman_logs::LogSink;
use lineman_model::{Clock, Component, Random};
use lineman_net::http::{ClientOptions, HttpOptions};
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown};
use lineman_store::CloudStore;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::change::change;
use crate::config::BridgeConfig;
use crate::identity_client::IdentityClient;
use crate::intake::Intake;
use crate::profile::SubscriberProfile;
use crate::refusal::Refusal;
use crate::removal::remove;
use crate::worker::Worker;

/// A subscriberProfile is short.
const MOST_BODY_BYTES: usize = 64 * 1024;
/// How long a stop waits for the attempt under way; its lease would bring it back anyway.
const WORKER_GRACE: Duration = Duration::from_secs(5);

/// A provisioning bridge could not be started.
#[derive(Debug, thiserror::Error)]
#[error("starting the provisioning bridge: {0}")]
pub struct BridgeError(#[from] NetError);

/// The provisioning bridge.
#[derive(Debug)]
pub struct ProvisioningBridge;

/// A running bridge. Dropping it stops it at once, in the middle of an attempt if need be, as the
/// death of the process would.
#[derive(Debug)]
pub struct BridgeHandle {
    server: Option<ServerHandle>,
    local_address: SocketAddr,
    worker: JoinHandle<()>,
    held: watch::Sender<bool>,
    shutdown: Shutdown,
}

/// What its requests share.
pub(crate) struct Service {
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: CloudLog,
    pub(crate) identity: Arc<IdentityClient>,
}

impl ProvisioningBridge {
    /// Starts it on a socket that is bound already, so that others can be told its port.
    ///
    /// # Errors
    /// Trust anchors that cannot be read.
    pub fn start(
        listener: TcpListener,
        config: BridgeConfig,
        store: CloudStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        log: Arc<dyn LogSink>,
        shutdown: &Shutdown,
    ) -> Result<BridgeHandle, BridgeError> {
        let shutdown = shutdown.child();
        let client = lineman_net::http::client(&ClientOptions {
            ca_pem: config.identity_ca_pem.clone(),
            timeout: config.time_out,
            ..ClientOptions::default()
        })?;
        let identity = Arc::new(IdentityClient {
            client,
            base_url: config.identity_url,
            service_secret: config.service_secret,
        });
        let log = CloudLog::new(Component::ProvisioningBridge, Arc::clone(&clock), log);
        let (held, holding) = watch::channel(config.worker_held);
        let worker = Worker {
            store: store.clone(),
            clock: Arc::clone(&clock),
            random: Arc::clone(&random),
            log: log.clone(),
            identity: Arc::clone(&identity),
            back_off: config.back_off,
            lease: config.lease,
            poll: config.poll,
            held: holding,
            shutdown: shutdown.clone(),
        };
        let service = Arc::new(Service { store, clock, random, log, identity });
        let router = Router::new()
            .route(BRIDGE_PATH, post(accept).put(replace).delete(take_away))
            .with_state(service)
            .layer(axum::middleware::from_fn(echo_tracking_id));
        let options = HttpOptions { max_body_bytes: MOST_BODY_BYTES, ..HttpOptions::default() };
        let server = lineman_net::http::serve(
            listener,
            None,
            router,
            options,
            &shutdown,
            Arc::new(NoObserver),
        )?;
        Ok(BridgeHandle {
            local_address: server.local_address(),
            server: Some(server),
            worker: tokio::spawn(worker.run()),
            held,
            shutdown,
        })
    }
}

impl BridgeHandle {
    /// The address it listens on.
    #[must_use]
    pub const fn local_address(&self) -> SocketAddr {
        self.local_address
    }

    /// Lets the worker take no further job; requests are accepted all the same.
    pub fn hold_worker(&self) {
        self.held.send_replace(true);
    }

    /// Lets the worker go on.
    pub fn release_worker(&self) {
        self.held.send_replace(false);
    }

    /// Stops it: requests under way are answered, and the attempt under way gets a while to end.
    pub async fn stop(mut self) {
        self.shutdown.trigger();
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        if tokio::time::timeout(WORKER_GRACE, &mut self.worker).await.is_err() {
            self.worker.abort();
        }
    }
}

impl Drop for BridgeHandle {
    fn drop(&mut self) {
        self.shutdown.trigger();
        self.worker.abort();
    }
}

async fn accept(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let tracking_id = tracking_id(&head.headers);
    // A body that is too long, or breaks off, is no subscriberProfile.
    let body = axum::body::to_bytes(body, MOST_BODY_BYTES).await.unwrap_or_default();
    let intake = Intake {
        service: &service,
        uri: &head.uri,
        headers: &head.headers,
        tracking_id: tracking_id.as_ref(),
        profile: SubscriberProfile::read(&body).ok(),
    };
    answer(intake.run().await)
}

async fn replace(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let tracking_id = tracking_id(&head.headers);
    let body = axum::body::to_bytes(body, MOST_BODY_BYTES).await.unwrap_or_default();
    let profile = SubscriberProfile::read(&body).ok();
    let (uri, headers) = (&head.uri, &head.headers);
    let changed = change(&service, uri, headers, profile.as_ref(), tracking_id.as_ref()).await;
    if let Err(refusal) = &changed {
        tracing::warn!(status = refusal.status(), ?refusal, "a subscriber was not changed");
    }
    answer(changed)
}

#[derive(Deserialize)]
struct Removal {
    bwuserid: Option<String>,
}

async fn take_away(State(service): State<Arc<Service>>, request: Request) -> Response {
    let tracking_id = tracking_id(request.headers());
    let removal = Query::<Removal>::try_from_uri(request.uri()).ok();
    let user = removal.and_then(|Query(removal)| removal.bwuserid);
    let (uri, headers) = (request.uri(), request.headers());
    let removed = remove(&service, uri, headers, user.as_deref(), tracking_id.as_ref()).await;
    if let Err(refusal) = &removed {
        tracing::warn!(status = refusal.status(), ?refusal, "a subscriber was not removed");
    }
    answer(removed)
}

fn answer(outcome: Result<(), Refusal>) -> Response {
    match outcome {
        Ok(()) => StatusCode::OK.into_response(),
        Err(refusal) => refusal.into_response(),
    }
}
