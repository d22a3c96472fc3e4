//! Starting and stopping the Application Server.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_model::{Clock, Random};
use lineman_net::{NetError, ServerHandle, Shutdown, tcp};
use lineman_sip_transport::Protocol;
use lineman_store::BroadworksStore;
use thiserror::Error;

use crate::config::ApplicationServerConfig;
use crate::messaging::Delivery;
use crate::oci::listener::{self, Audience};
use crate::oci::server::OciServer;
use crate::oci::unserved::UnservedCommands;
use crate::push::{PushJournal, PushNotifier, PushSender};
use crate::registrar::{self, RegistrarError, ServiceHandle, SipParts};
use crate::soap;

/// The logs of the Application Server.
#[derive(Clone)]
pub struct Logs {
    /// OCI-P and the exchange with the messaging server.
    pub ps_log: Arc<dyn LogSink>,
    /// SIP.
    pub xs_log: Arc<dyn LogSink>,
}

impl std::fmt::Debug for Logs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Logs")
    }
}

/// Why the Application Server does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A listener cannot be bound, or the client for the messaging server cannot be built.
    #[error("starting the Application Server: {0}")]
    Net(#[from] NetError),
    /// A TLS listener is wanted, and there is no certificate for it.
    #[error("starting the Application Server: a TLS listener needs a certificate")]
    NoCertificate,
    /// The database.
    #[error("starting the Application Server: {0}")]
    Store(#[from] lineman_store::StoreError),
    /// The registrar does not start.
    #[error("starting the Application Server: {0}")]
    Registrar(#[from] RegistrarError),
}

/// A running Application Server. Dropping it stops it without waiting.
#[derive(Debug)]
pub struct ApplicationServer {
    oci: ServerHandle,
    oci_tls: Option<ServerHandle>,
    oci_trusted: Option<ServerHandle>,
    soap: Option<ServerHandle>,
    sip: Option<ServiceHandle>,
    push: Arc<PushSender>,
    delivery: Delivery,
    unserved: Arc<UnservedCommands>,
}

impl ApplicationServer {
    /// Binds the listeners and begins to work.
    ///
    /// # Errors
    /// When an address cannot be bound or the messaging client cannot be built.
    pub async fn start(
        config: ApplicationServerConfig,
        store: BroadworksStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        logs: Logs,
        shutdown: &Shutdown,
    ) -> Result<Self, StartError> {
        let ApplicationServerConfig { oci: oci_config, registrar } = config;
        let (client_address, trusted_address) =
            (oci_config.client_address, oci_config.trusted_address);
        let (client_tls_address, soap_address) =
            (oci_config.client_tls_address, oci_config.soap_address);
        let tls = oci_config.tls.clone();
        if tls.is_none() && (client_tls_address.is_some() || oci_config.soap_over_tls) {
            return Err(StartError::NoCertificate);
        }
        let soap_tls = tls.clone().filter(|_| oci_config.soap_over_tls);
        let access_list = oci_config.trusted_peers.clone();
        let xs_log = Arc::clone(&logs.xs_log);
        let push = PushSender::start(
            store.clone(),
            PushJournal::new(Arc::clone(&xs_log), Arc::clone(&clock)),
            Arc::clone(&clock),
            Arc::clone(&random),
            oci_config.push_server_ca_pem.clone(),
            shutdown,
        )?;
        let (sip, calls) = match registrar {
            Some(registrar) => {
                let parts = SipParts {
                    store: store.clone(),
                    xs_log: logs.xs_log,
                    clock: Arc::clone(&clock),
                    random: Arc::clone(&random),
                    push: Arc::clone(&push) as Arc<dyn PushNotifier>,
                };
                let (handle, calls) = registrar::start(registrar, parts, shutdown).await?;
                (Some(handle), Some(calls))
            }
            None => (None, None),
        };
        let sip_address = oci_config.location.clone().or_else(|| {
            let address = sip.as_ref()?.address(Protocol::Udp)?;
            Some(format!("{}:{}", oci_config.host, address.port()))
        });
        if let Some(address) = &sip_address {
            store.locations().serve_all(address).await?;
        }
        let ps_log = logs.ps_log;
        let mut server =
            OciServer::new(oci_config, store, clock, random, ps_log, xs_log, sip_address)?;
        server.calls = calls;
        let server = Arc::new(server);
        let delivery = Delivery::start(Arc::clone(&server), shutdown);
        let unserved = Arc::clone(&server.unserved);
        let socket = tcp::bind(client_address).await?;
        let oci = listener::serve(socket, None, Arc::clone(&server), Audience::Clients, shutdown)?;
        let oci_tls = match client_tls_address {
            Some(address) => {
                let socket = tcp::bind(address).await?;
                Some(listener::serve(
                    socket,
                    tls,
                    Arc::clone(&server),
                    Audience::Clients,
                    shutdown,
                )?)
            }
            None => None,
        };
        let soap = match soap_address {
            Some(address) => {
                let socket = tcp::bind(address).await?;
                Some(soap::serve(socket, soap_tls, Arc::clone(&server), shutdown)?)
            }
            None => None,
        };
        let oci_trusted = match trusted_address {
            Some(address) => {
                let socket = tcp::bind(address).await?;
                Some(listener::serve(
                    socket,
                    None,
                    server,
                    Audience::Trusted(access_list),
                    shutdown,
                )?)
            }
            None => None,
        };
        Ok(Self { oci, oci_tls, oci_trusted, soap, sip, push, delivery, unserved })
    }

    /// What calls tell apps with.
    #[must_use]
    pub fn push(&self) -> &dyn PushNotifier {
        self.push.as_ref()
    }

    /// How often each command was asked for over OCI-P that is not served (error 6004).
    #[must_use]
    pub fn unserved_commands(&self) -> BTreeMap<String, u64> {
        self.unserved.counts()
    }

    /// Where provisioning clients connect.
    #[must_use]
    pub fn oci_address(&self) -> SocketAddr {
        self.oci.local_address()
    }

    /// Where provisioning clients connect over TLS.
    #[must_use]
    pub fn oci_tls_address(&self) -> Option<SocketAddr> {
        self.oci_tls.as_ref().map(ServerHandle::local_address)
    }

    /// Where SOAP clients connect.
    #[must_use]
    pub fn soap_address(&self) -> Option<SocketAddr> {
        self.soap.as_ref().map(ServerHandle::local_address)
    }

    /// Where trusted peers connect.
    #[must_use]
    pub fn oci_trusted_address(&self) -> Option<SocketAddr> {
        self.oci_trusted.as_ref().map(ServerHandle::local_address)
    }

    /// The SIP registrar, if it runs.
    #[must_use]
    pub const fn sip(&self) -> Option<&ServiceHandle> {
        self.sip.as_ref()
    }

    /// Stops it and waits for its end.
    pub async fn stop(self) {
        self.oci.stop().await;
        for listener in [self.oci_tls, self.soap, self.oci_trusted].into_iter().flatten() {
            listener.stop().await;
        }
        if let Some(sip) = self.sip {
            sip.stop().await;
        }
        self.delivery.stop().await;
    }
}
