//! `lineman as` and `lineman xsp` of the real binary: from a pipe, with line editing, exit codes, secrets.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use lineman_peers::binary;

use crate::support::{Staying, text};

pub(crate) const AS: &str = "as";
pub(crate) const XSP: &str = "xsp";

/// Exit code and standard output of a shell that reads these lines from a pipe.
pub(crate) fn shell(which: &str, data: &Path, lines: &str) -> (i32, String) {
    run(&[which, "--data", data.to_str().expect("a plain path")], lines)
}

fn run(arguments: &[&str], lines: &str) -> (i32, String) {
    let mut child = Command::new(binary())
        .args(arguments)
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    // A shell that found nothing to work on does not read.
    drop(child.stdin.take().expect("a pipe").write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.code().expect("it ended by itself"), shown)
}

/// PRV-022, AUT-006: what an engineer pastes into a case.
#[test]
fn a_pipe_makes_the_transcript_of_a_session() {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    let data = &lab.data;
    let (code, shown) = shell(AS, data, "interface;messaging\nget\nexit\nno\nexit\nyes\nget\n");
    assert_eq!(code, 0);
    let url = text(&lab.lab["urls"]["provisioning_bridge"]);
    let account = text(&lab.lab["provisioning_account"]["user_id"]);
    assert_eq!(
        shown,
        format!(
            "AS_CLI> interface;messaging\n\
             AS_CLI/Interface/Messaging> get\n\
             \x20 provisioningUrl = {url}\n\
             \x20 provisioningUserId = {account}\n\
             \x20 provisioningPassword = ********\n\
             \x20 enableSynchronization = true\n\
             \x20 proxyHost = \n\
             \x20 proxyPort = 80\n\
             AS_CLI/Interface/Messaging> exit\n\
             Please confirm (Yes, Y, No, N): no\n\
             AS_CLI/Interface/Messaging> exit\n\
             Please confirm (Yes, Y, No, N): yes\n"
        )
    );
    let read = lineman_logs::bw_cli::read(&shown);
    let get = read.iter().find(|exchange| exchange.command == "get").expect("a get");
    assert_eq!(
        (get.context.as_str(), get.scalar("provisioningUrl")),
        ("Interface/Messaging", Some(url.as_str()))
    );
    let collected =
        std::fs::read_to_string(data.join("config/as-interface-messaging.txt")).unwrap();
    let collected = lineman_logs::bw_cli::read(&collected);
    assert_eq!(collected[0].scalars, get.scalars, "the lab collects the same");
    let (code, shown) = shell(
        XSP,
        data,
        "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication get\n",
    );
    assert_eq!(code, 0);
    let expected = " get\n  allowUserApp = false\n  allowClientApp = true\n";
    assert!(shown.contains(expected), "{shown}");
    let (code, shown) = shell(
        AS,
        data,
        "sys;dev;sip\ndetail \"Business Communicator - PC\"\nset \"Business Communicator - PC\" defaultDeviceEncoding ISO-8859-1\ndetail \"Business Communicator - PC\"\nqa;subs;user;detail nobody\n",
    );
    assert_eq!(code, 1, "the last one is refused");
    assert!(
        shown.contains("  deviceAccessContextName = dms\n  deviceAccessURI = bc/pc/\n"),
        "{shown}"
    );
    assert!(
        shown.contains("  defaultDeviceEncoding = ISO-8859-1\n")
            && shown.contains("*** Error: there is no row nobody"),
        "{shown}"
    );
    let (code, shown) = shell(XSP, data, "app;auth;key;exportKeys\nget\n");
    assert_eq!(code, 0);
    assert!(shown.contains("1 exported to") && shown.contains("1 entry found."), "{shown}");
    let list = "app;open;ext;acc;get;add 10.1.1.1 \"single sign-on\";get;clear 10.1.1.1 description;delete 10.1.1.1;get\n";
    let (code, shown) = shell(XSP, data, list);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("  10.1.1.1   single sign-on\n\n1 entry found."), "{shown}");
    assert_eq!(shown.matches("0 entries found.").count(), 2, "{shown}");
    let keys = data.join("keys/authService.keys");
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(std::fs::metadata(keys).unwrap().permissions().mode() & 0o077, 0);
    let (code, shown) = shell(XSP, data, "app;auth;key;importKeys\n");
    assert_eq!(code, 0);
    assert!(shown.contains("0 new from"), "{shown}");
}

#[test]
fn a_secret_is_shown_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    let data = lab.data.to_str().unwrap();
    let lines = "int;mes;set provisioningPassword geheim-1\nset provisioningPassword\ngeheim-2\ngeheim-2\nset provisioningPasswort geheim-3\nget\nexit\ny\n";
    let (code, shown) = run(&["as", "--data", data], lines);
    assert_eq!(code, 1, "one attribute is misspelt");
    assert!(!shown.contains("geheim"), "{shown}");
    assert!(shown.contains("set provisioningPassword ********\n...Done\n"), "{shown}");
    assert!(shown.contains("New Password: \nRe-type New Password: \n...Done\n"), "{shown}");
    // With line editing and a history, on a terminal that can do nothing.
    let (code, shown) = run(&["as", "--data", data, "--interactive"], lines);
    assert_eq!(code, 0, "what was refused was followed by what was not");
    assert!(shown.contains("  provisioningPassword = ********\n"), "{shown}");
    let history = std::fs::read_to_string(lab.data.join("cli/AS_CLI.history")).unwrap();
    assert!(history.contains("get") && !history.contains("geheim"), "{history}");
}

#[test]
fn without_a_deployment_or_a_node_it_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    assert_eq!(shell(AS, &nowhere, "get\n").0, 2);
    assert!(!nowhere.exists(), "nothing was made");
    let lab = Staying::start(&folder.path().join("lab"));
    let data = lab.data.to_str().unwrap();
    assert_eq!(run(&["xsp", "--data", data, "--node", "xsp9"], "get\n").0, 2);
    assert_eq!(run(&["xsp", "--data", data, "--node", "xsp1"], "qa\n").0, 0);
    let config = folder.path().join("lineman.toml");
    std::fs::write(&config, format!("[data]\ndirectory = \"{data}\"\n")).unwrap();
    let (code, shown) = run(&["as", "--config", config.to_str().unwrap()], "int;mes;get\n");
    assert_eq!(code, 0);
    assert!(shown.contains("enableSynchronization = true"), "{shown}");
    std::fs::write(&config, "[nothing]\n").unwrap();
    assert_eq!(run(&["as", "--config", config.to_str().unwrap()], "").0, 2);
}
