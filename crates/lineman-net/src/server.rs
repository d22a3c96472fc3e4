//! A running listener.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::Shutdown;

/// A running listener. Dropping it stops it without waiting; [`ServerHandle::stop`] waits until the
/// last connection has ended (bounded by the listener's grace time).
#[derive(Debug)]
pub struct ServerHandle {
    local_address: SocketAddr,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

impl ServerHandle {
    pub(crate) fn new(local_address: SocketAddr, shutdown: Shutdown, task: JoinHandle<()>) -> Self {
        Self { local_address, shutdown, task }
    }

    /// The address it listens on, with the true port.
    #[must_use]
    pub fn local_address(&self) -> SocketAddr {
        self.local_address
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.local_address.port()
    }

    /// Stops it and waits for its end.
    pub async fn stop(mut self) {
        self.shutdown.trigger();
        self.join().await;
    }

    /// Waits for its end without asking for it: the parent's [`Shutdown`] does.
    pub async fn finished(mut self) {
        self.join().await;
    }

    async fn join(&mut self) {
        if let Err(error) = (&mut self.task).await
            && error.is_panic()
        {
            tracing::error!(address = %self.local_address, "a listener's task panicked");
        }
    }
}

impl Drop for ServerHandle {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}

/// Waits for the tasks of a listener, then ends those that overstay the grace time.
pub(crate) async fn drain(tasks: &mut tokio::task::JoinSet<()>, grace: Duration) {
    let all = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(grace, all).await.is_err() {
        tasks.shutdown().await;
    }
}
