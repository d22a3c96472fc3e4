//! Steps 2.1 to 2.3 (LAD-006 to LAD-011, LAD-017 to LAD-019, EUE-001, EUE-002).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_ladder::literals::{HEADER_TRACKING_ID, XSI_ACTIONS_CONTEXT};
use lineman_logs::cloud::CloudEvent;
use lineman_model::Clock as _;
use lineman_saml::{Expectation, Refusal, extract_assertion, verify};
use lineman_store::cloud::UserStatus;
use serde_json::json;

use crate::stage::{
    AUTHN_REQUEST, Answer, BW_USER_ID, ClosedPort, EMAIL, ISSUER, ORG_ID, PASSWORD, REDIRECT,
    SERVICE_SECRET, SIGN_IN_MILLIS, Stage, TRACKING_ID, USER_ID,
};

#[tokio::test]
async fn good_credentials_give_a_signed_assertion_about_the_user() {
    let stage = Stage::set().await;
    let answer = stage.login(EMAIL, PASSWORD).await;
    assert_eq!((answer.status, answer.tracking_id.as_deref()), (200, Some(TRACKING_ID)));
    let response = STANDARD.decode(answer.body["samlResponse"].as_str().unwrap()).unwrap();
    let response = String::from_utf8(response).unwrap();
    assert!(response.contains(&format!("Destination=\"{REDIRECT}\"")));

    // LAD-019: the signature verifies, and the subject is the Webex user.
    let assertion = extract_assertion(&response).unwrap();
    let recipient = format!("{}/oauth2/v1/access_token", stage.identity_url);
    let mut expectation = Expectation {
        issuer: ISSUER,
        audience: &stage.identity_url,
        recipient: &recipient,
        now: stage.clock.now(),
        skew_ms: 0,
    };
    let trusted = [stage.trusted.clone()];
    let verified = verify(&assertion, &trusted, &expectation).unwrap();
    assert_eq!(verified.subject, USER_ID);
    assert_eq!(verified.in_response_to, AUTHN_REQUEST);
    assert_eq!(verified.not_on_or_after, stage.clock.now().plus_millis(5 * 60 * 1000));
    expectation.now = verified.not_on_or_after;
    assert_eq!(verify(&assertion, &trusted, &expectation), Err(Refusal::Expired));

    let issued = stage.log.only(&CloudEvent::AssertionIssued);
    assert_eq!(issued.fields["assertionId"], json!(verified.id));
    let expected = ["profile.requested", "profile.answered", "profile.matched", "assertion.issued"];
    assert_eq!(stage.log.events(), expected);
    for record in stage.log.records() {
        assert_eq!(record.tracking_id.as_deref(), Some(TRACKING_ID));
        assert_eq!(record.email.as_deref(), Some(EMAIL));
        assert_eq!(record.user_id.as_deref(), Some(USER_ID));
        assert_eq!(record.org_id.as_deref(), Some(ORG_ID));
    }
    let answered = stage.log.only(&CloudEvent::ProfileAnswered);
    assert_eq!((answered.status, answered.bw_user_id.as_deref()), (Some(200), Some(BW_USER_ID)));
    for secret in [PASSWORD, SERVICE_SECRET, "samlResponse", "Basic"] {
        assert!(!stage.log.text().contains(secret), "{secret}");
    }
}

/// LAD-006 to LAD-011: one call per login, with what the guide shows.
#[tokio::test]
async fn xsi_actions_is_asked_once_with_the_typed_credentials() {
    let stage = Stage::set().await;
    stage.login(EMAIL, PASSWORD).await;
    let calls = stage.xsi.calls();
    assert_eq!(calls.len(), 1);
    let target = "/com.broadsoft.xsi-actions/v2.0/user/una@mail.example/profile";
    assert_eq!(calls[0].target, target);
    let header = |name: &str| calls[0].headers[name].to_str().unwrap();
    assert_eq!(header("user-agent"), "broadworksTeamsClient");
    let credentials = STANDARD.encode(format!("{EMAIL}:{PASSWORD}"));
    assert_eq!(header("authorization"), format!("Basic {credentials}"));
    assert_eq!(header(HEADER_TRACKING_ID), TRACKING_ID);
    let requested = stage.log.only(&CloudEvent::ProfileRequested);
    assert!(requested.fields["url"].as_str().unwrap().ends_with(target));
}

/// The BroadWorks id may be typed as well, and its domain in any case (LAD-055, XCC-002).
#[tokio::test]
async fn the_profile_decides_whatever_name_was_typed() {
    let stage = Stage::set().await;
    stage.xsi.know("una.one@BW.Example", PASSWORD, "una.one@BW.EXAMPLE");
    assert_eq!(stage.login("una.one@BW.Example", PASSWORD).await.status, 200);
}

/// Without a header the tracking id of the sign-in is used (XCC-001).
#[tokio::test]
async fn the_tracking_id_of_the_sign_in_is_kept() {
    let stage = Stage::set().await;
    let document = Stage::login_document(EMAIL, PASSWORD);
    let mut request = stage.login_request(&document).build().unwrap();
    request.headers_mut().remove(HEADER_TRACKING_ID);
    let client = lineman_net::http::client(&Default::default()).unwrap();
    assert_eq!(client.execute(request).await.unwrap().status(), 200);
    assert_eq!(stage.xsi.calls()[0].headers[HEADER_TRACKING_ID], TRACKING_ID);
    assert_eq!(
        stage.log.only(&CloudEvent::AssertionIssued).tracking_id.as_deref(),
        Some(TRACKING_ID)
    );
}

#[tokio::test]
async fn each_answer_of_xsi_actions_has_its_code() {
    let junk = "<Profile xmlns=\"http://schema.broadsoft.com/xsi\"/>";
    for (fixed, status, code, event, logged) in [
        (None, 401, Some("100006"), CloudEvent::ProfileAnswered, Some(401)),
        (Some((401, "")), 401, Some("100006"), CloudEvent::ProfileAnswered, Some(401)),
        (Some((403, "")), 403, Some("200010"), CloudEvent::ProfileAnswered, Some(403)),
        (Some((404, "")), 503, None, CloudEvent::ProfileAnswered, Some(404)),
        (Some((503, "")), 503, None, CloudEvent::ProfileAnswered, Some(503)),
        (Some((200, junk)), 503, None, CloudEvent::ProfileUnreachable, Some(200)),
    ] {
        let stage = Stage::set().await;
        stage.xsi.answer_always(fixed);
        let answer = stage.login(EMAIL, "wrong").await;
        assert_eq!(answer.refusal(), (status, code), "{fixed:?}");
        assert_eq!(answer.tracking_id.as_deref(), Some(TRACKING_ID));
        let record = stage.log.only(&event);
        assert_eq!((record.status, record.code.as_deref()), (logged, code), "{fixed:?}");
        assert!(!stage.log.text().contains("assertion"), "{fixed:?}");
        if fixed.is_none() {
            assert_eq!(record.fields["errorCode"], json!(4962));
        }
    }
}

#[tokio::test]
async fn an_xsp_that_does_not_answer_is_said() {
    let closed = ClosedPort::reserve();
    let stage = Stage::set().await;
    let url = closed.url("http", XSI_ACTIONS_CONTEXT);
    stage.change_cluster(|cluster| cluster.xsi_actions_url = url).await;
    let answer = stage.login(EMAIL, PASSWORD).await;
    assert_eq!(answer.refusal(), (503, None));
    let record = stage.log.only(&CloudEvent::ProfileUnreachable);
    assert_eq!(record.message.as_deref(), Some("connection refused"));
    assert_eq!(stage.log.events(), ["profile.requested", "profile.unreachable"]);
}

/// LAD-018: the profile of anybody else is no reason for an assertion.
#[tokio::test]
async fn another_users_profile_gives_no_assertion() {
    let stage = Stage::set().await;
    stage.xsi.know("dora@mail.example", PASSWORD, "dora@bw.example");
    stage.xsi.know("stranger", PASSWORD, "stranger@bw.example");
    for typed in ["dora@mail.example", "stranger"] {
        assert_eq!(stage.login(typed, PASSWORD).await.refusal(), (403, Some("200010")));
    }
    stage.change_user(|user| user.status = UserStatus::Inactive).await;
    assert_eq!(stage.login(EMAIL, PASSWORD).await.refusal(), (403, Some("200010")));
    stage.change_user(|user| user.bw_user_id = None).await;
    assert_eq!(stage.login(EMAIL, PASSWORD).await.refusal(), (403, Some("200010")));
    stage.change_user(|user| user.email = "gone@mail.example".into()).await;
    assert_eq!(stage.login(EMAIL, PASSWORD).await.refusal(), (403, Some("200010")));
    let mismatches = stage.log.events().iter().filter(|e| *e == "profile.mismatch").count();
    assert_eq!(mismatches, 5);
    assert!(!stage.log.text().contains("profile.matched"));
    assert!(!stage.log.text().contains("assertion.issued"));
    assert_eq!(stage.xsi.calls().len(), 4, "without a user nobody is asked");
}

/// Only the portal may ask, only about a sign-in that has begun and is not over (EUE-005).
#[tokio::test]
async fn a_login_needs_a_service_and_a_sign_in() {
    let stage = Stage::set().await;
    let good = Stage::login_document(EMAIL, PASSWORD);
    let with = |field: &str, value: serde_json::Value| {
        let mut document = good.clone();
        document[field] = value;
        document
    };
    let send = async |document: &serde_json::Value| {
        Answer::read(stage.login_request(document).send().await.unwrap()).await
    };
    for secret in ["", "Bearer wrong", "Basic c2VydmljZSBzZWNyZXQ="] {
        let mut request = stage.login_request(&good).build().unwrap();
        request.headers_mut().insert("authorization", secret.parse().unwrap());
        let client = lineman_net::http::client(&Default::default()).unwrap();
        let answer = Answer::read(client.execute(request).await.unwrap()).await;
        assert_eq!(answer.refusal(), (401, None), "{secret}");
    }
    for broken in [json!([]), json!({}), with("password", json!(5)), with("username", json!(null))]
    {
        let answer = send(&broken).await;
        assert_eq!(answer.refusal(), (400, None), "{broken}");
        assert!(!answer.body.to_string().contains(PASSWORD));
    }
    assert_eq!(send(&with("password", json!("x".repeat(20_000)))).await.refusal(), (400, None));
    for unknown in [
        with("authnRequestId", json!("_other")),
        with("authnRequestId", json!("_\0")),
        with("relayState", json!("other")),
    ] {
        assert_eq!(send(&unknown).await.refusal(), (401, Some("200016")), "{unknown}");
    }
    stage.clock.advance_millis(SIGN_IN_MILLIS);
    assert_eq!(send(&good).await.refusal(), (401, Some("200016")));
    assert!(stage.xsi.calls().is_empty());
    assert_eq!(stage.log.text(), "");
}

/// A name that could mean another user's resource is never asked about.
#[tokio::test]
async fn hostile_user_names_reach_nobody() {
    let stage = Stage::set().await;
    let long = "u".repeat(200);
    for name in ["", "..", "una@mail.example:x", "una\r\nx: y", "una\0", long.as_str()] {
        let answer = stage.login(name, PASSWORD).await;
        assert_eq!(answer.refusal(), (401, Some("100006")), "{name:?}");
    }
    assert!(stage.xsi.calls().is_empty());
    stage.login("../../v2.0/user/dora?a#b", PASSWORD).await;
    let target = &stage.xsi.calls()[0].target;
    assert!(target.starts_with("/com.broadsoft.xsi-actions/v2.0/user/..%2F..%2F"), "{target}");
}

#[tokio::test]
async fn an_organisation_without_a_cluster_cannot_be_asked_about() {
    let stage = Stage::set().await;
    let mut organization = stage.store.organizations().find(ORG_ID).await.unwrap().unwrap();
    organization.template_id = None;
    stage.store.organizations().update(&organization).await.unwrap();
    assert_eq!(stage.login(EMAIL, PASSWORD).await.refusal(), (503, None));
    assert_eq!(stage.log.events(), ["profile.unreachable"]);
}

#[tokio::test]
async fn ping_answers_and_repeats_the_tracking_id() {
    let stage = Stage::set().await;
    let answer = Answer::read(stage.get("/ping").send().await.unwrap()).await;
    assert_eq!((answer.status, answer.tracking_id.as_deref()), (200, Some(TRACKING_ID)));
    let answer = Answer::read(stage.get("/nothing").send().await.unwrap()).await;
    assert_eq!((answer.status, answer.tracking_id.as_deref()), (404, Some(TRACKING_ID)));
}
