//! `lineman lab` and `lineman diagnose` as a person runs them: exit codes, what is said, Ctrl-C.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use lineman_deployment::lab::Fault;
use lineman_model::{Clock as _, SystemClock};
use lineman_peers::binary;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// A command in English, whatever the machine speaks.
fn lineman(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).env("LC_ALL", "C").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    let output = lineman(arguments).output();
    output.unwrap_or_else(|error| panic!("{} (build it first): {error}", binary().display()))
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ended by itself")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// `lab --once`, then `diagnose` on what it left.
fn lab_once(faults: &[Fault]) -> (Output, Output) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let mut arguments = vec!["lab", "--once", "--port-base", "0", "--data", path(&data)];
    for fault in faults {
        arguments.extend(["--fault", fault.id()]);
    }
    let started = SystemClock.now();
    let lab = run(&arguments);
    println!("lab --once {faults:?}: {} ms", SystemClock.now().since(started));
    assert!(data.join("lab.json").is_file(), "{}", String::from_utf8_lossy(&lab.stderr));
    let logs = data.join("logs");
    (lab, run(&["diagnose", "--format", "json", path(&logs)]))
}

#[test]
fn a_healthy_lab_ends_with_0_and_so_does_its_diagnosis() {
    let (lab, diagnosis) = lab_once(&[]);
    assert_eq!((code(&lab), code(&diagnosis)), (0, 0));
    // stdout is for pipes, progress of a terminal goes elsewhere.
    assert!(String::from_utf8_lossy(&lab.stderr).is_empty());
    assert!(said(&lab).contains("7.2"), "{}", said(&lab));
    let report: Value = serde_json::from_slice(&diagnosis.stdout).unwrap();
    assert_eq!(report["schema"], "lineman.diagnosis/1");
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn a_lab_with_a_fault_ends_with_1_and_so_does_its_diagnosis() {
    for fault in [Fault::DesktopDeviceMissing, Fault::UpstreamCreationFailed] {
        let (lab, diagnosis) = lab_once(&[fault]);
        assert_eq!((code(&lab), code(&diagnosis)), (1, 1), "{}", fault.id());
        let report: Value = serde_json::from_slice(&diagnosis.stdout).unwrap();
        assert_eq!(report["findings"].as_array().unwrap().len(), 1);
        assert_eq!(report["findings"][0]["id"], fault.id());
    }
}

#[test]
fn an_unknown_fault_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let refused = run(&["lab", "--once", "--data", path(&data), "--fault", "no-such-fault"]);
    assert_eq!(code(&refused), 2);
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(words.contains("no-such-fault") && words.contains("lab faults"), "{words}");
    assert!(!data.exists(), "nothing was begun");
}

#[test]
fn a_folder_of_somebody_else_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("logs")).unwrap();
    let refused = run(&["lab", "--once", "--port-base", "0", "--data", path(folder.path())]);
    assert_eq!(code(&refused), 2, "{}", String::from_utf8_lossy(&refused.stderr));
    assert!(folder.path().join("logs").is_dir());
}

#[test]
fn the_faults_are_listed() {
    let listed = run(&["lab", "faults"]);
    assert_eq!(code(&listed), 0);
    for fault in Fault::ALL {
        assert!(said(&listed).lines().any(|line| line == fault.id()), "{}", fault.id());
    }
}

/// A lab that stays up; killed if a test fails.
struct Up(Child);

impl Drop for Up {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn a_lab_stays_until_it_is_interrupted_and_ends_with_0() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let mut lab = lineman(&["lab", "--port-base", "0", "--data", path(&data)]);
    let mut lab = Up(lab.stdout(Stdio::piped()).spawn().expect("start the lab"));
    let mut lines = BufReader::new(lab.0.stdout.take().unwrap()).lines();
    let mut before = Vec::new();
    let hint = lines.by_ref().map(Result::unwrap).find(|line| {
        before.push(line.clone());
        line.contains("Ctrl-C")
    });
    assert!(hint.is_some(), "{before:#?}");
    assert!(before.iter().any(|line| line.contains("http://localhost:")), "{before:#?}");
    assert!(before.iter().any(|line| line.contains(path(&data.join("logs")))), "{before:#?}");
    assert!(data.join("lab.json").is_file(), "it is there when the lab says that it stays");

    let second = run(&["lab", "--once", "--port-base", "0", "--data", path(&data)]);
    assert_eq!(code(&second), 2, "the folder is in use");
    assert!(!second.stderr.is_empty());

    let process = Pid::from_child(&lab.0);
    kill_process(process, Signal::INT).unwrap();
    assert_eq!(lab.0.wait().unwrap().code(), Some(0));
    let diagnosis = run(&["diagnose", path(&data.join("logs"))]);
    assert_eq!(code(&diagnosis), 0, "{}", said(&diagnosis));
}

/// design.md section 4: a taken port is replaced, and said so.
#[test]
fn a_port_that_is_taken_is_replaced_and_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = taken.local_addr().unwrap().port();
    if base > u16::MAX - 32 {
        println!("not tested: the system gave the last port");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let base_text = base.to_string();
    let lab = run(&["lab", "--once", "--port-base", &base_text, "--data", path(&data)]);
    let words = String::from_utf8_lossy(&lab.stderr).into_owned();
    assert_eq!(code(&lab), 0, "{words}");
    assert!(
        words.lines().any(|line| line.contains(&base_text) && line.contains("portal")),
        "{words}"
    );
    let file = std::fs::read(data.join("lab.json")).unwrap();
    let document: Value = serde_json::from_slice(&file).unwrap();
    let portal = document["urls"]["portal"].as_str().unwrap();
    assert!(!portal.ends_with(&format!(":{base_text}")), "{portal}");
}
