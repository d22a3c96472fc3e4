//! Starts a stack from configuration: for `serve`, the lab and the tests.
//!
//! Nothing here is a component: it reads configuration, opens databases, keys and log files, binds
//! the components in the order in which they need each other's addresses, and stops them.

mod broadworks;
mod cloud;
mod command_line;
mod config;
mod data_directory;
mod diagnosis;
mod edge;
mod environment;
mod error;
mod initial_settings;
mod keys;
pub mod lab;
mod log_files;
mod log_rules;
mod push;
mod rolling_log;
mod running;
mod serve;
mod xsps;

pub use broadworks::BroadworksHalf;
pub use cloud::{APP_CLIENT_ID, APP_REDIRECT_URI, CloudHalf};
pub use command_line::{CommandLine, Location, Node, OpenError};
pub use config::{
    AccessLogEra, Administrator, ApnsSection, ApplicationServerSection, BridgeSection,
    BroadworksSection, CloudSection, ClusterSection, Configuration, ConfigurationError,
    DataSection, FcmApplicationSection, FcmSection, IdentityProviderSection, IdentitySection,
    IdpProxySection, LogSection, NetworkServerSection, PortalSection, PushServerSection,
    SbcSection, TemplateSection, TokenInfoClientSection, XspSection,
};
pub use data_directory::{DataDirectory, DataDirectoryError, write_private};
pub use diagnosis::diagnose;
pub use environment::Environment;
pub use error::DeploymentError;
pub use log_files::{LogFile, LogFileError, dated_name, folder_name};
pub use log_rules::{LogRules, Severity};
pub use rolling_log::RollingLog;
pub use running::Running;
pub use serve::{Service, serve};
pub use xsps::RunningXsp;
