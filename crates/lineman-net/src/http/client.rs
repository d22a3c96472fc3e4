//! The HTTP client that every component uses.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use lineman_model::{Secret, limits};
use rustls::{ClientConfig, RootCertStore};

use super::TransportFailure;
use crate::NetError;
use crate::tls::{provider, read_certificates, read_private_key, read_roots};

/// What a client needs to know. The defaults are those of `docs/wire.md`.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Trust anchors, PEM. Without them only plain HTTP works.
    pub ca_pem: Option<String>,
    /// Certificate chain and private key, PEM, for mutual TLS.
    pub identity_pem: Option<Secret>,
    /// Longest wait for a connection, TLS included.
    pub connect_timeout: Duration,
    /// Longest wait for the whole answer.
    pub timeout: Duration,
    /// Value of the `user-agent` header.
    pub user_agent: Option<String>,
    /// Whether cookies are kept and sent.
    pub cookies: bool,
    /// `http://host:port` of a proxy; without it requests go straight to their target.
    pub proxy: Option<String>,
    /// HTTP/2 and nothing else, agreed on by ALPN or, over plain TCP, known beforehand. Only push
    /// providers ask for it.
    pub http2: bool,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            ca_pem: None,
            identity_pem: None,
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(10),
            user_agent: None,
            cookies: false,
            proxy: None,
            http2: false,
        }
    }
}

/// Builds a client: HTTP/1.1 unless HTTP/2 is asked for, no redirects, no proxy but its own, only the trust anchors it was given.
///
/// # Errors
/// When the PEM texts cannot be read or do not fit together.
pub fn client(options: &ClientOptions) -> Result<reqwest::Client, NetError> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls_config(options)?)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(options.connect_timeout)
        .timeout(options.timeout)
        .cookie_store(options.cookies);
    builder = if options.http2 { builder.http2_prior_knowledge() } else { builder.http1_only() };
    builder = match &options.proxy {
        // The environment's proxies are nobody's business here.
        None => builder.no_proxy(),
        Some(proxy) => {
            let proxy = reqwest::Proxy::all(proxy);
            builder.proxy(proxy.map_err(|error| NetError::Client(error.to_string()))?)
        }
    };
    if let Some(user_agent) = &options.user_agent {
        builder = builder.user_agent(user_agent);
    }
    builder.build().map_err(|error| NetError::Client(error.to_string()))
}

fn tls_config(options: &ClientOptions) -> Result<ClientConfig, NetError> {
    let roots = match &options.ca_pem {
        Some(pem) => read_roots(pem)?,
        None => RootCertStore::empty(),
    };
    let failed = |error: rustls::Error| NetError::Tls(error.to_string());
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(failed)?
        .with_root_certificates(Arc::new(roots));
    let mut config = match &options.identity_pem {
        None => builder.with_no_client_auth(),
        Some(pem) => builder
            .with_client_auth_cert(
                read_certificates("client certificate", pem.reveal())?,
                read_private_key(pem.reveal())?,
            )
            .map_err(failed)?,
    };
    if options.http2 {
        config.alpn_protocols = vec![b"h2".to_vec()];
    }
    Ok(config)
}

/// Why a body could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// It is longer than we accept.
    #[error("the answer is longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// The connection failed first.
    #[error("reading the answer: {0}")]
    Transport(TransportFailure),
}

/// Reads an answer's body, but no more than `limit` bytes ([`limits::HTTP_BODY_BYTES`] is usual).
///
/// # Errors
/// A longer body, or a connection that fails.
pub async fn read_capped(
    mut response: reqwest::Response,
    limit: usize,
) -> Result<Bytes, BodyError> {
    let announced = response.content_length().unwrap_or(0);
    if announced > limit as u64 {
        return Err(BodyError::TooLong { limit });
    }
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => return Ok(body.freeze()),
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => {
                return Err(BodyError::TooLong { limit });
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) => return Err(BodyError::Transport(TransportFailure::from(&error))),
        }
    }
}

/// The usual limit, for callers that have no reason for another.
pub const USUAL_BODY_LIMIT: usize = limits::HTTP_BODY_BYTES;
