//! Finding the database of a deployment.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lineman_model::SystemRandom;
use lineman_store::broadworks::APPLICATION_SERVER_NODE;
use lineman_store::{BroadworksStore, StoreError};
use thiserror::Error;

use super::CommandLine;
use crate::config::{Configuration, ConfigurationError};
use crate::data_directory::{DataDirectoryError, write_private};
use crate::error::DeploymentError;
use crate::keys;

/// Where a deployment is.
#[derive(Debug, Clone)]
pub enum Location {
    /// Its configuration file.
    Configuration(PathBuf),
    /// Its data folder.
    Data(PathBuf),
}

/// Whose settings.
#[derive(Debug, Clone)]
pub enum Node {
    /// The Application Server's.
    ApplicationServer,
    /// An XSP's; the first one's when it is not named.
    Xsp(Option<String>),
}

/// A shell cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Its configuration.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// There is no deployment.
    #[error(
        "there is no deployment in {0}; give --data DIR or --config FILE of one that has run once"
    )]
    NoDeployment(PathBuf),
    /// There is no such node.
    #[error("there is no XSP {wanted}; possible: {possible}")]
    NoSuchNode {
        /// What was asked for.
        wanted: String,
        /// What there is.
        possible: String,
    },
    /// The key file.
    #[error(transparent)]
    Key(#[from] DeploymentError),
    /// The database.
    #[error("opening the database: {0}")]
    Store(#[from] StoreError),
}

/// File in `keys/` with the address of a database that is not in the data folder.
const DATABASE_ADDRESS: &str = "keys/broadworks.database";

impl CommandLine {
    /// Opens the database of a deployment that has run at least once.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub async fn open(location: &Location, node: &Node) -> Result<Self, OpenError> {
        let (data, configured, usual) = match location {
            Location::Configuration(file) => {
                let configuration = Configuration::read(file)?;
                let broadworks = configuration.broadworks;
                (configuration.data.directory, broadworks.database, broadworks.xsp.node_name)
            }
            Location::Data(data) => {
                (data.clone(), kept_address(data)?, crate::config::XspSection::default().node_name)
            }
        };
        let key_file = data.join("keys/sealing.key");
        let file = data.join("broadworks.db");
        if !key_file.is_file() || (configured.is_none() && !file.is_file()) {
            return Err(OpenError::NoDeployment(data));
        }
        let key = keys::ensure_sealing_key(&key_file, &SystemRandom)?;
        let address = configured.unwrap_or_else(|| format!("sqlite:{}", file.display()));
        let store = BroadworksStore::connect(&address, key, Arc::new(SystemRandom)).await?;
        let node = match node {
            Node::ApplicationServer => APPLICATION_SERVER_NODE.to_owned(),
            Node::Xsp(wanted) => {
                let wanted = wanted.clone().unwrap_or(usual);
                let mut possible = store.node_settings().nodes().await?;
                possible.retain(|node| node != APPLICATION_SERVER_NODE);
                if !possible.contains(&wanted) {
                    let possible = possible.join(", ");
                    return Err(OpenError::NoSuchNode { wanted, possible });
                }
                wanted
            }
        };
        Ok(Self { store, node, data })
    }
}

/// Leaves the address of a database that is not in the data folder where a shell finds it.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn keep_address(data: &Path, address: Option<&str>) -> Result<(), DataDirectoryError> {
    let path = data.join(DATABASE_ADDRESS);
    match address {
        Some(address) => write_private(&path, address.as_bytes()),
        None => match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(DataDirectoryError::Io { doing: "removing", path, source })
            }
            _ => Ok(()),
        },
    }
}

fn kept_address(data: &Path) -> Result<Option<String>, OpenError> {
    let path = data.join(DATABASE_ADDRESS);
    if !path.is_file() {
        return Ok(None);
    }
    Ok(Some(keys::read(&path)?.trim().to_owned()))
}
