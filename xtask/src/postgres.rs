//! A PostgreSQL of our own for the tests: Debian's programs, started unprivileged in a folder of
//! its own on a free port, and removed at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::commands::{exists, is_root, output, program};

/// A running server; dropping it stops it and removes its folder.
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

/// The folder with `initdb` and `pg_ctl`.
pub(crate) fn find_programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten();
    let mut folders: Vec<PathBuf> =
        debian.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.reverse();
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    folders.into_iter().find(|folder| {
        ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file())
    })
}

impl Server {
    /// Makes a cluster and starts it.
    pub(crate) fn start() -> Result<Self> {
        let programs = find_programs().context("no PostgreSQL server programs found")?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("lineman-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("creating {}", folder.display()))?;
        if is_root() {
            output(program("chown").arg("postgres").arg(&folder))?;
        }
        let server = Self { programs, folder, port };
        let data = server.folder.join("data");
        output(
            server
                .command("initdb")
                .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"])
                .arg("--no-sync")
                .arg("--pgdata")
                .arg(&data),
        )?;
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} \
             -c fsync=off -c max_connections=200",
            server.folder.display()
        );
        output(
            server
                .command("pg_ctl")
                .arg("--pgdata")
                .arg(&data)
                .arg("--log")
                .arg(server.folder.join("log.txt"))
                .arg("--options")
                .arg(&options)
                .args(["--wait", "start"]),
        )
        .with_context(|| read_log(&server.folder))?;
        Ok(server)
    }

    /// URL of the server's maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// A program of PostgreSQL; as root it runs as the user `postgres`, for it refuses root.
    fn command(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root() {
            let runner = if exists("runuser") { "runuser" } else { "su" };
            let mut command = Command::new(runner);
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped =
            output(self.command("pg_ctl").arg("--pgdata").arg(self.folder.join("data")).args([
                "--mode=immediate",
                "--wait",
                "stop",
            ]));
        if let Err(error) = stopped {
            println!("stopping PostgreSQL: {error:#}");
        }
        // Leftovers in the temporary folder harm nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn read_log(folder: &Path) -> String {
    let log = std::fs::read_to_string(folder.join("log.txt")).unwrap_or_default();
    format!("PostgreSQL did not start; its log says: {log}")
}
