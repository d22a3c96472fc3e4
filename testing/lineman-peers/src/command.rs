//! Running a peer.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// How a peer ended.
#[derive(Debug)]
pub struct Finished {
    /// Its exit status, 0 for success.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started.
pub fn run(command: &mut Command) -> Result<Finished> {
    let shown = format!("{command:?}");
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("starting {shown}"))?;
    Ok(Finished {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// curl with the options that every request here has: quiet, bounded, HTTP status last.
#[must_use]
pub fn curl() -> Command {
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--max-time", "10", "--write-out", "\n%{http_code}"]);
    command
}

/// Whether a peer is on the path. When it is not, the caller says so and, in CI, fails.
///
/// # Panics
/// With `CI=true` when the peer is missing.
#[must_use]
pub fn peer_available(name: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
        || std::path::Path::new(name).is_file();
    if !found {
        println!("skipped: {name} is not installed; `cargo xtask peers` installs it");
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "with CI=true the peer {name} must be there"
        );
    }
    found
}
