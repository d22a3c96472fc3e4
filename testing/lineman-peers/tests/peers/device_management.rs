//! Devices through clients that we did not write: broadworks-ocip over OCI-P, curl with Digest, Basic
//! and tokens against Device Management (CAL-002 to CAL-004), and a client that computes Digest as
//! browsers' scripts do.

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Served, curl, peer_available, run};
use serde_json::{Value, json};

use crate::{authentication_service, ocip};

const USER: &str = "peer.one@bw.peer.example";
const PROFILE: &str = "bc/pc/config-wxt.xml";
const BASIC_FILE: &str = "bc/pc/peer-basic.json";
const CREDENTIALS: &str = "peerpc:dev-pa55word";

#[test]
fn strangers_fetch_device_files() {
    let served = Served::start().unwrap();
    if ocip::provision(&served).is_none() || !peer_available("curl") {
        return;
    }
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/devices.py");
    let finished = run(Command::new(python)
        .arg(script)
        .arg(served.port("ocip"))
        .args([ADMINISTRATOR.0, ADMINISTRATOR.1]))
    .unwrap();
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    let found: Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!(found["answered"], 28, "{found}");
    assert_eq!(found["user_name"], "peerpc");
    assert_eq!(found["files"], json!(["config-wxt.xml", "peer-basic.json"]));
    assert_eq!(found["tags"], json!([["%PEER_TAG%", "device", "Device Profile"]]));
    check_digest(&served);
    check_basic(&served);
    check_tokens(&served);
    if peer_available("node") {
        check_script(&served);
    }
    let log = std::fs::read_dir(served.logs().join("xsp"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .find(|entry| entry.file_name().to_string_lossy().starts_with("dmsDebugLog"))
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .unwrap();
    for method in ["Digest", "Basic", "Bearer", "device token"] {
        assert!(log.contains(&format!("method: {method}\n")), "{method}");
    }
    assert!(!log.contains("dev-pa55word"));
}

/// curl with options on a file: status and body.
fn fetch(served: &Served, file: &str, options: &[&str]) -> (String, String) {
    let url = format!("{}/{file}", served.url("device_management"));
    let finished = run(curl().args(options).arg(url)).unwrap();
    let (body, status) = finished.stdout.rsplit_once('\n').unwrap();
    (status.to_owned(), body.to_owned())
}

fn check_digest(served: &Served) {
    let (status, body) = fetch(served, PROFILE, &["--digest", "--user", CREDENTIALS]);
    assert_eq!(status, "200", "{body}");
    assert!(body.contains("<uri>sip:peer0001@sip.peer.example</uri>"), "{body}");
    assert!(body.contains("<username>peerauth1</username>"), "{body}");
    for wrong in ["peerpc:other", "nobody:dev-pa55word"] {
        assert_eq!(fetch(served, PROFILE, &["--digest", "--user", wrong]).0, "401");
    }
    assert_eq!(fetch(served, PROFILE, &["--user", CREDENTIALS]).0, "401", "not in clear");
    assert_eq!(fetch(served, PROFILE, &[]).0, "401");
    let headers = fetch(served, PROFILE, &["--digest", "--user", CREDENTIALS, "--include"]).1;
    let tag = headers
        .lines()
        .filter_map(|line| line.strip_prefix("etag: "))
        .next_back()
        .unwrap()
        .trim()
        .to_owned();
    let known = format!("If-None-Match: {tag}");
    let options = ["--digest", "--user", CREDENTIALS, "--header", known.as_str()];
    assert_eq!(fetch(served, PROFILE, &options).0, "304");
}

fn check_basic(served: &Served) {
    let (status, body) = fetch(served, BASIC_FILE, &["--user", CREDENTIALS]);
    assert_eq!(status, "200", "{body}");
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(document, json!({"line": "peer0001", "peer": "device"}));
    let upload = ["--user", CREDENTIALS, "--request", "PUT", "--data-binary", "{\"kept\": true}"];
    assert_eq!(fetch(served, BASIC_FILE, &upload).0, "201");
    assert_eq!(fetch(served, BASIC_FILE, &["--user", CREDENTIALS]).1, "{\"kept\": true}");
    let refused = ["--digest", "--user", CREDENTIALS, "--request", "PUT", "--data-binary", "x"];
    assert_eq!(fetch(served, PROFILE, &refused).0, "405");
}

fn check_tokens(served: &Served) {
    let bearer = authentication_service::bearer(served);
    let header = format!("Authorization: Bearer {bearer}");
    let (status, body) = fetch(served, PROFILE, &["--header", &header]);
    assert_eq!(status, "200", "{body}");
    assert!(body.contains("peer0001@sip.peer.example"));
    assert_eq!(fetch(served, BASIC_FILE, &["--header", &header]).0, "401", "not for this file");
    // A device token through Xsi-Actions.
    let url = format!(
        "{}/v2.0/user/{USER}/profile/DeviceToken?deviceName=peer-one-pc&deviceLevel=Group",
        served.url("xsi_actions")
    );
    let finished = run(curl().args(["--request", "POST", "--header", &header]).arg(url)).unwrap();
    let token = finished.stdout.split("<token>").nth(1).unwrap().split('<').next().unwrap();
    let header = format!("Authorization: Bearer {token}");
    for file in [PROFILE, BASIC_FILE] {
        assert_eq!(fetch(served, file, &["--header", &header]).0, "200", "{file}");
    }
}

fn check_script(served: &Served) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/digest_client.mjs");
    let url = format!("{}/{PROFILE}", served.url("device_management"));
    let (user, password) = CREDENTIALS.split_once(':').unwrap();
    let finished = run(Command::new("node").arg(script).args([&url, user, password])).unwrap();
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    let found: Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!((&found["first"], &found["second"]), (&json!(401), &json!(200)), "{found}");
    assert!(found["body"].as_str().unwrap().contains("peer0001@sip.peer.example"));
}
