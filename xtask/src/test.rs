//! `cargo xtask test`: everything that must hold.

use anyhow::Result;

use crate::commands::{self, cargo, is_ci, root};
use crate::stages::Stages;
use crate::{checks, peers, postgres};

/// Sets up, checks, builds, tests.
pub(crate) fn run() -> Result<()> {
    let mut stages = Stages::default();
    let outcome = run_stages(&mut stages);
    stages.print_summary();
    outcome
}

fn run_stages(stages: &mut Stages) -> Result<()> {
    let installed = stages.run("install peers", peers::install)?;
    stages.run("format", || commands::run(cargo().args(["fmt", "--all", "--check"])))?;
    stages.run("source checks", checks::run)?;
    stages.run("clippy", || {
        commands::run(cargo().args([
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    stages.run("release build", || {
        commands::run(cargo().args(["build", "--locked", "--release", "--package", "lineman"]))
    })?;
    stages.run("test build", || {
        commands::run(cargo().args(["test", "--locked", "--workspace", "--no-run"]))
    })?;
    let database = stages.run("start PostgreSQL", || match postgres::Server::start() {
        Ok(server) => Ok(Some(server)),
        Err(error) if !is_ci() => {
            println!("no PostgreSQL: {error:#}");
            Ok(None)
        }
        Err(error) => Err(error),
    })?;
    stages.run("tests", || {
        let mut command = cargo();
        command.args(["test", "--locked", "--workspace", "--no-fail-fast"]);
        command.env("LINEMAN_BINARY", target_folder().join("release/lineman"));
        if let Some(server) = &database {
            command.env("LINEMAN_TEST_POSTGRES", server.url());
        }
        if let Some(python) = &installed.python {
            command.env("LINEMAN_PEER_PYTHON", python);
        }
        if let Some(python) = &installed.newer_python {
            command.env("LINEMAN_PEER_NEW_PYTHON", python);
        }
        if let Some(modules) = &installed.node_modules {
            command.env("LINEMAN_PEER_NODE_MODULES", modules);
        }
        commands::run(&mut command)
    })?;
    if !installed.missing.is_empty() {
        println!("\nnot tested, because it could not be installed:");
        for peer in &installed.missing {
            println!("  {peer}");
        }
    }
    Ok(())
}

pub(crate) fn target_folder() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into)
}
