//! TLS: the server's side with certificates, client authentication and reload; the client's side.

mod client;
mod client_verifier;
mod handshake;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use lineman_model::Clock;
use rustls::crypto::CryptoProvider;
use rustls::server::{
    ClientHello, NoServerSessionStorage, ResolvesServerCert, WebPkiClientVerifier,
};
use rustls::sign::CertifiedKey;
use rustls::time_provider::TimeProvider;
use rustls::{RootCertStore, ServerConfig};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, UnixTime};

use crate::NetError;
use crate::certificates::CertificateSummary;
pub use client::ClientTls;
use client_verifier::{Offer, RememberingVerifier};
pub(crate) use handshake::accept;

/// A rule beyond the certificate's own validity. It says why not.
pub type Admission = Arc<dyn Fn(&CertificateSummary) -> Result<(), String> + Send + Sync>;

/// Whether clients must show a certificate.
#[derive(Clone)]
pub enum ClientAuth {
    /// No certificate is asked for.
    None,
    /// A certificate that leads to one of the trust anchors is needed.
    Required {
        /// The trust anchors, PEM.
        trust_anchors_pem: String,
        /// A further rule; asked only about certificates that are otherwise good.
        admission: Option<Admission>,
    },
}

impl ClientAuth {
    /// A certificate that leads to one of these trust anchors is needed.
    #[must_use]
    pub fn required(trust_anchors_pem: impl Into<String>) -> Self {
        Self::Required { trust_anchors_pem: trust_anchors_pem.into(), admission: None }
    }
}

impl fmt::Debug for ClientAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "ClientAuth::None",
            Self::Required { .. } => "ClientAuth::Required",
        })
    }
}

/// What a TLS listener needs. Clones share it, so a reload reaches every listener that has one; a
/// connection keeps what it began with.
#[derive(Clone)]
pub struct ServerTls {
    current: Arc<RwLock<Arc<Material>>>,
    provider: Arc<CryptoProvider>,
    clock: Arc<dyn Clock>,
}

impl fmt::Debug for ServerTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerTls")
    }
}

/// One generation of certificates.
struct Material {
    certificate: Arc<CertifiedKey>,
    verifier: Option<(Arc<dyn rustls::server::danger::ClientCertVerifier>, Option<Admission>)>,
}

impl ServerTls {
    /// Reads the PEM texts and checks that they fit together.
    ///
    /// # Errors
    /// A text that holds no certificate or key, a key of another certificate, bad trust anchors.
    pub fn from_pem(
        certificate_chain_pem: &str,
        private_key_pem: &str,
        client_auth: ClientAuth,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, NetError> {
        let provider = provider();
        let material =
            Material::read(&provider, certificate_chain_pem, private_key_pem, client_auth)?;
        Ok(Self { current: Arc::new(RwLock::new(Arc::new(material))), provider, clock })
    }

    /// Takes new certificates; connections from now on use them.
    ///
    /// # Errors
    /// As [`ServerTls::from_pem`]; the old certificates stay in use then.
    pub fn reload(
        &self,
        certificate_chain_pem: &str,
        private_key_pem: &str,
        client_auth: ClientAuth,
    ) -> Result<(), NetError> {
        let material =
            Material::read(&self.provider, certificate_chain_pem, private_key_pem, client_auth)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(material);
        Ok(())
    }

    /// A configuration for one connection, and where the client's offer will be remembered.
    ///
    /// One per connection, because the verifier has no other way to say whose certificate it
    /// refused. Sessions are never resumed, so that every connection shows its certificate.
    fn connection_config(&self) -> Result<(Arc<ServerConfig>, Arc<Offer>), rustls::Error> {
        let material = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        let builder = ServerConfig::builder_with_details(
            Arc::clone(&self.provider),
            Arc::new(ClockTime(Arc::clone(&self.clock))),
        )
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?;
        let offer = Arc::new(Offer::default());
        let builder = match &material.verifier {
            None => builder.with_no_client_auth(),
            Some((verifier, admission)) => {
                builder.with_client_cert_verifier(Arc::new(RememberingVerifier::new(
                    Arc::clone(verifier),
                    admission.clone(),
                    Arc::clone(&offer),
                )))
            }
        };
        let resolver = FixedCertificate(Arc::clone(&material.certificate));
        let mut config = builder.with_cert_resolver(Arc::new(resolver));
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        config.alpn_protocols = Vec::new();
        Ok((Arc::new(config), offer))
    }
}

impl Material {
    fn read(
        provider: &Arc<CryptoProvider>,
        chain: &str,
        key: &str,
        client_auth: ClientAuth,
    ) -> Result<Self, NetError> {
        let chain = read_certificates("certificate chain", chain)?;
        let key = read_private_key(key)?;
        let certificate = CertifiedKey::from_der(chain, key, provider)
            .map_err(|error| NetError::Tls(error.to_string()))?;
        let verifier = match client_auth {
            ClientAuth::None => None,
            ClientAuth::Required { trust_anchors_pem, admission } => {
                let roots = read_roots(&trust_anchors_pem)?;
                let verifier = WebPkiClientVerifier::builder_with_provider(
                    Arc::new(roots),
                    Arc::clone(provider),
                )
                .build()
                .map_err(|error| NetError::Tls(error.to_string()))?;
                Some((verifier, admission))
            }
        };
        Ok(Self { certificate: Arc::new(certificate), verifier })
    }
}

/// The only provider, passed explicitly so that nothing depends on a process-wide default.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

pub(crate) fn read_certificates(
    what: &'static str,
    pem: &str,
) -> Result<Vec<CertificateDer<'static>>, NetError> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|error| NetError::Pem { what, reason: error.to_string() })?;
    if certificates.is_empty() {
        return Err(NetError::Pem { what, reason: String::from("no certificate in it") });
    }
    Ok(certificates)
}

pub(crate) fn read_private_key(pem: &str) -> Result<PrivateKeyDer<'static>, NetError> {
    // The library's error never holds the key itself.
    PrivateKeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|error| NetError::Pem { what: "private key", reason: error.to_string() })
}

pub(crate) fn read_roots(pem: &str) -> Result<RootCertStore, NetError> {
    let mut roots = RootCertStore::empty();
    for certificate in read_certificates("trust anchors", pem)? {
        roots
            .add(certificate)
            .map_err(|error| NetError::Pem { what: "trust anchors", reason: error.to_string() })?;
    }
    Ok(roots)
}

/// The component's clock decides whether a client's certificate is valid.
struct ClockTime(Arc<dyn Clock>);

impl fmt::Debug for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClockTime")
    }
}

impl TimeProvider for ClockTime {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().as_seconds()).ok()?;
        Some(UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)))
    }
}

/// One certificate, whatever server name the client asks for.
#[derive(Debug)]
struct FixedCertificate(Arc<CertifiedKey>);

impl ResolvesServerCert for FixedCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}
