//! Why a deployment does not start.

use std::path::PathBuf;

use thiserror::Error;

/// A deployment does not start. The text says what we were doing.
#[derive(Debug, Error)]
pub enum DeploymentError {
    /// A folder or file.
    #[error(transparent)]
    Data(#[from] crate::data_directory::DataDirectoryError),
    /// A log file.
    #[error(transparent)]
    Log(#[from] crate::log_files::LogFileError),
    /// The configuration.
    #[error(transparent)]
    Configuration(#[from] crate::config::ConfigurationError),
    /// A file that the configuration names.
    #[error("reading {path}: {source}")]
    Read {
        /// Which one.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The database.
    #[error("opening the database: {0}")]
    Store(#[from] lineman_store::StoreError),
    /// Sockets and certificates.
    #[error(transparent)]
    Net(#[from] lineman_net::NetError),
    /// The Application Server.
    #[error(transparent)]
    ApplicationServer(#[from] lineman_application_server::StartError),
    /// The Network Server.
    #[error(transparent)]
    NetworkServer(#[from] lineman_network_server::NetworkServerError),
    /// The SBC.
    #[error(transparent)]
    Sbc(#[from] lineman_sbc::SbcError),
    /// The XSP.
    #[error(transparent)]
    Xsp(#[from] lineman_xsp::XspError),
    /// The notification push server.
    #[error(transparent)]
    Push(#[from] lineman_push::PushServerError),
    /// Identity.
    #[error(transparent)]
    Identity(#[from] lineman_identity::IdentityError),
    /// The IdP proxy.
    #[error(transparent)]
    IdpProxy(#[from] lineman_idp_proxy::IdpProxyError),
    /// The activation portal.
    #[error(transparent)]
    Portal(#[from] lineman_activation_portal::PortalError),
    /// The provisioning bridge.
    #[error(transparent)]
    Bridge(#[from] lineman_provisioning_bridge::BridgeError),
    /// A component that another one needs is neither served here nor configured.
    #[error("{what} is not served here and no address for it is configured")]
    MissingPeer {
        /// Which one.
        what: &'static str,
    },
}
