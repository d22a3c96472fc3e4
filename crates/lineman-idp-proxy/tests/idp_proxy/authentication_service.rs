//! An AuthenticationService behind mutual TLS.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use lineman_idp_proxy::ClientCertificate;
use lineman_model::{Clock, SystemClock};
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::http::HttpOptions;
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_net::{NoObserver, PeerInfo, ServerHandle, Shutdown};

struct Shared {
    answer: Mutex<(u16, String)>,
    calls: Mutex<Vec<HeaderMap>>,
    /// The connections that they came on.
    peers: Mutex<HashSet<SocketAddr>>,
}

pub(crate) struct AuthenticationService {
    shared: Arc<Shared>,
    server: ServerHandle,
    authority: Authority,
}

/// The token that it mints.
pub(crate) const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.long-lived.token";

impl AuthenticationService {
    pub(crate) async fn start() -> Self {
        Self::asking(|authority| ClientAuth::required(authority.certificate_pem())).await
    }

    /// One that asks for no certificate.
    pub(crate) async fn without_certificates() -> Self {
        Self::asking(|_| ClientAuth::None).await
    }

    async fn asking(client_auth: impl FnOnce(&Authority) -> ClientAuth) -> Self {
        // The client checks the server's certificate by the machine's clock.
        let validity = Validity::days_from(SystemClock.now(), 30);
        let authority = Authority::create("Lineman Test CA", validity).unwrap();
        let server = authority.issue("xsp", &["localhost"], Purpose::Server, validity).unwrap();
        let tls = ServerTls::from_pem(
            &server.certificate_pem,
            server.private_key_pem.reveal(),
            client_auth(&authority),
            Arc::new(SystemClock),
        );
        let shared = Arc::new(Shared {
            answer: Mutex::new((200, format!("{{\"token\":{{\"bearer\":\"{TOKEN}\"}}}}"))),
            calls: Mutex::default(),
            peers: Mutex::default(),
        });
        let router =
            Router::new().route("/authService/token", get(mint)).with_state(Arc::clone(&shared));
        let listener = lineman_net::tcp::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let (options, shutdown) = (HttpOptions::default(), Shutdown::new());
        let observer = Arc::new(NoObserver);
        let tls = Some(tls.unwrap());
        let server =
            lineman_net::http::serve(listener, tls, router, options, &shutdown, observer).unwrap();
        Self { shared, server, authority }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://localhost:{}/authService", self.server.port())
    }

    pub(crate) fn ca_pem(&self) -> String {
        self.authority.certificate_pem().to_owned()
    }

    /// A certificate that it accepts.
    pub(crate) fn client_certificate(&self) -> ClientCertificate {
        certificate_of(&self.authority)
    }

    pub(crate) fn answer_always(&self, status: u16, body: &str) {
        *self.shared.answer.lock().unwrap() = (status, body.to_owned());
    }

    pub(crate) fn calls(&self) -> Vec<HeaderMap> {
        self.shared.calls.lock().unwrap().clone()
    }

    /// On how many connections they came.
    pub(crate) fn connections(&self) -> usize {
        self.shared.peers.lock().unwrap().len()
    }
}

/// A certificate of an authority that nobody here trusts.
pub(crate) fn foreign_certificate() -> ClientCertificate {
    let validity = Validity::days_from(SystemClock.now(), 30);
    certificate_of(&Authority::create("Foreign CA", validity).unwrap())
}

fn certificate_of(authority: &Authority) -> ClientCertificate {
    let validity = Validity::days_from(SystemClock.now(), 30);
    let identity = authority.issue("idp-proxy", &["idp-proxy"], Purpose::Client, validity).unwrap();
    ClientCertificate {
        certificate_pem: identity.certificate_pem,
        private_key_pem: identity.private_key_pem,
    }
}

async fn mint(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let peer = request.extensions().get::<PeerInfo>().unwrap();
    shared.peers.lock().unwrap().insert(peer.address);
    shared.calls.lock().unwrap().push(request.headers().clone());
    let (status, body) = shared.answer.lock().unwrap().clone();
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}
