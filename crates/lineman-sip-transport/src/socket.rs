//! One SIP socket: a UDP port, a TCP port and a TLS port, or some of them.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use lineman_net::tcp::{Connection, ListenerOptions};
use lineman_net::tls::{ClientTls, ServerTls};
use lineman_net::udp::Datagram;
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown, tcp, udp};
use lineman_sip::{Message, SipError, StreamFramer};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

use crate::connections::{CONNECT, Connections, NotQueued, Registered, Wiring, serve};
use crate::observer::SipObserver;
use crate::peer::{Protocol, SipPeer};

/// Messages that may wait for their reader.
const QUEUE: usize = 1024;

/// Where to listen.
#[derive(Debug, Clone, Copy, Default)]
pub struct SipSocketConfig {
    /// UDP address; port 0 takes a free one.
    pub udp: Option<SocketAddr>,
    /// TCP address; port 0 takes a free one.
    pub tcp: Option<SocketAddr>,
    /// Most TCP connections, and as many TLS connections, in both directions; 0 means the usual number of a listener.
    pub max_connections: usize,
}

/// TLS beside UDP and TCP.
#[derive(Debug, Clone, Default)]
pub struct SipTls {
    /// Where to listen, and with which certificate.
    pub listen: Option<(SocketAddr, ServerTls)>,
    /// Whom to trust when we connect, and the name that the certificate must carry.
    pub connect: Option<(ClientTls, String)>,
}

/// What comes from the network.
#[derive(Debug, Clone)]
pub enum Incoming {
    /// A message.
    Message {
        /// Where from.
        peer: SipPeer,
        /// The message.
        message: Message,
    },
    /// Bytes that are no proper message. A request among them may still be answered with 400.
    Malformed {
        /// Where from.
        peer: SipPeer,
        /// What a tolerant reading found.
        message: Option<Message>,
        /// What is wrong.
        error: SipError,
    },
    /// The answer to [`SipSocket::ping`].
    Pong {
        /// Where from.
        peer: SipPeer,
    },
    /// A message of ours was not delivered.
    Undelivered {
        /// Where it should have gone.
        peer: SipPeer,
        /// The message.
        bytes: Arc<[u8]>,
        /// Why.
        reason: String,
    },
}

/// The reading end of a socket.
pub type SipReceiver = mpsc::Receiver<Incoming>;

/// A bound socket. It closes when it is dropped or its shutdown fires.
pub struct SipSocket {
    udp: Option<Arc<UdpSocket>>,
    udp_address: Option<SocketAddr>,
    tcp_address: Option<SocketAddr>,
    tls_address: Option<SocketAddr>,
    connect_tls: Option<(ClientTls, String)>,
    max_connections: usize,
    wiring: Wiring,
    handles: Vec<ServerHandle>,
}

impl SipSocket {
    /// Binds and begins to receive.
    ///
    /// # Errors
    /// When an address cannot be bound.
    pub async fn bind(
        config: SipSocketConfig,
        observer: Arc<dyn SipObserver>,
        shutdown: &Shutdown,
    ) -> Result<(Self, SipReceiver), NetError> {
        Self::bind_with_tls(config, SipTls::default(), observer, shutdown).await
    }

    /// Binds, also for TLS, and begins to receive.
    ///
    /// # Errors
    /// When an address cannot be bound.
    pub async fn bind_with_tls(
        config: SipSocketConfig,
        tls: SipTls,
        observer: Arc<dyn SipObserver>,
        shutdown: &Shutdown,
    ) -> Result<(Self, SipReceiver), NetError> {
        let (incoming, receiver) = mpsc::channel(QUEUE);
        let options = match config.max_connections {
            0 => ListenerOptions::default(),
            max_connections => ListenerOptions { max_connections, ..ListenerOptions::default() },
        };
        let mut socket = Self {
            udp: None,
            udp_address: None,
            tcp_address: None,
            tls_address: None,
            connect_tls: tls.connect,
            max_connections: options.max_connections,
            wiring: Wiring {
                connections: Arc::new(Connections::default()),
                observer,
                incoming,
                shutdown: shutdown.child(),
            },
            handles: Vec::new(),
        };
        if let Some(address) = config.udp {
            socket.bind_udp(address).await?;
        }
        if let Some(address) = config.tcp {
            socket.tcp_address = Some(socket.bind_stream(address, None, options).await?);
        }
        if let Some((address, server)) = tls.listen {
            socket.tls_address = Some(socket.bind_stream(address, Some(server), options).await?);
        }
        Ok((socket, receiver))
    }

    async fn bind_udp(&mut self, address: SocketAddr) -> Result<(), NetError> {
        let udp = udp::bind(address).await?;
        // `try_send_to` works only after the runtime has seen the socket writable once.
        if let Err(error) = udp.writable().await {
            tracing::warn!(%address, %error, "waiting for a UDP socket");
        }
        let (queue, datagrams) = mpsc::channel(QUEUE);
        let handle = udp::serve(Arc::clone(&udp), &self.wiring.shutdown, queue)?;
        self.udp_address = Some(handle.local_address());
        self.handles.push(handle);
        tokio::spawn(read_datagrams(datagrams, Arc::clone(&udp), self.wiring.clone()));
        self.udp = Some(udp);
        Ok(())
    }

    async fn bind_stream(
        &mut self,
        address: SocketAddr,
        tls: Option<ServerTls>,
        options: ListenerOptions,
    ) -> Result<SocketAddr, NetError> {
        let listener = tcp::bind(address).await?;
        let protocol = if tls.is_some() { Protocol::Tls } else { Protocol::Tcp };
        let wiring = self.wiring.clone();
        let handler = move |connection: Connection| {
            let wiring = wiring.clone();
            async move {
                let peer = SipPeer::new(protocol, connection.peer.address);
                let registered = wiring.connections.register(peer);
                serve(connection.stream, registered, StreamFramer::accepting(), &wiring).await;
            }
        };
        let observer = Arc::new(NoObserver);
        let handle = tcp::serve(listener, tls, options, &self.wiring.shutdown, observer, handler)?;
        let bound = handle.local_address();
        self.handles.push(handle);
        Ok(bound)
    }

    /// The bound address of a protocol.
    #[must_use]
    pub const fn address(&self, protocol: Protocol) -> Option<SocketAddr> {
        match protocol {
            Protocol::Udp => self.udp_address,
            Protocol::Tcp => self.tcp_address,
            Protocol::Tls => self.tls_address,
        }
    }

    /// Hands a message to the network. A failure that shows only later comes back as
    /// [`Incoming::Undelivered`]; a datagram that the system cannot take now is lost, as any
    /// datagram may be.
    pub fn send(&self, peer: SipPeer, bytes: Arc<[u8]>) {
        match peer.protocol {
            Protocol::Udp => self.send_datagram(peer, &bytes),
            Protocol::Tcp | Protocol::Tls => {
                match self.wiring.connections.send(peer, Arc::clone(&bytes)) {
                    Ok(()) => {}
                    Err(NotQueued::NoConnection) => self.connect_and_send(peer, bytes),
                    Err(NotQueued::TooSlow) => {
                        self.undelivered(peer, bytes, "the other side is too slow");
                    }
                }
            }
        }
    }

    /// The number of the open connection with a peer. A later connection with the same address has
    /// another number, so that nobody is taken for whoever had the address before.
    #[must_use]
    pub fn connection(&self, peer: SipPeer) -> Option<u64> {
        self.wiring.connections.number(peer)
    }

    /// Hands a message to this very connection and opens no other. False when it has ended.
    #[must_use]
    pub fn send_on(&self, peer: SipPeer, connection: u64, bytes: Arc<[u8]>) -> bool {
        self.wiring.connections.send_on(peer, connection, bytes).is_ok()
    }

    /// Sends a keep-alive (CRLF CRLF). False when there is nothing to send it over.
    #[must_use]
    pub fn ping(&self, peer: SipPeer) -> bool {
        match peer.protocol {
            Protocol::Udp => self
                .udp
                .as_ref()
                .is_some_and(|udp| udp.try_send_to(b"\r\n\r\n", peer.address).is_ok()),
            Protocol::Tcp | Protocol::Tls => self.wiring.connections.ping(peer).is_ok(),
        }
    }

    fn send_datagram(&self, peer: SipPeer, bytes: &Arc<[u8]>) {
        let Some(udp) = &self.udp else {
            self.undelivered(peer, Arc::clone(bytes), "no UDP socket is open");
            return;
        };
        // Before it is sent: the answer may be there before we are back.
        self.wiring.observer.sent(peer, bytes);
        match udp.try_send_to(bytes, peer.address) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                tracing::debug!(%peer, "lost a datagram: the system's buffer is full");
            }
            Err(error) => self.undelivered(peer, Arc::clone(bytes), &error.to_string()),
        }
    }

    fn connect_and_send(&self, peer: SipPeer, bytes: Arc<[u8]>) {
        if self.wiring.connections.len() >= self.max_connections {
            self.undelivered(peer, bytes, "too many connections");
            return;
        }
        if peer.protocol == Protocol::Tls && self.connect_tls.is_none() {
            self.undelivered(peer, bytes, "no connection is open");
            return;
        }
        // Registered at once, so that a second message does not open a second connection.
        let registered = self.wiring.connections.register(peer);
        let queued = self.wiring.connections.send(peer, Arc::clone(&bytes));
        debug_assert_eq!(queued, Ok(()), "a new queue has room");
        let wiring = self.wiring.clone();
        let tls = self.connect_tls.clone().filter(|_| peer.protocol == Protocol::Tls);
        tokio::spawn(async move {
            if let Err((registered, reason)) = open(peer, tls, registered, &wiring).await {
                wiring.connections.unregister(&registered);
                let undelivered = Incoming::Undelivered { peer, bytes, reason };
                let _ = wiring.incoming.send(undelivered).await;
            }
        });
    }

    fn undelivered(&self, peer: SipPeer, bytes: Arc<[u8]>, reason: &str) {
        let undelivered = Incoming::Undelivered { peer, bytes, reason: reason.to_owned() };
        if self.wiring.incoming.try_send(undelivered).is_err() {
            tracing::debug!(%peer, reason, "not delivered, and nobody to tell");
        }
    }
}

impl Drop for SipSocket {
    fn drop(&mut self) {
        self.wiring.shutdown.trigger();
    }
}

/// Connects and serves the connection until it ends.
async fn open(
    peer: SipPeer,
    tls: Option<(ClientTls, String)>,
    registered: Registered,
    wiring: &Wiring,
) -> Result<(), (Registered, String)> {
    let stream = match tcp::connect(peer.address, CONNECT).await {
        Ok(stream) => stream,
        Err(error) => return Err((registered, error.to_string())),
    };
    let framer = StreamFramer::connecting();
    match tls {
        None => serve(stream, registered, framer, wiring).await,
        Some((client, host)) => match client.connect(stream, &host, CONNECT).await {
            Ok(stream) => serve(stream, registered, framer, wiring).await,
            Err(error) => return Err((registered, error.to_string())),
        },
    }
    Ok(())
}

async fn read_datagrams(
    mut datagrams: mpsc::Receiver<Datagram>,
    udp: Arc<UdpSocket>,
    wiring: Wiring,
) {
    while let Some(Datagram { bytes, peer }) = datagrams.recv().await {
        let peer = SipPeer::new(Protocol::Udp, peer);
        let alive = if bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            match &bytes[..] {
                b"\r\n\r\n" => {
                    // A keep-alive that gets lost is sent again by the other side.
                    let _ = udp.try_send_to(b"\r\n", peer.address);
                    true
                }
                b"\r\n" => wiring.incoming.send(Incoming::Pong { peer }).await.is_ok(),
                _ => true,
            }
        } else {
            deliver(peer, bytes, &*wiring.observer, &wiring.incoming).await
        };
        if !alive {
            return;
        }
    }
}

/// Reads a message and queues it. False when nobody reads the queue any more.
pub(crate) async fn deliver(
    peer: SipPeer,
    bytes: Bytes,
    observer: &dyn SipObserver,
    queue: &mpsc::Sender<Incoming>,
) -> bool {
    observer.received(peer, &bytes);
    let incoming = match Message::from_wire(&bytes) {
        Ok(message) => Incoming::Message { peer, message },
        Err(error) => {
            let text = String::from_utf8_lossy(&bytes);
            let message = Message::from_log(&text).ok().map(|logged| logged.message);
            Incoming::Malformed { peer, message, error }
        }
    };
    queue.send(incoming).await.is_ok()
}
