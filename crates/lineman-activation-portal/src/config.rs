//! What the portal is told.

use lineman_cloud_service::ServiceSecret;
use lineman_model::Component;

/// Configuration of the portal. Addresses have no slash at their end.
#[derive(Debug, Clone)]
pub struct PortalConfig {
    /// Its own address as browsers use it, without a path.
    pub base_url: String,
    /// Base of identity, ending in `/idb`: only its requests are answered.
    pub identity_url: String,
    /// Base of the IdP proxy, ending in `/broadworks-idp-proxy/api/v1`.
    pub idp_proxy_url: String,
    /// Trust anchors for the IdP proxy, PEM; without them only plain HTTP works.
    pub idp_proxy_ca_pem: Option<String>,
    /// What the services of this deployment show each other.
    pub service_secret: ServiceSecret,
    /// What the page at `/` links: the pages of this deployment that exist.
    pub links: Vec<PortalLink>,
}

/// A page of the deployment.
#[derive(Debug, Clone)]
pub struct PortalLink {
    /// Whose page; its name is shown in the reader's language.
    pub component: Component,
    /// Its address.
    pub url: String,
}
