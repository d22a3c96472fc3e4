//! The apps of the lab: one per subscriber, with its two logs, `ced.dat` and a status file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lineman_app::{App, AppConfig, AppError, AppSinks, AppStatus, SignInReport};
use lineman_logs::LogSink;
use lineman_model::Secret;

use crate::cloud::{APP_CLIENT_ID, APP_REDIRECT_URI, CloudHalf};
use crate::data_directory::write_private;
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::log_files::{LogFile, folder_name};

use super::subscribers::LabSubscriber;

/// Version that the lab's apps claim.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Language that the lab's apps are used in.
const LANGUAGE: &str = "en";

/// Where the status of an app stands: `DIR/apps/<user>.json`.
#[derive(Debug, Clone)]
pub struct AppStatusFile(PathBuf);

impl AppStatusFile {
    /// Of a user, below a lab's folder.
    #[must_use]
    pub fn of(data: &Path, bw_user_id: &str) -> Self {
        Self(data.join("apps").join(format!("{}.json", folder_name(bw_user_id))))
    }

    /// All of a lab, sorted by name.
    #[must_use]
    pub fn all(data: &Path) -> Vec<Self> {
        let Ok(entries) = std::fs::read_dir(data.join("apps")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        files.into_iter().map(Self).collect()
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn write(&self, status: &AppStatus) -> Result<(), DeploymentError> {
        let text = serde_json::to_string_pretty(status).unwrap_or_default();
        Ok(write_private(&self.0, text.as_bytes())?)
    }
}

/// One running app.
pub(crate) struct LabApp {
    app: App,
    status: AppStatusFile,
    folder: PathBuf,
}

impl LabApp {
    /// An app for a subscriber who will type this password.
    pub(crate) fn new(
        subscriber: &LabSubscriber,
        typed_password: &Secret,
        cloud: &CloudHalf,
        environment: &Environment,
    ) -> Result<Self, DeploymentError> {
        let folder = environment.logs.join("client").join(folder_name(&subscriber.bw_user_id));
        let startup: Arc<dyn LogSink> = LogFile::open(&folder.join("current_log.txt"))?;
        let calling: Arc<dyn LogSink> = LogFile::open(&folder.join("bwc/current_log.txt"))?;
        let config = AppConfig {
            email: subscriber.email.clone(),
            typed_user_name: subscriber.email.clone(),
            password: typed_password.clone(),
            identity_url: cloud.identity_url().to_owned(),
            idp_proxy_url: cloud.idp_proxy_url().to_owned(),
            client_id: APP_CLIENT_ID.to_owned(),
            redirect_uri: APP_REDIRECT_URI.to_owned(),
            platform: String::from("desktop"),
            version: VERSION.to_owned(),
            ca_pem: None,
            registration_seconds: AppConfig::REGISTRATION_SECONDS,
            keep_alive: AppConfig::KEEP_ALIVE,
        };
        let app = App::new(
            config,
            AppSinks { startup, calling },
            Arc::clone(&environment.clock),
            Arc::clone(&environment.random),
        );
        let status = AppStatusFile::of(&environment.data, &subscriber.bw_user_id);
        Ok(Self { app, status, folder })
    }

    /// Signs in, and leaves the status and the map of masked data.
    pub(crate) async fn sign_in(&mut self) -> Result<SignInReport, LabAppError> {
        let report = self.app.sign_in().await?;
        if report.registered {
            // As a user does who looks at the settings once; the page is in the logs.
            self.app.open_call_settings(LANGUAGE).await?;
        }
        self.status.write(&self.app.status())?;
        write_private(&self.folder.join("ced.dat"), self.app.export_ced().as_bytes())
            .map_err(DeploymentError::from)?;
        Ok(report)
    }

    /// Signs out.
    pub(crate) async fn sign_out(&mut self) -> Result<(), DeploymentError> {
        self.app.sign_out().await;
        self.status.write(&self.app.status())
    }
}

/// An app could not be run.
#[derive(Debug, thiserror::Error)]
pub enum LabAppError {
    /// The app itself.
    #[error(transparent)]
    App(#[from] AppError),
    /// Its files.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
}
