//! What the identity service is told.

use lineman_cloud_service::ServiceSecret;

/// Configuration of the identity service. Addresses have no slash at their end.
#[derive(Debug, Clone)]
pub struct IdentityConfig {
    /// Base of its own addresses as others use it, ending in `/idb`: the audience of assertions.
    pub base_url: String,
    /// Base of the activation portal; its sign-in page is `/sign-in` below.
    pub portal_url: String,
    /// Base of the IdP proxy: the issuer of assertions.
    pub idp_proxy_url: String,
    /// Certificates, PEM, whose keys may have signed assertions: several while one is replaced.
    pub trusted_certificates_pem: Vec<String>,
    /// What the other services of this deployment show.
    pub service_secret: ServiceSecret,
    /// The middle part of access tokens, such as `PF84`; it must not hold an underscore.
    pub token_cluster: String,
    /// Clock difference to the IdP proxy that is tolerated, in milliseconds.
    pub clock_skew_millis: i64,
}

impl IdentityConfig {
    /// The usual middle part of access tokens.
    pub const TOKEN_CLUSTER: &str = "PF84";
    /// The usual tolerance: no clock of one deployment is further off.
    pub const CLOCK_SKEW_MILLIS: i64 = 5_000;

    /// The address at which assertions may be used.
    pub(crate) fn recipient(&self) -> String {
        format!("{}/oauth2/v1/access_token", self.base_url)
    }
}
