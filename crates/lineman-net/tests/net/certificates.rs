//! Making and reading certificates.

use std::sync::Arc;

use lineman_model::{Clock as _, SystemClock, Timestamp};
use lineman_net::certificates::{
    self, Authority, Purpose, Validity, describe_pem, rsa_private_key, self_signed_rsa,
};
use lineman_net::tls::{ClientAuth, ServerTls};
use proptest::prelude::*;

use crate::support::{authority, valid};

#[test]
fn a_certificate_says_what_was_asked_for() {
    let validity = Validity {
        not_before: Timestamp::from_millis(1_600_000_000_000),
        not_after: Timestamp::from_millis(1_700_000_000_000),
    };
    let identity = authority("Trusted CA")
        .issue("idp-proxy", &["localhost", "127.0.0.1"], Purpose::Both, validity)
        .expect("issued");
    let summary = describe_pem(&identity.certificate_pem).expect("readable");
    assert_eq!(
        (summary.subject.as_str(), summary.issuer.as_str()),
        ("CN=idp-proxy", "CN=Trusted CA")
    );
    assert_eq!((summary.not_before, summary.not_after), (validity.not_before, validity.not_after));
}

#[test]
fn an_authority_survives_its_files() {
    let first = authority("Trusted CA");
    let again =
        Authority::from_pem(first.certificate_pem(), first.private_key_pem()).expect("read");
    let identity = again.issue("x", &[], Purpose::Client, valid()).expect("issued");
    let summary = describe_pem(&identity.certificate_pem).expect("readable");
    assert_eq!(summary.issuer, "CN=Trusted CA");
    assert!(Authority::from_pem("nothing", first.private_key_pem()).is_err());
}

#[test]
fn no_private_key_is_printed() {
    let identity = self_signed_rsa("saml", valid()).expect("made");
    let authority = authority("Trusted CA");
    let tls = ServerTls::from_pem(
        &identity.certificate_pem,
        identity.private_key_pem.reveal(),
        ClientAuth::None,
        Arc::new(SystemClock),
    )
    .expect("TLS");
    let printed = format!("{identity:?} {authority:?} {tls:?}");
    assert!(!printed.contains("PRIVATE KEY"), "{printed}");
    assert!(rsa_private_key().expect("made").reveal().contains("PRIVATE KEY"));
}

#[test]
fn wrong_pem_texts_are_named() {
    let one = authority("A").issue("a", &[], Purpose::Server, valid()).expect("issued");
    let clock = Arc::new(SystemClock);
    let (certificate, key) = (one.certificate_pem.as_str(), one.private_key_pem.reveal());
    for (certificate, key, client_auth, word) in [
        ("", key, ClientAuth::None, "certificate chain"),
        (key, key, ClientAuth::None, "certificate chain"),
        (certificate, certificate, ClientAuth::None, "private key"),
        (certificate, key, ClientAuth::required(""), "trust anchors"),
        (certificate, key, ClientAuth::required(key), "trust anchors"),
    ] {
        let error = ServerTls::from_pem(certificate, key, client_auth, clock.clone());
        let error = error.expect_err(word).to_string();
        assert!(error.contains(word), "{error}");
        assert!(!error.contains("BEGIN"), "{error}");
    }
}

/// A subject comes from outside and goes into a log line.
#[test]
fn a_subject_is_one_line() {
    let forged = "x\r\n2026.01.01 00:00:00:000 GMT | Info | forged";
    let identity = authority("A").issue(forged, &[], Purpose::Client, valid()).expect("issued");
    let subject = describe_pem(&identity.certificate_pem).expect("readable").subject;
    assert!(!subject.contains(['\r', '\n']), "{subject}");
    let long = "y".repeat(5000);
    let identity = authority("A").issue(&long, &[], Purpose::Client, valid()).expect("issued");
    assert!(describe_pem(&identity.certificate_pem).expect("readable").subject.len() <= 512);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn garbage_is_no_certificate(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let der = rustls_pki_types::CertificateDer::from(bytes);
        prop_assert!(certificates::describe_der(&der).is_err());
    }

    /// Whatever the times are: an error or a certificate, no panic.
    #[test]
    fn any_time_is_bearable(first in any::<i64>(), last in any::<i64>()) {
        let validity = Validity {
            not_before: Timestamp::from_millis(first),
            not_after: Timestamp::from_millis(last),
        };
        let now = SystemClock.now();
        let authority = Authority::create("A", Validity::days_from(now, 1)).expect("made");
        if let Ok(identity) = authority.issue("x", &[], Purpose::Client, validity) {
            prop_assert!(describe_pem(&identity.certificate_pem).is_ok());
        }
    }
}
