//! The hierarchy, administrators, services and lists through broadworks-ocip, which raises when a
//! required element of the public schema is missing (broadworks-wire.md 1.5.1 to 1.5.3).

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Served, run};
use serde_json::{Value, json};

use crate::ocip;

#[test]
fn a_stranger_reads_the_hierarchy_in_every_version() {
    let served = Served::start().unwrap();
    if ocip::provision(&served).is_none() {
        return;
    }
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/hierarchy.py");
    let finished = run(Command::new(python)
        .arg(script)
        .arg(served.port("ocip"))
        .args([ADMINISTRATOR.0, ADMINISTRATOR.1]))
    .unwrap();
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    let found: Value = serde_json::from_str(&finished.stdout).unwrap();
    assert_eq!(found["failed"], json!([]));
    assert!(found["read"].as_u64().unwrap() > 120, "{}", found["read"]);
    assert_eq!(found["department"], json!(["North", "North"]));
    assert_eq!(found["expires"], 30);
    assert_eq!(found["pack"][0]["service_pack_name"], "Peer Pack");
    assert_eq!(found["pack"][0]["assigned"], "true");
}
