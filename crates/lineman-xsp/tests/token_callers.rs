//! Who gets a long-lived token: identity-token mode, users' own certificates, settings that change
//! while the service runs, and tokens for the caller's own key.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use lineman_ladder::settings as names;
use lineman_ladder::settings::identity_provider as contexts;
use lineman_logs::authentication_service::AuthenticationServiceEntry as Entry;
use serde_json::Value;
use support::identity_provider::{CLIENT_ID, CLIENT_SECRET, FakeIdentityProvider, ISSUER, SCOPE};
use support::logs::authentication_service;
use support::{Rig, TRACKING_ID, UNA, UNA_EMAIL, rig, rig_with};

const IDENTITY_TOKEN: &str = "NjQw_identity-t0ken_A52D";

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

fn good() -> String {
    format!(
        "{{\"active\":true,\"iss\":\"{ISSUER}\",\"scope\":\"openid {SCOPE}\",\
         \"username\":\"{UNA_EMAIL}\",\"exp\":4102444800}}"
    )
}

/// An XSP in identity-token mode, and its provider.
async fn identity_mode() -> (Rig, FakeIdentityProvider) {
    let provider = FakeIdentityProvider::start().await;
    let rig = rig_with(|config| config.auth_service_tls.client_certificate_required = false).await;
    provider.configure(&rig.store, "xsp1").await;
    (rig, provider)
}

async fn ask(rig: &Rig, token: Option<&str>, user: Option<&str>) -> (u16, Value) {
    let client = rig.certificates.client(None);
    let mut request = client.get(rig.issue_url()).header("trackingid", TRACKING_ID);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(user) = user {
        request = request.header("http_bw_userid", user);
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, response.json().await.expect("JSON"))
}

#[tokio::test]
async fn an_identity_token_is_exchanged_without_a_certificate() {
    let (rig, provider) = identity_mode().await;
    provider.answer(200, &good());
    for user in [None, Some(UNA), Some(UNA_EMAIL)] {
        let (status, body) = ask(&rig, Some(IDENTITY_TOKEN), user).await;
        assert_eq!(status, 200, "{user:?}: {body}");
        let token = body["token"]["bearer"].as_str().expect("a token");
        assert_eq!(claims(token)["sub"], UNA);
    }
    let asked = provider.asked();
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[0].method, "POST");
    assert_eq!(asked[0].tracking_id, TRACKING_ID);
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}")));
    assert_eq!(asked[0].authorization, basic);
    assert_eq!(asked[0].form[0], ("token".to_owned(), IDENTITY_TOKEN.to_owned()));
    let entries = authentication_service(&rig.authentication_service);
    let validated = entries.iter().any(|record| {
        matches!(&record.entry, Entry::IdentityTokenValidated { subject, issuer }
            if subject == UNA_EMAIL && issuer == ISSUER)
    });
    assert!(validated, "{entries:#?}");
    let log = rig.authentication_service.text();
    for secret in [IDENTITY_TOKEN, CLIENT_SECRET] {
        assert!(!log.contains(secret) && !rig.access_log.text().contains(secret));
    }
}

#[tokio::test]
async fn what_the_identity_provider_does_not_vouch_for_gets_no_token() {
    let (rig, provider) = identity_mode().await;
    let other_user = good().replace(UNA_EMAIL, "nobody@example.org");
    let long = format!("{{\"active\":true,\"x\":\"{}\"}}", "x".repeat(5000));
    for (status, answer, expected) in [
        (200, "{\"active\":false,\"reason\":\"revoked\"}", 401),
        (200, good().replace("idbroker", "other").as_str(), 401),
        (200, good().replace("4102444800", "1").as_str(), 401),
        (200, good().replace(SCOPE, "spark:all").as_str(), 403),
        (200, other_user.as_str(), 404),
        (200, "no JSON", 503),
        (200, long.as_str(), 503),
        (401, "{}", 503),
        (500, "", 503),
        (302, &good(), 503),
    ] {
        provider.answer(status, answer);
        let (found, body) = ask(&rig, Some(IDENTITY_TOKEN), None).await;
        assert_eq!(found, expected, "{status} {answer}: {body}");
    }
    // A good token opens its own user only.
    provider.answer(200, &good());
    let (status, body) = ask(&rig, Some(IDENTITY_TOKEN), Some("bob@bw.example.com")).await;
    assert_eq!(status, 404, "{body}");
    // Nobody is asked about what is no token.
    let before = provider.asked().len();
    assert_eq!(ask(&rig, None, Some(UNA)).await.0, 401);
    assert_eq!(ask(&rig, Some("with blank"), Some(UNA)).await.0, 401);
    assert_eq!(ask(&rig, Some(&"x".repeat(17_000)), Some(UNA)).await.0, 401);
    assert_eq!(provider.asked().len(), before);
    assert!(!rig.authentication_service.text().contains("Token generated"));
}

#[tokio::test]
async fn identity_tokens_count_only_when_switched_on_and_configured() {
    let (rig, provider) = identity_mode().await;
    provider.answer(200, &good());
    let settings = rig.store.node_settings();
    settings.set("xsp1", contexts::CISCO, contexts::ENABLED, "false").await.expect("set");
    assert_eq!(ask(&rig, Some(IDENTITY_TOKEN), None).await.0, 403);
    settings.set("xsp1", contexts::CISCO, contexts::ENABLED, "true").await.expect("set");
    assert_eq!(ask(&rig, Some(IDENTITY_TOKEN), None).await.0, 200, "at once");
    assert!(settings.delete_row("xsp1", contexts::SCOPES, &[SCOPE]).await.expect("deleted"));
    assert_eq!(ask(&rig, Some(IDENTITY_TOKEN), None).await.0, 503, "no scope is no rule");
    // With certificates demanded, an identity token opens nothing.
    let strict = rig_with(|_| {}).await;
    provider.configure(&strict.store, "xsp1").await;
    let client = strict.certificates.client(None);
    assert!(client.get(strict.issue_url()).bearer_auth(IDENTITY_TOKEN).send().await.is_err());
}

#[tokio::test]
async fn aut_007_a_users_own_certificate_opens_that_user_when_allowed() {
    let refused = rig().await;
    let identity = refused.certificates.of_user(UNA_EMAIL);
    let client = refused.certificates.client(identity);
    let request = client.get(refused.issue_url()).header("http_bw_userid", UNA);
    assert!(request.send().await.is_err(), "allowUserApp is false");
    refused.authentication_service.reach(1).await;
    assert!(refused.authentication_service.text().contains("allowUserApp is false"));

    let rig = rig_with(|config| config.auth_service_tls.allow_user_app = true).await;
    let client = rig.certificates.client(rig.certificates.of_user(UNA_EMAIL));
    for (user, status) in [(None, 200), (Some(UNA), 200), (Some("bob@bw.example.com"), 404)] {
        let mut request = client.get(rig.issue_url());
        if let Some(user) = user {
            request = request.header("http_bw_userid", user);
        }
        assert_eq!(request.send().await.expect("an answer").status(), status, "{user:?}");
    }
}

#[tokio::test]
async fn aut_008_settings_of_the_shell_act_at_once() {
    let rig = rig().await;
    let settings = rig.store.node_settings();
    let context = names::TOKEN_MANAGEMENT;
    settings.set("xsp1", context, names::TOKEN_ISSUER, "BroadWorks2").await.expect("set");
    settings.set("xsp1", context, names::TOKEN_DURATION_IN_HOURS, "1440").await.expect("set");
    settings.set("xsp2", context, names::TOKEN_ISSUER, "Another node's").await.expect("set");
    let claims = claims(&rig.token(UNA).await);
    assert_eq!(claims["iss"], "BroadWorks2");
    let lifetime = claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat");
    assert_eq!(lifetime, 1440 * 3600);
    let context = names::CERTIFICATE_AUTHENTICATION;
    settings.set("xsp1", context, names::ALLOW_CLIENT_APP, "false").await.expect("set");
    let client = rig.certificates.client(rig.certificates.idp_proxy());
    let response = client.get(rig.issue_url()).header("http_bw_userid", UNA).send().await;
    assert_eq!(response.expect("an answer").status(), 403);
}

#[tokio::test]
async fn a_token_for_the_callers_key_is_a_compact_jwe_and_bad_keys_are_refused() {
    let rig = rig().await;
    let client = rig.certificates.client(rig.certificates.idp_proxy());
    let get = |key: String| {
        client.get(format!("{}?key={key}", rig.issue_url())).header("http_bw_userid", UNA).send()
    };
    // An elliptic-curve key and no key at all.
    let curve = lineman_net::certificates::Authority::create(
        "curve",
        lineman_net::certificates::Validity::days_from(support::NOW, 1),
    )
    .expect("an authority");
    let curve = URL_SAFE_NO_PAD.encode(curve.certificate_pem());
    for key in [String::new(), "AAAA".to_owned(), curve, "!".to_owned(), "A".repeat(3000)] {
        assert_eq!(get(key.clone()).await.expect("an answer").status(), 400, "{key}");
    }
    let pair = aws_lc_rs::rsa::PrivateDecryptingKey::generate(aws_lc_rs::rsa::KeySize::Rsa2048)
        .expect("a key");
    let der: aws_lc_rs::encoding::PublicKeyX509Der<'_> =
        aws_lc_rs::encoding::AsDer::as_der(&pair.public_key()).expect("DER");
    let response = get(URL_SAFE_NO_PAD.encode(der.as_ref())).await.expect("an answer");
    assert_eq!(response.status(), 200);
    let body: Value = response.json().await.expect("JSON");
    let jwe = body["token"]["encrypted"].as_str().expect("a JWE");
    assert_eq!(jwe.split('.').count(), 5);
    assert!(body["token"]["bearer"].is_null(), "not in the clear beside it");
    assert!(!rig.authentication_service.text().contains(jwe));
}
