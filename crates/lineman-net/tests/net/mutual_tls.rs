//! AUT-005 to 009: which client certificates are accepted, and what is said of the others.

use std::sync::Arc;

use lineman_model::{Clock as _, SystemClock};
use lineman_net::RefusalReason;
use lineman_net::certificates::{Authority, Identity, Purpose, Validity};
use lineman_net::http::TransportFailure;
use lineman_net::tls::ClientAuth;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::support::{Refusals, authority, client, client_identity, serve_tls, server_tls, valid};

const DAY: i64 = 24 * 60 * 60 * 1000;

struct Offer {
    name: &'static str,
    identity: Option<Identity>,
    subject: Option<&'static str>,
    reason: RefusalReason,
}

fn refused_offers(trusted: &Authority) -> Vec<Offer> {
    let now = SystemClock.now();
    let past = Validity { not_before: now.plus_millis(-9 * DAY), not_after: now.plus_millis(-DAY) };
    let future = Validity { not_before: now.plus_millis(DAY), not_after: now.plus_millis(9 * DAY) };
    let of = |authority: &Authority, name: &str, validity| {
        Some(client_identity(authority, name, validity))
    };
    let server_only = trusted.issue("a-server", &["x"], Purpose::Server, valid());
    vec![
        Offer { name: "none", identity: None, subject: None, reason: RefusalReason::NoCertificate },
        Offer {
            name: "foreign",
            identity: of(&authority("Foreign CA"), "intruder", valid()),
            subject: Some("CN=intruder"),
            reason: RefusalReason::NotIssuedByTrustAnchor,
        },
        Offer {
            name: "foreign with our authority's name",
            identity: of(&authority("Trusted CA"), "intruder", valid()),
            subject: Some("CN=intruder"),
            reason: RefusalReason::NotIssuedByTrustAnchor,
        },
        Offer {
            name: "expired",
            identity: of(trusted, "idp-proxy", past),
            subject: Some("CN=idp-proxy"),
            reason: RefusalReason::Expired,
        },
        Offer {
            name: "not yet valid",
            identity: of(trusted, "idp-proxy", future),
            subject: Some("CN=idp-proxy"),
            reason: RefusalReason::NotYetValid,
        },
        Offer {
            name: "a server's certificate",
            identity: Some(server_only.expect("a certificate")),
            subject: Some("CN=a-server"),
            reason: RefusalReason::Other(String::new()),
        },
    ]
}

fn same_kind(expected: &RefusalReason, seen: &RefusalReason) -> bool {
    match expected {
        RefusalReason::Other(_) => matches!(seen, RefusalReason::Other(_)),
        exact => exact == seen,
    }
}

#[tokio::test]
async fn each_refusal_names_subject_and_reason_and_reaches_the_client() {
    let trusted = authority("Trusted CA");
    let observer = Arc::new(Refusals::default());
    let tls = server_tls(&trusted, ClientAuth::required(trusted.certificate_pem()));
    let server = serve_tls(tls, Arc::clone(&observer)).await;
    let url = format!("https://localhost:{}/", server.port());
    for offer in refused_offers(&trusted) {
        let error =
            client(&trusted, offer.identity.as_ref()).get(&url).send().await.expect_err(offer.name);
        let failure = TransportFailure::from(&error);
        assert!(matches!(failure, TransportFailure::Tls(_)), "{}: {failure:?}", offer.name);
        let refused = observer.next().await;
        assert_eq!(refused.subject.as_deref(), offer.subject, "{}", offer.name);
        assert!(same_kind(&offer.reason, &refused.reason), "{}: {:?}", offer.name, refused.reason);
        assert!(refused.peer.ip().is_loopback());
    }
    let right = client_identity(&trusted, "idp-proxy", valid());
    let answer = client(&trusted, Some(&right)).get(&url).send().await.expect("answered");
    assert_eq!(answer.text().await.expect("a body"), "CN=idp-proxy true");
    assert_eq!(observer.count(), 0, "the right certificate is no refusal");
    server.stop().await;
}

/// The same over TLS 1.2, where the refusal comes within the handshake.
#[tokio::test]
async fn tls_1_2_is_refused_and_accepted_alike() {
    let trusted = authority("Trusted CA");
    let observer = Arc::new(Refusals::default());
    let tls = server_tls(&trusted, ClientAuth::required(trusted.certificate_pem()));
    let server = serve_tls(tls, Arc::clone(&observer)).await;
    for offer in refused_offers(&trusted) {
        let outcome = tls12_get(&trusted, offer.identity.as_ref(), server.port()).await;
        assert!(outcome.is_err(), "{}", offer.name);
        let refused = observer.next().await;
        assert_eq!(refused.subject.as_deref(), offer.subject, "{}", offer.name);
        assert!(same_kind(&offer.reason, &refused.reason), "{}: {:?}", offer.name, refused.reason);
    }
    let right = client_identity(&trusted, "idp-proxy", valid());
    let answer = tls12_get(&trusted, Some(&right), server.port()).await.expect("answered");
    assert!(answer.ends_with("CN=idp-proxy true"), "{answer}");
}

async fn tls12_get(
    trusted: &Authority,
    identity: Option<&Identity>,
    port: u16,
) -> std::io::Result<String> {
    use rustls_pki_types::pem::PemObject as _;
    use rustls_pki_types::{CertificateDer, PrivateKeyDer};
    let certificate = |pem: &str| CertificateDer::from_pem_slice(pem.as_bytes()).expect("PEM");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate(trusted.certificate_pem())).expect("a root");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])
        .expect("TLS 1.2")
        .with_root_certificates(roots);
    let config = match identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let key = PrivateKeyDer::from_pem_slice(identity.private_key_pem.reveal().as_bytes());
            builder
                .with_client_auth_cert(
                    vec![certificate(&identity.certificate_pem)],
                    key.expect("a key"),
                )
                .expect("an identity")
        }
    };
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    let name = rustls_pki_types::ServerName::try_from("localhost").expect("a name");
    let mut stream =
        tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut answer = Vec::new();
    let mut chunk = [0_u8; 1024];
    loop {
        match stream.read(&mut chunk).await? {
            0 => return Ok(String::from_utf8_lossy(&answer).into_owned()),
            length => answer.extend_from_slice(&chunk[..length]),
        }
    }
}

/// `allowClientApp false`: a good certificate is turned away by the listener's policy.
#[tokio::test]
async fn a_policy_turns_a_good_certificate_away() {
    let trusted = authority("Trusted CA");
    let observer = Arc::new(Refusals::default());
    let client_auth = ClientAuth::Required {
        trust_anchors_pem: trusted.certificate_pem().to_owned(),
        admission: Some(Arc::new(|certificate| match certificate.subject.as_str() {
            "CN=idp-proxy" => Ok(()),
            _ => Err("allowClientApp is false".to_owned()),
        })),
    };
    let server = serve_tls(server_tls(&trusted, client_auth), Arc::clone(&observer)).await;
    let url = format!("https://localhost:{}/", server.port());
    let other = client_identity(&trusted, "other", valid());
    client(&trusted, Some(&other)).get(&url).send().await.expect_err("refused");
    let refused = observer.next().await;
    assert_eq!(refused.reason, RefusalReason::NotAdmitted("allowClientApp is false".into()));
    assert_eq!(refused.subject.as_deref(), Some("CN=other"));
    let right = client_identity(&trusted, "idp-proxy", valid());
    client(&trusted, Some(&right)).get(&url).send().await.expect("answered");
}

#[tokio::test]
async fn plain_http_on_a_tls_listener_is_a_refused_handshake() {
    let trusted = authority("Trusted CA");
    let observer = Arc::new(Refusals::default());
    let server = serve_tls(server_tls(&trusted, ClientAuth::None), Arc::clone(&observer)).await;
    let plain = format!("http://localhost:{}/", server.port());
    client(&trusted, None).get(plain).send().await.expect_err("refused");
    assert!(matches!(observer.next().await.reason, RefusalReason::Other(_)));
    let url = format!("https://localhost:{}/", server.port());
    let answer = client(&trusted, None).get(url).send().await.expect("answered");
    assert_eq!(answer.text().await.expect("a body"), " true");
}

#[tokio::test]
async fn new_certificates_are_taken_without_a_restart() {
    let (old, new) = (authority("Old CA"), authority("New CA"));
    let tls = server_tls(&old, ClientAuth::None);
    let server = serve_tls(tls.clone(), Arc::default()).await;
    let url = format!("https://localhost:{}/", server.port());
    client(&old, None).get(&url).send().await.expect("the old authority");
    let identity = new.issue("server", &["localhost"], Purpose::Server, valid()).expect("issued");
    let (certificate, key) = (&identity.certificate_pem, &identity.private_key_pem);
    let foreign = old.issue("server", &["localhost"], Purpose::Server, valid()).expect("issued");
    let mixed = tls.reload(certificate, foreign.private_key_pem.reveal(), ClientAuth::None);
    assert!(mixed.is_err(), "a key of another certificate");
    client(&old, None).get(&url).send().await.expect("the old one is still in use");
    tls.reload(certificate, key.reveal(), ClientAuth::None).expect("reloaded");
    client(&new, None).get(&url).send().await.expect("the new authority");
    let error = client(&old, None).get(&url).send().await.expect_err("no longer the old one");
    assert!(matches!(TransportFailure::from(&error), TransportFailure::Tls(_)));
}
