//! `lineman as` and `lineman xsp`: the BroadWorks-style command-line shells.

mod interactive;
mod pipe;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;
use lineman_cli_shell::Root;
use lineman_cli_shell::contexts::{APPLICATION_SERVER, XSP};
use lineman_deployment::{CommandLine, Location, Node};

/// The folder of the lab, taken when it is there and nothing else is named.
const USUAL_FOLDER: &str = "lineman-lab";

/// Which deployment.
#[derive(Debug, Args)]
pub(crate) struct Deployment {
    /// The data folder of a lab or another deployment; ./lineman-lab when it is there.
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    data: Option<PathBuf>,
    /// The configuration of a deployment, TOML.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Edit lines and keep a history even when standard input is not a terminal.
    #[arg(long)]
    interactive: bool,
}

/// What `lineman as` is asked.
#[derive(Debug, Args)]
pub(crate) struct ApplicationServerShell {
    #[command(flatten)]
    deployment: Deployment,
}

/// What `lineman xsp` is asked.
#[derive(Debug, Args)]
pub(crate) struct XspShell {
    #[command(flatten)]
    deployment: Deployment,
    /// Name of the XSP; the first one when it is not given.
    #[arg(long, value_name = "NAME")]
    node: Option<String>,
}

impl ApplicationServerShell {
    pub(crate) fn run(self) -> u8 {
        run("lineman as", &self.deployment, &Node::ApplicationServer, &APPLICATION_SERVER)
    }
}

impl XspShell {
    pub(crate) fn run(self) -> u8 {
        run("lineman xsp", &self.deployment, &Node::Xsp(self.node), &XSP)
    }
}

/// 0 when every command was done, 1 when one was refused, 2 when there is nothing to work on, 3
/// when the settings cannot be read or written.
fn run(name: &str, deployment: &Deployment, node: &Node, root: &'static Root) -> u8 {
    let Some(location) = location(deployment) else {
        eprintln!("{name}: no deployment: give --data DIR or --config FILE, or run `lineman lab`");
        return 2;
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{name}: starting the async runtime: {error}");
            return 3;
        }
    };
    let command_line = match runtime.block_on(CommandLine::open(&location, node)) {
        Ok(command_line) => command_line,
        Err(error) => {
            eprintln!("{name}: {error}");
            return 2;
        }
    };
    let people = deployment.interactive || std::io::stdin().is_terminal();
    let outcome = if people {
        interactive::run(root, &command_line, &runtime)
    } else {
        pipe::run(root, &command_line, &runtime)
    };
    runtime.block_on(command_line.close());
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{name}: {error}");
            3
        }
    }
}

fn location(deployment: &Deployment) -> Option<Location> {
    match (&deployment.config, &deployment.data) {
        (Some(file), _) => Some(Location::Configuration(file.clone())),
        (None, Some(folder)) => Some(Location::Data(folder.clone())),
        (None, None) => {
            Path::new(USUAL_FOLDER).is_dir().then(|| Location::Data(PathBuf::from(USUAL_FOLDER)))
        }
    }
}
