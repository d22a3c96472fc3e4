//! xmlsec1 has the last word on our assertions, and ours on what xmlsec1 signs (LAD-019).

use std::path::Path;
use std::process::Command;

use lineman_model::{Clock as _, SystemClock, Timestamp};
use lineman_net::certificates::{Identity, Validity, self_signed_rsa};
use lineman_peers::{peer_available, run};
use lineman_saml::{Assertion, Expectation, SigningKey, TrustedKey, build_signed, verify};

const ID_ATTRIBUTE: &str = "urn:oasis:names:tc:SAML:2.0:assertion:Assertion";

fn identity(now: Timestamp) -> Identity {
    let validity =
        Validity { not_before: now.plus_millis(-3_600_000), not_after: now.plus_millis(3_600_000) };
    self_signed_rsa("IdP proxy", validity).unwrap()
}

fn assertion(now: Timestamp) -> Assertion {
    Assertion {
        id: String::from("_peer-assertion"),
        issuer: String::from("http://localhost:1/idp"),
        audience: String::from("http://localhost:2/idb"),
        recipient: String::from("http://localhost:2/idb/oauth2/v1/access_token"),
        in_response_to: String::from("_peer-request"),
        subject: String::from("5f0c0000-0000-4000-8000-00000000000a"),
        issued: now,
        not_on_or_after: now.plus_millis(300_000),
        attributes: vec![(String::from("bwUserId"), String::from("péer.one@bw.peer.example & co"))],
    }
}

fn xmlsec1(folder: &Path, arguments: &[&str]) -> lineman_peers::Finished {
    run(Command::new("xmlsec1").current_dir(folder).args(arguments)).unwrap()
}

#[test]
fn xmlsec1_verifies_our_assertion_and_refuses_a_changed_one() {
    if !peer_available("xmlsec1") {
        return;
    }
    let now = SystemClock.now();
    let identity = identity(now);
    let key = SigningKey::from_pem(&identity.private_key_pem, &identity.certificate_pem).unwrap();
    let signed = build_signed(&assertion(now), &key).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("certificate.pem"), &identity.certificate_pem).unwrap();
    std::fs::write(folder.path().join("good.xml"), &signed).unwrap();
    std::fs::write(folder.path().join("bad.xml"), signed.replace("00000a<", "00000b<")).unwrap();
    let check = |file: &str| {
        xmlsec1(
            folder.path(),
            &["--verify", "--trusted-pem", "certificate.pem", "--id-attr:ID", ID_ATTRIBUTE, file],
        )
    };
    let good = check("good.xml");
    assert_eq!(good.status, Some(0), "{}", good.stderr);
    assert_ne!(check("bad.xml").status, Some(0));
}

#[test]
fn we_verify_what_xmlsec1_signs() {
    if !peer_available("xmlsec1") {
        return;
    }
    let now = SystemClock.now();
    let identity = identity(now);
    let key = SigningKey::from_pem(&identity.private_key_pem, &identity.certificate_pem).unwrap();
    let ours = build_signed(&assertion(now), &key).unwrap();
    // The same document with an empty signature is a template for xmlsec1.
    let template = blank(&blank(&ours, "DigestValue"), "SignatureValue");
    assert_ne!(template, ours);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("template.xml"), template).unwrap();
    std::fs::write(folder.path().join("key.pem"), identity.private_key_pem.reveal()).unwrap();
    std::fs::write(folder.path().join("certificate.pem"), &identity.certificate_pem).unwrap();
    let signed = xmlsec1(
        folder.path(),
        &[
            "--sign",
            "--privkey-pem",
            "key.pem,certificate.pem",
            "--id-attr:ID",
            ID_ATTRIBUTE,
            "--output",
            "theirs.xml",
            "template.xml",
        ],
    );
    assert_eq!(signed.status, Some(0), "{}", signed.stderr);
    let theirs = std::fs::read_to_string(folder.path().join("theirs.xml")).unwrap();
    let theirs = theirs.trim_start_matches("<?xml version=\"1.0\"?>").trim();
    let trusted = TrustedKey::from_certificate_pem(&identity.certificate_pem).unwrap();
    let expectation = Expectation {
        issuer: "http://localhost:1/idp",
        audience: "http://localhost:2/idb",
        recipient: "http://localhost:2/idb/oauth2/v1/access_token",
        now,
        skew_ms: 1000,
    };
    let verified = verify(theirs, &[trusted], &expectation).unwrap();
    assert_eq!(verified.attributes, assertion(now).attributes);
}

fn blank(document: &str, element: &str) -> String {
    let (open, close) = (format!("<ds:{element}>"), format!("</ds:{element}>"));
    let start = document.find(&open).unwrap() + open.len();
    let end = document.find(&close).unwrap();
    format!("{}{}", &document[..start], &document[end..])
}
