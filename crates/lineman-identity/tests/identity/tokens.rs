//! Step 5.1: LAD-024.

use lineman_cloud_service::digest;
use lineman_model::{Clock as _, Secret};
use reqwest::Method;
use serde_json::Value;

use crate::support::{Fixture, ORG, START, TRACKING_ID, UNA};

#[tokio::test]
async fn a_good_token_is_told_whose_it_is() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let answer = fixture.introspect(&token).await;
    assert_eq!(answer["active"], true);
    assert_eq!(answer["sub"], UNA);
    assert_eq!(answer["username"], "Una@mail.example");
    assert_eq!(answer["org_id"], ORG);
    assert_eq!(answer["bw_user_id"], "una@bw.example");
    assert_eq!(answer["exp"], START.as_seconds() + 1_209_600);
    let [line] = fixture.logged("token.validated").try_into().unwrap();
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(line.bw_user_id.as_deref(), Some("una@bw.example"));
}

#[tokio::test]
async fn a_token_that_is_not_good_is_told_why() {
    let fixture = Fixture::new().await;
    let revoked = fixture.access_token(UNA, "una@mail.example").await;
    let expired = fixture.access_token(UNA, "una@mail.example").await;
    let now = fixture.clock.now();
    fixture.store.tokens().revoke(&digest(&Secret::new(&*revoked)), now).await.unwrap();
    fixture.clock.advance_millis(1_209_600_000 - 1);
    assert_eq!(fixture.introspect(&expired).await["active"], true);
    fixture.clock.advance_millis(1);
    let long = "x".repeat(100_000);
    let cases = [
        (revoked.as_str(), "revoked"),
        (expired.as_str(), "expired"),
        ("a_b_c", "unknown"),
        ("", "unknown"),
        (long.as_str(), "unknown"),
    ];
    for (token, reason) in cases {
        let answer = fixture.introspect(token).await;
        assert_eq!((&answer["active"], answer["reason"].as_str()), (&false.into(), Some(reason)));
    }
    let lines = fixture.logged("token.rejected");
    let reasons: Vec<&str> = lines.iter().filter_map(|line| line.message.as_deref()).collect();
    assert_eq!(reasons, ["revoked", "expired", "unknown", "unknown", "unknown"]);
    assert_eq!(lines[0].email.as_deref(), Some("Una@mail.example"));
    assert_eq!(lines[2].email, None);
}

#[tokio::test]
async fn only_services_of_this_deployment_may_ask() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let url = format!("{}/oauth2/v1/introspect", fixture.base);
    for authorization in ["Bearer between service", &format!("Bearer {token}"), "Basic YTpi"] {
        let request = fixture.http.post(&url).header("authorization", authorization);
        let answer = request.form(&[("token", token.as_str())]).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{authorization}");
        let body: Value = answer.json().await.unwrap();
        assert!(body.get("active").is_none());
    }
    let request = fixture.internal(Method::POST, "/oauth2/v1/introspect");
    assert_eq!(request.body("token").send().await.unwrap().status(), 400);
    assert!(fixture.logged("token.validated").is_empty());
}
