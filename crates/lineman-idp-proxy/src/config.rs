//! What an IdP proxy is told.

use std::time::Duration;

use lineman_cloud_service::ServiceSecret;
use lineman_model::Secret;
use lineman_store::cloud::LockPolicy;

/// Configuration of an IdP proxy.
#[derive(Debug, Clone)]
pub struct IdpProxyConfig {
    /// Its own base URL, which ends in `/broadworks-idp-proxy/api/v1`: the issuer of assertions.
    pub issuer: String,
    /// Base URL of identity, which ends in `/idb`: the audience of assertions.
    pub identity_url: String,
    /// The secret that the cloud services show each other.
    pub service_secret: ServiceSecret,
    /// What signs assertions.
    pub signing: SigningMaterial,
    /// The certificate that the AuthenticationService asks for; without one it refuses.
    pub client_certificate: Option<ClientCertificate>,
    /// Identity-token mode: the AuthenticationService is shown the user's identity token, and no
    /// certificate.
    pub identity_token_mode: bool,
    /// The AuthenticationService as a client of `/idp/authenticate`; nobody may ask without.
    pub token_info_client: Option<TokenInfoClient>,
    /// Trust anchors for the XSP, PEM; without them only plain HTTP works.
    pub xsp_ca_pem: Option<String>,
    /// Trust anchors for identity, PEM.
    pub identity_ca_pem: Option<String>,
    /// When wrong passwords lock, and for how long.
    pub lock: LockPolicy,
    /// How long a component that is asked may take.
    pub time_out: Duration,
}

impl IdpProxyConfig {
    /// Five wrong passwords in a row lock for ten minutes (EUE-006).
    pub const LOCK: LockPolicy =
        LockPolicy { failures: 5, lock_millis: 10 * 60 * 1000, forget_millis: 10 * 60 * 1000 };
    /// Shorter than the ten seconds that our own callers wait, so that they hear the reason.
    pub const TIME_OUT: Duration = Duration::from_secs(8);
}

/// Who may ask whose an identity token is.
#[derive(Debug, Clone)]
pub struct TokenInfoClient {
    /// Its id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
}

/// A key and its certificate that sign, PEM.
#[derive(Debug, Clone)]
pub struct SigningMaterial {
    /// The certificate; identity trusts it.
    pub certificate_pem: String,
    /// The RSA private key.
    pub private_key_pem: Secret,
}

/// A client certificate and its key, PEM.
#[derive(Debug, Clone)]
pub struct ClientCertificate {
    /// Certificate chain.
    pub certificate_pem: String,
    /// Private key.
    pub private_key_pem: Secret,
}

impl ClientCertificate {
    /// Both in one text, as the HTTP client takes them.
    pub(crate) fn combined_pem(&self) -> Secret {
        Secret::new(format!("{}\n{}", self.certificate_pem, self.private_key_pem.reveal()))
    }
}
