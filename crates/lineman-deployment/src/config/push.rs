//! `[broadworks.push_server]`: the notification push server and its providers.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use lineman_push::{ApnsConfig, FcmConfig};
use serde::Deserialize;

use super::loopback;

/// Notification push server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PushServerSection {
    /// Where Application Servers post to.
    pub http: SocketAddr,
    /// Base URL by which the Application Server reaches it; derived from the bound port when
    /// absent. It is the first value of `System/NotificationPushServer url`.
    pub public_url: Option<String>,
    /// Application Servers that may ask.
    pub peers: Vec<IpAddr>,
    /// Android.
    pub fcm: Option<FcmSection>,
    /// iOS.
    pub apns: Option<ApnsSection>,
}

impl Default for PushServerSection {
    fn default() -> Self {
        Self {
            http: loopback(8090),
            public_url: None,
            peers: vec![IpAddr::from([127, 0, 0, 1])],
            fcm: None,
            apns: None,
        }
    }
}

/// FCM v1.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FcmSection {
    /// Where access tokens are fetched.
    pub auth_url: String,
    /// Stem of the push address.
    pub push_url: String,
    /// Scope of access tokens.
    pub scope: String,
    /// Trust anchors of both, PEM.
    pub ca_file: Option<PathBuf>,
    /// The apps.
    pub applications: Vec<FcmApplicationSection>,
}

impl Default for FcmSection {
    fn default() -> Self {
        Self {
            auth_url: FcmConfig::AUTH_URL.to_owned(),
            push_url: FcmConfig::PUSH_URL.to_owned(),
            scope: FcmConfig::SCOPE.to_owned(),
            ca_file: None,
            applications: Vec::new(),
        }
    }
}

/// An app of FCM.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FcmApplicationSection {
    /// Its id, `com.cisco.wx2.android`.
    pub application_id: String,
    /// The JSON file of the service account, as its provider hands it out.
    pub service_account_file: PathBuf,
}

/// APNs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApnsSection {
    /// Stem of the push address.
    #[serde(default = "usual_url")]
    pub url: String,
    /// Trust anchors, PEM.
    pub ca_file: Option<PathBuf>,
    /// Team that signs.
    pub team_id: String,
    /// Id of its key.
    pub key_id: String,
    /// Its key, PKCS#8 PEM (`.p8`).
    pub private_key_file: PathBuf,
    /// The apps, which are the topics.
    pub applications: Vec<String>,
}

fn usual_url() -> String {
    ApnsConfig::URL.to_owned()
}

impl PushServerSection {
    pub(super) fn resolve(&mut self, base: &Path) {
        if let Some(fcm) = &mut self.fcm {
            for path in fcm.ca_file.iter_mut() {
                *path = base.join(&*path);
            }
            for application in &mut fcm.applications {
                application.service_account_file = base.join(&application.service_account_file);
            }
        }
        if let Some(apns) = &mut self.apns {
            for path in apns.ca_file.iter_mut() {
                *path = base.join(&*path);
            }
            apns.private_key_file = base.join(&apns.private_key_file);
        }
    }
}
