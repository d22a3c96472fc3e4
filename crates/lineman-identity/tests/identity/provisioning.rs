//! Organisations and users for the bridge: PRV-002, PRV-003, PRV-015, PRV-016, PRV-032, PRV-047.

use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_ladder::literals::CALLING_BEHAVIOR_WEBEX;
use lineman_store::cloud::OrganizationKind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Fixture, ORG, TRACKING_ID, UNA, organization, user};

const ORGANIZATIONS: &str = "/internal/v1/organizations";
const USERS: &str = "/internal/v1/users";

async fn post(fixture: &Fixture, path: &str, body: Value) -> (u16, Value) {
    let answer = fixture.internal(Method::POST, path).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn new_user(changes: Value) -> Value {
    let mut body = json!({
        "orgId": ORG,
        "email": "tia@mail.example",
        "bwUserId": "tia@bw.example",
        "firstName": "Tia",
        "lastName": "Three",
        "primaryPhoneNumber": "+15550003",
        "extension": "0003",
        "clusterId": "c1",
        "requestId": "r1",
    });
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[tokio::test]
async fn the_first_user_brings_an_organisation_and_the_second_finds_it() {
    let fixture = Fixture::new().await;
    let wish = json!({"name": "ACME Ärzte", "templateId": "t1", "spEnterpriseId": "SP1+ACME"});
    let (status, first) = post(&fixture, ORGANIZATIONS, wish.clone()).await;
    assert_eq!(status, 201);
    // PRV-016, XCC-004
    assert_eq!(first["name"], "acme ärzte");
    let (status, second) = post(&fixture, ORGANIZATIONS, wish).await;
    assert_eq!(status, 200);
    assert_eq!(first["id"], second["id"]);
    let id = first["id"].as_str().unwrap();
    let stored = fixture.store.organizations().find(id).await.unwrap().unwrap();
    assert_eq!(stored.kind, OrganizationKind::Customer);
    assert_eq!(stored.sp_enterprise_id.as_deref(), Some("SP1+ACME"));
    assert_eq!(stored.calling_behavior.as_deref(), Some(CALLING_BEHAVIOR_WEBEX));
    // PRV-003: +1 for the first, +0 for the second
    assert_eq!(fixture.logged("organization.created").len(), 1);
    let [line] = fixture.logged("organization.found").try_into().unwrap();
    assert_eq!(line.org_id.as_deref(), Some(id));
    assert_eq!(line.enterprise.as_deref(), Some("SP1+ACME"));
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
}

#[tokio::test]
async fn a_new_user_can_sign_in_and_call() {
    let fixture = Fixture::new().await;
    let (status, created) = post(&fixture, USERS, new_user(json!({}))).await;
    assert_eq!(status, 201, "{created}");
    let id = created["id"].as_str().unwrap();
    let stored = fixture.store.users().find(id).await.unwrap().unwrap();
    // HD-017, DEC-001
    assert_eq!(stored.entitlements, lineman_identity::broadworks_user_entitlements());
    assert_eq!(stored.extension.as_deref(), Some("0003"));
    let [line] = fixture.logged("user.created").try_into().unwrap();
    assert_eq!(line.fields["entitlements"], created["entitlements"]);
    assert_eq!(line.enterprise.as_deref(), Some("SP1+g1"));
    assert_eq!(line.bw_user_id.as_deref(), Some("tia@bw.example"));
    let token = fixture.access_token(id, "tia@mail.example").await;
    assert_eq!(fixture.introspect(&token).await["bw_user_id"], "tia@bw.example");
}

#[tokio::test]
async fn the_same_request_makes_one_user_however_often_it_comes() {
    let fixture = Fixture::new().await;
    let wish = new_user(json!({}));
    let (a, b, c) = tokio::join!(
        post(&fixture, USERS, wish.clone()),
        post(&fixture, USERS, wish.clone()),
        post(&fixture, USERS, wish.clone())
    );
    let again = post(&fixture, USERS, wish).await;
    for answer in [&a, &b, &c, &again] {
        assert_eq!((answer.0, &answer.1["id"]), (201, &a.1["id"]));
    }
    assert_eq!(fixture.logged("user.created").len(), 1);
    assert_eq!(fixture.store.users().list(ORG, 10).await.unwrap().len(), 3);
}

#[tokio::test]
async fn an_email_or_a_broadworks_id_that_is_taken_is_a_conflict() {
    let fixture = Fixture::new().await;
    // PRV-047
    let (status, body) =
        post(&fixture, USERS, new_user(json!({"email": "UNA@mail.example"}))).await;
    assert_eq!(status, 409);
    assert_eq!(body["message"], BridgeRefusal::UserExists.message());
    assert_eq!(body["trackingId"], TRACKING_ID);

    // PRV-032: a free account
    let org = "5f0c0000-0000-4000-8000-0000000000a3";
    let mut consumer = organization(org, "t1", "none");
    consumer.kind = OrganizationKind::Consumer;
    consumer.sp_enterprise_id = None;
    fixture.store.organizations().ensure(&consumer).await.unwrap();
    let mut free = user("5f0c0000-0000-4000-8000-000000000008", org, "free@mail.example", "x");
    free.bw_user_id = None;
    fixture.store.users().create(&free).await.unwrap();
    let (status, body) =
        post(&fixture, USERS, new_user(json!({"email": "free@mail.example"}))).await;
    assert_eq!(status, 409);
    assert_eq!(body["message"], BridgeRefusal::UserInConsumerOrganization.message());

    let (status, body) =
        post(&fixture, USERS, new_user(json!({"bwUserId": "una@BW.example"}))).await;
    assert_eq!((status, body["code"].as_str()), (409, Some("10022")));
    assert_eq!(body["errors"][0]["code"], "10022");
    assert!(fixture.logged("user.created").is_empty());
}

#[tokio::test]
async fn what_is_incomplete_or_refers_to_nothing_is_refused() {
    let fixture = Fixture::new().await;
    let long = "x".repeat(2_000);
    let cases = [
        json!({"orgId": "5f0c0000-0000-4000-8000-0000000000a9"}),
        json!({"clusterId": "c9"}),
        json!({"email": " "}),
        json!({"email": null}),
        json!({"bwUserId": ""}),
        json!({"requestId": ""}),
        json!({"firstName": long}),
        json!({"extension": long}),
        json!({"lastName": "a\u{0}b"}),
    ];
    for case in cases {
        let (status, body) = post(&fixture, USERS, new_user(case.clone())).await;
        assert_eq!(status, 400, "{case}: {body}");
        assert!(body["message"].is_string());
    }
    for body in ["", "[", "[]", "{\"name\":1}"] {
        let request = fixture.internal(Method::POST, ORGANIZATIONS).body(body);
        assert_eq!(request.send().await.unwrap().status(), 400, "{body}");
    }
    let unknown = json!({"name": "n", "templateId": "t9", "spEnterpriseId": "SP1+n"});
    assert_eq!(post(&fixture, ORGANIZATIONS, unknown).await.0, 400);
    let request = fixture.internal(Method::POST, USERS).body("x".repeat(2_000_000));
    assert!(request.send().await.map_or(true, |answer| answer.status().is_client_error()));
    assert_eq!(fixture.store.users().list(ORG, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_removed_user_is_gone_with_all_tokens() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let path = format!("{USERS}/{UNA}");
    let remove = || fixture.internal(Method::DELETE, &path).send();
    assert_eq!(remove().await.unwrap().status(), 204);
    assert_eq!(remove().await.unwrap().status(), 404);
    assert_eq!(fixture.introspect(&token).await["reason"], "unknown");
    let answer = fixture.get(fixture.authorize_url("una@mail.example")).await;
    assert_eq!(answer.status(), 404);
    let [line] = fixture.logged("subscriber.removed").try_into().unwrap();
    assert_eq!(line.bw_user_id.as_deref(), Some("una@bw.example"));
}

#[tokio::test]
async fn only_services_of_this_deployment_may_provision() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    for (method, path) in [
        (Method::POST, ORGANIZATIONS.to_owned()),
        (Method::POST, USERS.to_owned()),
        (Method::DELETE, format!("{USERS}/{UNA}")),
    ] {
        let url = format!("{}{path}", fixture.base);
        let request = fixture.http.request(method, url).bearer_auth(&token);
        let answer = request.json(&new_user(json!({}))).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
    }
    assert!(fixture.store.users().find(UNA).await.unwrap().is_some());
}
