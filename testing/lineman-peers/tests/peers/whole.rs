//! One served half, all peers in turn, a clean stop.

use std::collections::BTreeSet;
use std::process::Command;

use lineman_peers::{Served, binary, peer_available, run};
use serde_json::Value;

use crate::{authentication_service, ocip, sip, xsi};

#[test]
fn strangers_provision_read_and_register() {
    let mut served = Served::start().unwrap();
    let Some(found) = ocip::provision(&served) else { return };
    ocip::check(&found);
    if peer_available("curl") {
        xsi::check(&served);
        authentication_service::check(&served);
        authentication_service::check_encrypted(&served);
    }
    sip::check(&served);
    // Ctrl-C after a clean stop is success (design.md section 4).
    assert_eq!(served.stop().unwrap(), Some(0));
    assert!(!served.folder().join("data/running.json").exists());
    check_diagnosis(&served);
}

/// The logs that these strangers alone left prove the steps that they took part in.
fn check_diagnosis(served: &Served) {
    let finished =
        run(Command::new(binary()).args(["diagnose", "--format", "json"]).arg(served.logs()))
            .unwrap();
    // The wrong passwords are found. The strangers whose certificates were refused are no fault of
    // the platform: the right certificate got its token.
    assert_eq!(finished.status, Some(1), "{}", finished.stderr);
    let report: Value = serde_json::from_str(&finished.stdout).unwrap();
    let mut proven = BTreeSet::new();
    for journey in report["journeys"].as_array().unwrap() {
        for step in journey["steps"].as_array().unwrap() {
            if journey["kind"] == "sign-in" && step["state"] == "ok" {
                assert!(!step["evidence"].as_array().unwrap().is_empty(), "{step}");
                proven.insert(step["step"].as_str().unwrap().to_owned());
            }
        }
    }
    for step in ["2.1", "2.1.1", "2.2", "5.2", "5.3", "5.4", "7", "7.2"] {
        assert!(proven.contains(step), "{step} is not proven: {proven:?}");
    }
    let errors: BTreeSet<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["id"].as_str().unwrap())
        .collect();
    let expected = ["sip-credentials-wrong", "wrong-password"];
    assert_eq!(errors, BTreeSet::from(expected));
}
