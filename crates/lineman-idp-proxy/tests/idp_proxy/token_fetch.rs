//! Steps 5 to 5.4 (LAD-023 to LAD-029, LAD-034).

use lineman_ladder::literals::{BWTOKEN_FETCH, HEADER_BW_USER_ID, HEADER_TRACKING_ID};
use lineman_logs::cloud::CloudEvent;
use serde_json::json;

use crate::authentication_service::{AuthenticationService, TOKEN, foreign_certificate};
use crate::identity::owner;
use crate::stage::{
    Answer, BW_USER_ID, ClosedPort, EMAIL, IDENTITY_TOKEN, ORG_ID, SERVICE_SECRET, Stage,
    TRACKING_ID, USER_ID,
};

#[tokio::test]
async fn a_good_identity_token_gives_the_long_lived_token() {
    let stage = Stage::set().await;
    let answer = stage.fetch_token().await;
    assert_eq!((answer.status, answer.tracking_id.as_deref()), (200, Some(TRACKING_ID)));
    assert_eq!(answer.body, json!({"token": {"bearer": TOKEN}}));

    // LAD-024: validated at identity, with the service secret.
    let asked = stage.identity.calls();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0][HEADER_TRACKING_ID], TRACKING_ID);
    // LAD-026, LAD-027, LAD-034
    let minted = stage.authentication_service.calls();
    assert_eq!(minted.len(), 1);
    assert_eq!(minted[0][HEADER_BW_USER_ID], BW_USER_ID);
    assert_eq!(minted[0][HEADER_TRACKING_ID], TRACKING_ID);
    assert!(!minted[0].contains_key("authorization"), "the identity token stays in the cloud");

    let expected =
        ["jwt.requested", "auth-service.requested", "auth-service.answered", "jwt.delivered"];
    assert_eq!(stage.log.events(), expected);
    for record in stage.log.records() {
        assert_eq!(record.tracking_id.as_deref(), Some(TRACKING_ID));
    }
    for record in &stage.log.records()[1..] {
        assert_eq!(record.bw_user_id.as_deref(), Some(BW_USER_ID));
        assert_eq!(record.user_id.as_deref(), Some(USER_ID));
        assert_eq!(record.org_id.as_deref(), Some(ORG_ID));
        assert_eq!(record.email.as_deref(), Some(EMAIL));
    }
    let requested = stage.log.only(&CloudEvent::AuthServiceRequested);
    let url = format!("{}/token", stage.authentication_service.url());
    assert_eq!(requested.fields["url"], json!(url));
    for secret in [TOKEN, IDENTITY_TOKEN, SERVICE_SECRET] {
        assert!(!stage.log.text().contains(secret), "{secret}");
    }
}

/// LAD-023, LAD-024: no call to the XSP for a token that is missing or not good.
#[tokio::test]
async fn without_a_good_identity_token_the_xsp_is_not_asked() {
    let stage = Stage::set().await;
    let answer = Answer::read(stage.get(BWTOKEN_FETCH).send().await.unwrap()).await;
    assert_eq!(answer.refusal(), (401, None));
    assert!(stage.identity.calls().is_empty());
    let unknown = stage.get(BWTOKEN_FETCH).bearer_auth("unknown");
    let answer = Answer::read(unknown.send().await.unwrap()).await;
    assert_eq!(answer.refusal(), (401, None));
    for reason in ["expired", "revoked"] {
        stage.identity.answer_always(200, json!({"active": false, "reason": reason}));
        let answer = stage.fetch_token().await;
        assert_eq!(answer.refusal(), (401, None));
        assert!(answer.body["message"].as_str().unwrap().contains(reason));
    }
    assert!(stage.authentication_service.calls().is_empty());
    assert_eq!(stage.log.events(), ["jwt.requested"; 4]);
}

#[tokio::test]
async fn identitys_silence_is_said() {
    for failing in [500, 200] {
        let stage = Stage::set().await;
        stage.identity.answer_always(failing, json!("nonsense"));
        assert_eq!(stage.fetch_token().await.refusal(), (503, None));
        assert_eq!(stage.log.events(), ["jwt.requested", "identity.unreachable"]);
    }
    let closed = ClosedPort::reserve();
    let url = closed.url("http", "/idb");
    let stage = Stage::changed(|config| config.identity_url = url).await;
    assert_eq!(stage.fetch_token().await.refusal(), (503, None));
    let records = stage.log.records();
    assert_eq!(records[1].message.as_deref(), Some("connection refused"));
    assert!(stage.authentication_service.calls().is_empty());
}

#[tokio::test]
async fn a_user_without_a_broadworks_id_gets_none() {
    for nobody in [json!(null), json!("")] {
        let stage = Stage::set().await;
        let mut answer = owner();
        answer["bw_user_id"] = nobody;
        stage.identity.answer_always(200, answer);
        assert_eq!(stage.fetch_token().await.refusal(), (403, None));
        assert!(stage.authentication_service.calls().is_empty());
    }
}

/// LAD-028: an unknown user, and whatever else the service says, gives no token.
#[tokio::test]
async fn a_refusal_of_the_authentication_service_is_passed_on() {
    for (status, body) in [(404, ""), (400, ""), (503, ""), (302, ""), (200, "{}"), (200, "no")] {
        let stage = Stage::set().await;
        stage.authentication_service.answer_always(status, body);
        assert_eq!(stage.fetch_token().await.refusal(), (502, None), "{status} {body}");
        let answered = stage.log.only(&CloudEvent::AuthServiceAnswered);
        assert_eq!((answered.status, answered.level.as_str()), (Some(status), "error"));
        assert!(!stage.log.text().contains("jwt.delivered"), "{status} {body}");
    }
}

/// LAD-029, AUT-005 to AUT-009: the connection itself is the reason to trust.
#[tokio::test]
async fn without_the_right_certificate_there_is_no_answer() {
    for certificate in [None, Some(foreign_certificate())] {
        let stage = Stage::with_certificate(certificate).await;
        assert_eq!(stage.fetch_token().await.refusal(), (502, None));
        let record = stage.log.only(&CloudEvent::AuthServiceUnreachable);
        let message = record.message.unwrap();
        assert!(message.contains("alert"), "the other side refused: {message}");
        assert!(stage.authentication_service.calls().is_empty());
    }
}

/// The XSP itself must be the right one.
#[tokio::test]
async fn a_server_of_another_authority_is_not_trusted() {
    let other = AuthenticationService::start().await;
    let stage = Stage::changed(|config| config.xsp_ca_pem = Some(other.ca_pem())).await;
    assert_eq!(stage.fetch_token().await.refusal(), (502, None));
    let record = stage.log.only(&CloudEvent::AuthServiceUnreachable);
    let message = record.message.unwrap();
    assert!(message.contains("invalid peer certificate"), "{message}");
    assert!(stage.authentication_service.calls().is_empty());
}

/// AUT-004, and a cluster whose XSP is down.
#[tokio::test]
async fn a_wrong_address_is_said_as_what_it_is() {
    let stage = Stage::set().await;
    stage.change_cluster(|cluster| cluster.auth_service_url += "/wrong").await;
    assert_eq!(stage.fetch_token().await.refusal(), (502, None));
    assert_eq!(stage.log.only(&CloudEvent::AuthServiceAnswered).status, Some(404));

    let stage = Stage::set().await;
    stage.change_cluster(|cluster| cluster.auth_service_url = "no address".into()).await;
    assert_eq!(stage.fetch_token().await.refusal(), (502, None));
    stage.log.only(&CloudEvent::AuthServiceUnreachable);

    let closed = ClosedPort::reserve();
    let url = closed.url("https", "/authService");
    let stage = Stage::set().await;
    stage.change_cluster(|cluster| cluster.auth_service_url = url).await;
    assert_eq!(stage.fetch_token().await.refusal(), (502, None));
    let record = stage.log.only(&CloudEvent::AuthServiceUnreachable);
    assert_eq!(record.message.as_deref(), Some("connection refused"));
}

#[tokio::test]
async fn an_organisation_without_a_cluster_gets_none() {
    let stage = Stage::set().await;
    let mut answer = owner();
    answer["org_id"] = json!("another");
    stage.identity.answer_always(200, answer);
    assert_eq!(stage.fetch_token().await.refusal(), (502, None));
    stage.log.only(&CloudEvent::AuthServiceUnreachable);
}

/// Two tokens, two connections: each shows the certificate again.
#[tokio::test]
async fn every_fetch_is_a_connection_of_its_own() {
    let stage = Stage::set().await;
    for _ in 0..3 {
        assert_eq!(stage.fetch_token().await.status, 200);
    }
    assert_eq!(stage.authentication_service.connections(), 3);
}
