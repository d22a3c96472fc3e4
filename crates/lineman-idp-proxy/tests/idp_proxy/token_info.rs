//! Whose an identity token is, for an AuthenticationService in identity-token mode.

use lineman_idp_proxy::TokenInfoClient;
use lineman_ladder::literals::ENTITLEMENT_BROADWORKS_CONNECTOR;
use lineman_ladder::settings::identity_provider::SCOPE_BROADWORKS_USER;
use lineman_model::Secret;
use serde_json::{Value, json};

use crate::stage::{Answer, BW_USER_ID, EMAIL, IDENTITY_TOKEN, Stage, USER_ID};

const CLIENT: (&str, &str) = ("C-xsp", "xsp s3cret");

async fn stage() -> Stage {
    Stage::changed(|config| {
        config.token_info_client = Some(TokenInfoClient {
            client_id: CLIENT.0.to_owned(),
            client_secret: Secret::new(CLIENT.1),
        });
    })
    .await
}

async fn ask(stage: &Stage, client: (&str, &str), form: &[(&str, &str)]) -> Answer {
    let request = stage.post("/idp/authenticate").basic_auth(client.0, Some(client.1)).form(form);
    Answer::read(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_user_of_this_product_is_told_with_issuer_and_scope() {
    let stage = stage().await;
    let good = [("token", IDENTITY_TOKEN), ("token_type_hint", "access_token")];
    let answer = ask(&stage, CLIENT, &good).await;
    assert_eq!((answer.status, &answer.body["scope"]), (200, &json!("")), "not entitled yet");
    let entitlement = ENTITLEMENT_BROADWORKS_CONNECTOR.to_owned();
    stage.change_user(|user| user.entitlements = vec![entitlement]).await;
    let answer = ask(&stage, CLIENT, &good).await;
    assert_eq!(
        answer.body,
        json!({
            "active": true, "iss": stage.identity_url, "sub": USER_ID, "username": EMAIL,
            "bw_user_id": BW_USER_ID, "scope": SCOPE_BROADWORKS_USER, "exp": 1,
        })
    );
    let other = ask(&stage, CLIENT, &[("token", "unknown")]).await;
    assert_eq!((other.status, other.body), (200, json!({"active": false, "reason": "unknown"})));
}

#[tokio::test]
async fn only_the_client_may_ask_and_only_so() {
    let stage = stage().await;
    let good = [("token", IDENTITY_TOKEN)];
    for client in [("C-other", CLIENT.1), (CLIENT.0, "another"), ("", "")] {
        assert_eq!(ask(&stage, client, &good).await.status, 401, "{client:?}");
    }
    let none = stage.post("/idp/authenticate").form(&good).send().await.unwrap();
    assert_eq!(none.status(), 401);
    assert!(stage.identity.calls().is_empty(), "identity is not asked for strangers");
    assert_eq!(ask(&stage, CLIENT, &[("tokens", "x")]).await.status, 400);
    stage.identity.answer_always(500, Value::Null);
    assert_eq!(ask(&stage, CLIENT, &good).await.status, 503);
    // Where no client is configured, there is nothing to ask.
    let closed = Stage::set().await;
    assert_eq!(ask(&closed, CLIENT, &good).await.status, 404);
}

#[tokio::test]
async fn in_identity_token_mode_the_token_is_shown_and_no_certificate() {
    let stage = Stage::changed(|config| config.identity_token_mode = true).await;
    // This AuthenticationService insists on a certificate, and none is shown.
    assert_eq!(stage.fetch_token().await.status, 502);
    assert!(stage.authentication_service.calls().is_empty());
    let open = Stage::in_identity_token_mode().await;
    assert_eq!(open.fetch_token().await.status, 200);
    let calls = open.authentication_service.calls();
    assert_eq!(calls[0]["authorization"], format!("Bearer {IDENTITY_TOKEN}"));
    assert!(!open.log.text().contains(IDENTITY_TOKEN));
}
