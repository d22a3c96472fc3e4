//! sipp with scenarios of our own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

use crate::command::Finished;

/// Who a sipp process plays.
#[derive(Debug, Clone)]
pub struct SippUser {
    /// Line without domain: field 0.
    pub line: String,
    /// SIP domain: field 1.
    pub domain: String,
    /// User name and password of the digest: field 2.
    pub credentials: (String, String),
    /// Whom it calls, and to whom it transfers: fields 3 and 4.
    pub targets: [String; 2],
}

/// One sipp process with one call.
pub struct Sipp {
    child: Child,
    log: PathBuf,
}

impl Sipp {
    /// Starts a scenario towards the SBC; `own_port` is where this phone is.
    ///
    /// # Errors
    /// When sipp cannot be started.
    pub fn start(
        folder: &Path,
        scenario: &str,
        user: &SippUser,
        transport: &str,
        own_port: u16,
        sbc_port: &str,
    ) -> Result<Self> {
        let name = format!("{}-{}-{}", scenario.replace(['/', '.'], "-"), user.line, transport);
        let values = folder.join(format!("{name}.csv"));
        let (auth_user, password) = &user.credentials;
        let SippUser { line, domain, targets: [callee, third], .. } = user;
        std::fs::write(
            &values,
            format!(
                "SEQUENTIAL\n{line};{domain};\
                 [authentication username={auth_user} password={password}];{callee};{third}\n"
            ),
        )?;
        let log = folder.join(format!("{name}.log"));
        let output = std::fs::File::create(&log)?;
        let child = Command::new("sipp")
            .current_dir(folder)
            .arg("-sf")
            .arg(format!("{}/scripts/{scenario}", env!("CARGO_MANIFEST_DIR")))
            .arg("-inf")
            .arg(&values)
            .args(["-m", "1", "-t", transport, "-i", "127.0.0.1", "-p", &own_port.to_string()])
            .args(["-timeout", "25", "-timeout_error", "-nostdin", "-trace_err", "-trace_msg"])
            .args(["-error_file".as_ref(), folder.join(format!("{name}.errors")).as_os_str()])
            .args(["-message_file".as_ref(), folder.join(format!("{name}.messages")).as_os_str()])
            .arg(format!("127.0.0.1:{sbc_port}"))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("starting sipp")?;
        Ok(Self { child, log })
    }

    /// Waits for its end; with the messages when it failed.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn finish(mut self) -> Result<Finished> {
        let status = self.child.wait().context("waiting for sipp")?.code();
        let read = |suffix: &str| {
            std::fs::read_to_string(self.log.with_extension(suffix)).unwrap_or_default()
        };
        Ok(Finished { status, stdout: read("messages"), stderr: read("errors") })
    }
}

impl Drop for Sipp {
    fn drop(&mut self) {
        // It has ended already when its end was waited for.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
