//! Steps 1 and 2: LAD-004, LAD-005.

use lineman_store::cloud::UserStatus;
use serde_json::Value;
use url::Url;

use crate::support::{
    Fixture, ORG, PORTAL, REDIRECT, START, TRACKING_ID, UNA, organization, query, user,
};

#[tokio::test]
async fn a_known_email_leads_to_the_portal() {
    let fixture = Fixture::new().await;
    // LAD-004: whatever the case of the address
    let answer = fixture.get(fixture.authorize_url("una@MAIL.example")).await;
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["trackingid"], TRACKING_ID);
    let location = Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
    // LAD-005
    assert!(location.as_str().starts_with(&format!("{PORTAL}/sign-in?SAMLRequest=")));
    let encoded = query(&location, "SAMLRequest");
    let request = lineman_saml::AuthnRequest::decode(&encoded).unwrap();
    assert_eq!(request.issuer, fixture.base);
    assert_eq!(request.destination, format!("{PORTAL}/sign-in"));
    assert_eq!(request.assertion_consumer_service_url, REDIRECT);

    let relay_state = query(&location, "RelayState");
    let pending = fixture.store.authorization_requests().find(&relay_state, START).await.unwrap();
    let pending = pending.unwrap();
    assert_eq!(pending.authn_request_id, request.id);
    assert_eq!(pending.login_hint, "una@MAIL.example");
    assert_eq!(pending.client_state.as_deref(), Some("s 1"));
    assert_eq!(pending.tracking_id.as_deref(), Some(TRACKING_ID));

    let [line] = fixture.logged("route.found").try_into().unwrap();
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(line.org_id.as_deref(), Some(ORG));
    assert_eq!(line.user_id.as_deref(), Some(UNA));
    assert_eq!(line.bw_user_id.as_deref(), Some("una@bw.example"));
    assert_eq!(line.enterprise.as_deref(), Some("SP1+g1"));
}

#[tokio::test]
async fn two_sign_ins_have_different_secrets() {
    let fixture = Fixture::new().await;
    let first = fixture.begin("una@mail.example").await;
    let second = fixture.begin("una@mail.example").await;
    assert_ne!(first.id, second.id);
}

#[tokio::test]
async fn an_unknown_email_is_told_so() {
    let fixture = Fixture::new().await;
    let answer = fixture.get(fixture.authorize_url("nobody\"}\n@mail.example")).await;
    assert_eq!(answer.status(), 404);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"], "user_not_found");
    let [line] = fixture.logged("route.unknown-user").try_into().unwrap();
    assert_eq!(line.email.as_deref(), Some("nobody\"}\n@mail.example"));
    assert_eq!(line.status, Some(404));
    assert!(fixture.logged("route.found").is_empty());
}

#[tokio::test]
async fn only_active_users_of_broadworks_authentication_go_to_the_portal() {
    let fixture = Fixture::new().await;
    let org = "5f0c0000-0000-4000-8000-0000000000a2";
    fixture.store.organizations().ensure(&organization(org, "t2", "SP1+g2")).await.unwrap();
    let webex = user("5f0c0000-0000-4000-8000-000000000009", org, "w@mail.example", "w@bw.example");
    fixture.store.users().create(&webex).await.unwrap();
    fixture
        .store
        .users()
        .modify(UNA, START, |una| una.status = UserStatus::Inactive)
        .await
        .unwrap();
    // LAD-001: the template's authentication mode decides
    for email in ["w@mail.example", "una@mail.example"] {
        let answer = fixture.get(fixture.authorize_url(email)).await;
        assert_eq!(answer.status(), 403, "{email}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"], "access_denied");
    }
    assert!(fixture.logged("route.found").is_empty());
    assert_eq!(fixture.logged("route.refused").len(), 2);
}

#[tokio::test]
async fn what_is_not_a_proper_request_is_refused_and_leads_nowhere() {
    let fixture = Fixture::new().await;
    let good = fixture.authorize_url("una@mail.example");
    let change = |name: &str, value: Option<&str>| {
        let mut url = good.clone();
        let kept: Vec<(String, String)> = good
            .query_pairs()
            .filter(|(known, _)| known != name)
            .map(|(known, value)| (known.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(kept);
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
        url
    };
    let long = "x".repeat(2_000);
    let mut twice = good.clone();
    twice.query_pairs_mut().append_pair("redirect_uri", "https://evil.example/");
    let cases = [
        (change("response_type", Some("token")), "invalid_request"),
        (change("client_id", Some("nobody")), "invalid_client"),
        (change("client_id", None), "invalid_request"),
        // The assertion goes to this address.
        (change("redirect_uri", Some("https://evil.example/")), "invalid_request"),
        (change("redirect_uri", Some("webex://callback/")), "invalid_request"),
        (twice, "invalid_request"),
        (change("code_challenge", None), "invalid_request"),
        (change("code_challenge", Some("short")), "invalid_request"),
        (change("code_challenge_method", Some("plain")), "invalid_request"),
        (change("login_hint", None), "invalid_request"),
        (change("login_hint", Some(" ")), "invalid_request"),
        (change("login_hint", Some(&long)), "invalid_request"),
        (change("login_hint", Some("a\0b")), "invalid_request"),
        (change("state", Some(&long)), "invalid_request"),
    ];
    for (url, error) in cases {
        let answer = fixture.get(url.clone()).await;
        assert_eq!(answer.status(), 400, "{url}");
        assert!(!answer.headers().contains_key("location"), "{url}");
        assert_eq!(answer.json::<Value>().await.unwrap()["error"], error, "{url}");
    }
    assert!(fixture.logged("route.found").is_empty());
    // More than a header may hold: the server itself refuses.
    let huge = fixture.get(change("state", Some(&"x".repeat(50_000)))).await;
    assert!(huge.status().is_client_error(), "{}", huge.status());
}

#[tokio::test]
async fn other_paths_are_not_there() {
    let fixture = Fixture::new().await;
    let url = Url::parse(&format!("{}/oauth2/v1/nothing", fixture.base)).unwrap();
    let answer = fixture.get(url).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.json::<Value>().await.unwrap()["trackingId"], TRACKING_ID);
}
