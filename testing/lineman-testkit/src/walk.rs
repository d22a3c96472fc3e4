//! One subscriber's way through a stack: provisioned over OCI-P, then signed in with the app.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use lineman_app::{App, AppConfig, AppSinks, SignInReport};
use lineman_deployment::lab::OciClient;
use lineman_deployment::lab::provisioning::{self, Messaging};
use lineman_deployment::lab::subscribers::{self, LabSubscriber};
use lineman_deployment::{APP_CLIENT_ID, APP_REDIRECT_URI, LogFile, folder_name};
use lineman_diagnose::{Options, Report};
use lineman_model::{Clock, Random, Secret, SystemClock, SystemRandom};

use crate::links::{Link, Links};
use crate::settings::{ADMINISTRATOR, PROVISIONING};

/// How long a line in a log may take to appear.
const LINE: Duration = Duration::from_secs(15);

/// Where the app and the Application Server find the cloud.
#[derive(Debug, Clone)]
pub struct CloudAddresses {
    /// Identity, ending in its context.
    pub identity: String,
    /// The IdP proxy, ending in its version.
    pub idp_proxy: String,
    /// The complete address of the bridge.
    pub provisioning: String,
}

/// A subscriber and the logs of a stack.
pub struct Walk {
    links: Arc<Links>,
    addresses: CloudAddresses,
    logs: Vec<PathBuf>,
    client_logs: PathBuf,
    subscriber: LabSubscriber,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Walk {
    /// `logs` are the folders that the stack writes; the app's go to `client_logs`.
    pub(crate) fn new(
        links: Arc<Links>,
        addresses: CloudAddresses,
        logs: Vec<PathBuf>,
        client_logs: PathBuf,
    ) -> Result<Self> {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let subscriber = subscribers::provisioned(random.as_ref()).into_iter().next();
        let subscriber = subscriber.context("the lab has a subscriber")?;
        let clock = Arc::new(SystemClock);
        Ok(Self { links, addresses, logs, client_logs, subscriber, clock, random })
    }

    /// The relays.
    #[must_use]
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Who walks.
    #[must_use]
    pub const fn subscriber(&self) -> &LabSubscriber {
        &self.subscriber
    }

    /// A session of the administrator.
    ///
    /// # Errors
    /// When the Application Server does not let us in.
    pub async fn oci_client(&self) -> Result<OciClient> {
        let address = self.links.relay(Link::OciOfClients).address();
        let (user_id, password) = ADMINISTRATOR;
        let password = Secret::new(password);
        Ok(OciClient::login(address, user_id, &password, self.random.as_ref()).await?)
    }

    /// Makes enterprise, group, number, device and user.
    ///
    /// # Errors
    /// When the Application Server refuses.
    pub async fn prepare(&self, client: &mut OciClient) -> Result<()> {
        let (user_id, password) = PROVISIONING;
        let password = Secret::new(password);
        let messaging =
            Messaging { url: &self.addresses.provisioning, user_id, password: &password };
        provisioning::enterprise(client, &messaging, &[&self.subscriber], &[]).await?;
        let device_password = Secret::new(self.random.hex(12));
        provisioning::user(client, &self.subscriber, &device_password, &[]).await?;
        Ok(())
    }

    /// Assigns Integrated IM&P; whether the Application Server took it.
    ///
    /// # Errors
    /// When the Application Server does not answer.
    pub async fn assign(&self, client: &mut OciClient) -> Result<bool> {
        Ok(provisioning::assign_imp(client, &self.subscriber).await?)
    }

    /// All of it, until identity has the user.
    ///
    /// # Errors
    /// When something is refused, or the user does not appear.
    pub async fn provision(&self) -> Result<()> {
        let mut client = self.oci_client().await?;
        self.prepare(&mut client).await?;
        ensure!(self.assign(&mut client).await?, "Integrated IM&P was refused");
        self.wait_for("cloud/provisioning_bridge.log", "creation.done").await
    }

    /// Waits until a log holds a text. Path as below a log folder.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn wait_for(&self, log: &str, text: &str) -> Result<()> {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        let waiting = async {
            while !self.log_text(log).contains(text) {
                looks.tick().await;
            }
        };
        tokio::time::timeout(LINE, waiting)
            .await
            .with_context(|| format!("{log} does not say {text}: {}", self.log_text(log)))
    }

    /// What a log of the stack holds; empty when there is none.
    #[must_use]
    pub fn log_text(&self, log: &str) -> String {
        let read = |folder: &PathBuf| std::fs::read_to_string(folder.join(log)).ok();
        self.logs.iter().find_map(read).unwrap_or_default()
    }

    /// An app that writes its logs, and the outcome of its sign-in.
    ///
    /// # Errors
    /// When the app could not even try.
    pub async fn sign_in(&self) -> Result<(App, SignInReport)> {
        let folder = self.client_logs.join("client").join(folder_name(&self.subscriber.bw_user_id));
        let startup = LogFile::open(&folder.join("current_log.txt"))?;
        let calling = LogFile::open(&folder.join("bwc/current_log.txt"))?;
        let config = AppConfig {
            email: self.subscriber.email.clone(),
            typed_user_name: self.subscriber.email.clone(),
            password: self.subscriber.web_password.clone(),
            identity_url: self.addresses.identity.clone(),
            idp_proxy_url: self.addresses.idp_proxy.clone(),
            client_id: APP_CLIENT_ID.to_owned(),
            redirect_uri: APP_REDIRECT_URI.to_owned(),
            platform: String::from("desktop"),
            version: String::from("43.8.0.1"),
            ca_pem: None,
            registration_seconds: AppConfig::REGISTRATION_SECONDS,
            keep_alive: AppConfig::KEEP_ALIVE,
        };
        let (clock, random) = (Arc::clone(&self.clock), Arc::clone(&self.random));
        let mut app = App::new(config, AppSinks { startup, calling }, clock, random);
        let report = app.sign_in().await?;
        Ok((app, report))
    }

    /// What the troubleshooter says of all the logs.
    ///
    /// # Errors
    /// When its thread ends early.
    pub async fn diagnose(&self) -> Result<Report> {
        let mut paths = self.logs.clone();
        // The app makes its folder when it is first used.
        paths.extend(Some(self.client_logs.clone()).filter(|folder| folder.exists()));
        let read = || lineman_deployment::diagnose(&paths, Options::default(), &mut |_, _| {});
        // Another thread would need the paths to be its own.
        Ok(tokio::task::block_in_place(read))
    }
}
