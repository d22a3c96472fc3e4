//! Sockets and look-ups.

use std::net::SocketAddr;
use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_model::{Clock, Random};
use lineman_net::{NetError, Shutdown};
use lineman_sip::{Message, NameAddress, ResponseBuilder, SipUri};
use lineman_sip_transport::{
    ServerElement, ServerRequest, ServiceHandle, SipObserver, SipSocket, SipSocketConfig,
};
use lineman_store::{BroadworksStore, StoreError};

use crate::ns_xs_log::NsXsLog;
use crate::redirect::{host_and_port, number_of, server_uri, user_of};

/// Where the Network Server listens.
#[derive(Debug, Clone, Copy)]
pub struct NetworkServerConfig {
    /// UDP address.
    pub udp: Option<SocketAddr>,
    /// TCP address.
    pub tcp: Option<SocketAddr>,
}

/// Why the Network Server does not start.
#[derive(Debug, thiserror::Error)]
pub enum NetworkServerError {
    /// A socket cannot be bound.
    #[error("starting the network server: {0}")]
    Net(#[from] NetError),
}

/// The Network Server.
pub struct NetworkServer {
    store: BroadworksStore,
    log: Arc<NsXsLog>,
    random: Arc<dyn Random>,
}

impl NetworkServer {
    /// Binds the sockets and begins to work.
    ///
    /// # Errors
    /// When an address cannot be bound.
    pub async fn start(
        config: NetworkServerConfig,
        store: BroadworksStore,
        ns_xs_log: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        shutdown: &Shutdown,
    ) -> Result<ServiceHandle, NetworkServerError> {
        let shutdown = shutdown.child();
        let log = Arc::new(NsXsLog::new(ns_xs_log, Arc::clone(&clock)));
        let observer: Arc<dyn SipObserver> = Arc::clone(&log) as _;
        let sockets = SipSocketConfig { udp: config.udp, tcp: config.tcp, max_connections: 0 };
        let (socket, receiver) = SipSocket::bind(sockets, observer, &shutdown).await?;
        let server = Self { store, log, random };
        Ok(ServiceHandle::run(socket, shutdown.clone(), |socket| async move {
            let mut element = ServerElement::new(socket, receiver, clock);
            while let Some(ServerRequest { key, message, .. }) = element.next(&shutdown).await {
                let response = server.answer(&message).await;
                element.respond(&key, response);
            }
        }))
    }

    async fn answer(&self, request: &Message) -> Message {
        match self.locate(request).await {
            Ok(response) => response,
            Err(error) => {
                tracing::error!(%error, "a look-up failed");
                self.response(request, 500).build()
            }
        }
    }

    async fn locate(&self, request: &Message) -> Result<Message, StoreError> {
        let Some(user) = user_of(request) else {
            return Ok(self.response(request, 404).build());
        };
        let call_id = request.call_id().unwrap_or_default();
        let location = self.location(&user).await?;
        let user = user.address_of_record();
        let uri = location.as_deref().and_then(server_uri);
        let hosting_server = uri.as_ref().map(host_and_port);
        self.log.lookup(&user, hosting_server.as_deref(), call_id);
        Ok(match uri {
            Some(uri) => {
                let contact = NameAddress::new(uri.to_string()).to_string();
                self.response(request, 302).header("Contact", contact).build()
            }
            None => self.response(request, 404).build(),
        })
    }

    /// By the line/port itself; else by user id, alternate id or number, through the user's lines.
    async fn location(&self, user: &SipUri) -> Result<Option<String>, StoreError> {
        let (store, address) = (&self.store, user.address_of_record());
        if let Some(location) = store.locations().find(&address).await? {
            return Ok(Some(location));
        }
        let by_id = store.subscribers().find(&address).await?;
        let subscriber = match (by_id, number_of(user)) {
            (None, Some(number)) => store.subscribers().find_by_number(&number).await?,
            (found, _) => found,
        };
        let Some(subscriber) = subscriber else { return Ok(None) };
        for line in store.endpoints().list_of_user(&subscriber.user_id).await? {
            if let Some(location) = store.locations().find(&line.line_port).await? {
                return Ok(Some(location));
            }
        }
        Ok(None)
    }

    fn response(&self, request: &Message, status: u16) -> ResponseBuilder {
        ResponseBuilder::new(request, status, &self.random.hex(8))
    }
}
