//! A recording relay: stands on a link between two components, sees every byte pass, and can cut
//! the link.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Bytes kept of each direction; what goes beyond is relayed but only counted.
const KEPT_BYTES: usize = 4 * 1024 * 1024;

#[derive(Default)]
struct Recording {
    to_target: Vec<u8>,
    to_client: Vec<u8>,
    connections: usize,
}

struct Shared {
    target: Mutex<Option<SocketAddr>>,
    recording: Mutex<Recording>,
    cut: watch::Sender<bool>,
}

impl Shared {
    fn target(&self) -> Option<SocketAddr> {
        *self.target.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, bytes: &[u8], to_target: bool) {
        let mut recording = self.recording.lock().unwrap_or_else(PoisonError::into_inner);
        let side = if to_target { &mut recording.to_target } else { &mut recording.to_client };
        let room = KEPT_BYTES.saturating_sub(side.len());
        side.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }
}

/// A relay on one link. Dropping it ends it.
pub struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Relay {
    /// A relay for TCP (plain, TLS, HTTP, OCI-P, SIP over TCP) on a free loopback port.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn tcp() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Self::shared();
        let task = tokio::spawn(relay_tcp(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, task })
    }

    /// A relay for UDP on a free loopback port.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn udp() -> std::io::Result<Self> {
        let socket = UdpSocket::bind("127.0.0.1:0").await?;
        let address = socket.local_addr()?;
        let shared = Self::shared();
        let task = tokio::spawn(relay_udp(Arc::new(socket), Arc::clone(&shared)));
        Ok(Self { address, shared, task })
    }

    fn shared() -> Arc<Shared> {
        Arc::new(Shared {
            target: Mutex::new(None),
            recording: Mutex::new(Recording::default()),
            cut: watch::Sender::new(false),
        })
    }

    /// Where clients connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `localhost:port`: components are addressed by name.
    #[must_use]
    pub fn host_and_port(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    /// Says where the bytes go. Until then connections are closed at once.
    pub fn set_target(&self, target: SocketAddr) {
        *self.shared.target.lock().unwrap_or_else(PoisonError::into_inner) = Some(target);
    }

    /// Cuts the link: open connections break, new ones are closed, datagrams are lost.
    pub fn cut(&self) {
        self.shared.cut.send_replace(true);
    }

    /// Bytes that went towards the target.
    #[must_use]
    pub fn sent(&self) -> Vec<u8> {
        self.shared.recording.lock().unwrap_or_else(PoisonError::into_inner).to_target.clone()
    }

    /// Bytes that came back.
    #[must_use]
    pub fn received(&self) -> Vec<u8> {
        self.shared.recording.lock().unwrap_or_else(PoisonError::into_inner).to_client.clone()
    }

    /// Connections, or UDP clients, seen.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.recording.lock().unwrap_or_else(PoisonError::into_inner).connections
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.cut.send_replace(true);
        self.task.abort();
    }
}

async fn relay_tcp(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((client, _)) = listener.accept().await else { return };
        shared.recording.lock().unwrap_or_else(PoisonError::into_inner).connections += 1;
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            if *shared.cut.borrow() {
                return;
            }
            let Some(target) = shared.target() else { return };
            let Ok(server) = TcpStream::connect(target).await else { return };
            let (client_read, client_write) = client.into_split();
            let (server_read, server_write) = server.into_split();
            let mut cut = shared.cut.subscribe();
            let towards = pump(client_read, server_write, &shared, true);
            let back = pump(server_read, client_write, &shared, false);
            tokio::select! {
                _ = async { tokio::join!(towards, back) } => {}
                () = until_cut(&mut cut) => {}
            }
        });
    }
}

/// Ends when the link is cut.
async fn until_cut(cut: &mut watch::Receiver<bool>) {
    drop(cut.wait_for(|cut| *cut).await);
}

async fn pump(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    shared: &Shared,
    to_target: bool,
) {
    let mut buffer = vec![0_u8; 16 * 1024];
    loop {
        let count = from.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            // The other side may still have something to say: only this direction ends.
            drop(to.shutdown().await);
            return;
        }
        shared.record(&buffer[..count], to_target);
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

async fn relay_udp(socket: Arc<UdpSocket>, shared: Arc<Shared>) {
    let mut clients: HashMap<SocketAddr, Arc<UdpSocket>> = HashMap::new();
    let mut buffer = vec![0_u8; 65_535];
    loop {
        let Ok((count, client)) = socket.recv_from(&mut buffer).await else { continue };
        if *shared.cut.borrow() {
            continue;
        }
        let Some(target) = shared.target() else { continue };
        shared.record(&buffer[..count], true);
        let upstream = match clients.get(&client) {
            Some(upstream) => Arc::clone(upstream),
            None => {
                let Ok(upstream) = UdpSocket::bind("127.0.0.1:0").await else { continue };
                let upstream = Arc::new(upstream);
                shared.recording.lock().unwrap_or_else(PoisonError::into_inner).connections += 1;
                tokio::spawn(return_datagrams(
                    Arc::clone(&upstream),
                    Arc::clone(&socket),
                    client,
                    Arc::clone(&shared),
                ));
                clients.insert(client, Arc::clone(&upstream));
                upstream
            }
        };
        drop(upstream.send_to(&buffer[..count], target).await);
    }
}

async fn return_datagrams(
    upstream: Arc<UdpSocket>,
    socket: Arc<UdpSocket>,
    client: SocketAddr,
    shared: Arc<Shared>,
) {
    let mut buffer = vec![0_u8; 65_535];
    let mut cut = shared.cut.subscribe();
    loop {
        tokio::select! {
            () = until_cut(&mut cut) => return,
            received = upstream.recv_from(&mut buffer) => {
                let Ok((count, _)) = received else { continue };
                shared.record(&buffer[..count], false);
                drop(socket.send_to(&buffer[..count], client).await);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn echo_server() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut read, mut write) = stream.split();
                    drop(tokio::io::copy(&mut read, &mut write).await);
                });
            }
        });
        address
    }

    #[tokio::test]
    async fn bytes_pass_and_are_recorded_until_the_link_is_cut() {
        let relay = Relay::tcp().await.unwrap();
        relay.set_target(echo_server().await);
        let mut stream = TcpStream::connect(relay.address()).await.unwrap();
        stream.write_all(b"hello").await.unwrap();
        let mut answer = [0_u8; 5];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"hello");
        assert_eq!(relay.sent(), b"hello");
        assert_eq!(relay.received(), b"hello");
        relay.cut();
        assert_eq!(stream.read(&mut answer).await.unwrap_or(0), 0);
        let mut late = TcpStream::connect(relay.address()).await.unwrap();
        assert_eq!(late.read(&mut answer).await.unwrap_or(0), 0);
    }

    #[tokio::test]
    async fn datagrams_find_their_way_back() {
        let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let relay = Relay::udp().await.unwrap();
        relay.set_target(server.local_addr().unwrap());
        let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        client.send_to(b"ping", relay.address()).await.unwrap();
        let mut buffer = [0_u8; 16];
        let (count, from) = server.recv_from(&mut buffer).await.unwrap();
        assert_eq!(&buffer[..count], b"ping");
        server.send_to(b"pong", from).await.unwrap();
        let (count, from) = client.recv_from(&mut buffer).await.unwrap();
        assert_eq!((&buffer[..count], from), (&b"pong"[..], relay.address()));
        assert_eq!((relay.sent(), relay.received()), (b"ping".to_vec(), b"pong".to_vec()));
    }
}
