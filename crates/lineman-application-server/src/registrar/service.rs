//! Sockets and the order of checks.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_model::{Clock, Random};
use lineman_net::{NetError, Shutdown};
use lineman_sip::{Message, Method, ResponseBuilder};
use lineman_sip_transport::{
    Protocol, ServerElement, ServerRequest, ServiceHandle, SipPeer, SipSocket, SipSocketConfig,
};
use lineman_store::BroadworksStore;

use super::challenges::Challenges;
use super::xs_log::XsLog;

/// What the registrar serves.
pub(super) const ALLOW: &str = "REGISTER, OPTIONS";

/// Bounds for the life of a registration, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpiryBounds {
    /// Less is refused with 423.
    pub min: u32,
    /// Granted when the client does not say.
    pub default: u32,
    /// More is cut.
    pub max: u32,
}

impl Default for ExpiryBounds {
    fn default() -> Self {
        Self { min: 60, default: 3600, max: 86_400 }
    }
}

/// An address of the SBC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SbcAddress {
    /// Its IP address.
    pub ip: IpAddr,
    /// Its UDP port; none accepts every port. Over TCP ports are not compared, because the side
    /// that connects takes any.
    pub udp_port: Option<u16>,
}

impl SbcAddress {
    fn is(&self, peer: SipPeer) -> bool {
        let port_fits = peer.protocol == Protocol::Tcp
            || self.udp_port.is_none_or(|port| port == peer.address.port());
        self.ip == peer.address.ip() && port_fits
    }
}

/// What the registrar needs to know.
#[derive(Debug, Clone)]
pub struct RegistrarConfig {
    /// UDP address.
    pub udp: Option<SocketAddr>,
    /// TCP address.
    pub tcp: Option<SocketAddr>,
    /// Who may talk to us; everybody else gets 403.
    pub sbc_addresses: Vec<SbcAddress>,
    /// Life of registrations.
    pub expiry: ExpiryBounds,
}

/// Why the registrar does not start.
#[derive(Debug, thiserror::Error)]
pub enum RegistrarError {
    /// A socket cannot be bound.
    #[error("starting the registrar: {0}")]
    Net(#[from] NetError),
}

/// The SIP registrar of the Application Server.
pub struct Registrar {
    pub(super) config: RegistrarConfig,
    pub(super) store: BroadworksStore,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) challenges: Challenges,
}

impl Registrar {
    /// Binds the sockets and begins to work.
    ///
    /// # Errors
    /// When an address cannot be bound.
    pub async fn start(
        config: RegistrarConfig,
        store: BroadworksStore,
        xs_log: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        shutdown: &Shutdown,
    ) -> Result<ServiceHandle, RegistrarError> {
        let shutdown = shutdown.child();
        let log = XsLog::new(xs_log, Arc::clone(&clock), Arc::clone(&random));
        let sockets = SipSocketConfig { udp: config.udp, tcp: config.tcp, max_connections: 0 };
        let (socket, receiver) = SipSocket::bind(sockets, Arc::new(log), &shutdown).await?;
        let challenges = Challenges::default();
        let mut registrar = Self { config, store, clock: Arc::clone(&clock), random, challenges };
        Ok(ServiceHandle::run(socket, shutdown.clone(), |socket| async move {
            let mut element = ServerElement::new(socket, receiver, clock);
            // One request after the other: the order of CSeq numbers is the order of arrival.
            while let Some(ServerRequest { key, message, source }) = element.next(&shutdown).await {
                let response = registrar.answer(&message, source).await;
                element.respond(&key, response);
            }
        }))
    }

    async fn answer(&mut self, request: &Message, source: SipPeer) -> Message {
        if !self.config.sbc_addresses.iter().any(|address| address.is(source)) {
            tracing::warn!(%source, "refused SIP from an address that is not the SBC's");
            return self.response(request, 403).build();
        }
        match request.method() {
            Some(Method::Register) => self.register(request, source).await,
            Some(Method::Options) => self.response(request, 200).header("Allow", ALLOW).build(),
            Some(method) if method.is_known() => {
                self.response(request, 405).header("Allow", ALLOW).build()
            }
            _ => self.response(request, 501).header("Allow", ALLOW).build(),
        }
    }

    /// A response with a tag as the Application Server makes it: it ends in epoch milliseconds,
    /// from which a reader of the log can tell the zone (log-formats.md 1.3).
    pub(super) fn response(&self, request: &Message, status: u16) -> ResponseBuilder {
        let mut bytes = [0_u8; 4];
        self.random.fill(&mut bytes);
        let number = u32::from_le_bytes(bytes);
        let tag = format!("{number}-{}", self.clock.now().as_millis());
        ResponseBuilder::new(request, status, &tag)
    }
}
