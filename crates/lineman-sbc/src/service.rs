//! Sockets, clock and name look-up around the proxy.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lineman_model::{Clock, Random, Secret};
use lineman_net::tls::ServerTls;
use lineman_net::{NetError, Shutdown};
use lineman_sip_transport::{
    Incoming, NoSipObserver, Protocol, ServiceHandle, SipPeer, SipReceiver, SipSocket,
    SipSocketConfig, SipTls,
};
use tokio::sync::mpsc;

use crate::flow::Hop;
use crate::proxy::{Input, Output, Proxy};
use crate::routing::{NamedPeer, OwnHop};

/// Longest name look-up.
const LOOK_UP: Duration = Duration::from_secs(2);
/// Look-ups that may wait to be taken.
const QUEUE: usize = 1024;
/// The part of a connection's number that the socket counts; the rest tells processes apart.
const NUMBER: u64 = 0xffff_ffff;
/// Most connections of each kind at a time.
const CONNECTIONS: usize = 10_000;

/// What the SBC needs to know.
#[derive(Debug, Clone)]
pub struct SbcConfig {
    /// Where clients send datagrams.
    pub udp: Option<SocketAddr>,
    /// Where clients connect.
    pub tcp: Option<SocketAddr>,
    /// Where clients connect with TLS, and our certificate.
    pub tls: Option<(SocketAddr, ServerTls)>,
    /// The secret by which we know the flow tokens in our own URIs; with the same one, datagram flows
    /// outlive a restart.
    pub flow_key: Secret,
    /// The name that others know us by, written into `Via` and `Path`.
    pub advertised_host: String,
    /// Name or address of the Network Server.
    pub network_server_host: String,
    /// Its SIP port.
    pub network_server_port: u16,
    /// How it is asked.
    pub network_server_protocol: Protocol,
    /// How long the Application Server of a user is remembered.
    pub remember: Duration,
}

impl SbcConfig {
    /// How long the Application Server of a user is remembered unless configured.
    pub const REMEMBER: Duration = Duration::from_secs(3600);
}

/// Why the SBC does not start.
#[derive(Debug, thiserror::Error)]
pub enum SbcError {
    /// A socket cannot be bound.
    #[error("starting the session border controller: {0}")]
    Net(#[from] NetError),
    /// There is no socket at all.
    #[error("starting the session border controller: no UDP, TCP or TLS address is configured")]
    NoSocket,
}

/// The Session Border Controller.
#[derive(Debug, Clone, Copy)]
pub struct Sbc;

impl Sbc {
    /// Binds the sockets and begins to work.
    ///
    /// # Errors
    /// When no address is configured or one cannot be bound.
    pub async fn start(
        config: SbcConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        shutdown: &Shutdown,
    ) -> Result<ServiceHandle, SbcError> {
        if config.udp.is_none() && config.tcp.is_none() && config.tls.is_none() {
            return Err(SbcError::NoSocket);
        }
        let shutdown = shutdown.child();
        let prefer_v4 = [config.udp, config.tcp, config.tls.as_ref().map(|(address, _)| *address)]
            .into_iter()
            .flatten()
            .next()
            .is_some_and(|address| address.is_ipv4());
        let sockets =
            SipSocketConfig { udp: config.udp, tcp: config.tcp, max_connections: CONNECTIONS };
        let tls = SipTls { listen: config.tls, connect: None };
        let (socket, receiver) =
            SipSocket::bind_with_tls(sockets, tls, Arc::new(NoSipObserver), &shutdown).await?;
        let own: Vec<OwnHop> = Protocol::ALL
            .into_iter()
            .filter_map(|protocol| {
                let port = socket.address(protocol)?.port();
                Some(OwnHop { protocol, host: config.advertised_host.clone(), port })
            })
            .collect();
        let network_server = NamedPeer {
            protocol: config.network_server_protocol,
            host: config.network_server_host,
            port: config.network_server_port,
        };
        let remember = i64::try_from(config.remember.as_millis()).unwrap_or(i64::MAX);
        let mut start = [0_u8; 4];
        random.fill(&mut start);
        let start = u64::from(u32::from_le_bytes(start)) << 32;
        let proxy = Proxy::new(own, network_server, remember, &config.flow_key, random);
        Ok(ServiceHandle::run(socket, shutdown.clone(), |socket| {
            Running { proxy, socket, start, clock, prefer_v4, shutdown }.run(receiver)
        }))
    }
}

struct Running {
    proxy: Proxy,
    socket: SipSocket,
    /// Tells the connections of this process from those of an earlier one.
    start: u64,
    clock: Arc<dyn Clock>,
    prefer_v4: bool,
    shutdown: Shutdown,
}

impl Running {
    async fn run(mut self, mut receiver: SipReceiver) {
        let (resolver, mut resolved) = mpsc::channel(QUEUE);
        loop {
            let now = self.clock.now();
            let millis = self
                .proxy
                .next_deadline()
                .map_or(60_000, |deadline| deadline.since(now).clamp(1, 60_000));
            let wait = Duration::from_millis(millis.unsigned_abs());
            let input = tokio::select! {
                received = tokio::time::timeout(wait, receiver.recv()) => match received {
                    Ok(Some(incoming)) => self.arrived(incoming),
                    Ok(None) => return,
                    Err(_) => Input::Tick,
                },
                Some(answer) = resolved.recv() => answer,
                () = self.shutdown.triggered() => return,
            };
            let now = self.clock.now();
            // Under load no wait may ever run out; deadlines are served all the same.
            let mut outputs = VecDeque::from(self.proxy.handle(now, Input::Tick));
            outputs.extend(self.proxy.handle(now, input));
            while let Some(output) = outputs.pop_front() {
                match output {
                    Output::Send { hop, bytes } => {
                        if let Some(lost) = self.send(hop, bytes) {
                            outputs.extend(self.proxy.handle(now, lost));
                        }
                    }
                    Output::Resolve { branch, host, port } => {
                        let resolver = resolver.clone();
                        let prefer_v4 = self.prefer_v4;
                        tokio::spawn(async move {
                            let address = look_up(&host, port, prefer_v4).await;
                            let _ = resolver.send(Input::Resolved { branch, address }).await;
                        });
                    }
                }
            }
        }
    }

    /// Notes over which connection something arrived.
    fn arrived(&self, incoming: Incoming) -> Input {
        let connection = match &incoming {
            Incoming::Message { peer, .. } | Incoming::Malformed { peer, .. } => {
                self.connection(*peer)
            }
            Incoming::Pong { .. } | Incoming::Undelivered { .. } => 0,
        };
        Input::Network { incoming, connection }
    }

    /// The number of a peer's connection, 0 when there is none.
    fn connection(&self, peer: SipPeer) -> u64 {
        if !peer.protocol.is_reliable() {
            return 0;
        }
        self.socket.connection(peer).map_or(0, |number| self.start | (number & NUMBER))
    }

    /// Hands bytes to the network; gives what could not be sent.
    fn send(&self, hop: Hop, bytes: Arc<[u8]>) -> Option<Input> {
        let Hop { peer, connection, fallback } = hop;
        let open = match connection {
            None => Some(peer),
            Some(wanted) => {
                let ours = wanted & !NUMBER == self.start;
                if ours && self.socket.send_on(peer, wanted & NUMBER, Arc::clone(&bytes)) {
                    return None;
                }
                fallback
            }
        };
        if let Some(peer) = open {
            self.socket.send(peer, bytes);
            return None;
        }
        let reason = String::from("the connection of the flow has ended");
        let incoming = Incoming::Undelivered { peer, bytes, reason };
        Some(Input::Network { incoming, connection: 0 })
    }
}

/// An address of the host, of the same family as our sockets if there is one.
async fn look_up(host: &str, port: u16, prefer_v4: bool) -> Option<SocketAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((bare, port))).await;
    let addresses: Vec<SocketAddr> = found.ok()?.ok()?.collect();
    let fitting = addresses.iter().find(|address| address.is_ipv4() == prefer_v4);
    fitting.or_else(|| addresses.first()).copied()
}
