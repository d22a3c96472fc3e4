//! A recording relay: stands on a link between two components, sees every byte pass, and can cut
//! the link.

mod shared;
mod tcp;
mod udp;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinHandle;

use shared::Shared;
pub use shared::Way;
pub(crate) use shared::contains;

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
        let shared = Shared::new();
        let task = tokio::spawn(tcp::relay(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, task })
    }

    /// A relay for UDP on a free loopback port.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn udp() -> std::io::Result<Self> {
        let socket = UdpSocket::bind("127.0.0.1:0").await?;
        let address = socket.local_addr()?;
        let shared = Shared::new();
        let task = tokio::spawn(udp::relay(Arc::new(socket), Arc::clone(&shared)));
        Ok(Self { address, shared, task })
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

    /// Says where the bytes go. Until then connections are closed at once and datagrams are lost.
    pub fn set_target(&self, target: SocketAddr) {
        self.shared.set_target(target);
    }

    /// Cuts the link: open connections break, new ones are closed, datagrams are lost.
    pub fn cut(&self) {
        self.shared.cut();
    }

    /// Cuts the link before the end of this pattern passes that way; so steps that share a link are
    /// told apart.
    pub fn cut_on(&self, way: Way, pattern: impl AsRef<[u8]>) {
        self.shared.add_rule(way, pattern.as_ref(), Arc::clone(&self.shared));
    }

    /// Cuts this link when the pattern is about to pass on `other`: for a link whose own bytes
    /// cannot be read.
    pub fn cut_when(&self, other: &Self, way: Way, pattern: impl AsRef<[u8]>) {
        other.shared.add_rule(way, pattern.as_ref(), Arc::clone(&self.shared));
    }

    /// Whether the link is cut.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.shared.is_cut()
    }

    /// Bytes that went towards the target.
    #[must_use]
    pub fn sent(&self) -> Vec<u8> {
        self.shared.recording().out.clone()
    }

    /// Bytes that came back.
    #[must_use]
    pub fn received(&self) -> Vec<u8> {
        self.shared.recording().back.clone()
    }

    /// Whether a text passed that way.
    #[must_use]
    pub fn saw(&self, way: Way, text: impl AsRef<[u8]>) -> bool {
        let recording = self.shared.recording();
        let bytes = match way {
            Way::Out => &recording.out,
            Way::Back => &recording.back,
        };
        contains(bytes, text.as_ref())
    }

    /// Connections, or UDP clients, seen.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.recording().connections
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.cut();
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

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
    async fn a_pattern_cuts_before_it_passes() {
        let relay = Relay::tcp().await.unwrap();
        relay.set_target(echo_server().await);
        relay.cut_on(Way::Out, "stop");
        let mut stream = TcpStream::connect(relay.address()).await.unwrap();
        let mut answer = [0_u8; 4];
        stream.write_all(b"go on").await.unwrap();
        stream.read_exact(&mut answer).await.unwrap();
        assert!(!relay.is_cut() && relay.saw(Way::Back, "go o"));
        stream.write_all(b" and stop it").await.unwrap();
        let mut rest = Vec::new();
        while let Ok(count @ 1..) = stream.read(&mut answer).await {
            rest.extend_from_slice(&answer[..count]);
        }
        assert!(relay.is_cut() && !relay.saw(Way::Out, "stop"), "{rest:?}");
        assert!(!contains(&rest, b"stop"));
    }

    #[tokio::test]
    async fn one_link_may_be_cut_by_what_passes_on_another() {
        let (seen, cut) = (Relay::tcp().await.unwrap(), Relay::tcp().await.unwrap());
        seen.set_target(echo_server().await);
        cut.cut_when(&seen, Way::Back, "now");
        let mut stream = TcpStream::connect(seen.address()).await.unwrap();
        stream.write_all(b"now").await.unwrap();
        let mut answer = [0_u8; 3];
        stream.read_exact(&mut answer).await.unwrap();
        assert!(cut.is_cut() && !seen.is_cut());
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
