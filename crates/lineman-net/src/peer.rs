//! Who is on the other end, and who was turned away.

use std::fmt;
use std::net::SocketAddr;

/// The other end of a connection. [`crate::http::serve`] puts it into the request's extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerInfo {
    /// Its address.
    pub address: SocketAddr,
    /// Our address on this connection.
    pub local_address: SocketAddr,
    /// Subject of its verified client certificate, such as `CN=idp-proxy`.
    pub client_subject: Option<String>,
    /// Whether the connection is TLS.
    pub encrypted: bool,
}

/// Why a TLS handshake was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalReason {
    /// The client sent no certificate.
    NoCertificate,
    /// The certificate does not lead to a trust anchor.
    NotIssuedByTrustAnchor,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// The certificate is good, but the listener's policy turns it away.
    NotAdmitted(String),
    /// The handshake did not end in time.
    TimedOut,
    /// Anything else, in the words of the TLS library.
    Other(String),
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCertificate => f.write_str("no certificate offered"),
            Self::NotIssuedByTrustAnchor => f.write_str("certificate not issued by a trust anchor"),
            Self::Expired => f.write_str("certificate expired"),
            Self::NotYetValid => f.write_str("certificate not yet valid"),
            Self::NotAdmitted(why) => write!(f, "certificate not admitted: {why}"),
            Self::TimedOut => f.write_str("handshake timed out"),
            Self::Other(text) => write!(f, "handshake failed: {text}"),
        }
    }
}

/// A TLS handshake that was refused: nobody's request, so all that is known is this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedHandshake {
    /// The client's address.
    pub peer: SocketAddr,
    /// Subject of the certificate that it offered; none when it offered none.
    pub subject: Option<String>,
    /// Why; its text is what a log shows.
    pub reason: RefusalReason,
}

/// Whoever wants to know of refused handshakes.
pub trait HandshakeObserver: Send + Sync {
    /// A handshake was refused.
    fn refused(&self, handshake: &RefusedHandshake);
}

/// Nobody: for listeners without TLS.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoObserver;

impl HandshakeObserver for NoObserver {
    fn refused(&self, handshake: &RefusedHandshake) {
        tracing::debug!(peer = %handshake.peer, reason = %handshake.reason, "refused a handshake");
    }
}
