//! `lineman serve --role broadworks` that can be killed and started again on the same data.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use lineman_model::SystemRandom;
use lineman_store::{BroadworksStore, SealingKey};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The administrator of the configuration.
pub(crate) const ADMINISTRATOR: (&str, &str) = ("admin", "load-admin-secret");

/// The process.
pub struct Process {
    child: Child,
    running: Value,
    /// Time from the start of the process to its being ready.
    pub start_time: Duration,
}

impl Process {
    /// Starts it on the data in a folder; `database` names another one than the file in the folder.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn start(folder: &Path, database: Option<&str>) -> Result<Self> {
        let config = folder.join("lineman.toml");
        std::fs::write(&config, configuration(database)).context("writing the configuration")?;
        let began = now();
        let mut child = Command::new(binary())
            .args(["serve", "--role", "broadworks", "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", binary().display()))?;
        let output = child.stdout.take().context("its standard output")?;
        let first = BufReader::new(output).lines().next_line().await?;
        let start_time = began.elapsed();
        match first {
            Some(line) if line.starts_with("ready") => {}
            other => bail!("it said {other:?} instead of being ready"),
        }
        let text = std::fs::read_to_string(folder.join("data/running.json"))?;
        let document: Value = serde_json::from_str(&text).context("running.json")?;
        Ok(Self { child, running: document["broadworks"].clone(), start_time })
    }

    /// An address on loopback by its key in `running.json`.
    ///
    /// # Errors
    /// When there is no such port.
    pub fn address(&self, key: &str) -> Result<SocketAddr> {
        let port = self.running[key].as_u64().and_then(|port| u16::try_from(port).ok());
        Ok(SocketAddr::from(([127, 0, 0, 1], port.with_context(|| format!("no port {key}"))?)))
    }

    /// A URL by its key in `running.json`.
    #[must_use]
    pub fn url(&self, key: &str) -> String {
        self.running[key].as_str().unwrap_or_default().to_owned()
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Kills it, which gives it no chance to put anything in order.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill(mut self) -> Result<()> {
        self.child.kill().await.context("killing the process")
    }
}

/// Opens the store of a served folder.
///
/// # Errors
/// When its key or its database cannot be opened.
pub async fn open_store(folder: &Path, database: Option<&str>) -> Result<BroadworksStore> {
    let data = folder.join("data");
    let key = std::fs::read_to_string(data.join("keys/sealing.key")).context("the sealing key")?;
    let address = database
        .map_or_else(|| format!("sqlite:{}", data.join("broadworks.db").display()), str::to_owned);
    let key = SealingKey::from_text(key.trim())?;
    Ok(BroadworksStore::connect(&address, key, Arc::new(SystemRandom)).await?)
}

/// The binary under test: `LINEMAN_BINARY`, or the one that cargo built beside us.
fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("LINEMAN_BINARY") {
        return path.into();
    }
    let here = std::env::current_exe().unwrap_or_default();
    let folder = here.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    folder.join("lineman")
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a start takes is measured on the real clock"
)]
fn now() -> Instant {
    Instant::now()
}

fn configuration(database: Option<&str>) -> String {
    let (user, password) = ADMINISTRATOR;
    let any = "\"127.0.0.1:0\"";
    let database =
        database.map_or_else(String::new, |url| format!("[broadworks]\ndatabase = \"{url}\"\n"));
    format!(
        "[data]\ndirectory = \"data\"\n\
         {database}\
         [broadworks.application_server]\noci = {any}\noci_trusted = {any}\n\
         sip_udp = {any}\nsip_tcp = {any}\n\
         administrator = {{ user_id = \"{user}\", password = \"{password}\" }}\n\
         [broadworks.network_server]\nsip_udp = {any}\nsip_tcp = {any}\n\
         [broadworks.sbc]\nsip_udp = {any}\nsip_tcp = {any}\n\
         [broadworks.xsp]\nhttp = {any}\nauth_service = {any}\nloopback = {any}\n"
    )
}
