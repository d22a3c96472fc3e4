//! sipp registers through the SBC with digest, over UDP and TCP, and with a wrong password
//! (CAL-005, CAL-006).

use std::process::Command;

use lineman_peers::{Finished, Served, peer_available, run};

fn sipp(served: &Served, scenario: &str, password: &str, transport: &str) -> Finished {
    let values = served.folder().join("values.csv");
    std::fs::write(
        &values,
        format!(
            "SEQUENTIAL\npeer0001;sip.peer.example;\
             [authentication username=peerauth1 password={password}]\n"
        ),
    )
    .unwrap();
    let port = served.port(if transport == "u1" { "sip_udp" } else { "sip_tcp" });
    run(Command::new("sipp")
        .current_dir(served.folder())
        .arg("-sf")
        .arg(format!("{}/scripts/{scenario}", env!("CARGO_MANIFEST_DIR")))
        .arg("-inf")
        .arg(&values)
        .args(["-m", "1", "-t", transport, "-i", "127.0.0.1", "-timeout", "20", "-nostdin"])
        .arg(format!("127.0.0.1:{port}")))
    .unwrap()
}

pub(crate) fn check(served: &Served) {
    if !peer_available("sipp") {
        return;
    }
    for transport in ["u1", "t1"] {
        let refused = sipp(served, "register_refused.xml", "wrong", transport);
        assert_eq!(refused.status, Some(0), "{transport}: {}", refused.stdout);
        let registered = sipp(served, "register.xml", "sip-pa55word", transport);
        assert_eq!(registered.status, Some(0), "{transport}: {}", registered.stdout);
    }
}
