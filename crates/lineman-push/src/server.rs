//! The server: one path, one method, one document.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use http::{Method, StatusCode};
use jsonwebtoken::EncodingKey;
use lineman_logs::LogSink;
use lineman_logs::nps_log::NpsEntry;
use lineman_model::push::{PushAnswer, PushOutcome, PushRequest, PushResult, PushTarget, TARGETS};
use lineman_model::{Clock, Random, Timestamp, limits, uuid_v4};
use lineman_net::http::{ClientOptions, HttpOptions};
use lineman_net::{NetError, NoObserver, PeerInfo, ServerHandle, Shutdown};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use crate::access_tokens::AccessTokens;
use crate::apns::{Apns, ApnsPush};
use crate::config::{PushServerConfig, RetryPolicy};
use crate::delivery::{self, Delivered};
use crate::fcm::{FcmApp, FcmPush};
use crate::journal::Journal;

/// Where Application Servers post to.
pub const PUSH_PATH: &str = "/nps";
/// Pushes under way for one request.
const AT_ONCE: usize = 16;
/// Longest life of an event.
const LONGEST_SECONDS: i64 = 24 * 3600;

/// The notification push server does not start.
#[derive(Debug, thiserror::Error)]
pub enum PushServerError {
    /// A socket or a certificate.
    #[error("starting the notification push server: {0}")]
    Net(#[from] NetError),
    /// A key of a provider.
    #[error("starting the notification push server: {0}")]
    Key(String),
}

/// The notification push server.
#[derive(Debug)]
pub struct PushServer;

struct Inner {
    peers: Vec<std::net::IpAddr>,
    fcm: Vec<FcmApp>,
    apns: Option<Apns>,
    retry: RetryPolicy,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    journal: Journal,
    shutdown: Shutdown,
}

impl PushServer {
    /// Starts it.
    ///
    /// # Errors
    /// A key that cannot be read.
    pub fn start(
        listener: TcpListener,
        config: PushServerConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        log: Arc<dyn LogSink>,
        shutdown: &Shutdown,
    ) -> Result<ServerHandle, PushServerError> {
        let journal = Journal { clock: Arc::clone(&clock), log };
        let client = |ca_pem: &Option<String>, http2| {
            lineman_net::http::client(&ClientOptions {
                ca_pem: ca_pem.clone(),
                timeout: config.retry.answer,
                connect_timeout: config.retry.answer,
                http2,
                ..ClientOptions::default()
            })
        };
        let mut fcm = Vec::new();
        let apps = config
            .fcm
            .iter()
            .flat_map(|section| section.applications.iter().map(move |app| (section, app)));
        for (section, app) in apps {
            let http = client(&section.ca_pem, false)?;
            let stem = section.push_url.trim_end_matches('/');
            fcm.push(FcmApp {
                application_id: app.application_id.clone(),
                url: format!("{stem}/{}/messages:send", app.project_id),
                tokens: AccessTokens::new(
                    app.account.clone(),
                    section.auth_url.clone(),
                    section.scope.clone(),
                    http.clone(),
                    journal.clone(),
                )
                .map_err(PushServerError::Key)?,
                http,
            });
        }
        let apns = match config.apns {
            None => None,
            Some(section) => Some(Apns {
                http: client(&section.ca_pem, true)?,
                key: EncodingKey::from_ec_pem(section.private_key_pem.reveal().as_bytes())
                    .map_err(|error| PushServerError::Key(format!("APNs: {error}")))?,
                url: section.url,
                team_id: section.team_id,
                key_id: section.key_id,
                applications: section.applications,
                token: Mutex::new(None),
            }),
        };
        let inner = Arc::new(Inner {
            peers: config.peers,
            fcm,
            apns,
            retry: config.retry,
            clock,
            random,
            journal,
            shutdown: shutdown.clone(),
        });
        let router = Router::new().fallback(serve).with_state(inner);
        let options = HttpOptions::default();
        Ok(lineman_net::http::serve(
            listener,
            None,
            router,
            options,
            shutdown,
            Arc::new(NoObserver),
        )?)
    }
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let peer = request.extensions().get::<PeerInfo>().map(|peer| peer.address);
    match inner.take(request, peer).await {
        Ok(request) => axum::Json(inner.push_all(&request).await).into_response(),
        Err((status, reason)) => {
            let peer = peer.map_or_else(|| String::from("-"), |peer| peer.to_string());
            let entry = NpsEntry::Refused { peer, status: status.as_u16(), reason };
            inner.journal.write("Warn", entry);
            status.into_response()
        }
    }
}

impl Inner {
    /// Reads a request, or says why not.
    async fn take(
        &self,
        request: Request,
        peer: Option<SocketAddr>,
    ) -> Result<PushRequest, (StatusCode, String)> {
        let refuse = |status, reason: &str| Err((status, reason.to_owned()));
        if !peer.is_some_and(|peer| self.peers.contains(&peer.ip())) {
            return refuse(StatusCode::FORBIDDEN, "not an Application Server of the list");
        }
        if request.uri().path() != PUSH_PATH {
            return refuse(StatusCode::NOT_FOUND, "no such resource");
        }
        if request.method() != Method::POST {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "method not allowed");
        }
        let body = request.into_body();
        let Ok(body) = axum::body::to_bytes(body, limits::HTTP_BODY_BYTES).await else {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "the document is too long");
        };
        // The library's message could quote a device token.
        let Ok(request) = serde_json::from_slice::<PushRequest>(&body) else {
            return refuse(StatusCode::BAD_REQUEST, "not a push request");
        };
        if request.targets.len() > TARGETS {
            return refuse(StatusCode::BAD_REQUEST, "too many targets");
        }
        self.journal.write(
            "Info",
            NpsEntry::Request {
                peer: peer.map_or_else(String::new, |peer| peer.to_string()),
                notification: request.notification_id.clone(),
                event: request.event.as_str().to_owned(),
                user: request.user_id.clone(),
                call_id: request.call_id.clone(),
                targets: request.targets.len() as u64,
            },
        );
        Ok(request)
    }

    async fn push_all(&self, request: &PushRequest) -> PushAnswer {
        // Boxed and collected, because the compiler cannot see a closure's lifetimes in a stream.
        let pushes: Vec<Pin<Box<dyn Future<Output = PushResult> + Send + '_>>> = request
            .targets
            .iter()
            .map(|target| Box::pin(self.push(request, target)) as Pin<Box<_>>)
            .collect();
        let results = futures_util::stream::iter(pushes).buffered(AT_ONCE).collect().await;
        PushAnswer { results }
    }

    async fn push(&self, request: &PushRequest, target: &PushTarget) -> PushResult {
        let now = self.clock.now();
        let latest = now.as_seconds().saturating_add(LONGEST_SECONDS);
        let seconds = request.expires_at.clamp(0, latest);
        let expires = Timestamp::from_millis(seconds.saturating_mul(1000));
        let app = self.fcm.iter().find(|app| app.application_id == target.application_id);
        let apns =
            self.apns.as_ref().filter(|apns| apns.applications.contains(&target.application_id));
        let (clock, shutdown) = (self.clock.as_ref(), &self.shutdown);
        let (provider, delivered) = if let Some(app) = app {
            let push = FcmPush::new(app, request, target, seconds - now.as_seconds());
            ("FCM", delivery::deliver(&push, self.retry, expires, clock, shutdown).await)
        } else if let Some(apns) = apns {
            let push = ApnsPush::new(apns, request, target, uuid_v4(self.random.as_ref()), now);
            ("APNS", delivery::deliver(&push, self.retry, expires, clock, shutdown).await)
        } else {
            let reason = Some(String::from("the application is not configured"));
            let outcome = PushOutcome::Failed;
            ("-", Delivered { outcome, status: None, attempts: 0, reason })
        };
        let Delivered { outcome, status, attempts, reason } = delivered;
        let severity = if outcome == PushOutcome::Sent { "Info" } else { "Warn" };
        self.journal.write(
            severity,
            NpsEntry::Push {
                notification: request.notification_id.clone(),
                target: target.target_id.clone(),
                provider: provider.to_owned(),
                application: target.application_id.clone(),
                status,
                attempts: u64::from(attempts),
                outcome: outcome.as_str().to_owned(),
                reason: reason.clone(),
            },
        );
        PushResult { target_id: target.target_id.clone(), outcome, reason }
    }
}
