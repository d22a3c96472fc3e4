//! sipp as the load.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use lineman_model::{Clock as _, SystemClock};

use crate::commands::program;

/// One phone.
pub(crate) struct User {
    pub(crate) line: String,
    pub(crate) domain: String,
    pub(crate) auth_user: String,
    pub(crate) auth_password: String,
}

/// A closed loop: so many registrations at a time, one after the other.
pub(crate) struct Load {
    folder: PathBuf,
    scenario: PathBuf,
    values: PathBuf,
    registrations: u32,
    at_a_time: u32,
}

impl Load {
    pub(crate) fn new(
        folder: &Path,
        scenario: &Path,
        users: &[User],
        registrations: u32,
        at_a_time: u32,
    ) -> Result<Self> {
        let mut text = String::from("SEQUENTIAL\n");
        for User { line, domain, auth_user, auth_password } in users {
            writeln!(
                text,
                "{line};{domain};[authentication username={auth_user} password={auth_password}]"
            )?;
        }
        let values = folder.join("users.csv");
        std::fs::write(&values, text).context("writing the users")?;
        let (folder, scenario) = (folder.to_owned(), scenario.to_owned());
        Ok(Self { folder, scenario, values, registrations, at_a_time })
    }

    /// Registrations per second at a port; every one must succeed.
    pub(crate) fn run(&self, port: u16) -> Result<f64> {
        let log = std::fs::File::create(self.folder.join("sipp.log"))?;
        let started = SystemClock.now();
        let status = program("sipp")
            .current_dir(&self.folder)
            .args(["-sf".as_ref(), self.scenario.as_os_str()])
            .args(["-inf".as_ref(), self.values.as_os_str()])
            .args(["-m", &self.registrations.to_string(), "-l", &self.at_a_time.to_string()])
            .args(["-r", "50000", "-t", "u1", "-i", "127.0.0.1", "-nostdin"])
            .args(["-timeout", "300", "-timeout_error"])
            .arg(format!("127.0.0.1:{port}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .status()
            .context("running sipp")?;
        let millis = SystemClock.now().since(started).max(1);
        if !status.success() {
            bail!("sipp ended with {status}: not every registration succeeded");
        }
        #[expect(clippy::cast_precision_loss, reason = "a number of milliseconds")]
        let seconds = millis as f64 / 1000.0;
        Ok(f64::from(self.registrations) / seconds)
    }
}
