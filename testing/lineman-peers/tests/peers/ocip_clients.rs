//! More OCI-P clients: mercury-ocip-fast 3.0.2 over TCP, TLS and SOAP, zeep 4.3.3 from our WSDL
//! (broadworks-wire.md 1.4 and 5).

use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Finished, Served, peer_available, run};
use serde_json::{Value, json};

const VERSION: &str = concat!("Lineman ", env!("CARGO_PKG_VERSION"));

fn found(finished: &Finished) -> Value {
    assert_eq!(finished.status, Some(0), "{}", finished.stderr);
    serde_json::from_str(&finished.stdout).unwrap()
}

#[test]
fn a_client_with_many_sessions_uses_tcp_tls_and_soap() {
    let python = std::env::var("LINEMAN_PEER_NEW_PYTHON").unwrap_or_default();
    if !peer_available(&python) {
        return;
    }
    let served = Served::start().unwrap();
    let authority = served.folder().join("data/certificates/server-authority.pem");
    let soap = served.url("ocip_soap");
    for (form, host, port) in [
        ("tcp", "localhost", served.port("ocip")),
        ("tls", "localhost", served.port("ocip_tls")),
        ("soap", soap.as_str(), String::from("0")),
    ] {
        let finished = run(Command::new(&python)
            .env("SSL_CERT_FILE", &authority)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/fast_client.py"))
            .args([form, host, &port, ADMINISTRATOR.0, ADMINISTRATOR.1])
            .arg(format!("fast_{form}")))
        .unwrap();
        let name = if form == "soap" { "Schnell & Söhne" } else { "Schnell & Soehne" };
        let expected = json!({
            "version": VERSION,
            "added": "SuccessResponse",
            "names": [name],
            "answers": 40,
            "error": "[Error 4008] User not found: nobody@bw.fast.example",
            "deleted": "SuccessResponse",
        });
        assert_eq!(found(&finished), expected, "{form}");
    }
}

#[test]
fn a_client_that_knows_only_the_wsdl_logs_in_over_soap() {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap_or_default();
    if !peer_available(&python) {
        return;
    }
    let served = Served::start().unwrap();
    let finished = run(Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/soap_wsdl.py"))
        .arg(served.url("ocip_soap"))
        .args([ADMINISTRATOR.0, ADMINISTRATOR.1]))
    .unwrap();
    let expected = json!({
        "fault": ["soapenv:Server.generalException", "INVALID_REQUEST"],
        "login": "System",
        "version": VERSION,
    });
    assert_eq!(found(&finished), expected);
}
