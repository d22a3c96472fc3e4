//! The OCI-P sockets: many documents on one connection, answered in order.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use lineman_ladder::settings;
use lineman_model::limits;
use lineman_net::tcp::{Connection, ListenerOptions};
use lineman_net::tls::ServerTls;
use lineman_net::{NetError, NoObserver, ServerHandle, Shutdown, tcp};
use lineman_ocip::{FrameBuffer, FrameError};
use lineman_store::broadworks::APPLICATION_SERVER_NODE as AS;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::dispatch::{self, Link};
use super::server::OciServer;

/// Bytes read at a time.
const CHUNK: usize = 16 * 1024;
/// Largest document of a client that is not logged in: what a login needs, not what would fill the
/// memory of the server.
const STRANGER_DOCUMENT: usize = 64 * 1024;
/// A client that does not take its answer within this time is cut off.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// Who connects to a listener.
#[derive(Debug, Clone)]
pub(crate) enum Audience {
    /// Clients that log in.
    Clients,
    /// Peers that may speak for users without a session if they are on the access list: this one,
    /// or `System/NetworkAccessLists/OCI/Provisioning`.
    Trusted(Vec<IpAddr>),
}

impl Audience {
    /// Whether a peer is trusted now. The list is read for each document, because connections of
    /// an XSP stay open for days.
    async fn trusts(&self, server: &OciServer, peer: SocketAddr) -> bool {
        let Self::Trusted(list) = self else { return false };
        let address = peer.ip().to_canonical();
        if list.contains(&address) {
            return true;
        }
        let row = server
            .store
            .node_settings()
            .row(AS, settings::OCI_ACCESS_LIST, &[&address.to_string()])
            .await;
        row.is_ok_and(|row| row.is_some())
    }
}

/// Serves OCI-P on a bound socket.
pub(crate) fn serve(
    listener: TcpListener,
    tls: Option<ServerTls>,
    server: Arc<OciServer>,
    audience: Audience,
    shutdown: &Shutdown,
) -> Result<ServerHandle, NetError> {
    let options = ListenerOptions {
        max_connections: server.config.max_connections,
        ..ListenerOptions::default()
    };
    tcp::serve(listener, tls, options, shutdown, Arc::new(NoObserver), move |connection| {
        let peer = connection.peer.address;
        let server = Arc::clone(&server);
        let audience = audience.clone();
        async move {
            let link = Link { id: server.next_connection(), peer, trusted: false };
            converse(&server, link, &audience, connection).await;
            server.sessions.leave(link.id);
        }
    })
}

async fn converse(
    server: &OciServer,
    mut link: Link,
    audience: &Audience,
    mut connection: Connection,
) {
    link.trusted = audience.trusts(server, link.peer).await;
    let mut frames = FrameBuffer::new(STRANGER_DOCUMENT);
    let mut stranger = true;
    let mut chunk = vec![0_u8; CHUNK];
    loop {
        loop {
            if stranger && (link.trusted || server.sessions.is_logged_in(link.id)) {
                stranger = false;
                frames.set_limit(limits::OCI_DOCUMENT_BYTES);
            }
            match frames.next_document() {
                Ok(Some(frame)) => {
                    link.trusted = audience.trusts(server, link.peer).await;
                    let answer = dispatch::answer_frame(server, link, &frame).await;
                    let written =
                        tokio::time::timeout(WRITE_TIMEOUT, connection.stream.write_all(&answer));
                    if !matches!(written.await, Ok(Ok(()))) {
                        return;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    give_up(link, error);
                    return;
                }
            }
        }
        let read =
            tokio::time::timeout(server.config.idle_timeout, connection.stream.read(&mut chunk));
        let read = tokio::select! {
            read = read => read,
            () = connection.shutdown.triggered() => return,
        };
        match read {
            Ok(Ok(0)) | Err(_) => return,
            Ok(Ok(count)) => frames.push(&chunk[..count]),
            Ok(Err(error)) => {
                tracing::debug!(peer = %link.peer, %error, "reading an OCI-P connection");
                return;
            }
        }
    }
}

fn give_up(link: Link, error: FrameError) {
    tracing::warn!(peer = %link.peer, %error, "closing an OCI-P connection");
}
