//! Push registrations and settings over OCI-P (broadworks-wire.md 1.5.4).

use lineman_model::Secret;
use lineman_ocip::client::{
    PushEventData, PushRegistrationData, PushTokenData, push_registrations, requests,
};
use lineman_ocip::{Command, Table};

use crate::common::{Client, EMAIL, Harness, USER, of_user, user_add};

pub(crate) const IOS: &str = "com.cisco.squared";
pub(crate) const TOKEN: &str = "0a1b2c3d4e5f-v0ip-t0ken";
const OTHER: &str = "u2@bw.example.com";

/// A registration of an iPhone with one token.
pub(crate) fn registration(id: Option<&str>, token: &str) -> PushRegistrationData {
    let event = |name: &str| PushEventData {
        name: name.to_owned(),
        silent: false,
        mutable_content: true,
        parameters: Some("<ring>&".to_owned()),
    };
    PushRegistrationData {
        registration_id: id.map(str::to_owned),
        application_id: IOS.to_owned(),
        application_version: "44.1".to_owned(),
        device_os_type: "ios".to_owned(),
        device_version: "17.2".to_owned(),
        timestamp: None,
        client_version: "2".to_owned(),
        tokens: vec![PushTokenData {
            token: Secret::new(token),
            kind: "VoIP".to_owned(),
            events: vec![event("NEW_CALL"), event("CALL_UPD"), event("MOBILE_CALL_INFO")],
        }],
    }
}

pub(crate) async fn add(client: &mut Client, data: &PushRegistrationData) -> String {
    let answer = client.call(requests::push_registration_add(USER, data)).await;
    let id = answer.text("registrationId");
    id.unwrap_or_else(|| panic!("{answer:?}")).to_owned()
}

async fn list(client: &mut Client) -> Vec<PushRegistrationData> {
    let answer = client.get(requests::push_registration_list(USER)).await;
    push_registrations(&answer).expect("a list")
}

async fn scene() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

#[tokio::test]
async fn log_005_a_registration_is_kept_listed_and_removed_and_each_step_is_in_the_xs_log() {
    let (harness, mut admin) = scene().await;
    let mut xsp = harness.trusted("xsp1").await;
    let given = registration(Some("reg-1"), TOKEN);
    assert_eq!(add(&mut xsp, &given).await, "reg-1");
    let made = add(&mut xsp, &registration(None, "another")).await;
    assert_eq!(made.len(), 36, "the server makes an id: {made}");

    let mut listed = list(&mut xsp).await;
    listed.sort_by_key(|one| one.registration_id.clone());
    let found = listed.pop().expect("two");
    assert_eq!(found.timestamp.as_deref(), Some("2026-01-01T00:00:00.000+0000"));
    let mut expected = PushRegistrationData { timestamp: found.timestamp.clone(), ..given };
    // What nothing here makes is not kept.
    expected.tokens[0].events.pop();
    assert_eq!(found, expected);
    let answer = admin
        .get(
            Command::request("UserPushNotificationRegistrationGetListRequest23")
                .with("registrationId", "reg-1"),
        )
        .await;
    assert_eq!(answer.text("userId"), Some(USER));
    assert_eq!(push_registrations(&answer).expect("a list"), [expected]);
    let names: Vec<&str> =
        answer.body().children()[1].children().iter().map(|one| one.name()).collect();
    assert_eq!(
        names,
        [
            "registrationId",
            "applicationId",
            "applicationVersion",
            "deviceOsType",
            "deviceVersion",
            "timestamp",
            "pushNotificationClientVersion",
            "pushNotificationTokenData",
        ],
        "the order of the schema"
    );

    xsp.done(requests::push_registration_delete("reg-1")).await;
    xsp.refused(requests::push_registration_delete("reg-1")).await;
    assert_eq!(list(&mut xsp).await.len(), 1);
    let log = harness.xs_log.text();
    for text in [
        "Push registration added",
        "reg-1",
        "CALL_UPD,NEW_CALL",
        "Push registration removed",
        "asked for",
    ] {
        assert!(log.contains(text), "{text}: {log}");
    }
    for log in [log, harness.ps_log.text()] {
        assert!(!log.contains(TOKEN), "no device token in a log");
    }
}

#[tokio::test]
async fn limits_age_and_the_list_of_apps_are_enforced() {
    let (harness, mut admin) = scene().await;
    let modify = || Command::request("SystemPushNotificationParametersModifyRequest");
    let get = || Command::request("SystemPushNotificationParametersGetRequest");
    let usual = admin.get(get()).await;
    assert_eq!(usual.text("enforceAllowedApplicationList"), Some("false"));
    for (name, value) in [
        ("maximumRegistrationsPerUser", "101"),
        ("maximumRegistrationsPerUser", "0"),
        ("maximumRegistrationAgeDays", "29"),
        ("newCallTimeout", "601"),
        ("subscriptionEventsPerSecond", "many"),
    ] {
        assert_eq!(admin.refused(modify().with(name, value)).await.number(), Some(6004), "{name}");
    }
    admin
        .done(modify().with("maximumRegistrationsPerUser", "2").with("newCallTimeout", "30"))
        .await;
    let changed = admin.get(get()).await;
    let names: Vec<&str> = changed.body().children().iter().map(|one| one.name()).collect();
    assert_eq!(
        names,
        [
            "enforceAllowedApplicationList",
            "maximumRegistrationsPerUser",
            "maximumRegistrationAgeDays",
            "newCallTimeout",
            "subscriptionEventsPerSecond",
        ]
    );
    assert_eq!(changed.text("maximumRegistrationsPerUser"), Some("2"));

    for number in 1..=3 {
        harness.clock.advance_millis(1000);
        let id = format!("reg-{number}");
        add(&mut admin, &registration(Some(&id), &id)).await;
    }
    let ids: Vec<Option<String>> =
        list(&mut admin).await.into_iter().map(|one| one.registration_id).collect();
    assert_eq!(ids, [Some("reg-3".to_owned()), Some("reg-2".to_owned())], "the youngest stay");
    harness.clock.advance_millis(61 * 24 * 3600 * 1000);
    assert!(list(&mut admin).await.is_empty(), "they are too old");

    admin.done(modify().with_flag("enforceAllowedApplicationList", true)).await;
    let request = requests::push_registration_add(USER, &registration(Some("reg-4"), "t4"));
    let refused = admin.refused(request.clone()).await;
    assert!(refused.summary_english.contains("not allowed"), "{refused:?}");
    assert!(harness.xs_log.text().contains("Push registration refused"));
    let application = |name: &str| {
        Command::request(&format!("SystemPushNotificationAllowedApplication{name}Request"))
    };
    let webex = application("Add").with("applicationId", IOS).with("description", "Webex");
    admin.done(webex.clone()).await;
    admin.refused(webex).await;
    let described =
        application("Modify").with("applicationId", IOS).with("description", "Webex for iOS");
    admin.done(described).await;
    let answer = admin.get(application("GetList")).await;
    let table = answer.body().child("applicationTable").expect("a table");
    let table = Table::from_element(table);
    let rows: Vec<(Option<&str>, Option<&str>)> =
        table.rows().map(|row| (row.get("Application Id"), row.get("Description"))).collect();
    assert_eq!(rows, [(Some(IOS), Some("Webex for iOS"))]);
    assert_eq!(admin.call(request).await.text("registrationId"), Some("reg-4"));
    admin.done(application("Delete").with("applicationId", IOS)).await;
    admin.refused(application("Delete").with("applicationId", IOS)).await;
    // Settings of the system are nobody else's.
    let mut xsp = harness.trusted("xsp1").await;
    for command in [get(), application("GetList"), modify()] {
        assert_eq!(xsp.refused(command).await.number(), Some(4001));
    }
}

#[tokio::test]
async fn registrations_are_their_users_own_and_what_does_not_fit_is_refused() {
    let (harness, mut admin) = scene().await;
    admin.done(user_add(OTHER, "", "0002").with("password", "web-5ecret2")).await;
    add(&mut admin, &registration(Some("reg-1"), TOKEN)).await;
    let taken = requests::push_registration_add(OTHER, &registration(Some("reg-1"), "t2"));
    admin.refused(taken).await;
    let mut other = harness.client("s-other").await;
    other.log_in(OTHER, "web-5ecret2").await.expect("logged in");
    for command in [
        requests::push_registration_list(USER),
        requests::push_registration_delete("reg-1"),
        requests::push_registration_add(USER, &registration(Some("reg-2"), "t3")),
    ] {
        assert_eq!(other.refused(command).await.number(), Some(4001));
    }
    // The same device for another user: it rings for that one only.
    let moved = requests::push_registration_add(OTHER, &registration(Some("reg-3"), TOKEN));
    assert_eq!(other.call(moved).await.text("registrationId"), Some("reg-3"));
    assert!(list(&mut admin).await.is_empty());

    let good = registration(None, "t");
    let many = vec![good.tokens[0].clone(); 9];
    for data in [
        PushRegistrationData { tokens: Vec::new(), ..good.clone() },
        PushRegistrationData { tokens: many, ..good.clone() },
        PushRegistrationData { application_id: String::new(), ..good.clone() },
        PushRegistrationData { application_id: "x".repeat(2049), ..good.clone() },
        PushRegistrationData { registration_id: Some("a\nb".to_owned()), ..good.clone() },
        PushRegistrationData { client_version: "12345678901".to_owned(), ..good.clone() },
        registration(None, &"t".repeat(2049)),
    ] {
        let refused = admin.refused(requests::push_registration_add(USER, &data)).await;
        assert_eq!(refused.number(), Some(6004), "{refused:?}");
    }
    // An alternate id is the same user, and with the user the registrations go.
    let by_email = requests::push_registration_add(EMAIL, &registration(Some("reg-5"), "t5"));
    assert_eq!(admin.call(by_email).await.text("registrationId"), Some("reg-5"));
    assert_eq!(list(&mut admin).await.len(), 1);
    admin.done(of_user("UserDeleteRequest")).await;
    admin.refused(requests::push_registration_delete("reg-5")).await;
}
