//! A SIP server: socket and server transactions.

use std::sync::Arc;
use std::time::Duration;

use lineman_model::{Clock, Timestamp};
use lineman_net::Shutdown;
use lineman_sip::{
    Message, Method, ResponseBuilder, ServerInput, ServerKey, ServerOutput, ServerTransactions,
    Timers,
};

use crate::peer::SipPeer;
use crate::response_route::{mark_source, response_peer};
use crate::socket::{Incoming, SipReceiver, SipSocket};

/// Most server transactions at a time.
const TRANSACTIONS: usize = 10_000;

/// A new request, complete in its mandatory fields, to be answered with
/// [`ServerElement::respond`].
#[derive(Debug, Clone)]
pub struct ServerRequest {
    /// The transaction.
    pub key: ServerKey,
    /// The request.
    pub message: Message,
    /// Who sent it.
    pub source: SipPeer,
}

/// A server that answers requests and opens none.
pub struct ServerElement {
    socket: SipSocket,
    receiver: SipReceiver,
    transactions: ServerTransactions<(SipPeer, SipPeer)>,
    clock: Arc<dyn Clock>,
}

impl ServerElement {
    /// Puts transactions on a socket.
    #[must_use]
    pub fn new(socket: SipSocket, receiver: SipReceiver, clock: Arc<dyn Clock>) -> Self {
        let transactions = ServerTransactions::new(Timers::default(), TRANSACTIONS);
        Self { socket, receiver, transactions, clock }
    }

    /// The socket.
    #[must_use]
    pub const fn socket(&self) -> &SipSocket {
        &self.socket
    }

    /// Waits for the next request. None after the shutdown.
    pub async fn next(&mut self, shutdown: &Shutdown) -> Option<ServerRequest> {
        loop {
            let now = self.clock.now();
            self.transactions.handle(now, ServerInput::Tick);
            let wait = wait_until(self.transactions.next_deadline(), now);
            let incoming = tokio::select! {
                received = tokio::time::timeout(wait, self.receiver.recv()) => match received {
                    Ok(received) => received?,
                    Err(_) => continue,
                },
                () = shutdown.triggered() => return None,
            };
            if let Some(event) = self.take(incoming) {
                return Some(event);
            }
        }
    }

    /// Answers a request.
    pub fn respond(&mut self, key: &ServerKey, message: Message) {
        let input = ServerInput::Response { key: key.clone(), message };
        let outputs = self.transactions.handle(self.clock.now(), input);
        let _ = self.carry_out(outputs);
    }

    fn take(&mut self, incoming: Incoming) -> Option<ServerRequest> {
        match incoming {
            Incoming::Message { peer, mut message } if message.is_request() => {
                mark_source(&mut message, peer);
                if message.check_request().is_err() {
                    self.refuse(&message, peer, 400);
                    return None;
                }
                // An ACK is never answered, and we open no dialogs.
                if *message.method()? == Method::Ack {
                    return None;
                }
                let reliable = peer.protocol.is_reliable();
                let target = response_peer(&message, peer);
                let input = ServerInput::Request { message, peer: (peer, target), reliable };
                let outputs = self.transactions.handle(self.clock.now(), input);
                self.carry_out(outputs)
            }
            Incoming::Malformed { peer, message: Some(mut message), error }
                if message.is_request() =>
            {
                tracing::debug!(%peer, %error, "refusing a request");
                mark_source(&mut message, peer);
                self.refuse(&message, peer, 400);
                None
            }
            Incoming::Malformed { peer, error, .. } => {
                tracing::debug!(%peer, %error, "dropping bytes");
                None
            }
            Incoming::Undelivered { peer, reason, .. } => {
                tracing::debug!(%peer, reason, "an answer was not delivered");
                None
            }
            // A server sent no request, so no response is for it.
            Incoming::Message { .. } | Incoming::Pong { .. } => None,
        }
    }

    fn carry_out(
        &mut self,
        outputs: Vec<ServerOutput<(SipPeer, SipPeer)>>,
    ) -> Option<ServerRequest> {
        let mut event = None;
        for output in outputs {
            match output {
                ServerOutput::Request { key, message, peer: (source, _) } => {
                    event = Some(ServerRequest { key, message, source });
                }
                ServerOutput::Send { peer: (_, target), bytes, .. } => {
                    self.socket.send(target, bytes);
                }
                // The answers here are final and ACKs are not handed in.
                ServerOutput::Ack { .. } | ServerOutput::NotAcknowledged { .. } => {}
                ServerOutput::Overloaded { message, peer: (source, _) } => {
                    self.refuse(&message, source, 503);
                }
            }
        }
        event
    }

    /// Answers without a transaction, if the request can be answered at all.
    fn refuse(&self, request: &Message, source: SipPeer, status: u16) {
        let answerable = request.top_via().is_ok()
            && request.method().is_some_and(|method| *method != Method::Ack);
        if answerable {
            let response = ResponseBuilder::new(request, status, "refused").build();
            self.socket.send(response_peer(request, source), response.to_bytes().into());
        }
    }
}

/// How long to wait for a deadline; without one, long enough to be harmless.
pub(crate) fn wait_until(deadline: Option<Timestamp>, now: Timestamp) -> Duration {
    let millis = deadline.map_or(60_000, |deadline| deadline.since(now).clamp(1, 60_000));
    Duration::from_millis(millis.unsigned_abs())
}
