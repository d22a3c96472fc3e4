//! Lineman: a Webex for Cisco BroadWorks compatible deployment and its troubleshooter.
//!
//! One file per subcommand, and no logic here: the crates below do the work. Exit codes: 0 fine,
//! 1 a problem was found, 2 wrong usage or nothing could be read, 3 internal fault.

mod app;
mod diagnose;
mod explain;
mod fault;
mod lab;
mod language;
mod logging;
mod output;
mod serve;
mod shell;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A Webex for Cisco BroadWorks compatible deployment and its troubleshooter.
#[derive(Debug, Parser)]
#[command(name = "lineman", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The headless app.
    App(app::App),
    /// Read logs and name the first failing step, its cause and the remedy.
    Diagnose(diagnose::Diagnose),
    /// The command-line shell of the Application Server (AS_CLI).
    As(shell::ApplicationServerShell),
    /// Explain a code, a status or a finding: what it means, what to do.
    Explain(explain::Explain),
    /// Run a whole deployment on this machine and walk a subscriber through it.
    Lab(lab::Lab),
    /// Serve components from a configuration file until stopped.
    Serve(serve::Serve),
    /// The command-line shell of an XSP (XSP_CLI).
    Xsp(shell::XspShell),
}

fn main() -> ExitCode {
    fault::guarded(|| match Arguments::parse().command {
        Command::App(app) => app.run(),
        Command::Diagnose(diagnose) => diagnose.run(),
        Command::Explain(explain) => explain.run(),
        Command::Lab(lab) => lab.run(),
        Command::Serve(serve) => serve.run(),
        Command::As(shell) => shell.run(),
        Command::Xsp(shell) => shell.run(),
    })
}
