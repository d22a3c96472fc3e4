//! What went wrong when no HTTP answer came.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a request got no answer, in words that a log can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransportFailure {
    /// Nobody listens there.
    Refused,
    /// No connection or no answer in time.
    TimedOut,
    /// The TLS handshake failed: on our side, or by the server's alert.
    Tls(String),
    /// The host name has no address.
    Dns,
    /// The connection was closed or reset before the answer was complete.
    Closed,
    /// Anything else.
    Other(String),
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("connection refused"),
            Self::TimedOut => f.write_str("timed out"),
            Self::Tls(reason) => write!(f, "TLS handshake failed: {reason}"),
            Self::Dns => f.write_str("host name not found"),
            Self::Closed => f.write_str("connection closed before the answer"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl From<&reqwest::Error> for TransportFailure {
    fn from(error: &reqwest::Error) -> Self {
        // The most precise cause first: a TLS alert arrives wrapped in an I/O error, and that in
        // an error that may also call itself a connection error.
        let mut other = None;
        let mut cause: Option<&(dyn Error + 'static)> = Some(error);
        let mut found = None;
        while let Some(current) = cause {
            if let Some(failure) = classify(current) {
                let tls = matches!(failure, Self::Tls(_));
                found = Some(failure);
                if tls {
                    break;
                }
            }
            other = Some(current.to_string());
            cause = current.source();
        }
        if let Some(failure) = found {
            return failure;
        }
        if error.is_timeout() {
            return Self::TimedOut;
        }
        Self::Other(other.unwrap_or_else(|| String::from("unknown failure")))
    }
}

fn classify(error: &(dyn Error + 'static)) -> Option<TransportFailure> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(TransportFailure::Tls(tls.to_string()));
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return classify_io(error);
    }
    let text = error.to_string();
    if text.starts_with("dns error") {
        return Some(TransportFailure::Dns);
    }
    if text.starts_with("connection closed before message completed")
        || text.starts_with("end of file before message length reached")
    {
        return Some(TransportFailure::Closed);
    }
    None
}

fn classify_io(error: &io::Error) -> Option<TransportFailure> {
    // An I/O error's `source` skips the error that it wraps; ask for that one itself.
    if let Some(inner) = error.get_ref() {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return Some(TransportFailure::Tls(tls.to_string()));
        }
        if let Some(nested) = inner.downcast_ref::<io::Error>() {
            return classify_io(nested);
        }
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Some(TransportFailure::Refused),
        io::ErrorKind::TimedOut => Some(TransportFailure::TimedOut),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => Some(TransportFailure::Closed),
        _ => None,
    }
}
