//! Sockets, clock and name look-up around the proxy.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use lineman_model::{Clock, Random};
use lineman_net::{NetError, Shutdown};
use lineman_sip_transport::{
    NoSipObserver, Protocol, ServiceHandle, SipReceiver, SipSocket, SipSocketConfig,
};
use tokio::sync::mpsc;

use crate::proxy::{Input, Output, Proxy};
use crate::routing::{NamedPeer, OwnHop};

/// Longest name look-up.
const LOOK_UP: Duration = Duration::from_secs(2);
/// Look-ups that may wait to be taken.
const QUEUE: usize = 1024;

/// What the SBC needs to know.
#[derive(Debug, Clone)]
pub struct SbcConfig {
    /// Where clients send datagrams.
    pub udp: Option<SocketAddr>,
    /// Where clients connect.
    pub tcp: Option<SocketAddr>,
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
    #[error(
        "starting the session border controller: neither a UDP nor a TCP address is configured"
    )]
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
        if config.udp.is_none() && config.tcp.is_none() {
            return Err(SbcError::NoSocket);
        }
        let shutdown = shutdown.child();
        let sockets = SipSocketConfig { udp: config.udp, tcp: config.tcp, max_connections: 0 };
        let (socket, receiver) =
            SipSocket::bind(sockets, Arc::new(NoSipObserver), &shutdown).await?;
        let own: Vec<OwnHop> = [Protocol::Udp, Protocol::Tcp]
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
        let proxy = Proxy::new(own, network_server, remember, random);
        let prefer_v4 = config.udp.or(config.tcp).is_some_and(|address| address.is_ipv4());
        Ok(ServiceHandle::run(socket, shutdown.clone(), |socket| {
            Running { proxy, socket, clock, prefer_v4, shutdown }.run(receiver)
        }))
    }
}

struct Running {
    proxy: Proxy,
    socket: SipSocket,
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
                    Ok(Some(incoming)) => Input::Network(incoming),
                    Ok(None) => return,
                    Err(_) => Input::Tick,
                },
                Some(answer) = resolved.recv() => answer,
                () = self.shutdown.triggered() => return,
            };
            let now = self.clock.now();
            // Under load no wait may ever run out; deadlines are served all the same.
            let mut outputs = self.proxy.handle(now, Input::Tick);
            outputs.extend(self.proxy.handle(now, input));
            for output in outputs {
                match output {
                    Output::Send { peer, bytes } => self.socket.send(peer, bytes),
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
}

/// An address of the host, of the same family as our sockets if there is one.
async fn look_up(host: &str, port: u16, prefer_v4: bool) -> Option<SocketAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((bare, port))).await;
    let addresses: Vec<SocketAddr> = found.ok()?.ok()?.collect();
    let fitting = addresses.iter().find(|address| address.is_ipv4() == prefer_v4);
    fitting.or_else(|| addresses.first()).copied()
}
