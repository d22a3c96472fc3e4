//! Raw TCP and TLS listeners, for OCI-P and SIP; HTTP stands on the same accept loop.

mod stream;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::server::drain;
use crate::tls::{self, ServerTls};
use crate::{HandshakeObserver, NetError, PeerInfo, RefusedHandshake, ServerHandle, Shutdown};
pub use stream::Stream;

/// Bounds of a listener.
#[derive(Debug, Clone, Copy)]
pub struct ListenerOptions {
    /// Most connections at a time; further ones wait in the kernel's queue.
    pub max_connections: usize,
    /// Longest TLS handshake.
    pub handshake_timeout: Duration,
    /// How long a stop waits for the connections to end by themselves.
    pub grace: Duration,
}

impl Default for ListenerOptions {
    fn default() -> Self {
        Self {
            max_connections: 1024,
            handshake_timeout: Duration::from_secs(10),
            grace: Duration::from_secs(5),
        }
    }
}

/// How long the loop pauses when the system has no more file descriptors.
const ACCEPT_BACK_OFF: Duration = Duration::from_millis(100);

/// One accepted connection.
#[derive(Debug)]
pub struct Connection {
    /// The bytes.
    pub stream: Stream,
    /// The other end.
    pub peer: PeerInfo,
    /// Fires when the connection should end soon.
    pub shutdown: Shutdown,
}

/// Binds a TCP listener.
///
/// # Errors
/// When the address cannot be bound.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, NetError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| NetError::io(format!("binding TCP {address}"), source))
}

/// Connects, within a time.
///
/// # Errors
/// No such name, refused, or not in time.
pub async fn connect(
    address: impl ToSocketAddrs + std::fmt::Display,
    time_out: Duration,
) -> Result<TcpStream, NetError> {
    let doing = format!("connecting to {address}");
    let stream = match tokio::time::timeout(time_out, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(source)) => return Err(NetError::io(doing, source)),
        Err(_) => return Err(NetError::io(doing, std::io::ErrorKind::TimedOut.into())),
    };
    stream.set_nodelay(true).map_err(|source| NetError::io(doing, source))?;
    Ok(stream)
}

/// Accepts connections until the shutdown fires, and runs the handler for each in its own task.
///
/// # Errors
/// When the listener has no local address any more.
pub fn serve<H, F>(
    listener: TcpListener,
    tls: Option<ServerTls>,
    options: ListenerOptions,
    shutdown: &Shutdown,
    observer: Arc<dyn HandshakeObserver>,
    handler: H,
) -> Result<ServerHandle, NetError>
where
    H: Fn(Connection) -> F + Send + Sync + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let local_address = listener
        .local_addr()
        .map_err(|source| NetError::io("reading the address of a listener", source))?;
    let own = shutdown.child();
    let service =
        Arc::new(Service { tls, options, shutdown: own.clone(), observer, handler, local_address });
    let task = tokio::spawn(accept_loop(listener, service));
    Ok(ServerHandle::new(local_address, own, task))
}

struct Service<H> {
    tls: Option<ServerTls>,
    options: ListenerOptions,
    shutdown: Shutdown,
    observer: Arc<dyn HandshakeObserver>,
    handler: H,
    local_address: SocketAddr,
}

async fn accept_loop<H, F>(listener: TcpListener, service: Arc<Service<H>>)
where
    H: Fn(Connection) -> F + Send + Sync + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(service.options.max_connections));
    let mut tasks = JoinSet::new();
    loop {
        while let Some(ended) = tasks.try_join_next() {
            report_panic(ended);
        }
        let accepting = async {
            // The permit comes first: what we cannot serve yet stays in the kernel's queue.
            let permit = Arc::clone(&permits).acquire_owned().await.ok()?;
            Some((permit, listener.accept().await))
        };
        let accepted = tokio::select! {
            accepted = accepting => accepted,
            () = service.shutdown.triggered() => break,
        };
        match accepted {
            None => break,
            Some((permit, Ok((stream, address)))) => {
                let service = Arc::clone(&service);
                tasks.spawn(async move {
                    service.connection(stream, address).await;
                    drop(permit);
                });
            }
            Some((_, Err(error))) => {
                tracing::warn!(address = %service.local_address, %error, "accepting a connection");
                // A time-out on the signal is a pause that a stop cuts short.
                let _ = tokio::time::timeout(ACCEPT_BACK_OFF, service.shutdown.triggered()).await;
            }
        }
    }
    drop(listener);
    drain(&mut tasks, service.options.grace).await;
}

fn report_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!("a connection's task panicked");
    }
}

impl<H, F> Service<H>
where
    H: Fn(Connection) -> F + Send + Sync + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    async fn connection(&self, stream: TcpStream, address: SocketAddr) {
        // Small answers must not wait for more; without it they are only slower.
        let _ = stream.set_nodelay(true);
        let local_address = stream.local_addr().unwrap_or(self.local_address);
        let (stream, client_subject) = match &self.tls {
            None => (Stream::Plain(stream), None),
            Some(tls) => {
                let handshake = tls::accept(tls, stream, self.options.handshake_timeout);
                let outcome = tokio::select! {
                    outcome = handshake => outcome,
                    () = self.shutdown.triggered() => return,
                };
                match outcome {
                    Ok((stream, subject)) => (Stream::Tls(Box::new(stream)), subject),
                    Err(refused) => {
                        self.observer.refused(&RefusedHandshake {
                            peer: address,
                            subject: refused.subject,
                            reason: refused.reason,
                        });
                        return;
                    }
                }
            }
        };
        let encrypted = matches!(stream, Stream::Tls(_));
        let peer = PeerInfo { address, local_address, client_subject, encrypted };
        let connection = Connection { stream, peer, shutdown: self.shutdown.clone() };
        (self.handler)(connection).await;
    }
}
