//! broadworks-ocip 3.0.0 provisions a subscriber over OCI-P (broadworks-wire.md 1.2 to 1.6).

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Served, peer_available, run};
use serde_json::{Value, json};

/// Provisions the peer subscriber; none when the peer is not installed.
pub(crate) fn provision(served: &Served) -> Option<Value> {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap_or_default();
    if !peer_available(&python) {
        return None;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/provision.py");
    let finished = run(Command::new(python)
        .arg(script)
        .arg(served.port("ocip"))
        .args([ADMINISTRATOR.0, ADMINISTRATOR.1]))
    .unwrap();
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    Some(serde_json::from_str(&finished.stdout).unwrap())
}

/// What the client must have read back.
pub(crate) fn check(found: &Value) {
    assert_eq!(found["provider"], "Peer_Provider");
    assert_eq!(found["group"], json!(["Peer_Group", 25, 1]));
    assert_eq!(
        found["user"],
        json!(["peer.one@bw.peer.example", "Péer", "+15550200001", "peer.one@peer.example"])
    );
    assert_eq!(found["by_alternate"], "peer.one@bw.peer.example");
    assert_eq!(found["line_port"], "peer0001@sip.peer.example");
    assert_eq!(found["users"][0]["user_id"], "peer.one@bw.peer.example");
    assert_eq!(found["devices"][0]["device_type"], "Business Communicator - PC");
    let errors = found["errors"].to_string();
    for number in ["[Error 4008]", "[Error 4152]", "[Error 4150]"] {
        assert!(errors.contains(number), "{errors}");
    }
}
