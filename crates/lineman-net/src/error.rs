//! What can go wrong before a listener or a client stands.

/// A listener, a certificate or a client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// The operating system refused.
    #[error("{doing}: {source}")]
    Io {
        /// What we were doing, such as `binding 127.0.0.1:2208`.
        doing: String,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
    /// A PEM file does not hold what it should.
    #[error("reading {what}: {reason}")]
    Pem {
        /// Which part: `certificate chain`, `private key`, `trust anchors`.
        what: &'static str,
        /// The reason.
        reason: String,
    },
    /// A TLS configuration does not work, such as a key that does not fit its certificate.
    #[error("setting up TLS: {0}")]
    Tls(String),
    /// A certificate or key could not be made.
    #[error("making a certificate for {name}: {reason}")]
    Certificate {
        /// Whose certificate.
        name: String,
        /// The reason.
        reason: String,
    },
    /// The HTTP client could not be built.
    #[error("building the HTTP client: {0}")]
    Client(String),
}

impl NetError {
    pub(crate) fn io(doing: impl Into<String>, source: std::io::Error) -> Self {
        Self::Io { doing: doing.into(), source }
    }
}
