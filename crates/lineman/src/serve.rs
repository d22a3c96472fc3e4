//! `lineman serve --config FILE --role ROLE`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lineman_deployment::{Configuration, DataDirectoryError, DeploymentError, Service};

use crate::{logging, output};

/// What `lineman serve` is asked.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The configuration, TOML.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// What to serve; may be given several times.
    #[arg(long = "role", value_enum, required = true)]
    roles: Vec<Role>,
}

/// A half of the deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Application Server, Network Server, SBC and XSP.
    Broadworks,
    /// Identity, IdP proxy, activation portal and provisioning bridge.
    Cloud,
}

impl From<Role> for Service {
    fn from(role: Role) -> Self {
        match role {
            Role::Broadworks => Self::Broadworks,
            Role::Cloud => Self::Cloud,
        }
    }
}

impl Serve {
    pub(crate) fn run(self) -> u8 {
        logging::to_standard_error();
        let services: Vec<Service> = self.roles.into_iter().map(Service::from).collect();
        let outcome = Configuration::read(&self.config).map_err(DeploymentError::from).and_then(
            |configuration| {
                let runtime = tokio::runtime::Runtime::new().map_err(|source| {
                    DeploymentError::Read { path: PathBuf::from("the async runtime"), source }
                })?;
                runtime.block_on(lineman_deployment::serve(
                    &configuration,
                    &services,
                    say_ready,
                    logging::interrupted(),
                ))
            },
        );
        match outcome {
            Ok(()) => 0,
            Err(error) => {
                eprintln!("lineman serve: {error}");
                exit_code(&error)
            }
        }
    }
}

/// Wrong usage is 2: an unusable configuration, a folder in use. The rest is a problem found: 1.
fn exit_code(error: &DeploymentError) -> u8 {
    match error {
        DeploymentError::Configuration(_)
        | DeploymentError::MissingPeer { .. }
        | DeploymentError::Data(DataDirectoryError::InUse(_)) => 2,
        _ => 1,
    }
}

/// One line that a script can wait for; the addresses are in `running.json`.
fn say_ready(data: &Path) {
    let line = format!("ready: {} says where\n", data.join("running.json").display());
    if let Err(error) = output::print(&line) {
        eprintln!("lineman serve: writing to standard output: {error}");
    }
}
