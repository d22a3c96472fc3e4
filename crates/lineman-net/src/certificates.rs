//! Certificates: an authority of our own, and reading what a certificate says.

use std::time::Duration;

use lineman_model::{Secret, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls_pki_types::CertificateDer;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::NetError;
use crate::tls::read_certificates;

/// From when to when a certificate holds. The caller decides, so that expired ones can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first moment.
    pub not_before: Timestamp,
    /// The last moment.
    pub not_after: Timestamp,
}

impl Validity {
    /// From a day before `now` (clocks differ) to `days` days after it.
    #[must_use]
    pub const fn days_from(now: Timestamp, days: i64) -> Self {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        Self { not_before: now.plus_millis(-DAY), not_after: now.plus_millis(days * DAY) }
    }
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A TLS server.
    Server,
    /// A TLS client.
    Client,
    /// Both, for a component that listens and calls.
    Both,
}

/// A certificate with its private key.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The certificate, PEM.
    pub certificate_pem: String,
    /// The private key, PKCS#8 PEM.
    pub private_key_pem: Secret,
}

impl Identity {
    /// Certificate and key in one text, as HTTP clients take it.
    #[must_use]
    pub fn combined_pem(&self) -> Secret {
        Secret::new(format!("{}{}", self.certificate_pem, self.private_key_pem.reveal()))
    }
}

/// A certificate authority.
pub struct Authority {
    certificate_pem: String,
    issuer: Issuer<'static, KeyPair>,
    private_key_pem: Secret,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

impl Authority {
    /// Makes a new authority.
    ///
    /// # Errors
    /// When the key or the certificate cannot be made.
    pub fn create(common_name: &str, validity: Validity) -> Result<Self, NetError> {
        let failed = |error: rcgen::Error| certificate_error(common_name, &error);
        let key = KeyPair::generate().map_err(failed)?;
        let mut parameters = parameters(common_name, &[], validity)?;
        parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = parameters.self_signed(&key).map_err(failed)?;
        let private_key_pem = Secret::new(key.serialize_pem());
        let certificate_pem = certificate.pem();
        Ok(Self { certificate_pem, issuer: Issuer::new(parameters, key), private_key_pem })
    }

    /// Takes up an authority again from its PEM texts.
    ///
    /// # Errors
    /// When the texts cannot be read.
    pub fn from_pem(certificate_pem: &str, private_key_pem: &Secret) -> Result<Self, NetError> {
        let failed = |error: rcgen::Error| NetError::Pem {
            what: "certificate authority",
            reason: error.to_string(),
        };
        let key = KeyPair::from_pem(private_key_pem.reveal()).map_err(failed)?;
        let issuer = Issuer::from_ca_cert_pem(certificate_pem, key).map_err(failed)?;
        Ok(Self {
            certificate_pem: certificate_pem.to_owned(),
            issuer,
            private_key_pem: private_key_pem.clone(),
        })
    }

    /// The authority's certificate: the trust anchor, PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// The authority's private key, PKCS#8 PEM.
    #[must_use]
    pub fn private_key_pem(&self) -> &Secret {
        &self.private_key_pem
    }

    /// Issues a certificate. `names` are host names or addresses (subject alternative names).
    ///
    /// # Errors
    /// A name that no certificate can carry.
    pub fn issue(
        &self,
        common_name: &str,
        names: &[&str],
        purpose: Purpose,
        validity: Validity,
    ) -> Result<Identity, NetError> {
        let failed = |error: rcgen::Error| certificate_error(common_name, &error);
        let key = KeyPair::generate().map_err(failed)?;
        let mut parameters = parameters(common_name, names, validity)?;
        parameters.use_authority_key_identifier_extension = true;
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = match purpose {
            Purpose::Server => vec![ExtendedKeyUsagePurpose::ServerAuth],
            Purpose::Client => vec![ExtendedKeyUsagePurpose::ClientAuth],
            Purpose::Both => {
                vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth]
            }
        };
        let certificate = parameters.signed_by(&key, &self.issuer).map_err(failed)?;
        Ok(Identity {
            certificate_pem: certificate.pem(),
            private_key_pem: Secret::new(key.serialize_pem()),
        })
    }
}

/// Makes a self-signed RSA certificate, as SAML signing uses it: the key, not a chain, is trusted.
///
/// # Errors
/// When the key or the certificate cannot be made.
pub fn self_signed_rsa(common_name: &str, validity: Validity) -> Result<Identity, NetError> {
    let failed = |error: rcgen::Error| certificate_error(common_name, &error);
    let key = rsa_key().map_err(failed)?;
    let mut parameters = parameters(common_name, &[], validity)?;
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let certificate = parameters.self_signed(&key).map_err(failed)?;
    Ok(Identity {
        certificate_pem: certificate.pem(),
        private_key_pem: Secret::new(key.serialize_pem()),
    })
}

/// Makes an RSA private key of 2048 bits, PKCS#8 PEM.
///
/// # Errors
/// When the library cannot.
pub fn rsa_private_key() -> Result<Secret, NetError> {
    let key = rsa_key().map_err(|error| certificate_error("RSA key", &error))?;
    Ok(Secret::new(key.serialize_pem()))
}

fn rsa_key() -> Result<KeyPair, rcgen::Error> {
    KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048)
}

/// What a certificate says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSummary {
    /// Its subject, such as `CN=idp-proxy`. Control characters are replaced, for it is logged.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// The first moment.
    pub not_before: Timestamp,
    /// The last moment.
    pub not_after: Timestamp,
}

/// Reads the first certificate of a PEM text.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn describe_pem(pem: &str) -> Result<CertificateSummary, NetError> {
    let certificates = read_certificates("certificate", pem)?;
    let first = certificates.first().ok_or(NetError::Pem {
        what: "certificate",
        reason: String::from("no certificate in it"),
    })?;
    describe_der(first)
}

/// Reads a certificate.
///
/// # Errors
/// When it is not one.
pub fn describe_der(certificate: &CertificateDer<'_>) -> Result<CertificateSummary, NetError> {
    let (_, parsed) = X509Certificate::from_der(certificate)
        .map_err(|error| NetError::Pem { what: "certificate", reason: error.to_string() })?;
    let validity = parsed.validity();
    Ok(CertificateSummary {
        subject: one_line(&parsed.subject().to_string()),
        issuer: one_line(&parsed.issuer().to_string()),
        not_before: seconds(validity.not_before.timestamp()),
        not_after: seconds(validity.not_after.timestamp()),
    })
}

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds.saturating_mul(1000))
}

/// A subject is whatever its maker wrote: it must not break a log line, nor fill the log.
fn one_line(text: &str) -> String {
    text.chars().take(512).map(|c| if c.is_control() { '?' } else { c }).collect()
}

fn parameters(
    common_name: &str,
    names: &[&str],
    validity: Validity,
) -> Result<CertificateParams, NetError> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut parameters =
        CertificateParams::new(names).map_err(|error| certificate_error(common_name, &error))?;
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    parameters.not_before = epoch + since_epoch(validity.not_before);
    parameters.not_after = epoch + since_epoch(validity.not_after);
    Ok(parameters)
}

/// Certificates hold years up to 9999; the library would panic beyond.
fn since_epoch(moment: Timestamp) -> Duration {
    const YEAR_9999: u64 = 253_370_764_800;
    Duration::from_secs(u64::try_from(moment.as_seconds()).unwrap_or(0).min(YEAR_9999))
}

fn certificate_error(name: &str, error: &rcgen::Error) -> NetError {
    NetError::Certificate { name: name.to_owned(), reason: error.to_string() }
}
