//! Sockets and the order of checks.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_model::{Clock, Random, Timestamp};
use lineman_net::NetError;
use lineman_sip::{Message, Method, ResponseBuilder};
use lineman_sip_transport::{Protocol, SipPeer};
use lineman_store::BroadworksStore;

use super::challenges::Challenges;
use super::waiting::Answer;

/// What is served at this address.
pub(super) const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, REFER, UPDATE";

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
    pub(crate) fn is(&self, peer: SipPeer) -> bool {
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
    /// Whether an INVITE outside a dialog is challenged like a REGISTER.
    pub authenticate_calls: bool,
    /// Whether challenges offer SHA-256 beside MD5 (RFC 8760). Clients of the time before that RFC may
    /// not get over an algorithm that they do not know, even behind one that they know.
    pub offer_sha256: bool,
    /// How long a call rings when its callee has set nothing.
    pub ring: Duration,
}

impl Default for RegistrarConfig {
    fn default() -> Self {
        Self {
            udp: None,
            tcp: None,
            sbc_addresses: Vec::new(),
            expiry: ExpiryBounds::default(),
            authenticate_calls: true,
            offer_sha256: false,
            ring: Duration::from_secs(120),
        }
    }
}

/// Why SIP is not served.
#[derive(Debug, thiserror::Error)]
pub enum RegistrarError {
    /// A socket cannot be bound.
    #[error("starting SIP: {0}")]
    Net(#[from] NetError),
}

/// The SIP registrar of the Application Server.
pub(crate) struct Registrar {
    pub(super) config: RegistrarConfig,
    pub(super) store: BroadworksStore,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) challenges: Challenges,
}

impl Registrar {
    pub(crate) fn new(
        config: RegistrarConfig,
        store: BroadworksStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let challenges = Challenges::new(&*random);
        Self { config, store, clock, random, challenges }
    }

    pub(crate) const fn store(&self) -> &BroadworksStore {
        &self.store
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) const fn authenticates_calls(&self) -> bool {
        self.config.authenticate_calls
    }

    /// Whether a message comes from the SBC.
    pub(crate) fn trusts(&self, source: SipPeer) -> bool {
        self.config.sbc_addresses.iter().any(|address| address.is(source))
    }

    /// Answers a request that belongs to no call.
    pub(crate) async fn answer(&mut self, request: &Message, source: SipPeer) -> Answer {
        let status = match request.method() {
            Some(Method::Register) => return self.register(request, source).await,
            Some(Method::Options) => 200,
            Some(method) if method.is_known() => 405,
            _ => 501,
        };
        Answer::Now(self.response(request, status).header("Allow", ALLOW).build())
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
