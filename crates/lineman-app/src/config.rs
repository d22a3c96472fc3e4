//! What the app needs to know to sign somebody in.

use std::time::Duration;

use lineman_model::Secret;

/// Configuration of one signed-in user.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// The email that the user gives on the first screen (CLI-020).
    pub email: String,
    /// The user name typed at the portal: BroadWorks user id or alternate id.
    pub typed_user_name: String,
    /// The BroadWorks password typed at the portal.
    pub password: Secret,
    /// Base of the identity service, ending in `/idb`.
    pub identity_url: String,
    /// Base of the IdP proxy, ending in `/broadworks-idp-proxy/api/v1`.
    pub idp_proxy_url: String,
    /// OAuth client id of the app.
    pub client_id: String,
    /// Redirect URI of the app; the portal's last form is addressed to it.
    pub redirect_uri: String,
    /// Platform variant in the user agent, `desktop`.
    pub platform: String,
    /// Version in the user agent.
    pub version: String,
    /// Trust anchors for HTTPS and for SIP over TLS, PEM.
    pub ca_pem: Option<String>,
    /// Life that is asked for the SIP registration, in seconds.
    pub registration_seconds: u32,
    /// Interval of the keep-alives (LOG-017).
    pub keep_alive: Duration,
}

impl AppConfig {
    /// Usual life of a SIP registration, in seconds.
    pub const REGISTRATION_SECONDS: u32 = 3600;
    /// Usual interval of keep-alives.
    pub const KEEP_ALIVE: Duration = Duration::from_secs(30);

    /// `WebexTeams (desktop/43.8.0.1)` (LAD-038).
    #[must_use]
    pub fn user_agent(&self) -> String {
        let product = lineman_ladder::literals::USER_AGENT_APP_PRODUCT;
        format!("{product} ({}/{})", self.platform, self.version)
    }
}
