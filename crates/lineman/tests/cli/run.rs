//! Runs the binary under test: the one just built, or the one that `LINEMAN_BINARY` names.

use std::process::{Command, Output};

pub(crate) fn command() -> Command {
    let path =
        std::env::var_os("LINEMAN_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_lineman").into());
    let mut command = Command::new(path);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C.UTF-8");
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    command().args(arguments).output().expect("the binary starts")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}
