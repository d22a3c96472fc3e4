//! TLS on the side that connects.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use lineman_model::Clock;
use rustls::ClientConfig;
use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{ClockTime, provider, read_roots};
use crate::NetError;

/// What a TLS client needs: whom it trusts. It shows no certificate of its own.
#[derive(Clone)]
pub struct ClientTls(Arc<ClientConfig>);

impl fmt::Debug for ClientTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientTls")
    }
}

impl ClientTls {
    /// Trusts only these authorities.
    ///
    /// # Errors
    /// When the text holds no certificate.
    pub fn from_pem(trust_anchors_pem: &str, clock: Arc<dyn Clock>) -> Result<Self, NetError> {
        let roots = read_roots(trust_anchors_pem)?;
        let config = ClientConfig::builder_with_details(provider(), Arc::new(ClockTime(clock)))
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .map_err(|error| NetError::Tls(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }

    /// Does the handshake; the server's certificate must carry the name.
    ///
    /// # Errors
    /// When the name is impossible, the certificate is not good, or it takes too long.
    pub async fn connect(
        &self,
        stream: TcpStream,
        host: &str,
        time_out: Duration,
    ) -> Result<TlsStream<TcpStream>, NetError> {
        let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(bare)
            .map_err(|_| NetError::Tls(format!("{host} is no name of a server")))?;
        let connecting = TlsConnector::from(Arc::clone(&self.0)).connect(name, stream);
        let doing = || format!("TLS handshake with {host}");
        match tokio::time::timeout(time_out, connecting).await {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(source)) => Err(NetError::io(doing(), source)),
            Err(_) => Err(NetError::io(doing(), std::io::ErrorKind::TimedOut.into())),
        }
    }
}
