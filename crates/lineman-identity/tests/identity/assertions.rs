//! Step 3: LAD-019, LAD-020. What gives a token, and everything that must not.

use lineman_cloud_service::digest;
use lineman_model::{Clock as _, Secret};
use lineman_saml::{Assertion, build_signed};
use lineman_store::cloud::TokenKind;

use crate::support::{DUO, Fixture, ORG, START, TRACKING_ID, UNA, keys};

#[tokio::test]
async fn an_assertion_gives_tokens_of_which_only_hashes_are_kept() {
    let fixture = Fixture::new().await;
    let body = fixture.sign_in(UNA, "una@mail.example").await;
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 1_209_600);
    assert_eq!(body["refresh_token_expires_in"], 7_776_000);
    assert_eq!(body["scope"], "spark:all identity:people_read");
    let access = body["access_token"].as_str().unwrap();
    let refresh = body["refresh_token"].as_str().unwrap();
    let parts: Vec<&str> = access.split('_').collect();
    assert_eq!(parts[1..], ["PF84", ORG]);

    let hash = digest(&Secret::new(access));
    let stored = fixture.store.tokens().find(TokenKind::Access, &hash).await.unwrap().unwrap();
    assert_eq!(stored.user_id, UNA);
    assert_eq!(stored.expires_at, START.plus_millis(1_209_600_000));
    for entry in std::fs::read_dir(fixture.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [access, refresh] {
            let found = bytes.windows(64).any(|window| window == &secret.as_bytes()[..64]);
            assert!(!found, "a token is in the database");
        }
    }
    let log = fixture.log.text();
    assert!(!log.contains(&access[..32]) && !log.contains(&refresh[..32]));
    for event in ["assertion.accepted", "token.issued"] {
        let [line] = fixture.logged(event).try_into().unwrap();
        assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
        assert_eq!(line.user_id.as_deref(), Some(UNA));
        assert_eq!(line.bw_user_id.as_deref(), Some("una@bw.example"));
    }
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let fixture = Fixture::new().await;
    let request = fixture.begin("una@mail.example").await;
    let signed = fixture.signed(&fixture.assertion(UNA, &request.id));
    assert_eq!(fixture.exchange(&signed).await.0, 200);
    let (status, body) = fixture.exchange(&signed).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
    let [line] = fixture.logged("assertion.rejected").try_into().unwrap();
    assert_eq!(line.message.as_deref(), Some("the assertion was used before"));
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(line.status, Some(400));
}

#[tokio::test]
async fn parallel_uses_of_one_assertion_give_one_token() {
    let fixture = Fixture::new().await;
    let request = fixture.begin("una@mail.example").await;
    let signed = fixture.signed(&fixture.assertion(UNA, &request.id));
    let (a, b, c) = tokio::join!(
        fixture.exchange(&signed),
        fixture.exchange(&signed),
        fixture.exchange(&signed)
    );
    let granted = [a, b, c].iter().filter(|(status, _)| *status == 200).count();
    assert_eq!(granted, 1);
}

#[tokio::test]
async fn a_sign_in_gives_one_token_even_with_two_assertions() {
    let fixture = Fixture::new().await;
    let request = fixture.begin("una@mail.example").await;
    let first = fixture.assertion(UNA, &request.id);
    let second = Assertion { id: "_other".into(), ..first.clone() };
    assert_eq!(fixture.exchange(&fixture.signed(&first)).await.0, 200);
    assert_eq!(fixture.exchange(&fixture.signed(&second)).await.0, 400);
    let [line] = fixture.logged("assertion.rejected").try_into().unwrap();
    assert_eq!(line.message.as_deref(), Some("it answers no sign-in that has begun"));
}

/// Exchanges one document in a sign-in of its own; gives the reason that the log has.
async fn refused(fixture: &Fixture, document: impl FnOnce(Assertion) -> String) -> String {
    let request = fixture.begin("una@mail.example").await;
    let before = fixture.logged("assertion.rejected").len();
    let document = document(fixture.assertion(UNA, &request.id));
    let (status, body) = fixture.exchange(&document).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")), "{body}");
    assert!(body.get("access_token").is_none());
    let lines = fixture.logged("assertion.rejected");
    assert_eq!(lines.len(), before + 1);
    lines.last().unwrap().message.clone().unwrap()
}

#[tokio::test]
async fn unsigned_changed_and_foreign_assertions_are_refused() {
    let fixture = Fixture::new().await;
    let sign = |assertion: &Assertion| fixture.signed(assertion);
    let reason = refused(&fixture, |assertion| {
        let signed = sign(&assertion);
        let start = signed.find("<ds:Signature ").unwrap();
        let end = signed.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
        format!("{}{}", &signed[..start], &signed[end..])
    })
    .await;
    assert_eq!(reason, "the assertion is not signed");

    let reason = refused(&fixture, |assertion| sign(&assertion).replace(UNA, DUO)).await;
    assert!(reason.contains("signature"), "{reason}");

    let stranger = keys();
    let reason =
        refused(&fixture, |assertion| build_signed(&assertion, &stranger.signing).unwrap()).await;
    assert!(reason.contains("signature"), "{reason}");

    type Change = fn(&mut Assertion);
    let changes: [(Change, &str); 4] = [
        (|a| a.issuer = "http://localhost:9/other".into(), "issuer"),
        (|a| a.audience = "http://localhost:9/idb".into(), "audience"),
        (|a| a.recipient = "http://localhost:9/token".into(), "recipient"),
        (|a| a.in_response_to = "_never".into(), "no sign-in that has begun"),
    ];
    for (change, word) in changes {
        let reason = refused(&fixture, |mut assertion| {
            change(&mut assertion);
            sign(&assertion)
        })
        .await;
        assert!(reason.contains(word), "{reason}");
    }
    assert!(fixture.logged("token.issued").is_empty());
}

#[tokio::test]
async fn an_assertion_and_a_sign_in_end() {
    let fixture = Fixture::new().await;
    let request = fixture.begin("una@mail.example").await;
    fixture.clock.advance_millis(300_000);
    let assertion = fixture.assertion(UNA, &request.id);
    assert_eq!(fixture.exchange(&fixture.signed(&assertion)).await.0, 400);
    assert_eq!(
        fixture.logged("assertion.rejected")[0].message.as_deref(),
        Some("the assertion is expired")
    );
    // A fresh assertion, but the sign-in that it answers began more than half an hour ago.
    fixture.clock.advance_millis(30 * 60 * 1000);
    let now = fixture.clock.now();
    let late = Assertion { issued: now, not_on_or_after: now.plus_millis(300_000), ..assertion };
    assert_eq!(fixture.exchange(&fixture.signed(&late)).await.0, 400);
    assert_eq!(
        fixture.logged("assertion.rejected")[1].message.as_deref(),
        Some("it answers no sign-in that has begun")
    );
}

#[tokio::test]
async fn the_subject_must_be_the_user_who_began() {
    let fixture = Fixture::new().await;
    // LAD-018: a profile of another user gives nobody a token
    let request = fixture.begin("una@mail.example").await;
    let foreign = fixture.signed(&fixture.assertion(DUO, &request.id));
    assert_eq!(fixture.exchange(&foreign).await.0, 400);
    let [line] = fixture.logged("assertion.rejected").try_into().unwrap();
    assert_eq!(line.message.as_deref(), Some("the subject is not the user who began the sign-in"));
    assert_eq!(line.email.as_deref(), Some("una@mail.example"));
}

#[tokio::test]
async fn another_client_cannot_use_the_assertion() {
    let fixture = Fixture::new().await;
    let request = fixture.begin("una@mail.example").await;
    let signed = fixture.signed(&fixture.assertion(UNA, &request.id));
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::URL_SAFE.encode(&signed);
    let grant = ("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer");
    let fields =
        [grant, ("assertion", encoded.as_str()), ("client_id", "server"), ("client_secret", "no")];
    assert_eq!(fixture.token(&fields).await.0, 401);
    let fields =
        [grant, ("assertion", encoded.as_str()), ("client_id", "server"), ("client_secret", "shh")];
    let (status, body) = fixture.token(&fields).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
}

#[tokio::test]
async fn hostile_input_is_refused_with_an_answer() {
    let fixture = Fixture::new().await;
    let grant = ("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer");
    let client = ("client_id", "app");
    let large = "A".repeat(900_000);
    let deep = {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode("<a>".repeat(20_000))
    };
    for text in ["", "%%%", "AAAA", "_-_-", large.as_str(), deep.as_str()] {
        let (status, body) = fixture.token(&[grant, client, ("assertion", text)]).await;
        assert_eq!((status, body["error"].as_str()), (400, Some("invalid_grant")));
    }
    let (status, body) = fixture.token(&[client]).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_request")));
    let (status, body) = fixture.token(&[grant, client]).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_request")));
    let (status, body) = fixture.token(&[grant, client, client, ("assertion", "x")]).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_request")));
    let (status, body) = fixture.token(&[("grant_type", "password"), client]).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("unsupported_grant_type")));
    let (status, _) = fixture.token(&[grant, ("client_id", "x"), ("assertion", "x")]).await;
    assert_eq!(status, 401);
    let (status, body) =
        fixture.token(&[grant, client, ("assertion", "x"), ("scope", "spark-admin:all")]).await;
    assert_eq!((status, body["error"].as_str()), (400, Some("invalid_scope")));
    // More than a body may hold.
    let (status, _) = fixture.token(&[grant, client, ("assertion", &"A".repeat(1_100_000))]).await;
    assert_eq!(status, 400);
}
