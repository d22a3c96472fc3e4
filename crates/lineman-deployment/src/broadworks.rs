//! The BroadWorks half: Network Server, SBC, Application Server, XSP, in that order, because each
//! needs the addresses of those before it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lineman_application_server::registrar::{
    ExpiryBounds, RegistrarConfig, SbcAddress, ServiceHandle,
};
use lineman_application_server::{
    ApplicationServer, ApplicationServerConfig, Logs, MessagingConfig, OciConfig, SOAP_PATH,
    SbcTags, seed, seed_administrator,
};
use lineman_ladder::literals;
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose};
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_network_server::{NetworkServer, NetworkServerConfig};
use lineman_sip_transport::Protocol;
use lineman_store::BroadworksStore;
use lineman_xsp::{AuthServiceTls, HttpTls, Xsp, XspConfig, XspHandle, XspListeners, XspLogs};

use crate::config::{BroadworksSection, XspSection};
use crate::edge::start_sbc;
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys::{self, ensure_sealing_key, validity};

/// A running BroadWorks half.
pub struct BroadworksHalf {
    store: BroadworksStore,
    application_server: ApplicationServer,
    network_server: ServiceHandle,
    sbc: ServiceHandle,
    xsp: XspHandle,
    public_url: String,
    soap_over_tls: bool,
    server_authority_pem: String,
}

impl BroadworksHalf {
    /// Opens the database and starts the four components.
    ///
    /// # Errors
    /// When a file, a database, an address or a certificate is not usable.
    pub async fn start(
        section: &BroadworksSection,
        environment: &Environment,
        shutdown: &Shutdown,
    ) -> Result<Self, DeploymentError> {
        let store = open_store(section, environment).await?;
        let network_server = start_network_server(section, &store, environment, shutdown).await?;
        let sbc = start_sbc(section, &network_server, environment, shutdown).await?;
        let listeners =
            XspListeners::bind(section.xsp.http, section.xsp.auth_service, section.xsp.loopback)
                .await?;
        let public_url = match &section.xsp.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://localhost:{}", port_of(&listeners.http)?),
        };
        let authority = keys::server_authority(environment)?;
        let application_server = start_application_server(
            section,
            &store,
            &sbc,
            &public_url,
            &authority,
            environment,
            shutdown,
        )
        .await?;
        seed_store(section, &store, &sbc).await?;
        let server_authority_pem = authority.certificate_pem().to_owned();
        let xsp = start_xsp(
            section,
            listeners,
            &public_url,
            &application_server,
            &authority,
            store.clone(),
            environment,
            shutdown,
        )?;
        Ok(Self {
            store,
            application_server,
            network_server,
            sbc,
            xsp,
            public_url,
            soap_over_tls: section.application_server.soap_over_tls,
            server_authority_pem,
        })
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &BroadworksStore {
        &self.store
    }

    /// The Application Server.
    #[must_use]
    pub const fn application_server(&self) -> &ApplicationServer {
        &self.application_server
    }

    /// The XSP.
    #[must_use]
    pub const fn xsp(&self) -> &XspHandle {
        &self.xsp
    }

    /// Address of the SBC for clients.
    #[must_use]
    pub fn sbc_address(&self, protocol: Protocol) -> Option<SocketAddr> {
        self.sbc.address(protocol)
    }

    /// Address of the Network Server.
    #[must_use]
    pub fn network_server_address(&self, protocol: Protocol) -> Option<SocketAddr> {
        self.network_server.address(protocol)
    }

    /// Xsi-Actions, ending in its context.
    #[must_use]
    pub fn xsi_actions_url(&self) -> String {
        format!("{}{}", self.public_url, literals::XSI_ACTIONS_CONTEXT)
    }

    /// OCI-P over SOAP, where it is served.
    #[must_use]
    pub fn ocip_soap_url(&self) -> Option<String> {
        let port = self.application_server.soap_address()?.port();
        let scheme = if self.soap_over_tls { "https" } else { "http" };
        Some(format!("{scheme}://localhost:{port}{SOAP_PATH}"))
    }

    /// Device Management, ending in its context.
    #[must_use]
    pub fn device_management_url(&self) -> String {
        format!("{}{}", self.public_url, literals::DMS_CONTEXT)
    }

    /// AuthenticationService over mutual TLS, ending in its context.
    #[must_use]
    pub fn auth_service_url(&self) -> String {
        let port = self.xsp.auth_service_address().port();
        format!("https://localhost:{port}{}", literals::AUTH_SERVICE_CONTEXT)
    }

    /// The authority that signed the XSP's server certificate, PEM.
    #[must_use]
    pub fn server_authority_pem(&self) -> &str {
        &self.server_authority_pem
    }

    /// Stops everything, the doors first.
    pub async fn stop(self) {
        self.sbc.stop().await;
        self.xsp.stop().await;
        self.network_server.stop().await;
        self.application_server.stop().await;
        self.store.close().await;
    }
}

async fn open_store(
    section: &BroadworksSection,
    environment: &Environment,
) -> Result<BroadworksStore, DeploymentError> {
    let key = ensure_sealing_key(
        &environment.data.join("keys/sealing.key"),
        environment.random.as_ref(),
    )?;
    let address = section
        .database
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", environment.data.join("broadworks.db").display()));
    Ok(BroadworksStore::connect(&address, key, Arc::clone(&environment.random)).await?)
}

async fn start_network_server(
    section: &BroadworksSection,
    store: &BroadworksStore,
    environment: &Environment,
    shutdown: &Shutdown,
) -> Result<ServiceHandle, DeploymentError> {
    let config = NetworkServerConfig {
        udp: Some(section.network_server.sip_udp),
        tcp: Some(section.network_server.sip_tcp),
    };
    Ok(NetworkServer::start(
        config,
        store.clone(),
        environment.dated_log("ns", "NSXSLog")?,
        Arc::clone(&environment.clock),
        Arc::clone(&environment.random),
        shutdown,
    )
    .await?)
}

async fn start_application_server(
    section: &BroadworksSection,
    store: &BroadworksStore,
    sbc: &ServiceHandle,
    public_url: &str,
    authority: &Authority,
    environment: &Environment,
    shutdown: &Shutdown,
) -> Result<ApplicationServer, DeploymentError> {
    let own = &section.application_server;
    let tls = match own.oci_tls.is_some() || own.soap_over_tls {
        true => {
            let identity = authority.issue(
                &own.host,
                &[&own.host],
                Purpose::Server,
                validity(environment.clock.as_ref()),
            )?;
            Some(ServerTls::from_pem(
                &identity.certificate_pem,
                identity.private_key_pem.reveal(),
                ClientAuth::None,
                Arc::clone(&environment.clock),
            )?)
        }
        false => None,
    };
    let sbc_addresses = [Protocol::Udp, Protocol::Tcp]
        .into_iter()
        .filter_map(|protocol| sbc.address(protocol))
        .map(|address| SbcAddress {
            ip: address.ip(),
            // Behind a relay the SBC's own port is not to be seen.
            udp_port: own.location.is_none().then_some(address.port()),
        })
        .collect();
    let config = ApplicationServerConfig {
        oci: OciConfig {
            client_address: own.oci,
            client_tls_address: own.oci_tls,
            soap_address: own.soap,
            soap_over_tls: own.soap_over_tls,
            tls,
            trusted_address: Some(own.oci_trusted),
            trusted_peers: own.trusted_peers.clone(),
            host: own.host.clone(),
            location: own.location.clone(),
            device_access_base: public_url.to_owned(),
            messaging: MessagingConfig {
                use_provisioning_url: own.use_provisioning_url,
                ..MessagingConfig::default()
            },
            ..OciConfig::default()
        },
        registrar: Some(RegistrarConfig {
            udp: Some(own.sip_udp),
            tcp: Some(own.sip_tcp),
            sbc_addresses,
            expiry: ExpiryBounds::default(),
        }),
    };
    let logs = Logs {
        ps_log: environment.dated_log("as", "PSLog")?,
        xs_log: environment.dated_log("as", "XSLog")?,
    };
    Ok(ApplicationServer::start(
        config,
        store.clone(),
        Arc::clone(&environment.clock),
        Arc::clone(&environment.random),
        logs,
        shutdown,
    )
    .await?)
}

async fn seed_store(
    section: &BroadworksSection,
    store: &BroadworksStore,
    sbc: &ServiceHandle,
) -> Result<(), DeploymentError> {
    let bound = || sbc.address(Protocol::Tcp).map_or(0, |address| address.port());
    let port = section.sbc.client_port.unwrap_or_else(bound);
    seed(store, &SbcTags { address: section.sbc.host.clone(), port }).await?;
    if let Some(administrator) = &section.application_server.administrator {
        seed_administrator(store, &administrator.user_id, administrator.password.clone()).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the XSP is where everything meets")]
fn start_xsp(
    section: &BroadworksSection,
    listeners: XspListeners,
    public_url: &str,
    application_server: &ApplicationServer,
    authority: &Authority,
    store: BroadworksStore,
    environment: &Environment,
    shutdown: &Shutdown,
) -> Result<XspHandle, DeploymentError> {
    let own = &section.xsp;
    let missing = || DeploymentError::MissingPeer { what: "the Application Server" };
    let trusted = application_server
        .oci_trusted_address()
        .map(|address| format!("localhost:{}", address.port()));
    let for_xsi = own.application_server.clone().or(trusted).ok_or_else(missing)?;
    let for_auth = own.auth_service_application_server.clone().unwrap_or_else(|| for_xsi.clone());
    let auth_service_url = own.auth_service_url_configured.then(|| {
        own.auth_service_url.clone().unwrap_or_else(|| {
            let port = listeners.loopback.local_addr().map_or(0, |address| address.port());
            format!("http://localhost:{port}{}", literals::AUTH_SERVICE_CONTEXT)
        })
    });
    let config = XspConfig {
        node_name: own.node_name.clone(),
        http_tls: None,
        auth_service_tls: auth_service_tls(own, authority, environment)?,
        xsi_actions_application_server: for_xsi,
        authentication_service_application_server: for_auth,
        oci_user_id: String::from("admin"),
        oci_time_out: XspConfig::OCI_TIME_OUT,
        auth_service_url,
        token_issuer: own.token_issuer.clone(),
        token_duration: Duration::from_secs(u64::from(own.token_hours) * 3600),
        public_base_url: public_url.to_owned(),
        device_credential_retrieval: true,
    };
    let logs = XspLogs {
        access_log: environment.dated_log("xsp/tomcat", "access_log.")?,
        xsi_actions: environment.dated_log("xsp", "XsiActionsLog")?,
        authentication_service: environment.dated_log("xsp", "authenticationService")?,
        dms_debug: environment.dated_log("xsp", "dmsDebugLog")?,
    };
    Ok(Xsp::start(
        listeners,
        config,
        store,
        Arc::clone(&environment.clock),
        Arc::clone(&environment.random),
        logs,
        shutdown,
    )?)
}

fn auth_service_tls(
    own: &XspSection,
    authority: &Authority,
    environment: &Environment,
) -> Result<AuthServiceTls, DeploymentError> {
    let server = match (&own.certificate_file, &own.private_key_file) {
        (Some(certificate), Some(key)) => HttpTls {
            certificate_pem: keys::read(certificate)?,
            private_key_pem: Secret::new(keys::read(key)?),
        },
        _ => {
            let identity = authority.issue(
                "localhost",
                &["localhost"],
                Purpose::Server,
                validity(environment.clock.as_ref()),
            )?;
            HttpTls {
                certificate_pem: identity.certificate_pem.clone(),
                private_key_pem: identity.private_key_pem.clone(),
            }
        }
    };
    let trust_anchors_pem = match &own.trust_anchors_file {
        Some(path) => keys::read(path)?,
        None => keys::client_authority(environment)?.certificate_pem().to_owned(),
    };
    Ok(AuthServiceTls { server, trust_anchors_pem, allow_client_app: own.allow_client_app })
}

fn port_of(listener: &tokio::net::TcpListener) -> Result<u16, DeploymentError> {
    listener.local_addr().map(|address| address.port()).map_err(|source| DeploymentError::Read {
        path: std::path::PathBuf::from("the XSP's listener"),
        source,
    })
}
