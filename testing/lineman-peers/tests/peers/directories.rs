//! Directories, phone lists and voice mail through clients that we did not write: broadworks-ocip
//! over OCI-P, wxcadm and @webex/calling over Xsi-Actions (CMP-019).

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Served, curl, peer_available, run};
use serde_json::{Value, json};

use crate::{authentication_service, ocip};

const USER: &str = "peer.one@bw.peer.example";

fn python(script: &str, arguments: &[&str]) -> Value {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap();
    let path = format!("{}/scripts/{script}", env!("CARGO_MANIFEST_DIR"));
    let finished = run(Command::new(python).arg(path).args(arguments)).unwrap();
    assert_eq!(finished.status, Some(0), "{script}: {}", finished.stderr);
    serde_json::from_str(&finished.stdout).unwrap()
}

#[test]
fn strangers_search_directories_and_hear_voice_mail() {
    let served = Served::start().unwrap();
    if ocip::provision(&served).is_none() || !peer_available("curl") {
        return;
    }
    let port = served.port("ocip");
    check_ocip(&python("directories.py", &[&port, ADMINISTRATOR.0, ADMINISTRATOR.1]));
    let token = authentication_service::bearer(&served);
    let root = served.url("xsi_actions");
    check_wxcadm(&python("wxcadm_directories.py", &[&root, USER, &token]));
    check_session(&root);
    if let Ok(modules) = std::env::var("LINEMAN_PEER_NODE_MODULES") {
        check_webex_calling(&modules, &root, &token);
    } else {
        println!("skipped: @webex/calling is not installed; `cargo xtask peers` installs it");
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "with CI=true it must be there");
    }
}

fn check_ocip(found: &Value) {
    assert_eq!(found["total"], 2, "{found}");
    let names = found["names"].as_array().unwrap();
    assert!(names.contains(&json!("Bakery")) && names.len() == 2, "{found}");
    for column in ["name", "number", "is_virtual_on_net_user", "service_name"] {
        assert!(found["columns"].as_array().unwrap().contains(&json!(column)), "{found}");
    }
    assert_eq!(found["searched"].as_array().unwrap().len(), 2);
    assert_eq!(found["common"], json!([["Bakery", "5551"]]));
    assert_eq!(found["personal"], json!([["dentist", "5553"], ["Mum", "5552"]]));
    assert_eq!((&found["placed"], &found["schedules"]), (&json!(0), &json!(0)));
    assert!(found["codes"].as_u64().unwrap() > 0);
    assert_eq!(found["registrations"], 0);
}

fn check_wxcadm(found: &Value) {
    for directory in ["enterprise", "group", "either"] {
        let people = found[directory].as_array().unwrap();
        assert_eq!(people.len(), 1, "{directory}: {found}");
        assert_eq!(people[0]["userId"]["$"], USER, "{directory}");
    }
    assert_eq!(found["nobody"].as_array().unwrap().len(), 0, "{found}");
    assert!(found["personal"].to_string().contains("Mum"), "{found}");
    assert!(!found["personal"].to_string().contains("dentist"), "{found}");
}

/// curl keeps the session cookie and asks with nothing else.
fn check_session(root: &str) {
    let folder = tempfile::tempdir().unwrap();
    let jar = folder.path().join("cookies.txt");
    let url = format!("{root}/v2.0/user/{USER}/directories/Personal");
    let first = curl()
        .args(["--user", &format!("{USER}:Web-pa55word"), "--cookie-jar"])
        .arg(&jar)
        .arg(&url)
        .output();
    assert!(String::from_utf8_lossy(&first.unwrap().stdout).ends_with("\n200"));
    let second = curl().arg("--cookie").arg(&jar).arg(&url).output().unwrap();
    let text = String::from_utf8_lossy(&second.stdout).into_owned();
    assert!(text.ends_with("\n200") && text.contains("<name>Mum</name>"), "{text}");
    let third = curl().arg(&url).output().unwrap();
    assert!(String::from_utf8_lossy(&third.stdout).ends_with("\n401"));
}

fn check_webex_calling(modules: &str, root: &str, token: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/webex_calling.cjs");
    let root = format!("{root}/v2.0");
    let finished = run(Command::new("node").args([script, modules, &root, token])).unwrap();
    assert_eq!(finished.status, Some(0), "{}\n{}", finished.stdout, finished.stderr);
    // The SDK writes its own log before.
    let (_, found) = finished.stdout.rsplit_once("@@").unwrap();
    let found: Value = serde_json::from_str(found).unwrap();
    assert_eq!(found["began"], 200, "{found}");
    assert_eq!(found["names"], json!(["Second Caller", "First Caller"]), "the latest first");
    assert_eq!((&found["unread"], &found["read"]), (&json!(true), &json!(1)), "{found}");
    assert_eq!(found["content"]["content"], "UklGRgAAAABXQVZF", "{found}");
    assert_eq!((&found["marked"], &found["deleted"]), (&json!(200), &json!(200)), "{found}");
    assert_eq!(found["left"], 1, "{found}");
}
