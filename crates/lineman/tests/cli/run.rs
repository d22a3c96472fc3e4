//! Runs the binary under test: the one just built, or the one that `LINEMAN_BINARY` names.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use lineman_model::{Clock, SystemClock};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use wait4::Wait4;

/// What every input, however hostile, is allowed to take.
pub(crate) const SECONDS: u64 = 30;
/// See [`SECONDS`].
pub(crate) const PEAK_BYTES: u64 = 256 * 1024 * 1024;
/// More output than any report; a binary that writes more is broken.
const OUTPUT_BYTES: u64 = 64 * 1024 * 1024;

/// Whether the binary under test is one that somebody named, such as a release.
pub(crate) fn is_release() -> bool {
    std::env::var_os("LINEMAN_BINARY").is_some()
}

pub(crate) fn command() -> Command {
    let path =
        std::env::var_os("LINEMAN_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_lineman").into());
    let mut command = Command::new(path);
    for name in ["LC_ALL", "LC_MESSAGES", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8");
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

/// A run with what it took.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Largest resident memory in bytes.
    pub(crate) peak: u64,
}

impl Ran {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {:?}", self.stdout))
    }
}

/// Runs it to its end, which must come in time and within the memory that is allowed.
pub(crate) fn bounded(command: &mut Command) -> Ran {
    let clock = SystemClock;
    let start = clock.now();
    let mut child = start_piped(command);
    let pid = pid(&child);
    let out = collect(child.stdout.take());
    let err = collect(child.stderr.take());
    let (ended, watched) = mpsc::channel();
    let watch = std::thread::spawn(move || {
        if watched.recv_timeout(Duration::from_secs(2 * SECONDS)).is_err() {
            // It has not been waited for yet, so the number is still its own.
            kill_process(pid, Signal::KILL).expect("a running child");
        }
    });
    let used = child.wait4().expect("it ends");
    // The watch may have ended it just now; then nobody listens any more.
    let _ = ended.send(());
    watch.join().expect("the watch ends");
    let seconds = clock.now().since(start) / 1000;
    let ran = Ran {
        code: used.status.code(),
        stdout: out.join().expect("standard output"),
        stderr: err.join().expect("standard error"),
        peak: used.rusage.maxrss,
    };
    assert!(seconds < SECONDS.cast_signed(), "{command:?} took {seconds} s");
    assert!(ran.peak < PEAK_BYTES, "{command:?} took {} MiB", ran.peak >> 20);
    ran
}

/// `lineman diagnose PATH... --format json`, bounded.
pub(crate) fn diagnose<P: AsRef<Path>>(paths: &[P]) -> Ran {
    diagnose_with(paths, &[] as &[&str])
}

/// The same with options.
pub(crate) fn diagnose_with<P: AsRef<Path>, S: AsRef<OsStr>>(paths: &[P], options: &[S]) -> Ran {
    let mut command = command();
    command.arg("diagnose").args(paths.iter().map(AsRef::as_ref)).args(options);
    bounded(command.args(["--format", "json"]))
}

pub(crate) fn start_piped(command: &mut Command) -> Child {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts")
}

pub(crate) fn pid(child: &Child) -> Pid {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id")
}

fn collect<R: Read + Send + 'static>(from: Option<R>) -> std::thread::JoinHandle<String> {
    let mut from = from.expect("a pipe").take(OUTPUT_BYTES);
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        std::io::copy(&mut from, &mut bytes).expect("a pipe");
        String::from_utf8(bytes).expect("UTF-8")
    })
}

/// Ids of the findings, in order.
pub(crate) fn finding_ids(report: &Value) -> Vec<&str> {
    array(&report["findings"]).iter().map(|one| text(&one["id"])).collect()
}

pub(crate) fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_else(|| panic!("no array: {value}"))
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

pub(crate) fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))
}
