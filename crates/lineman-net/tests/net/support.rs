//! Certificates, servers and observers for the tests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::routing::get;
use axum::{Extension, Router};
use lineman_model::{Clock as _, SystemClock};
use lineman_net::certificates::{Authority, Identity, Purpose, Validity};
use lineman_net::http::{self, ClientOptions, HttpOptions};
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_net::{
    HandshakeObserver, NoObserver, PeerInfo, RefusedHandshake, ServerHandle, Shutdown, tcp,
};
use tokio::sync::Notify;

/// Valid at this moment.
pub(crate) fn valid() -> Validity {
    Validity::days_from(SystemClock.now(), 30)
}

pub(crate) fn authority(name: &str) -> Authority {
    Authority::create(name, valid()).expect("an authority")
}

pub(crate) fn client_identity(authority: &Authority, name: &str, validity: Validity) -> Identity {
    authority.issue(name, &[], Purpose::Client, validity).expect("a certificate")
}

/// Remembers refused handshakes.
#[derive(Default)]
pub(crate) struct Refusals {
    seen: Mutex<Vec<RefusedHandshake>>,
    added: Notify,
}

impl HandshakeObserver for Refusals {
    fn refused(&self, handshake: &RefusedHandshake) {
        self.seen.lock().expect("a lock").push(handshake.clone());
        self.added.notify_one();
    }
}

impl Refusals {
    /// The next one; waits for it.
    pub(crate) async fn next(&self) -> RefusedHandshake {
        loop {
            let first = self.seen.lock().expect("a lock").pop();
            match first {
                Some(refused) => return refused,
                None => {
                    tokio::time::timeout(std::time::Duration::from_secs(20), self.added.notified())
                        .await
                        .expect("a refusal is observed")
                }
            }
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.seen.lock().expect("a lock").len()
    }
}

pub(crate) async fn listener() -> tokio::net::TcpListener {
    tcp::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("bound")
}

/// Tells the client who it is.
pub(crate) fn whoami() -> Router {
    async fn answer(Extension(peer): Extension<PeerInfo>) -> String {
        format!("{} {}", peer.client_subject.unwrap_or_default(), peer.encrypted)
    }
    Router::new().route("/", get(answer))
}

pub(crate) async fn serve(
    router: Router,
    options: HttpOptions,
    shutdown: &Shutdown,
) -> ServerHandle {
    http::serve(listener().await, None, router, options, shutdown, Arc::new(NoObserver))
        .expect("serving")
}

pub(crate) fn server_tls(authority: &Authority, client_auth: ClientAuth) -> ServerTls {
    let server = authority
        .issue("server", &["localhost", "127.0.0.1"], Purpose::Server, valid())
        .expect("a certificate");
    ServerTls::from_pem(
        &server.certificate_pem,
        server.private_key_pem.reveal(),
        client_auth,
        Arc::new(SystemClock),
    )
    .expect("TLS")
}

pub(crate) async fn serve_tls(tls: ServerTls, observer: Arc<Refusals>) -> ServerHandle {
    let options = HttpOptions::default();
    http::serve(listener().await, Some(tls), whoami(), options, &Shutdown::new(), observer)
        .expect("serving")
}

pub(crate) fn client(authority: &Authority, identity: Option<&Identity>) -> reqwest::Client {
    http::client(&ClientOptions {
        ca_pem: Some(authority.certificate_pem().to_owned()),
        identity_pem: identity.map(Identity::combined_pem),
        ..ClientOptions::default()
    })
    .expect("a client")
}
