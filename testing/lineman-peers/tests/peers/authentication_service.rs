//! curl asks for a long-lived token with no, a foreign, an expired and the right certificate: only
//! the last succeeds (LAD-026 to LAD-033, CMP-030). openssl makes a certificate and a key of its
//! own; jwcrypto opens what was encrypted for that key, PyJWT verifies what is in it (AUT-002).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use lineman_peers::{Served, binary, curl, peer_available, run};
use serde_json::Value;

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

fn openssl(arguments: &[&str], folder: &Path) {
    let finished = run(Command::new("openssl").args(arguments).current_dir(folder)).unwrap();
    assert_eq!(finished.status, Some(0), "openssl {arguments:?}: {}", finished.stderr);
}

/// base64url of a file, without padding.
fn base64url(path: &Path) -> String {
    let finished = run(Command::new("base64").arg("--wrap=0").arg(path)).unwrap();
    finished.stdout.trim().trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// `?key=` as a browser or a script would use it, with a certificate that openssl made.
pub(crate) fn check_encrypted(served: &Served) {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap_or_default();
    if !peer_available("openssl") || !peer_available(&python) {
        return;
    }
    let folder = served.folder();
    for arguments in [
        &[
            "genpkey",
            "-quiet",
            "-algorithm",
            "RSA",
            "-pkeyopt",
            "rsa_keygen_bits:3072",
            "-out",
            "client.key",
        ][..],
        &["pkey", "-in", "client.key", "-pubout", "-outform", "DER", "-out", "client.der"],
    ] {
        openssl(arguments, folder);
    }
    let url = format!(
        "{}/token?key={}",
        served.url("auth_service"),
        base64url(&folder.join("client.der"))
    );
    let finished = run(curl()
        .arg("--insecure")
        .args(["--header", "http_bw_userid: peer.one@bw.peer.example"])
        .arg("--cert")
        .arg(folder.join("openssl.pem"))
        .arg(&url))
    .unwrap();
    let (body, status) = finished.stdout.rsplit_once('\n').unwrap();
    assert_eq!(status, "200", "{body}{}", finished.stderr);
    let document: Value = serde_json::from_str(body).unwrap();
    let jwe = document["token"]["encrypted"].as_str().unwrap();
    let found = open(&python, served, jwe);
    assert_eq!(found["claims"]["sub"], "peer.one@bw.peer.example");
    assert_eq!(found["header"]["alg"], "RS256");
    assert_eq!(found["jwe"]["alg"], "RSA-OAEP-256");
    assert_eq!(found["jwe"]["enc"], "A256GCM");
    // And it opens Xsi-Actions.
    let url = format!("{}/v2.0/user/peer.one@bw.peer.example/profile", served.url("xsi_actions"));
    let bearer = format!("authorization: Bearer {}", found["token"].as_str().unwrap());
    let finished = run(curl().args(["--header", &bearer]).arg(url)).unwrap();
    assert!(finished.stdout.ends_with("\n200"), "{}", finished.stdout);
}

/// What jwcrypto and PyJWT make of a token, with the public key of the exported file.
fn open(python: &str, served: &Served, jwe: &str) -> Value {
    let folder = served.folder();
    let mut shell = Command::new(binary());
    shell.args(["xsp", "--config"]).arg(folder.join("lineman.toml"));
    let keys = folder.join("authService.keys");
    let commands = format!(
        "Applications/AuthenticationService/KeyManagement\nexportKeys {}\nquit\n",
        keys.display()
    );
    let answer = feed(&mut shell, &commands);
    assert!(keys.is_file(), "{answer}");
    openssl(&["pkey", "-in", "authService.keys", "-pubout", "-out", "server.pub"], folder);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scripts/token_client.py");
    let mut command = Command::new(python);
    command.arg(script).arg(folder.join("client.key")).arg(folder.join("server.pub"));
    serde_json::from_str(&feed(&mut command, jwe)).unwrap()
}

/// Runs a command that reads from its standard input.
fn feed(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    out.into_owned()
}
