//! `cargo xtask`: set-up of the peers, checks, tests and pictures.
//!
//! `cargo xtask test` is what CI runs: it installs the independent peers, checks the sources, builds
//! and runs every test on SQLite and PostgreSQL, and prints the seconds of each stage.

mod bench_register;
mod checks;
mod commands;
mod newer_python;
mod node_peers;
mod peers;
mod postgres;
mod readme_picture;
mod stages;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <task>

  test            set up the peers and pass every test (this is what CI runs)
  check           only the source checks (vocabulary, dependencies, names)
  peers           only install the independent peers
  bench-register  registrations per second beside Kamailio
  readme-picture  draw docs/ladder.svg from a real run of the lab
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["test"] => test::run(),
        ["check"] => checks::run(),
        ["peers"] => peers::install().map(|_| ()),
        ["bench-register"] => bench_register::run(),
        ["readme-picture"] => readme_picture::run(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
