//! The key that signs assertions and the keys that are trusted to have signed them.

use bergshamra_keys::KeysManager;
use lineman_model::Secret;
use thiserror::Error;

/// A key could not be used.
#[derive(Debug, Error)]
pub enum KeyError {
    /// Not a PEM private key of a kind that we sign with.
    #[error("reading the RSA signing key: {0}")]
    SigningKey(String),
    /// Not a PEM certificate.
    #[error("reading the signing certificate: {0}")]
    Certificate(String),
}

/// An RSA private key with its certificate.
#[derive(Debug, Clone)]
pub struct SigningKey {
    key_pem: Secret,
    certificate_base64: String,
}

impl SigningKey {
    /// From a PKCS#8 or PKCS#1 private key and a certificate, both PEM.
    ///
    /// # Errors
    /// When either is unreadable.
    pub fn from_pem(key_pem: &Secret, certificate_pem: &str) -> Result<Self, KeyError> {
        bergshamra_keys::loader::load_rsa_private_pem(key_pem.reveal().as_bytes())
            .map_err(|error| KeyError::SigningKey(error.to_string()))?;
        TrustedKey::from_certificate_pem(certificate_pem)?;
        Ok(Self { key_pem: key_pem.clone(), certificate_base64: pem_body(certificate_pem) })
    }

    pub(crate) fn manager(&self) -> Result<KeysManager, KeyError> {
        let key = bergshamra_keys::loader::load_rsa_private_pem(self.key_pem.reveal().as_bytes())
            .map_err(|error| KeyError::SigningKey(error.to_string()))?;
        let mut manager = KeysManager::new();
        manager.add_key(key);
        Ok(manager)
    }

    pub(crate) fn certificate_base64(&self) -> &str {
        &self.certificate_base64
    }
}

/// A certificate whose key may have signed an assertion.
#[derive(Debug, Clone)]
pub struct TrustedKey {
    certificate_pem: String,
}

impl TrustedKey {
    /// From a PEM certificate. Its dates are not looked at: the configuration trusts the key.
    ///
    /// # Errors
    /// When it is unreadable.
    pub fn from_certificate_pem(certificate_pem: &str) -> Result<Self, KeyError> {
        bergshamra_keys::loader::load_x509_cert_pem(certificate_pem.as_bytes())
            .map_err(|error| KeyError::Certificate(error.to_string()))?;
        Ok(Self { certificate_pem: certificate_pem.to_owned() })
    }

    pub(crate) fn manager(keys: &[Self]) -> Result<KeysManager, KeyError> {
        let mut manager = KeysManager::new();
        for key in keys {
            let loaded =
                bergshamra_keys::loader::load_x509_cert_pem(key.certificate_pem.as_bytes())
                    .map_err(|error| KeyError::Certificate(error.to_string()))?;
            manager.add_key(loaded);
        }
        Ok(manager)
    }
}

fn pem_body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect()
}
