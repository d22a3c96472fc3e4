//! Starts the notification push server.

use std::path::Path;

use lineman_model::Secret;
use lineman_net::{ServerHandle, Shutdown};
use lineman_push::{
    ApnsConfig, FcmApplication, FcmConfig, PUSH_PATH, PushServer, PushServerConfig, RetryPolicy,
    ServiceAccount,
};
use lineman_store::BroadworksStore;
use serde::Deserialize;

use crate::config::{ApnsSection, FcmSection, PushServerSection};
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys;

/// What we need of a service account's file.
#[derive(Deserialize)]
struct AccountFile {
    project_id: String,
    client_email: String,
    private_key_id: String,
    private_key: String,
}

/// Starts it, and tells the Application Server where it is unless somebody has already.
pub(crate) async fn start(
    section: &PushServerSection,
    store: &BroadworksStore,
    environment: &Environment,
    shutdown: &Shutdown,
) -> Result<ServerHandle, DeploymentError> {
    let listener = lineman_net::tcp::bind(section.http).await?;
    let config = PushServerConfig {
        peers: section.peers.clone(),
        fcm: section.fcm.as_ref().map(fcm).transpose()?,
        apns: section.apns.as_ref().map(apns).transpose()?,
        retry: RetryPolicy::default(),
    };
    let server = PushServer::start(
        listener,
        config,
        environment.clock.clone(),
        environment.random.clone(),
        environment.dated_log("xsp", "NPSLog")?,
        shutdown,
    )?;
    let port = server.local_address().port();
    let base = section.public_url.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
    let url = format!("{}{PUSH_PATH}", base.trim_end_matches('/'));
    store.push_settings().set_initial_server_url(&url).await?;
    Ok(server)
}

fn fcm(section: &FcmSection) -> Result<FcmConfig, DeploymentError> {
    let applications = section.applications.iter().map(|application| {
        let (project_id, account) = account(&application.service_account_file)?;
        let application_id = application.application_id.clone();
        Ok(FcmApplication { application_id, project_id, account })
    });
    Ok(FcmConfig {
        auth_url: section.auth_url.clone(),
        push_url: section.push_url.clone(),
        scope: section.scope.clone(),
        ca_pem: section.ca_file.as_deref().map(keys::read).transpose()?,
        applications: applications.collect::<Result<_, DeploymentError>>()?,
    })
}

fn account(path: &Path) -> Result<(String, ServiceAccount), DeploymentError> {
    // The library's message could quote the key.
    let file: AccountFile = serde_json::from_str(&keys::read(path)?).map_err(|_| {
        let source = std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "it is not the JSON file of a service account",
        );
        DeploymentError::Read { path: path.to_path_buf(), source }
    })?;
    let AccountFile { project_id, client_email, private_key_id, private_key } = file;
    let private_key_pem = Secret::new(private_key);
    Ok((project_id, ServiceAccount { client_email, private_key_id, private_key_pem }))
}

fn apns(section: &ApnsSection) -> Result<ApnsConfig, DeploymentError> {
    Ok(ApnsConfig {
        url: section.url.clone(),
        ca_pem: section.ca_file.as_deref().map(keys::read).transpose()?,
        team_id: section.team_id.clone(),
        key_id: section.key_id.clone(),
        private_key_pem: Secret::new(keys::read(&section.private_key_file)?),
        applications: section.applications.clone(),
    })
}
