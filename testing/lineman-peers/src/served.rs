//! A served BroadWorks half on free ports, in a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use lineman_model::{Clock as _, SystemClock};
use lineman_net::certificates::{Authority, Identity, Purpose, Validity};
use serde_json::Value;
use tempfile::TempDir;

use crate::command::{peer_available, run};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The administrator that the configuration makes.
pub const ADMINISTRATOR: (&str, &str) = ("admin", "peer-admin-secret");

/// `lineman serve --role broadworks` until dropped.
pub struct Served {
    folder: TempDir,
    child: Child,
    addresses: Value,
}

impl Served {
    /// Starts it and waits until it says that it is ready.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start() -> Result<Self> {
        let folder = tempfile::tempdir().context("making a folder")?;
        Certificates::make()?.write(folder.path())?;
        if peer_available("openssl") {
            openssl_certificate(folder.path())?;
        }
        let config = folder.path().join("lineman.toml");
        std::fs::write(&config, configuration()).context("writing the configuration")?;
        let mut child = Command::new(binary())
            .args(["serve", "--role", "broadworks", "--config"])
            .arg(&config)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {}", binary().display()))?;
        let output = child.stdout.take().context("its standard output")?;
        for line in BufReader::new(output).lines() {
            if line.context("reading its standard output")?.starts_with("ready") {
                let running = folder.path().join("data/running.json");
                let text = std::fs::read_to_string(&running).context("reading running.json")?;
                let document: Value = serde_json::from_str(&text).context("running.json")?;
                let addresses = document["broadworks"].clone();
                return Ok(Self { folder, child, addresses });
            }
        }
        bail!("it ended before it was ready: {:?}", child.wait());
    }

    /// The folder with configuration, data and certificates.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The logs.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.folder.path().join("data/logs")
    }

    /// An address by its key in `running.json`.
    #[must_use]
    pub fn url(&self, key: &str) -> String {
        self.addresses[key].as_str().unwrap_or_default().to_owned()
    }

    /// A port by its key in `running.json`.
    #[must_use]
    pub fn port(&self, key: &str) -> String {
        self.addresses[key].as_u64().unwrap_or_default().to_string()
    }

    /// Stops it as Ctrl-C does; gives its exit code.
    ///
    /// # Errors
    /// When it cannot be signalled or waited for.
    pub fn stop(&mut self) -> Result<Option<i32>> {
        let process = self.child.id().to_string();
        Command::new("kill").args(["-INT", &process]).status().context("sending SIGINT")?;
        Ok(self.child.wait().context("waiting for its end")?.code())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        drop(self.child.kill());
        drop(self.child.wait());
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

fn configuration() -> String {
    let (user, password) = ADMINISTRATOR;
    format!(
        "[data]\ndirectory = \"data\"\n\
         [broadworks.application_server]\noci = \"127.0.0.1:0\"\noci_trusted = \"127.0.0.1:0\"\noci_tls = \"127.0.0.1:0\"\nsoap = \"127.0.0.1:0\"\n\
         sip_udp = \"127.0.0.1:0\"\nsip_tcp = \"127.0.0.1:0\"\n\
         administrator = {{ user_id = \"{user}\", password = \"{password}\" }}\n\
         [broadworks.network_server]\nsip_udp = \"127.0.0.1:0\"\nsip_tcp = \"127.0.0.1:0\"\n\
         [broadworks.sbc]\nsip_udp = \"127.0.0.1:0\"\nsip_tcp = \"127.0.0.1:0\"\n\
         sip_tls = \"127.0.0.1:0\"\n\
         [broadworks.xsp]\nhttp = \"127.0.0.1:0\"\nauth_service = \"127.0.0.1:0\"\n\
         loopback = \"127.0.0.1:0\"\ntrust_anchors_file = \"trusted.pem\"\n"
    )
}

/// An authority and a client certificate that openssl made: `openssl.pem`, trusted beside ours.
fn openssl_certificate(folder: &Path) -> Result<()> {
    let openssl = |arguments: &[&str]| -> Result<()> {
        let finished = run(Command::new("openssl").args(arguments).current_dir(folder))?;
        if finished.status != Some(0) {
            bail!("openssl {arguments:?}: {}", finished.stderr);
        }
        Ok(())
    };
    openssl(&[
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-noenc",
        "-days",
        "2",
        "-keyout",
        "openssl-ca.key",
        "-out",
        "openssl-ca.pem",
        "-subj",
        "/O=Peer/CN=openssl authority",
    ])?;
    openssl(&[
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-noenc",
        "-keyout",
        "openssl.key",
        "-out",
        "openssl.csr",
        "-subj",
        "/O=Peer/CN=openssl-client.peer.example",
    ])?;
    // webpki takes version 3 certificates only, and those have extensions.
    let extensions = "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n";
    std::fs::write(folder.join("openssl.ext"), extensions).context("writing the extensions")?;
    openssl(&[
        "x509",
        "-req",
        "-in",
        "openssl.csr",
        "-CA",
        "openssl-ca.pem",
        "-CAkey",
        "openssl-ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-out",
        "openssl.crt",
        "-extfile",
        "openssl.ext",
    ])?;
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).with_context(|| format!("reading {name}"))
    };
    let trusted = format!("{}{}", read("trusted.pem")?, read("openssl-ca.pem")?);
    std::fs::write(folder.join("trusted.pem"), trusted).context("writing the trust anchors")?;
    let combined = format!("{}{}", read("openssl.crt")?, read("openssl.key")?);
    std::fs::write(folder.join("openssl.pem"), combined).context("writing the certificate")
}

/// Client certificates: the right one, an expired one, and one of a stranger.
struct Certificates {
    trusted: String,
    right: Identity,
    expired: Identity,
    foreign: Identity,
}

impl Certificates {
    fn make() -> Result<Self> {
        let now = SystemClock.now();
        let valid = |from: i64, to: i64| Validity {
            not_before: now.plus_millis(from * DAY_MS),
            not_after: now.plus_millis(to * DAY_MS),
        };
        let authority = Authority::create("Peer authority", valid(-30, 30))?;
        let stranger = Authority::create("Stranger", valid(-30, 30))?;
        let issue = |authority: &Authority, validity| {
            authority.issue("idp-proxy.peer.example", &[], Purpose::Client, validity)
        };
        Ok(Self {
            trusted: authority.certificate_pem().to_owned(),
            right: issue(&authority, valid(-1, 1))?,
            expired: issue(&authority, valid(-20, -10))?,
            foreign: issue(&stranger, valid(-1, 1))?,
        })
    }

    fn write(&self, folder: &Path) -> Result<()> {
        std::fs::write(folder.join("trusted.pem"), &self.trusted)?;
        for (name, identity) in
            [("right", &self.right), ("expired", &self.expired), ("foreign", &self.foreign)]
        {
            let pem = identity.combined_pem();
            std::fs::write(folder.join(format!("{name}.pem")), pem.reveal())?;
        }
        Ok(())
    }
}
