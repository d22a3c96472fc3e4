//! curl gets a profile (LAD-008 to LAD-017, LAD-054).

use lineman_peers::{Served, curl, run};

const EMAIL: &str = "peer.one@peer.example";

pub(crate) fn profile(
    served: &Served,
    password: &str,
    tracking_id: &str,
    query: &str,
) -> (String, String) {
    let url = format!("{}/v2.0/user/{EMAIL}/profile{query}", served.url("xsi_actions"));
    let finished = run(curl()
        .args(["--user", &format!("{EMAIL}:{password}"), "--user-agent", "broadworksTeamsClient"])
        .args(["--header", &format!("trackingid: {tracking_id}")])
        .arg(&url))
    .unwrap();
    let (body, status) = finished.stdout.rsplit_once('\n').unwrap();
    (status.to_owned(), body.to_owned())
}

pub(crate) fn check(served: &Served) {
    let id = "CLIENT_11111111-1111-4111-8111-111111111111";
    let (status, body) = profile(served, "Web-pa55word", id, "");
    assert_eq!(status, "200", "{body}");
    assert!(body.contains("<userId>peer.one@bw.peer.example</userId>"), "{body}");
    let (status, body) = profile(served, "Web-pa55word", id, "?format=json");
    assert_eq!(status, "200");
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(document["Profile"]["details"]["userId"]["$"], "peer.one@bw.peer.example");
    // LAD-054: the SIP password is not the web-access password.
    for wrong in ["sip-pa55word", "web-pa55word"] {
        let other = "CLIENT_22222222-2222-4222-8222-222222222222";
        let (status, body) = profile(served, wrong, other, "");
        assert_eq!(status, "401");
        assert!(body.contains("<errorCode>4962</errorCode>"), "{body}");
    }
}
