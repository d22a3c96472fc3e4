//! AuthenticationService over real sockets (LAD-025 to LAD-034, LAD-039 to LAD-045, AUT-002 to
//! AUT-009).

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use lineman_logs::authentication_service::AuthenticationServiceEntry as Entry;
use lineman_logs::http_block::header as header_of;
use lineman_model::{ManualClock, Random, SystemRandom};
use lineman_store::{BroadworksStore, SealingKey};
use serde_json::Value;
use support::application_server::{FakeApplicationServer, Manner};
use support::logs::{authentication_service, bodies, records};
use support::{NOW, Rig, TRACKING_ID, UNA, UNA_EMAIL, refusing, rig, rig_with, start};

async fn validate(rig: &Rig, token: &str) -> (u16, Value) {
    let response = rig
        .http
        .post(rig.loopback())
        .header("X-BROADSOFT-CORRELATION-ID", TRACKING_ID)
        .body(token.to_owned())
        .send()
        .await
        .expect("an answer");
    let status = response.status().as_u16();
    (status, response.json().await.expect("JSON"))
}

fn part(token: &str, index: usize) -> Value {
    use base64::Engine as _;
    let part = token.split('.').nth(index).expect("three parts");
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).expect("base64url");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[tokio::test]
async fn lad_026_to_034_a_token_is_minted_for_the_user_of_the_header() {
    let rig = rig().await;
    let token = rig.token(UNA_EMAIL).await;
    let (header, claims) = (part(&token, 0), part(&token, 1));
    assert_eq!(header["alg"], "RS256");
    assert_eq!(claims["sub"], UNA, "LAD-031: the primary id, whatever id was asked for");
    assert_eq!(claims["iss"], "BroadWorks", "LAD-032");
    let lifetime = claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat");
    assert_eq!(lifetime, 720 * 3600);
    assert_eq!(rig.application_server.commands(), ["UserGetLoginInfoRequest22V4"], "LAD-028");
    let key_id = header["kid"].as_str().expect("kid");
    let records = authentication_service(&rig.authentication_service);
    for record in &records {
        assert_eq!(record.tracking_id.as_deref(), Some(TRACKING_ID), "LAD-034");
        assert_eq!(record.thread, records[0].thread);
    }
    let entries: Vec<Entry> = records.into_iter().map(|record| record.entry).collect();
    let [
        Entry::Request { client_subject, request, .. },
        Entry::OciRequest { document: asked, .. },
        Entry::OciResponse { .. },
        Entry::TokenGenerated { subject, issuer, key_id: logged_key, expires },
        Entry::Response { status, body },
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/authService/token"));
    assert_eq!(header_of(&request.headers, "http_bw_userid"), Some(UNA_EMAIL), "LAD-027");
    assert_eq!(client_subject.as_deref(), Some("CN=idp-proxy"));
    assert!(asked.contains("UserGetLoginInfoRequest22V4"), "LAD-028");
    assert_eq!((subject.as_str(), issuer.as_str()), (UNA, "BroadWorks"), "LAD-030 to LAD-032");
    assert_eq!(logged_key, key_id);
    assert_eq!(Some(expires.as_seconds()), claims["exp"].as_i64());
    assert_eq!((*status, body.as_str()), (200, "{\"token\":{\"bearer\":\"********\"}}"), "LAD-033");
    let keys = rig.store.signing_keys().list("xsp1").await.expect("keys");
    assert_eq!(keys.len(), 1, "made on first use, once");
    assert_eq!(keys[0].key_id, key_id);
    assert_eq!(part(&rig.token(UNA).await, 0)["kid"], key_id, "and used again");
    let log = rig.authentication_service.text();
    assert!(!log.contains(&token), "the token is not in the log");
    assert!(rig.access_log.text().contains("GET /authService/token"));
}

#[tokio::test]
async fn lad_027_to_028_without_a_header_400_and_for_strangers_404() {
    let rig = rig().await;
    let client = rig.certificates.client(rig.certificates.idp_proxy());
    let ask = |user: &str| client.get(rig.issue_url()).header("http_bw_userid", user).send();
    let missing = client.get(rig.issue_url()).send().await.expect("an answer");
    assert_eq!(missing.status(), 400);
    assert_eq!(ask("").await.expect("an answer").status(), 400);
    assert_eq!(ask(&"u".repeat(200)).await.expect("an answer").status(), 400);
    assert!(rig.application_server.commands().is_empty());
    assert_eq!(ask("nobody@bw.example.com").await.expect("an answer").status(), 404);
    rig.application_server.behave(Manner::Distrusting);
    assert_eq!(ask(UNA).await.expect("an answer").status(), 503);
    let log = bodies(&rig.authentication_service).concat();
    assert!(!log.contains("LongLivedTokenManager"), "no token was made: {log}");
}

#[tokio::test]
async fn aut_005_to_009_only_the_right_certificate_gets_in_and_each_refusal_is_one_record() {
    let rig = rig().await;
    let certificates = &rig.certificates;
    let mut refusals = 0;
    for (identity, subject, reason) in [
        (None, None, "no certificate offered"),
        (
            certificates.of_foreigner(),
            Some("CN=stranger"),
            "certificate not issued by a trust anchor",
        ),
        (certificates.expired(), Some("CN=idp-proxy"), "certificate expired"),
    ] {
        let client = certificates.client(identity);
        let request = client.get(rig.issue_url()).header("http_bw_userid", UNA);
        assert!(request.send().await.is_err(), "{reason}");
        refusals += 1;
        rig.authentication_service.reach(refusals).await;
        let records = authentication_service(&rig.authentication_service);
        assert_eq!(records.len(), refusals, "one record for each: {records:#?}");
        let Entry::HandshakeRefused { peer, subject: logged, reason: why } =
            &records[refusals - 1].entry
        else {
            panic!("{records:#?}");
        };
        assert!(peer.starts_with("127.0.0.1:"), "{peer}");
        assert_eq!((logged.as_deref(), why.as_str()), (subject, reason));
    }
    assert!(rig.application_server.commands().is_empty());
    rig.token(UNA).await;
}

#[tokio::test]
async fn aut_008_allow_client_app_false_refuses_even_the_right_certificate() {
    let rig = rig().await;
    rig.token(UNA).await;
    let before = records(&rig.authentication_service).len();
    let tls = refusing(&rig.certificates);
    rig.xsp.reload_auth_service_tls(&tls).expect("good certificates");
    let client = rig.certificates.client(rig.certificates.idp_proxy());
    let request = client.get(rig.issue_url()).header("http_bw_userid", UNA);
    assert!(request.send().await.is_err());
    rig.authentication_service.reach(before + 1).await;
    let records = records(&rig.authentication_service);
    assert_eq!(records.len(), before + 1);
    let body = &records[before].body;
    assert!(body.contains("CN=idp-proxy") && body.contains("allowClientApp is false"), "{body}");
}

#[tokio::test]
async fn lad_029_no_other_listener_mints_and_this_one_does_nothing_else() {
    let rig = rig().await;
    let client = rig.certificates.client(rig.certificates.idp_proxy());
    // The header alone is worth nothing.
    for url in [rig.public("/authService/token"), rig.loopback()] {
        let response =
            rig.http.get(&url).header("http_bw_userid", UNA).send().await.expect("an answer");
        assert!(matches!(response.status().as_u16(), 404 | 405), "{url}: {}", response.status());
    }
    let post = client.post(rig.issue_url()).body("a.b.c").send().await.expect("an answer");
    assert_eq!(post.status(), 405);
    // The path is case-sensitive and has no second spelling.
    for path in ["/authservice/token", "/authService/Token", "/authService/token/", "/authService"]
    {
        let url = rig.issue_url().replace("/authService/token", path);
        let request = client.get(url).header("http_bw_userid", UNA);
        assert_eq!(request.send().await.expect("an answer").status(), 404, "{path}");
    }
    let xsi =
        rig.issue_url().replace("/authService/token", "/com.broadsoft.xsi-actions/v2.0/versions");
    assert_eq!(client.get(xsi).send().await.expect("an answer").status(), 404);
    assert!(rig.application_server.commands().is_empty());
}

#[tokio::test]
async fn lad_039_to_045_a_good_token_is_answered_with_its_claims() {
    let rig = rig().await;
    let token = rig.token(UNA).await;
    let before = records(&rig.authentication_service).len();
    let (status, body) = validate(&rig, &token).await;
    assert_eq!(status, 200);
    assert_eq!(body["token"]["sub"], UNA, "LAD-044");
    assert_eq!(body["token"]["iss"], "BroadWorks");
    let records = authentication_service(&rig.authentication_service);
    let new = &records[before..];
    for record in new {
        assert_eq!(record.tracking_id.as_deref(), Some(TRACKING_ID), "LAD-045");
    }
    let entries: Vec<&Entry> = new.iter().map(|record| &record.entry).collect();
    let [
        Entry::Request { request, .. },
        Entry::OciRequest { .. },
        Entry::OciResponse { .. },
        Entry::TokenValidated { subject, .. },
        Entry::Response { status, body },
    ] = entries.as_slice()
    else {
        panic!("{entries:#?}");
    };
    assert_eq!(request.method, "POST", "LAD-042");
    assert_eq!((subject.as_str(), *status), (UNA, 200), "LAD-043");
    assert!(body.starts_with("{\"token\":{"), "LAD-044: {body}");
    assert!(!rig.authentication_service.text().contains(&token));
}

#[tokio::test]
async fn lad_037_bad_tokens_are_refused_with_their_reason() {
    let rig = rig().await;
    let token = rig.token(UNA).await;
    let reason = |answer: (u16, Value)| {
        assert_eq!(answer.0, 401);
        answer.1["error"]["reason"].as_str().expect("a reason").to_owned()
    };
    let parts: Vec<&str> = token.split('.').collect();
    let claims = parts[1];
    let encode = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
    };
    // Nobody's words instead of the claims.
    let other = encode(&part(&token, 1).to_string().replace(UNA, "bob@bw.example.com"));
    assert_eq!(
        reason(validate(&rig, &format!("{}.{other}.{}", parts[0], parts[2])).await),
        "signature"
    );
    // Another key, no algorithm, an algorithm that takes the public key for a secret.
    let unknown = encode("{\"alg\":\"RS256\",\"kid\":\"0123456789abcdef\"}");
    assert_eq!(
        reason(validate(&rig, &format!("{unknown}.{claims}.{}", parts[2])).await),
        "unknown key"
    );
    for header in [
        "{\"alg\":\"none\",\"kid\":\"x\"}",
        "{\"alg\":\"HS256\",\"kid\":\"x\"}",
        "{\"alg\":\"RS256\"}",
    ] {
        let forged = format!("{}.{claims}.{}", encode(header), parts[2]);
        assert_eq!(reason(validate(&rig, &forged).await), "malformed", "{header}");
    }
    for text in ["", "a.b.c", "\u{0}", &"x".repeat(20_000)] {
        assert_eq!(reason(validate(&rig, text).await), "malformed");
    }
    assert_eq!(rig.application_server.commands().len(), 1, "only the minting asked for the user");

    // Revoked: by the millisecond, and the next token is good at once.
    rig.clock.advance_millis(100);
    rig.application_server.revoke_at(NOW.as_millis() + 100);
    assert_eq!(reason(validate(&rig, &token).await), "revoked");
    rig.clock.advance_millis(1);
    let fresh = rig.token(UNA).await;
    assert_eq!(validate(&rig, &fresh).await.0, 200);
    // Over.
    rig.clock.advance_millis(720 * 3600 * 1000);
    assert_eq!(reason(validate(&rig, &fresh).await), "expired");
    let logged: BTreeSet<String> = authentication_service(&rig.authentication_service)
        .into_iter()
        .filter_map(|record| match record.entry {
            Entry::TokenRejected { reason, .. } => Some(reason),
            _ => None,
        })
        .collect();
    let reasons = ["expired", "malformed", "revoked", "signature", "unknown key"];
    assert_eq!(logged, reasons.map(str::to_owned).into());
}

#[tokio::test]
async fn a_token_is_not_taken_for_good_when_the_application_server_is_away() {
    let rig = rig_with(|config| config.oci_time_out = std::time::Duration::from_millis(200)).await;
    let token = rig.token(UNA).await;
    rig.application_server.behave(Manner::Silent);
    assert_eq!(validate(&rig, &token).await.0, 503);
    let last = bodies(&rig.authentication_service).pop().expect("a record");
    assert!(last.contains("StatusCode=503"), "{last}");
}

#[tokio::test]
async fn aut_002_a_token_of_another_node_is_good_only_after_its_keys_were_copied() {
    let first = rig().await;
    let token = first.token(UNA).await;
    let clock = Arc::new(ManualClock::new(NOW));
    let server = FakeApplicationServer::start().await;
    let second =
        start(clock, first.store.clone(), server, |config| config.node_name = "xsp2".to_owned())
            .await;
    let (status, body) = validate(&second, &token).await;
    assert_eq!((status, body["error"]["reason"].as_str()), (401, Some("unknown key")));
    let copied = first.store.signing_keys().copy("xsp1", "xsp2").await.expect("copied");
    assert_eq!(copied, 1);
    assert_eq!(validate(&second, &token).await.0, 200);
}

#[tokio::test]
async fn many_first_requests_at_once_make_one_key() {
    let rig = rig().await;
    let tokens = futures_util::future::join_all((0..6).map(|_| rig.token(UNA))).await;
    let ids: BTreeSet<String> =
        tokens.iter().map(|token| part(token, 0)["kid"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(rig.store.signing_keys().list("xsp1").await.expect("keys").len(), 1);
}

#[tokio::test]
async fn keys_outlive_a_restart_and_another_issuer_is_refused() {
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let key = SealingKey::generate(random.as_ref());
    let store = BroadworksStore::connect("sqlite::memory:", key, random).await.expect("a store");
    let clock = Arc::new(ManualClock::new(NOW));
    let server = FakeApplicationServer::start().await;
    let before = start(clock.clone(), store.clone(), server, |_| {}).await;
    let token = before.token(UNA).await;
    let Rig { xsp, application_server, .. } = before;
    xsp.stop().await;
    let after = start(clock.clone(), store.clone(), application_server, |_| {}).await;
    assert_eq!(validate(&after, &token).await.0, 200);
    let server = FakeApplicationServer::start().await;
    let renamed =
        start(clock, store, server, |config| config.token_issuer = "Other".to_owned()).await;
    assert_eq!(validate(&renamed, &token).await.1["error"]["reason"], "issuer");
}
