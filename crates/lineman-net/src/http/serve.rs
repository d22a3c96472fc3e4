//! The HTTP/1.1 server loop: hyper below, an axum router above, bounds around both.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Request, StatusCode, header};
use http_body_util::Limited;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use lineman_model::limits;
use tokio::net::TcpListener;
use tokio::time::MissedTickBehavior;
use tower::ServiceExt as _;

use super::progress::{Counted, Counter};
use crate::tcp::{self, Connection, ListenerOptions};
use crate::tls::ServerTls;
use crate::{HandshakeObserver, NetError, PeerInfo, ServerHandle, Shutdown};

/// Bounds of an HTTP server.
#[derive(Debug, Clone, Copy)]
pub struct HttpOptions {
    /// Bounds of the listener.
    pub listener: ListenerOptions,
    /// Longest time for the header of a request to come in, idle keep-alive included.
    pub header_timeout: Duration,
    /// Longest time from the header to the answer, the request's body included.
    pub request_timeout: Duration,
    /// A connection on which no byte moves for so long is closed.
    pub stall_timeout: Duration,
    /// Most bytes of request line and header fields.
    pub max_header_bytes: usize,
    /// Most header fields.
    pub max_headers: usize,
    /// Most bytes of a request's body.
    pub max_body_bytes: usize,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            listener: ListenerOptions::default(),
            header_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            stall_timeout: Duration::from_secs(40),
            max_header_bytes: 32 * 1024,
            max_headers: 100,
            max_body_bytes: limits::HTTP_BODY_BYTES,
        }
    }
}

/// Serves the router. Every request carries a [`PeerInfo`] extension.
///
/// # Errors
/// When the listener has no local address any more.
pub fn serve(
    listener: TcpListener,
    tls: Option<ServerTls>,
    router: Router,
    options: HttpOptions,
    shutdown: &Shutdown,
    observer: Arc<dyn HandshakeObserver>,
) -> Result<ServerHandle, NetError> {
    tcp::serve(listener, tls, options.listener, shutdown, observer, move |connection| {
        serve_connection(connection, router.clone(), options)
    })
}

async fn serve_connection(connection: Connection, router: Router, options: HttpOptions) {
    let Connection { stream, peer, shutdown } = connection;
    let address = peer.address;
    let (stream, counter) = Counted::new(stream);
    let service = hyper::service::service_fn(move |request| {
        answer(router.clone(), request, peer.clone(), options)
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_timeout)
        .max_buf_size(options.max_header_bytes.max(8192))
        .max_headers(options.max_headers)
        .half_close(false);
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let mut stalled = pin!(stalled(counter, options.stall_timeout));
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = stalled.as_mut() => return,
        () = shutdown.triggered() => {
            serving.as_mut().graceful_shutdown();
            tokio::select! {
                ended = serving => ended,
                () = stalled => return,
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(peer = %address, %error, "an HTTP connection ended early");
    }
}

/// Returns when no byte has moved for a whole period.
async fn stalled(counter: Counter, period: Duration) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    let mut before = counter.load(Ordering::Relaxed);
    loop {
        ticks.tick().await;
        let now = counter.load(Ordering::Relaxed);
        if now == before {
            return;
        }
        before = now;
    }
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: PeerInfo,
    options: HttpOptions,
) -> Result<Response, Infallible> {
    let mut request =
        request.map(|body| Body::new(Limited::new(Body::new(body), options.max_body_bytes)));
    request.extensions_mut().insert(peer);
    match tokio::time::timeout(options.request_timeout, router.oneshot(request)).await {
        Ok(answered) => answered,
        Err(_) => {
            let mut response = StatusCode::REQUEST_TIMEOUT.into_response();
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            Ok(response)
        }
    }
}
