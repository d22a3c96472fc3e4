//! UDP sockets, for SIP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use lineman_model::limits;
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

use crate::{NetError, ServerHandle, Shutdown};

/// One datagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datagram {
    /// Its bytes.
    pub bytes: Bytes,
    /// Who sent it.
    pub peer: SocketAddr,
}

/// Binds a UDP socket. Sending is done on it directly; the receiving loop shares it.
///
/// # Errors
/// When the address cannot be bound.
pub async fn bind(address: SocketAddr) -> Result<Arc<UdpSocket>, NetError> {
    let socket = UdpSocket::bind(address)
        .await
        .map_err(|source| NetError::io(format!("binding UDP {address}"), source))?;
    Ok(Arc::new(socket))
}

/// How long the loop pauses after an error that comes again and again.
const BACK_OFF: Duration = Duration::from_millis(50);

/// Receives datagrams into a bounded queue until the shutdown fires. What the queue cannot take is
/// dropped, as the network itself would: SIP sends again.
///
/// # Errors
/// When the socket has no local address.
pub fn serve(
    socket: Arc<UdpSocket>,
    shutdown: &Shutdown,
    queue: mpsc::Sender<Datagram>,
) -> Result<ServerHandle, NetError> {
    let local_address = socket
        .local_addr()
        .map_err(|source| NetError::io("reading the address of a UDP socket", source))?;
    let own = shutdown.child();
    let task = tokio::spawn(receive_loop(socket, own.clone(), queue));
    Ok(ServerHandle::new(local_address, own, task))
}

async fn receive_loop(socket: Arc<UdpSocket>, shutdown: Shutdown, queue: mpsc::Sender<Datagram>) {
    let mut buffer = vec![0_u8; limits::SIP_MESSAGE_BYTES];
    loop {
        let received = tokio::select! {
            received = socket.recv_from(&mut buffer) => received,
            () = shutdown.triggered() => return,
            () = queue.closed() => return,
        };
        match received {
            Ok((length, peer)) => {
                let bytes = Bytes::copy_from_slice(&buffer[..length]);
                if queue.try_send(Datagram { bytes, peer }).is_err() {
                    tracing::debug!(%peer, "dropped a datagram: the queue is full");
                }
            }
            // An earlier datagram of ours found nobody there (ICMP); the socket is as good as before.
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {}
            Err(error) => {
                tracing::warn!(%error, "receiving a datagram");
                let _ = tokio::time::timeout(BACK_OFF, shutdown.triggered()).await;
            }
        }
    }
}
