//! Version, help and wrong usage (design.md section 4).

use std::process::Stdio;

use crate::run::{command, run, stderr, stdout};

#[test]
fn version_and_help_go_to_standard_output() {
    let version = run(&["--version"]);
    assert_eq!(version.status.code(), Some(0));
    assert_eq!(stdout(&version), format!("lineman {}\n", env!("CARGO_PKG_VERSION")));
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(stdout(&help).contains("explain"));
}

#[test]
fn wrong_usage_exits_2_and_leaves_standard_output_clean() {
    for arguments in [
        &["no-such-command"][..],
        &["explain"],
        &["explain", "409", "--lang", "tlh"],
        &["explain", "409", "--format", "html"],
        &["explain", "409", "--no-such-option"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(stderr(&run(&["explain", "409", "--lang", "tlh"])).contains("en, de, es, fr, cs, zh"));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = command()
        .args(["explain", "409"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
}
