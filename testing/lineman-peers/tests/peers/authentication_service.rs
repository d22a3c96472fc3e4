//! curl asks for a long-lived token with no, a foreign, an expired and the right certificate: only
//! the last succeeds (LAD-026 to LAD-033, CMP-030).

use lineman_peers::{Served, curl, run};

fn token(served: &Served, certificate: Option<&str>) -> (String, String) {
    let mut command = curl();
    command
        .arg("--insecure")
        .args(["--header", "http_bw_userid: peer.one@bw.peer.example"])
        .args(["--header", "trackingid: CLIENT_33333333-3333-4333-8333-333333333333"])
        .arg(format!("{}/token", served.url("auth_service")));
    if let Some(name) = certificate {
        command.arg("--cert").arg(served.folder().join(format!("{name}.pem")));
    }
    let finished = run(&mut command).unwrap();
    let (body, status) = finished.stdout.rsplit_once('\n').unwrap();
    (status.to_owned(), body.to_owned())
}

/// A long-lived token of the peer subscriber.
pub(crate) fn bearer(served: &Served) -> String {
    let (_, body) = token(served, Some("right"));
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();
    document["token"]["bearer"].as_str().unwrap().to_owned()
}

pub(crate) fn check(served: &Served) {
    for certificate in [None, Some("foreign"), Some("expired")] {
        let (status, body) = token(served, certificate);
        assert_eq!((status.as_str(), body.as_str()), ("000", ""), "{certificate:?}");
    }
    let (status, body) = token(served, Some("right"));
    assert_eq!(status, "200", "{body}");
    let document: serde_json::Value = serde_json::from_str(&body).unwrap();
    let bearer = document["token"]["bearer"].as_str().unwrap();
    assert_eq!(bearer.split('.').count(), 3);
}
