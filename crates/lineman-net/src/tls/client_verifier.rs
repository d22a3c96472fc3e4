//! A verifier of client certificates that remembers what it was shown.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::HandshakeSignatureValid;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use rustls_pki_types::{CertificateDer, UnixTime};

use super::Admission;
use crate::certificates;

/// What one client offered on one connection.
#[derive(Debug, Default)]
pub(crate) struct Offer(Mutex<Offered>);

#[derive(Debug, Default, Clone)]
pub(crate) struct Offered {
    /// Subject of the certificate, verified or not.
    pub(crate) subject: Option<String>,
    /// The listener's policy turned it away, and why.
    pub(crate) not_admitted: Option<String>,
}

impl Offer {
    pub(crate) fn get(&self) -> Offered {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Offered)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Asks the true verifier and remembers the subject, so that a refusal can name it.
pub(crate) struct RememberingVerifier {
    inner: Arc<dyn ClientCertVerifier>,
    admission: Option<Admission>,
    offer: Arc<Offer>,
}

impl RememberingVerifier {
    pub(crate) fn new(
        inner: Arc<dyn ClientCertVerifier>,
        admission: Option<Admission>,
        offer: Arc<Offer>,
    ) -> Self {
        Self { inner, admission, offer }
    }
}

impl fmt::Debug for RememberingVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RememberingVerifier")
    }
}

impl ClientCertVerifier for RememberingVerifier {
    fn offer_client_auth(&self) -> bool {
        self.inner.offer_client_auth()
    }

    fn client_auth_mandatory(&self) -> bool {
        self.inner.client_auth_mandatory()
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.inner.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let summary = certificates::describe_der(end_entity);
        self.offer.change(|offered| {
            offered.subject = Some(match &summary {
                Ok(summary) => summary.subject.clone(),
                Err(_) => String::from("unreadable certificate"),
            });
        });
        let verified = self.inner.verify_client_cert(end_entity, intermediates, now)?;
        if let Some(admission) = &self.admission {
            let summary =
                summary.map_err(|_| Error::InvalidCertificate(CertificateError::BadEncoding))?;
            if let Err(why) = admission(&summary) {
                self.offer.change(|offered| offered.not_admitted = Some(why));
                return Err(Error::InvalidCertificate(
                    CertificateError::ApplicationVerificationFailure,
                ));
            }
        }
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
