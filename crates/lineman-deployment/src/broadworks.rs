//! The BroadWorks half: Network Server, SBC, Application Server, XSP, in that order, because each
//! needs the addresses of those before it.

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_application_server::registrar::{RegistrarConfig, SbcAddress, ServiceHandle};
use lineman_application_server::{
    ApplicationServer, ApplicationServerConfig, Logs, MessagingConfig, OciConfig, SOAP_PATH,
    SbcTags, seed, seed_administrator, seed_call_settings,
};
use lineman_ladder::literals;
use lineman_net::certificates::{Authority, Purpose};
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_net::{ServerHandle, Shutdown};
use lineman_network_server::{NetworkServer, NetworkServerConfig};
use lineman_sip_transport::Protocol;
use lineman_store::BroadworksStore;
use lineman_xsp::XspHandle;

use crate::config::BroadworksSection;
use crate::edge::start_sbc;
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::initial_settings;
use crate::keys::{self, ensure_sealing_key, validity};
use crate::push;
use crate::xsps::{BoundXsp, RunningXsp, XspNeeds, call_settings_url};

/// A running BroadWorks half.
pub struct BroadworksHalf {
    store: BroadworksStore,
    application_server: ApplicationServer,
    network_server: ServiceHandle,
    sbc: ServiceHandle,
    xsp: RunningXsp,
    /// The XSPs beside the first.
    further_xsps: Vec<RunningXsp>,
    push_server: Option<ServerHandle>,
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
        let bound = BoundXsp::bind(&section.xsp).await?;
        let authority = keys::server_authority(environment)?;
        let application_server = start_application_server(
            section,
            &store,
            &sbc,
            bound.url(),
            &authority,
            environment,
            shutdown,
        )
        .await?;
        seed_store(section, &store, &sbc, bound.url()).await?;
        let server_authority_pem = authority.certificate_pem().to_owned();
        let push_server = match &section.push_server {
            Some(own) => Some(push::start(own, &store, environment, shutdown).await?),
            None => None,
        };
        let needs = XspNeeds {
            application_server: &application_server,
            authority: &authority,
            store: &store,
            environment,
            shutdown,
        };
        let xsp = needs.start(&section.xsp, bound, "xsp").await?;
        let mut further_xsps = Vec::with_capacity(section.xsps.len());
        for (own, number) in section.xsps.iter().zip(2_u32..) {
            let bound = BoundXsp::bind(own).await?;
            further_xsps.push(needs.start(own, bound, &format!("xsp{number}")).await?);
        }
        Ok(Self {
            store,
            application_server,
            network_server,
            sbc,
            xsp,
            further_xsps,
            push_server,
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

    /// The first XSP.
    #[must_use]
    pub const fn xsp(&self) -> &XspHandle {
        self.xsp.handle()
    }

    /// The XSPs beside the first, in the order of the configuration.
    #[must_use]
    pub fn further_xsps(&self) -> &[RunningXsp] {
        &self.further_xsps
    }

    /// Where the notification push server takes requests, if one is served.
    #[must_use]
    pub fn push_server_url(&self) -> Option<String> {
        let port = self.push_server.as_ref()?.local_address().port();
        Some(format!("http://localhost:{port}{}", lineman_push::PUSH_PATH))
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
        self.xsp.xsi_actions_url()
    }

    /// OCI-P over SOAP, where it is served.
    #[must_use]
    pub fn ocip_soap_url(&self) -> Option<String> {
        let port = self.application_server.soap_address()?.port();
        let scheme = if self.soap_over_tls { "https" } else { "http" };
        Some(format!("{scheme}://localhost:{port}{SOAP_PATH}"))
    }

    /// The Call Settings Webview without the slash at its end, where it is deployed.
    #[must_use]
    pub fn call_settings_url(&self) -> Option<&str> {
        self.xsp.call_settings_url()
    }

    /// Device Management, ending in its context.
    #[must_use]
    pub fn device_management_url(&self) -> String {
        format!("{}{}", self.xsp.public_url(), literals::DMS_CONTEXT)
    }

    /// AuthenticationService over mutual TLS, ending in its context.
    #[must_use]
    pub fn auth_service_url(&self) -> String {
        self.xsp.auth_service_url()
    }

    /// The authority that signed the XSP's server certificate, PEM.
    #[must_use]
    pub fn server_authority_pem(&self) -> &str {
        &self.server_authority_pem
    }

    /// Stops everything, the doors first.
    pub async fn stop(self) {
        self.sbc.stop().await;
        for xsp in self.further_xsps {
            xsp.stop().await;
        }
        self.xsp.stop().await;
        if let Some(push_server) = self.push_server {
            push_server.stop().await;
        }
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
    initial_settings::application_server(store, own).await?;
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
            // Both are settings in the store, which the configuration filled.
            trusted_peers: Vec::new(),
            host: own.host.clone(),
            location: own.location.clone(),
            device_access_base: public_url.to_owned(),
            export_directory: Some(environment.data.join("exports")),
            messaging: MessagingConfig {
                use_provisioning_url: false,
                ..MessagingConfig::default()
            },
            ..OciConfig::default()
        },
        registrar: Some(RegistrarConfig {
            offer_sha256: own.offer_sha256,
            udp: Some(own.sip_udp),
            tcp: Some(own.sip_tcp),
            sbc_addresses,
            ..RegistrarConfig::default()
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
    public_url: &str,
) -> Result<(), DeploymentError> {
    let page = call_settings_url(&section.xsp, public_url).map(|url| format!("{url}/"));
    seed_call_settings(store, &page.unwrap_or_default()).await?;
    let bound = || sbc.address(Protocol::Tcp).map_or(0, |address| address.port());
    let port = section.sbc.client_port.unwrap_or_else(bound);
    seed(store, &SbcTags { address: section.sbc.host.clone(), port }).await?;
    if let Some(administrator) = &section.application_server.administrator {
        seed_administrator(store, &administrator.user_id, administrator.password.clone()).await?;
    }
    Ok(())
}
