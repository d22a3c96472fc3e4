//! Step 4: DEC-001 to DEC-003, LAD-021, LAD-022, HD-017.

use lineman_ladder::literals::{CALLING_BEHAVIOR_WEBEX, ENTITLEMENT_BROADWORKS_CONNECTOR};
use lineman_store::cloud::UserStatus;
use serde_json::{Value, json};

use crate::support::{Fixture, ORG, START, TRACKING_ID, UNA, XSI};

async fn read(fixture: &Fixture, path: &str, token: &str) -> (u16, Value) {
    let request = fixture.http.get(format!("{}{path}", fixture.base)).bearer_auth(token);
    let answer = request.header("trackingid", TRACKING_ID).send().await.unwrap();
    assert_eq!(answer.headers()["trackingid"], TRACKING_ID);
    let json = answer.headers()["content-type"].to_str().unwrap().starts_with("application/json");
    assert!(json);
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn me() -> String {
    format!("/scim/{ORG}/v2/Users/me")
}

fn behavior() -> String {
    format!("/organization/{ORG}/v1/users/me/callingBehavior")
}

#[tokio::test]
async fn the_user_carries_the_entitlements_in_their_order() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let (status, user) = read(&fixture, &me(), &token).await;
    assert_eq!(status, 200);
    assert_eq!(user["id"], UNA);
    assert_eq!(user["userName"], "Una@mail.example");
    // HD-017
    let expected = json!([
        "squared-call-initiation",
        "spark-admin",
        "spark",
        "squared-fusion-mgmt",
        "squared-syncup",
        "cloudmeetings",
        "squared-room-moderation",
        "broadworks-connector",
        "webex-squared"
    ]);
    assert_eq!(user["entitlements"], expected);
    let keys: Vec<&String> = user.as_object().unwrap().keys().collect();
    let at = keys.iter().position(|key| *key == "entitlements").unwrap();
    assert_eq!(keys[at + 1], "phoneNumbers");
    assert_eq!(user["phoneNumbers"][0]["value"], "+15550001");
    let [line] = fixture.logged("user.read").try_into().unwrap();
    assert_eq!(line.fields["entitlements"], expected);
    assert_eq!(line.tracking_id.as_deref(), Some(TRACKING_ID));
}

#[tokio::test]
async fn a_missing_connector_is_seen_in_answer_and_log() {
    let fixture = Fixture::new().await;
    // LAD-021, DEC-001
    let without = |user: &mut lineman_store::cloud::User| {
        user.entitlements.retain(|name| name != ENTITLEMENT_BROADWORKS_CONNECTOR);
    };
    fixture.store.users().modify(UNA, START, without).await.unwrap();
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let (_, user) = read(&fixture, &me(), &token).await;
    assert!(!user["entitlements"].to_string().contains(ENTITLEMENT_BROADWORKS_CONNECTOR));
    let [line] = fixture.logged("user.read").try_into().unwrap();
    assert_eq!(line.fields["entitlements"], user["entitlements"]);
}

#[tokio::test]
async fn the_calling_behavior_of_the_user_falls_back_to_that_of_the_organisation() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let other = "NATIVE_SIP_CALL_TO_UCM";
    // DEC-002: both levels are evaluated
    let matrix = [
        (None, Some(CALLING_BEHAVIOR_WEBEX), Some(CALLING_BEHAVIOR_WEBEX)),
        (None, Some(other), Some(other)),
        (Some(CALLING_BEHAVIOR_WEBEX), Some(other), Some(CALLING_BEHAVIOR_WEBEX)),
        (Some(other), Some(CALLING_BEHAVIOR_WEBEX), Some(other)),
        (Some(other), None, Some(other)),
        (None, None, None),
    ];
    for (user, organization, effective) in matrix {
        let set = |found: &mut lineman_store::cloud::User| {
            found.calling_behavior = user.map(str::to_owned);
        };
        fixture.store.users().modify(UNA, START, set).await.unwrap();
        let mut found = fixture.store.organizations().find(ORG).await.unwrap().unwrap();
        found.calling_behavior = organization.map(str::to_owned);
        fixture.store.organizations().update(&found).await.unwrap();
        let (status, answer) = read(&fixture, &behavior(), &token).await;
        assert_eq!(status, 200);
        let expected = json!({
            "effectiveBehaviorType": effective,
            "organizationBehaviorType": organization,
        });
        assert_eq!(answer, expected);
        let lines = fixture.logged("calling-behavior.read");
        assert_eq!(lines.last().unwrap().fields["callingBehavior"], json!(effective));
    }
}

#[tokio::test]
async fn the_device_record_names_the_xsi_of_the_users_cluster() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let url = |body: &Value| body["devices"][0]["settings"]["broadworksXsiActionsUrl"].clone();
    let (status, body) = read(&fixture, "/wdm/api/v1/devices", &token).await;
    assert_eq!((status, url(&body)), (200, json!(XSI)));
    // Without a cluster of its own the user has that of the template.
    fixture.store.users().modify(UNA, START, |una| una.cluster_id = None).await.unwrap();
    let (_, body) = read(&fixture, "/wdm/api/v1/devices", &token).await;
    assert_eq!(url(&body), json!("http://localhost:4/x"));
}

#[tokio::test]
async fn without_a_good_token_of_the_organisation_nothing_is_told() {
    let fixture = Fixture::new().await;
    let token = fixture.access_token(UNA, "una@mail.example").await;
    let devices = String::from("/wdm/api/v1/devices");
    for path in [me(), behavior(), devices] {
        let url = format!("{}{path}", fixture.base);
        let answer = fixture.http.get(&url).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        assert_eq!(read(&fixture, &path, "a_b_c").await.0, 401, "{path}");
    }
    // A refused token is logged, a request without one is not.
    assert_eq!(fixture.logged("token.rejected").len(), 3);
    let elsewhere = me().replace(ORG, "5f0c0000-0000-4000-8000-0000000000a9");
    assert_eq!(read(&fixture, &elsewhere, &token).await.0, 403);
    let inactive = |una: &mut lineman_store::cloud::User| una.status = UserStatus::Inactive;
    fixture.store.users().modify(UNA, START, inactive).await.unwrap();
    assert_eq!(read(&fixture, &me(), &token).await.0, 401);
    assert!(fixture.logged("user.read").is_empty());
}
