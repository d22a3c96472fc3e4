//! Fakes of FCM and APNs: they remember what came and answer what a test wants.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Got {
    pub(crate) version: http::Version,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// An answer: status, `retry-after`, body.
pub(crate) type Answer = (u16, Option<u64>, String);

#[derive(Default)]
struct Inner {
    got: Mutex<Vec<Got>>,
    answers: Mutex<VecDeque<Answer>>,
}

/// A provider.
#[derive(Clone)]
pub(crate) struct Fake {
    inner: Arc<Inner>,
    pub(crate) address: SocketAddr,
}

impl Fake {
    /// Over plain HTTP/1.1.
    pub(crate) async fn plain() -> Self {
        Self::start(None).await
    }

    /// Over HTTP/2 behind TLS; nothing else is agreed on.
    pub(crate) async fn http2(certificate_pem: &str, key_pem: &str) -> Self {
        let chain = CertificateDer::pem_slice_iter(certificate_pem.as_bytes())
            .collect::<Result<Vec<_>, _>>()
            .expect("a certificate");
        let key = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).expect("a key");
        let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("they fit");
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self::start(Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn start(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let inner = Arc::new(Inner::default());
        let fake = Self { inner: Arc::clone(&inner), address };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (inner, tls) = (Arc::clone(&inner), tls.clone());
                tokio::spawn(async move {
                    let service = service_fn(move |request| answer(Arc::clone(&inner), request));
                    match tls {
                        None => {
                            let io = TokioIo::new(stream);
                            let server = hyper::server::conn::http1::Builder::new();
                            let _ = server.serve_connection(io, service).await;
                        }
                        Some(tls) => {
                            let Ok(stream) = tls.accept(stream).await else { return };
                            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
                            let server =
                                hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                            let _ = server.serve_connection(TokioIo::new(stream), service).await;
                        }
                    }
                });
            }
        });
        fake
    }

    /// What comes next; without it 200 and an empty document.
    pub(crate) fn then(&self, status: u16, body: &str) -> &Self {
        self.then_after(status, None, body)
    }

    pub(crate) fn then_after(&self, status: u16, retry_after: Option<u64>, body: &str) -> &Self {
        let answer = (status, retry_after, body.to_owned());
        self.inner.answers.lock().expect("not poisoned").push_back(answer);
        self
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.inner.got.lock().expect("not poisoned").clone()
    }
}

async fn answer(
    inner: Arc<Inner>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    inner.got.lock().expect("not poisoned").push(Got {
        version: parts.version,
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).expect("UTF-8"),
    });
    let next = inner.answers.lock().expect("not poisoned").pop_front();
    let (status, retry_after, body) = next.unwrap_or((200, None, String::from("{}")));
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    if let Some(seconds) = retry_after {
        response.headers_mut().insert("retry-after", seconds.into());
    }
    Ok(response)
}
