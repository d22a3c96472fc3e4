//! What an Application Server needs to know.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use lineman_net::tls::ServerTls;

use lineman_store::broadworks::BackOff;

use crate::registrar::RegistrarConfig;

/// Configuration of an Application Server.
#[derive(Debug, Clone, Default)]
pub struct ApplicationServerConfig {
    /// OCI-P and the messaging server.
    pub oci: OciConfig,
    /// SIP; without it there is no registrar.
    pub registrar: Option<RegistrarConfig>,
}

/// Configuration of the OCI-P side and of the Integrated IM&P adapter.
#[derive(Debug, Clone)]
pub struct OciConfig {
    /// Where provisioning clients connect; they log in.
    pub client_address: SocketAddr,
    /// Where trusted peers (the XSP) connect; none switches the listener off.
    pub trusted_address: Option<SocketAddr>,
    /// Where provisioning clients connect over TLS; needs [`OciConfig::tls`].
    pub client_tls_address: Option<SocketAddr>,
    /// Where SOAP clients connect; over TLS when `soap_over_tls` says so.
    pub soap_address: Option<SocketAddr>,
    /// Whether SOAP is served over TLS; needs [`OciConfig::tls`].
    pub soap_over_tls: bool,
    /// Server certificate of the TLS listeners.
    pub tls: Option<ServerTls>,
    /// Access list of the trusted listener.
    pub trusted_peers: Vec<IpAddr>,
    /// Most connections of one listener at a time.
    pub max_connections: usize,
    /// A connection without a request for so long is closed.
    pub idle_timeout: Duration,
    /// Answer to `SystemSoftwareVersionGetRequest`.
    pub software_version: String,
    /// Domain that the login answer gives for users without one.
    pub system_domain: String,
    /// Whether a service about which nothing is said at a level is authorised there. A genuine
    /// system says no; then services are authorised first, as its administrators must.
    pub services_authorized_by_default: bool,
    /// Host by which SIP clients reach the registrar; the Network Server hands it out.
    pub host: String,
    /// The whole `host:port` for the Network Server, instead of `host` and the bound port.
    pub location: Option<String>,
    /// Scheme and authority of Device Management, such as `http://localhost:8081`: the first part
    /// of every device type URL.
    pub device_access_base: String,
    /// How long a device token lasts.
    pub device_token_lifetime: Duration,
    /// Where `SystemExportBroadCloudDataRequest` writes; without it nothing is exported.
    pub export_directory: Option<PathBuf>,
    /// The Integrated IM&P adapter.
    pub messaging: MessagingConfig,
    /// Trust anchors for an `https` notification push server, PEM; its URL is a setting in the
    /// store.
    pub push_server_ca_pem: Option<String>,
}

impl Default for OciConfig {
    fn default() -> Self {
        Self {
            client_address: SocketAddr::from(([127, 0, 0, 1], 0)),
            trusted_address: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            client_tls_address: None,
            soap_address: None,
            soap_over_tls: false,
            tls: None,
            trusted_peers: vec![IpAddr::from([127, 0, 0, 1])],
            max_connections: 256,
            idle_timeout: Duration::from_secs(3600),
            software_version: concat!("Lineman ", env!("CARGO_PKG_VERSION")).to_owned(),
            system_domain: String::from("localhost"),
            services_authorized_by_default: true,
            host: String::from("localhost"),
            location: None,
            device_access_base: String::from("http://localhost"),
            device_token_lifetime: Duration::from_secs(24 * 3600),
            export_directory: None,
            messaging: MessagingConfig::default(),
            push_server_ca_pem: None,
        }
    }
}

/// Configuration of the Integrated IM&P adapter; the provisioning URL and account are settings in
/// the store.
#[derive(Debug, Clone)]
pub struct MessagingConfig {
    /// Container option `bw.imp.useProvisioningUrl` (patch ap373197): without it the URL is
    /// addressed by IP, and the bridge answers 403 (PRV-010, PRV-044).
    pub use_provisioning_url: bool,
    /// Default of the user attribute `isActive`: with it, an assignment provisions at once.
    pub active_by_default: bool,
    /// Trust anchors for an `https` provisioning URL, PEM.
    pub ca_pem: Option<String>,
    /// Longest wait for the messaging server.
    pub timeout: Duration,
    /// When a change that could not be delivered is tried again.
    pub back_off: BackOff,
}

impl Default for MessagingConfig {
    fn default() -> Self {
        Self {
            use_provisioning_url: true,
            active_by_default: true,
            ca_pem: None,
            timeout: Duration::from_secs(10),
            back_off: BackOff { first_millis: 1_000, most_millis: 60_000, attempts: u32::MAX },
        }
    }
}
