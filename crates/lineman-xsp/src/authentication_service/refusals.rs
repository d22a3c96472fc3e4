//! Refused TLS handshakes in the authenticationService log: peer, subject, reason (AUT-005 to
//! AUT-009). Nobody's request, so no tracking id.

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_model::Clock;
use lineman_net::{HandshakeObserver, RefusedHandshake};

/// Thread column of a handshake: there is no request yet, so no worker.
const THREAD: &str = "TLS Acceptor";

/// Writes them.
pub(crate) struct RefusalLog {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
}

impl HandshakeObserver for RefusalLog {
    fn refused(&self, handshake: &RefusedHandshake) {
        let record = AuthenticationServiceRecord {
            time: self.clock.now(),
            severity: "Warn".to_owned(),
            thread: THREAD.to_owned(),
            tracking_id: None,
            entry: AuthenticationServiceEntry::HandshakeRefused {
                peer: handshake.peer.to_string(),
                subject: handshake.subject.clone(),
                reason: handshake.reason.to_string(),
            },
        };
        self.log.append(&record.write());
    }
}
