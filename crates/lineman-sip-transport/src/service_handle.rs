//! A running SIP component.

use std::net::SocketAddr;

use lineman_net::Shutdown;
use tokio::task::JoinHandle;

use crate::peer::Protocol;
use crate::socket::SipSocket;

/// A running SIP component; it stops when this is dropped or its shutdown fires.
#[derive(Debug)]
pub struct ServiceHandle {
    udp: Option<SocketAddr>,
    tcp: Option<SocketAddr>,
    tls: Option<SocketAddr>,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

impl ServiceHandle {
    /// Runs the work of a component on its own socket; `shutdown` is the component's own signal,
    /// for which the work must watch.
    pub fn run<F, W>(socket: SipSocket, shutdown: Shutdown, work: F) -> Self
    where
        F: FnOnce(SipSocket) -> W,
        W: Future<Output = ()> + Send + 'static,
    {
        let [udp, tcp, tls] = Protocol::ALL.map(|protocol| socket.address(protocol));
        let task = tokio::spawn(work(socket));
        Self { udp, tcp, tls, shutdown, task }
    }

    /// The bound address of a protocol.
    #[must_use]
    pub const fn address(&self, protocol: Protocol) -> Option<SocketAddr> {
        match protocol {
            Protocol::Udp => self.udp,
            Protocol::Tcp => self.tcp,
            Protocol::Tls => self.tls,
        }
    }

    /// Stops and waits for the end.
    pub async fn stop(mut self) {
        self.shutdown.trigger();
        if let Err(error) = (&mut self.task).await
            && error.is_panic()
        {
            tracing::error!("a SIP component's task panicked");
        }
    }
}

impl Drop for ServiceHandle {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}
