//! The handshake of one connection, and what is said when it is refused.

use std::io;
use std::time::Duration;

use rustls::CertificateError;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::ServerTls;
use super::client_verifier::Offered;
use crate::RefusalReason;
use crate::certificates;

/// How long and how many bytes we go on reading after a refusal.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 64 * 1024;

/// A refused handshake: the subject that was offered, and why.
pub(crate) struct Refused {
    pub(crate) subject: Option<String>,
    pub(crate) reason: RefusalReason,
}

/// Does the handshake; gives the stream and the subject of the client's certificate.
pub(crate) async fn accept(
    tls: &ServerTls,
    stream: TcpStream,
    time_out: Duration,
) -> Result<(TlsStream<TcpStream>, Option<String>), Refused> {
    let (config, offer) = tls.connection_config().map_err(|error| Refused {
        subject: None,
        reason: RefusalReason::Other(error.to_string()),
    })?;
    let accepting = TlsAcceptor::from(config).accept(stream).into_fallible();
    match tokio::time::timeout(time_out, accepting).await {
        Err(_) => {
            let offered = offer.get();
            Err(Refused { subject: offered.subject, reason: RefusalReason::TimedOut })
        }
        Ok(Err((error, stream))) => {
            linger(stream).await;
            let offered = offer.get();
            let reason = reason(&error, &offered);
            Err(Refused { subject: offered.subject, reason })
        }
        Ok(Ok(stream)) => {
            let subject = stream
                .get_ref()
                .1
                .peer_certificates()
                .and_then(|chain| chain.first())
                .and_then(|certificate| certificates::describe_der(certificate).ok())
                .map(|summary| summary.subject);
            Ok((stream, subject))
        }
    }
}

/// Reads what the client has already sent before closing. Closing with unread bytes makes the
/// kernel send a reset, which would overtake our alert: the client would not learn why.
async fn linger(mut stream: TcpStream) {
    let drained = async {
        stream.shutdown().await?;
        discard(&mut stream).await
    };
    // Whether the client waits for it is the client's business.
    let _ = tokio::time::timeout(LINGER, drained).await;
}

async fn discard(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let mut limited = stream.take(LINGER_BYTES);
    let mut buffer = [0_u8; 2048];
    while limited.read(&mut buffer).await? > 0 {}
    Ok(())
}

fn reason(error: &io::Error, offered: &Offered) -> RefusalReason {
    if let Some(why) = &offered.not_admitted {
        return RefusalReason::NotAdmitted(why.clone());
    }
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::NoCertificatesPresented) => RefusalReason::NoCertificate,
        Some(rustls::Error::InvalidCertificate(certificate)) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                RefusalReason::Expired
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                RefusalReason::NotYetValid
            }
            // A foreign authority may carry the same name as ours: then only its signature
            // gives it away.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                RefusalReason::NotIssuedByTrustAnchor
            }
            other => RefusalReason::Other(other.to_string()),
        },
        Some(other) => RefusalReason::Other(other.to_string()),
        None => RefusalReason::Other(error.to_string()),
    }
}
