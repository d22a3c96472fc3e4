//! `[broadworks]` and the sections of its components.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use lineman_model::Secret;
use serde::Deserialize;

use super::push::PushServerSection;
use super::{loopback, secret};

/// The BroadWorks half.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BroadworksSection {
    /// Database address, `sqlite:PATH` or `postgres://…`; a file in the data folder when absent.
    pub database: Option<String>,
    /// Application Server.
    pub application_server: ApplicationServerSection,
    /// Network Server.
    pub network_server: NetworkServerSection,
    /// Session Border Controller.
    pub sbc: SbcSection,
    /// The first XSP.
    pub xsp: XspSection,
    /// The XSPs beside it, `[[broadworks.xsps]]`. One that is named like the first is called `xsp2`,
    /// `xsp3`, ... in their order; signing keys belong to a name (AUT-002).
    pub xsps: Vec<XspSection>,
    /// Notification push server; none is served when absent.
    pub push_server: Option<PushServerSection>,
}

impl BroadworksSection {
    pub(crate) fn resolve(&mut self, base: &Path) {
        let own = [&mut self.sbc.certificate_file, &mut self.sbc.private_key_file];
        for path in own.into_iter().flatten() {
            *path = base.join(&*path);
        }
        if let Some(push) = &mut self.push_server {
            push.resolve(base);
        }
        self.xsp.resolve(base);
        for (xsp, number) in self.xsps.iter_mut().zip(2_u32..) {
            xsp.resolve(base);
            if xsp.node_name == self.xsp.node_name {
                xsp.node_name = format!("xsp{number}");
            }
        }
    }
}

/// An administrator that is made if it is not there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// User id.
    pub user_id: String,
    /// Password, only used when the administrator is made.
    #[serde(deserialize_with = "secret")]
    pub password: Secret,
}

/// Application Server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicationServerSection {
    /// OCI-P for provisioning clients, with login.
    pub oci: SocketAddr,
    /// OCI-P over TLS for provisioning clients, with login; our own authority signs its certificate.
    pub oci_tls: Option<SocketAddr>,
    /// OCI-P over SOAP, with login.
    pub soap: Option<SocketAddr>,
    /// Whether SOAP is served over TLS.
    pub soap_over_tls: bool,
    /// OCI-P for the XSP, without login, from `trusted_peers` only.
    pub oci_trusted: SocketAddr,
    /// Addresses that may speak OCI-P without login.
    pub trusted_peers: Vec<std::net::IpAddr>,
    /// SIP over UDP, from the SBC only.
    pub sip_udp: SocketAddr,
    /// SIP over TCP, from the SBC only.
    pub sip_tcp: SocketAddr,
    /// Host by which others reach us.
    pub host: String,
    /// `host:port` that the Network Server hands out for our registrar; derived when absent.
    pub location: Option<String>,
    /// Whether SIP challenges offer SHA-256 beside MD5; some older clients fail at that.
    pub offer_sha256: bool,
    /// `bw.imp.useProvisioningUrl` (PRV-044).
    pub use_provisioning_url: bool,
    /// First administrator.
    pub administrator: Option<Administrator>,
}

impl Default for ApplicationServerSection {
    fn default() -> Self {
        Self {
            oci: loopback(2208),
            oci_tls: None,
            soap: None,
            soap_over_tls: false,
            oci_trusted: loopback(2220),
            trusted_peers: vec![std::net::IpAddr::from([127, 0, 0, 1])],
            sip_udp: loopback(5070),
            sip_tcp: loopback(5070),
            host: String::from("localhost"),
            location: None,
            offer_sha256: false,
            use_provisioning_url: true,
            administrator: None,
        }
    }
}

/// Network Server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkServerSection {
    /// SIP over UDP.
    pub sip_udp: SocketAddr,
    /// SIP over TCP.
    pub sip_tcp: SocketAddr,
}

impl Default for NetworkServerSection {
    fn default() -> Self {
        Self { sip_udp: loopback(5080), sip_tcp: loopback(5080) }
    }
}

/// Session Border Controller.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SbcSection {
    /// SIP over UDP for clients.
    pub sip_udp: SocketAddr,
    /// SIP over TCP for clients.
    pub sip_tcp: SocketAddr,
    /// SIP over TLS for clients; none when absent.
    pub sip_tls: Option<SocketAddr>,
    /// Certificate for SIP over TLS, PEM; issued by our own authority when absent.
    pub certificate_file: Option<PathBuf>,
    /// Its private key.
    pub private_key_file: Option<PathBuf>,
    /// Host by which clients reach us; becomes `%SBC_ADDRESS_WXT%`.
    pub host: String,
    /// Port by which clients reach us; becomes `%SBC_PORT_WXT%`. The bound TCP port when absent.
    pub client_port: Option<u16>,
    /// `host:port` of the Network Server; the one served here when absent.
    pub network_server: Option<String>,
}

impl Default for SbcSection {
    fn default() -> Self {
        Self {
            sip_udp: loopback(5060),
            sip_tcp: loopback(5060),
            sip_tls: None,
            certificate_file: None,
            private_key_file: None,
            host: String::from("localhost"),
            client_port: None,
            network_server: None,
        }
    }
}

/// Which era's access_log an XSP writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccessLogEra {
    /// Without referer and user agent.
    Apache,
    /// With them.
    Tomcat,
}

/// XSP.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct XspSection {
    /// Name of this node.
    pub node_name: String,
    /// Xsi-Actions and Device Management.
    pub http: SocketAddr,
    /// AuthenticationService over mutual TLS.
    pub auth_service: SocketAddr,
    /// AuthenticationService for Xsi-Actions.
    pub loopback: SocketAddr,
    /// Base URL by which clients reach `http`; derived from the bound port when absent.
    pub public_url: Option<String>,
    /// `host:port` of the Application Server's trusted listener; the one served here when absent.
    pub application_server: Option<String>,
    /// The same for AuthenticationService; as above when absent.
    pub auth_service_application_server: Option<String>,
    /// Whether the container option with the AuthenticationService's URL is set (AUT-003).
    pub auth_service_url_configured: bool,
    /// That URL; the loopback listener when absent.
    pub auth_service_url: Option<String>,
    /// Server certificate of the mTLS listener, PEM; issued by our own authority when absent.
    pub certificate_file: Option<PathBuf>,
    /// Its private key.
    pub private_key_file: Option<PathBuf>,
    /// Authorities whose client certificates are trusted, PEM; our own when absent (AUT-009).
    pub trust_anchors_file: Option<PathBuf>,
    /// `clientAuthReq`: false for identity-token mode, in which no certificate is asked for.
    pub client_certificate_required: bool,
    /// `allowUserApp` (AUT-007), unless the shell has set it.
    pub allow_user_app: bool,
    /// `allowClientApp` (AUT-008), unless the shell has set it.
    pub allow_client_app: bool,
    /// Identity-token mode: who knows identity tokens.
    pub identity_provider: Option<IdentityProviderSection>,
    /// An `authService.keys` of another XSP, imported at the start (AUT-002).
    pub keys_file: Option<PathBuf>,
    /// Path of the Call Settings Webview; empty: not deployed.
    pub call_settings_context: String,
    /// Columns of the access_log: `tomcat`, or `apache` as older releases write it.
    pub access_log: AccessLogEra,
    /// Issuer of long-lived tokens.
    pub token_issuer: String,
    /// Life of long-lived tokens.
    pub token_hours: u32,
}

impl Default for XspSection {
    fn default() -> Self {
        Self {
            node_name: String::from("xsp1"),
            http: loopback(8081),
            auth_service: loopback(8443),
            loopback: loopback(8082),
            public_url: None,
            application_server: None,
            auth_service_application_server: None,
            auth_service_url_configured: true,
            auth_service_url: None,
            certificate_file: None,
            private_key_file: None,
            trust_anchors_file: None,
            client_certificate_required: true,
            allow_user_app: false,
            allow_client_app: true,
            identity_provider: None,
            keys_file: None,
            call_settings_context: String::from("/callsettings"),
            access_log: AccessLogEra::Tomcat,
            token_issuer: lineman_ladder::literals::TOKEN_ISSUER.to_owned(),
            token_hours: 720,
        }
    }
}

impl XspSection {
    fn resolve(&mut self, base: &Path) {
        let provider = self.identity_provider.as_mut().map(|provider| &mut provider.ca_file);
        let mut none = None;
        for path in [
            &mut self.certificate_file,
            &mut self.private_key_file,
            &mut self.trust_anchors_file,
            &mut self.keys_file,
            provider.unwrap_or(&mut none),
        ]
        .into_iter()
        .flatten()
        {
            *path = base.join(&*path);
        }
    }
}

/// `IdentityProviders/Cisco` of AuthenticationService; what the shell has set counts instead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityProviderSection {
    /// Our client id there.
    pub client_id: String,
    /// Our secret there.
    #[serde(deserialize_with = "secret")]
    pub client_secret: Secret,
    /// Name of the issuer.
    pub issuer_name: Option<String>,
    /// URL of the issuer.
    pub issuer_url: String,
    /// Where identity tokens are checked.
    pub token_info_url: String,
    /// Scopes that an identity token must have.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// Trust anchors of the identity provider, PEM.
    pub ca_file: Option<PathBuf>,
}

fn usual_scopes() -> Vec<String> {
    vec![lineman_ladder::settings::identity_provider::SCOPE_BROADWORKS_USER.to_owned()]
}
