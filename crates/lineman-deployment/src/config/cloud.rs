//! `[cloud]` and the sections of its services.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use lineman_model::Secret;
use serde::Deserialize;

use super::{loopback, secret};

/// The cloud half.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CloudSection {
    /// Database address, `sqlite:PATH` or `postgres://…`; a file in the data folder when absent.
    pub database: Option<String>,
    /// Identity.
    pub identity: IdentitySection,
    /// IdP proxy.
    pub idp_proxy: IdpProxySection,
    /// User Activation Portal.
    pub activation_portal: PortalSection,
    /// Provisioning bridge.
    pub provisioning_bridge: BridgeSection,
    /// The BroadWorks cluster, made or changed at every start.
    pub cluster: Option<ClusterSection>,
    /// The template, made or changed at every start.
    pub template: Option<TemplateSection>,
}

impl CloudSection {
    pub(crate) fn resolve(&mut self, base: &Path) {
        for path in [
            &mut self.idp_proxy.client_certificate_file,
            &mut self.idp_proxy.client_key_file,
            &mut self.idp_proxy.xsp_authority_file,
        ]
        .into_iter()
        .flatten()
        {
            *path = base.join(&*path);
        }
    }
}

macro_rules! listening_section {
    ($(#[$doc:meta])* $name:ident, $port:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            /// Where it listens.
            pub http: SocketAddr,
            /// Base address by which others reach it, without a path; derived from the bound port
            /// when absent.
            pub public_url: Option<String>,
        }

        impl Default for $name {
            fn default() -> Self {
                Self { http: loopback($port), public_url: None }
            }
        }
    };
}

listening_section! {
    /// Identity.
    IdentitySection, 8083
}
listening_section! {
    /// User Activation Portal.
    PortalSection, 8080
}

/// IdP proxy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdpProxySection {
    /// Where it listens.
    pub http: SocketAddr,
    /// Base address by which others reach it, without a path.
    pub public_url: Option<String>,
    /// Client certificate for the AuthenticationService, PEM; issued by our own client authority
    /// when absent.
    pub client_certificate_file: Option<PathBuf>,
    /// Its private key.
    pub client_key_file: Option<PathBuf>,
    /// Authority of the XSP's server certificate, PEM; our own server authority when absent.
    pub xsp_authority_file: Option<PathBuf>,
    /// Identity-token mode: the AuthenticationService gets the user's identity token and no
    /// certificate.
    pub identity_token_mode: bool,
    /// The AuthenticationService as a client of `/idp/authenticate`, its `tokenInfoUrl`.
    pub token_info_client: Option<TokenInfoClientSection>,
}

/// `clientId` and `clientSecret` of the AuthenticationService.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenInfoClientSection {
    /// Its id.
    pub client_id: String,
    /// Its secret.
    #[serde(deserialize_with = "secret")]
    pub client_secret: Secret,
}

impl Default for IdpProxySection {
    fn default() -> Self {
        Self {
            http: loopback(8084),
            public_url: None,
            client_certificate_file: None,
            client_key_file: None,
            xsp_authority_file: None,
            identity_token_mode: false,
            token_info_client: None,
        }
    }
}

/// Provisioning bridge.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BridgeSection {
    /// Where it listens.
    pub http: SocketAddr,
    /// Base address by which others reach it, without a path.
    pub public_url: Option<String>,
    /// How often a creation is tried.
    pub attempts: u32,
    /// Wait before the second attempt, in milliseconds; it doubles.
    pub first_retry_millis: u64,
    /// Whether creations wait until the process is started without this (for tests of the
    /// asynchronous answer, PRV-036).
    pub worker_held: bool,
}

impl Default for BridgeSection {
    fn default() -> Self {
        Self {
            http: loopback(8085),
            public_url: None,
            attempts: 8,
            first_retry_millis: 2_000,
            worker_held: false,
        }
    }
}

/// A BroadWorks cluster in Partner Hub's sense.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterSection {
    /// Name.
    pub name: String,
    /// Xsi-Actions, ending in its context.
    pub xsi_actions_url: String,
    /// AuthenticationService, ending in its context (AUT-004).
    pub auth_service_url: String,
}

/// A customer template (CMP-011).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateSection {
    /// Name.
    pub name: String,
    /// Provisioning account (PRV-025).
    pub provisioning_user_id: String,
    /// Its password (PRV-026).
    #[serde(deserialize_with = "secret")]
    pub provisioning_password: Secret,
    /// Enterprise mode instead of service-provider mode (PHB-011).
    #[serde(default)]
    pub enterprise_mode: bool,
    /// Emails are asserted to be trusted (PHB-012).
    #[serde(default)]
    pub trusted_emails: bool,
    /// Unknown organisations are made (PHB-013).
    #[serde(default = "yes")]
    pub new_org_creation: bool,
}

const fn yes() -> bool {
    true
}
