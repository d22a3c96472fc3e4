//! `lineman serve`: starts what is asked for, says where it listens, stops when told.

use std::future::Future;
use std::path::Path;

use lineman_net::Shutdown;

use crate::broadworks::BroadworksHalf;
use crate::cloud::CloudHalf;
use crate::config::Configuration;
use crate::data_directory::DataDirectory;
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::running::Running;

/// What can be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Application Server, Network Server, SBC and XSP.
    Broadworks,
    /// Identity, IdP proxy, activation portal and provisioning bridge.
    Cloud,
}

/// Serves until `stop` ends; `ready` is called when everything is up.
///
/// # Errors
/// When something does not start.
pub async fn serve(
    configuration: &Configuration,
    services: &[Service],
    ready: impl FnOnce(&Path),
    stop: impl Future<Output = ()>,
) -> Result<(), DeploymentError> {
    let data = DataDirectory::take(&configuration.data.directory)?;
    let environment = Environment::system(
        data.root(),
        &configuration.log_directory(),
        configuration.data.certificates.as_deref(),
    )
    .with_log_rules(configuration.logs.rules());
    let shutdown = Shutdown::new();
    let broadworks = if services.contains(&Service::Broadworks) {
        Some(BroadworksHalf::start(&configuration.broadworks, &environment, &shutdown).await?)
    } else {
        None
    };
    let cloud = if services.contains(&Service::Cloud) {
        Some(CloudHalf::start(&configuration.cloud, &environment, &shutdown).await?)
    } else {
        None
    };
    let running = Running::write(data.root(), broadworks.as_ref(), cloud.as_ref())?;
    ready(data.root());
    stop.await;
    drop(running);
    if let Some(half) = cloud {
        half.stop().await;
    }
    if let Some(half) = broadworks {
        half.stop().await;
    }
    Ok(())
}
