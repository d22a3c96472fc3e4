//! Starts a stack from configuration: for `serve`, the lab and the tests.
//!
//! Nothing here is a component: it reads configuration, opens databases, keys and log files, binds
//! the components in the order in which they need each other's addresses, and stops them.

mod broadworks;
mod config;
mod data_directory;
mod diagnosis;
mod environment;
mod error;
mod keys;
mod log_files;
mod running;
mod serve;

pub use broadworks::BroadworksHalf;
pub use config::{
    Addresses, Administrator, ApplicationServerSection, BroadworksSection, Configuration,
    ConfigurationError, DataSection, LogSection, NetworkServerSection, SbcSection, XspSection,
};
pub use data_directory::{DataDirectory, DataDirectoryError, write_private};
pub use diagnosis::diagnose;
pub use environment::Environment;
pub use error::DeploymentError;
pub use keys::{Authorities, ensure_authority, ensure_sealing_key};
pub use log_files::{LogFile, LogFileError, dated_name, folder_name};
pub use running::Running;
pub use serve::{Service, serve};
