//! What the notification push server is told.

use std::net::IpAddr;
use std::time::Duration;

use lineman_model::Secret;

/// Configuration of the notification push server.
#[derive(Debug, Clone)]
pub struct PushServerConfig {
    /// Application Servers that may ask; others get 403.
    pub peers: Vec<IpAddr>,
    /// Android.
    pub fcm: Option<FcmConfig>,
    /// iOS.
    pub apns: Option<ApnsConfig>,
    /// How often a provider is tried.
    pub retry: RetryPolicy,
}

impl Default for PushServerConfig {
    fn default() -> Self {
        Self {
            peers: vec![IpAddr::from([127, 0, 0, 1])],
            fcm: None,
            apns: None,
            retry: RetryPolicy::default(),
        }
    }
}

/// How often a provider is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries of one push, the first included.
    pub attempts: u32,
    /// Wait before the second try; each further wait is twice as long.
    pub first_wait: Duration,
    /// Longest wait, also when the provider asks for more.
    pub longest_wait: Duration,
    /// Longest wait for one answer.
    pub answer: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(2),
            answer: Duration::from_secs(3),
        }
    }
}

/// `FCM`: the settings of broadworks-wire.md 3.2 with the usual addresses.
#[derive(Debug, Clone)]
pub struct FcmConfig {
    /// Where access tokens are fetched, such as `https://oauth2.googleapis.com/token`.
    pub auth_url: String,
    /// Stem of the push address, such as `https://fcm.googleapis.com/v1/projects`.
    pub push_url: String,
    /// Scope of access tokens.
    pub scope: String,
    /// Trust anchors of both, PEM.
    pub ca_pem: Option<String>,
    /// The apps.
    pub applications: Vec<FcmApplication>,
}

impl FcmConfig {
    /// Where access tokens are fetched.
    pub const AUTH_URL: &str = "https://oauth2.googleapis.com/token";
    /// Stem of the push address.
    pub const PUSH_URL: &str = "https://fcm.googleapis.com/v1/projects";
    /// Scope of access tokens.
    pub const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
}

/// An app of FCM.
#[derive(Debug, Clone)]
pub struct FcmApplication {
    /// Its id, `com.cisco.wx2.android`.
    pub application_id: String,
    /// The project that owns its tokens.
    pub project_id: String,
    /// Who we are there.
    pub account: ServiceAccount,
}

/// A service account: it signs for its access tokens (RFC 7523).
#[derive(Debug, Clone)]
pub struct ServiceAccount {
    /// Its email.
    pub client_email: String,
    /// Id of its key.
    pub private_key_id: String,
    /// Its RSA key, PEM.
    pub private_key_pem: Secret,
}

/// `APNS/Production/Tokens`.
#[derive(Debug, Clone)]
pub struct ApnsConfig {
    /// Stem of the push address, such as `https://api.push.apple.com/3/device`.
    pub url: String,
    /// Trust anchors, PEM.
    pub ca_pem: Option<String>,
    /// Team that signs.
    pub team_id: String,
    /// Id of its key.
    pub key_id: String,
    /// Its P-256 key, PKCS#8 PEM.
    pub private_key_pem: Secret,
    /// The apps, which are the topics: `com.cisco.squared`.
    pub applications: Vec<String>,
}

impl ApnsConfig {
    /// Stem of the push address.
    pub const URL: &str = "https://api.push.apple.com/3/device";
}
