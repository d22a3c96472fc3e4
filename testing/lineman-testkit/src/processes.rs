//! The two halves as two processes of the real binary, with a relay on every link.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use lineman_model::SystemRandom;
use lineman_store::{CloudStore, SealingKey};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::database::Database;
use crate::links::{Link, Links};
use crate::settings;
use crate::walk::{CloudAddresses, Walk};

/// How long a process may take to be ready, or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is special about a pair of processes.
#[derive(Debug, Clone, Default)]
pub struct ProcessesOptions {
    /// The authority file of client certificates that the XSP is told, if not the shared one;
    /// relative to the folder of the configuration.
    pub trust_anchors_file: Option<String>,
    /// Files to write beside the configuration before anything starts.
    pub files: Vec<(String, String)>,
    /// The bridge's worker is held by configuration.
    pub worker_held: bool,
}

/// `lineman serve --role broadworks` and `lineman serve --role cloud`; killed when dropped.
pub struct Processes {
    walk: Walk,
    broadworks: Served,
    cloud: Served,
    cloud_database: Option<String>,
    folder: TempDir,
}

impl Processes {
    /// Starts the two. They hand each other their authorities through a folder of files.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start(database: &Database, options: &ProcessesOptions) -> Result<Self> {
        let root = tempfile::tempdir().context("making a folder")?;
        let links = Arc::new(Links::bind().await?);
        for (name, content) in &options.files {
            std::fs::write(root.path().join(name), content)
                .with_context(|| format!("writing {name}"))?;
        }
        let [for_broadworks, for_cloud] = database.addresses(&SystemRandom);
        let trust_anchors = options.trust_anchors_file.as_deref();
        let toml = settings::broadworks_toml(&links, for_broadworks.as_deref(), trust_anchors);
        let broadworks = Served::start(root.path(), "broadworks", &toml).await?;
        let toml = settings::cloud_toml(&links, for_cloud.as_deref(), options.worker_held);
        let cloud = Served::start(root.path(), "cloud", &toml).await?;
        connect_broadworks(&links, &broadworks.running)?;
        connect_cloud(&links, &cloud.running)?;
        let text = |key: &str| -> Result<String> {
            let value = cloud.running[key].as_str();
            Ok(value.with_context(|| format!("running.json names no {key}"))?.to_owned())
        };
        let addresses = CloudAddresses {
            identity: text("identity")?,
            idp_proxy: text("idp_proxy")?,
            provisioning: text("provisioning_bridge")?,
        };
        let logs = vec![root.path().join("broadworks/logs"), root.path().join("cloud/logs")];
        let client_logs = root.path().join("app");
        let walk = Walk::new(links, addresses, logs, client_logs)?;
        Ok(Self { walk, broadworks, cloud, cloud_database: for_cloud, folder: root })
    }

    /// The subscriber, the relays and the logs.
    #[must_use]
    pub const fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The folder of configuration, certificates, data and logs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database of the cloud process.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn cloud_store(&self) -> Result<CloudStore> {
        let data = self.folder.path().join("cloud");
        let key = std::fs::read_to_string(data.join("keys/cloud-sealing.key"))
            .context("reading the sealing key")?;
        let file = || format!("sqlite:{}", data.join("cloud.db").display());
        let address = self.cloud_database.clone().unwrap_or_else(file);
        let random = Arc::new(SystemRandom);
        Ok(CloudStore::connect(&address, SealingKey::from_text(key.trim())?, random).await?)
    }

    /// Kills the cloud process, which gets no chance to put anything in order.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill_cloud(&mut self) -> Result<()> {
        self.cloud.child.kill().await.context("killing the cloud process")
    }

    /// Starts the cloud process again, on the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn restart_cloud(&mut self, worker_held: bool) -> Result<()> {
        let database = self.cloud_database.as_deref();
        let toml = settings::cloud_toml(self.walk.links(), database, worker_held);
        self.cloud = Served::start(self.folder.path(), "cloud", &toml).await?;
        connect_cloud(self.walk.links(), &self.cloud.running)
    }

    /// Stops both as Ctrl-C does.
    ///
    /// # Errors
    /// When one does not end well.
    pub async fn stop(mut self) -> Result<()> {
        self.cloud.stop().await?;
        self.broadworks.stop().await
    }
}

/// One process.
struct Served {
    child: Child,
    /// Its part of `running.json`.
    running: Value,
}

impl Served {
    async fn start(root: &Path, role: &str, toml: &str) -> Result<Self> {
        let config = root.join(format!("{role}.toml"));
        std::fs::write(&config, toml).context("writing a configuration")?;
        let mut child = Command::new(binary())
            .args(["serve", "--role", role, "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", binary().display()))?;
        let output = child.stdout.take().context("its standard output")?;
        let mut lines = BufReader::new(output).lines();
        let first = tokio::time::timeout(PATIENCE, lines.next_line())
            .await
            .with_context(|| format!("{role} is not ready in time"))?;
        match first.context("reading its standard output")? {
            Some(line) if line.starts_with("ready:") => {}
            other => bail!("{role} said {other:?} instead of being ready"),
        }
        let path = root.join(role).join("running.json");
        let text = std::fs::read_to_string(&path).context("reading running.json")?;
        let document: Value = serde_json::from_str(&text).context("running.json")?;
        Ok(Self { child, running: document[role].clone() })
    }

    async fn stop(&mut self) -> Result<()> {
        let id = self.child.id().context("the process has ended already")?;
        Command::new("kill").args(["-INT", &id.to_string()]).status().await?;
        let status = tokio::time::timeout(PATIENCE, self.child.wait())
            .await
            .context("the process does not end")??;
        ensure!(status.success(), "the process ended with {status}");
        Ok(())
    }
}

/// The binary under test: `LINEMAN_BINARY`, or the one that cargo built beside us.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("LINEMAN_BINARY") {
        return path.into();
    }
    let here = std::env::current_exe().unwrap_or_default();
    let folder = here.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    folder.join("lineman")
}

fn connect_broadworks(links: &Links, running: &Value) -> Result<()> {
    for (link, key) in [
        (Link::OciOfClients, "/ocip"),
        (Link::OciOfXsi, "/ocip_trusted"),
        (Link::OciOfAuthService, "/ocip_trusted"),
        (Link::Sbc, "/sip_tcp"),
        (Link::Loopback, "/loopback"),
        (Link::Registrar, "/bound/application_server_sip_udp"),
        (Link::NetworkServer, "/bound/network_server_sip_udp"),
        (Link::Xsp, "/bound/xsp"),
        (Link::AuthService, "/bound/auth_service"),
    ] {
        connect(links, link, running, key)?;
    }
    Ok(())
}

fn connect_cloud(links: &Links, running: &Value) -> Result<()> {
    for (link, key) in [
        (Link::Identity, "/bound/identity"),
        (Link::IdpProxy, "/bound/idp_proxy"),
        (Link::Portal, "/bound/portal"),
        (Link::Bridge, "/bound/provisioning_bridge"),
    ] {
        connect(links, link, running, key)?;
    }
    Ok(())
}

fn connect(links: &Links, link: Link, running: &Value, key: &str) -> Result<()> {
    let port = running.pointer(key).and_then(Value::as_u64);
    let port = port.and_then(|port| u16::try_from(port).ok());
    let port = port.with_context(|| format!("running.json names no {key}"))?;
    links.relay(link).set_target(SocketAddr::from(([127, 0, 0, 1], port)));
    Ok(())
}
