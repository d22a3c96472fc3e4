//! UDP: every client gets a socket of its own towards the target, so that answers find back.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::UdpSocket;

use super::shared::{Shared, Way};

const DATAGRAM_BYTES: usize = 65_535;

pub(super) async fn relay(socket: Arc<UdpSocket>, shared: Arc<Shared>) {
    let mut clients: HashMap<SocketAddr, Arc<UdpSocket>> = HashMap::new();
    let mut buffer = vec![0_u8; DATAGRAM_BYTES];
    loop {
        let Ok((count, client)) = socket.recv_from(&mut buffer).await else { continue };
        let Some(target) = shared.target() else { continue };
        let datagram = &buffer[..count];
        if !may_pass(datagram, &shared, Way::Out) {
            continue;
        }
        let upstream = match clients.get(&client) {
            Some(upstream) => Arc::clone(upstream),
            None => {
                let Ok(upstream) = UdpSocket::bind("127.0.0.1:0").await else { continue };
                let upstream = Arc::new(upstream);
                shared.recording().connections += 1;
                tokio::spawn(back(
                    Arc::clone(&upstream),
                    Arc::clone(&socket),
                    client,
                    Arc::clone(&shared),
                ));
                clients.insert(client, Arc::clone(&upstream));
                upstream
            }
        };
        drop(upstream.send_to(datagram, target).await);
    }
}

async fn back(
    upstream: Arc<UdpSocket>,
    socket: Arc<UdpSocket>,
    client: SocketAddr,
    shared: Arc<Shared>,
) {
    let mut buffer = vec![0_u8; DATAGRAM_BYTES];
    loop {
        tokio::select! {
            () = shared.until_cut() => return,
            received = upstream.recv_from(&mut buffer) => {
                let Ok((count, _)) = received else { continue };
                let datagram = &buffer[..count];
                if may_pass(datagram, &shared, Way::Back) {
                    drop(socket.send_to(datagram, client).await);
                }
            }
        }
    }
}

/// Looks at a datagram and records it; one that meets a cut link is lost.
fn may_pass(datagram: &[u8], shared: &Shared, way: Way) -> bool {
    shared.inspect(datagram, way);
    if shared.is_cut() {
        return false;
    }
    shared.record(datagram, way);
    true
}
