//! Call settings over OCI-P: each one needs its service, keeps what it is told, and tells it in the
//! order of the public schema.

use lineman_model::CallService;
use lineman_ocip::{Command, Element, Table};

use crate::common::{Client, Harness, USER, of_user};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

async fn assign_all(admin: &mut Client) {
    let request = of_user("UserServiceAssignListRequest");
    let services = CallService::ALL.iter().filter(|service| service.is_assignable());
    let request = services
        .fold(request, |request, service| request.with("serviceName", service.service_name()));
    admin.done(request).await;
}

fn nil(name: &str) -> Element {
    Element::new(name).with_xsi("nil", "true")
}

fn names(answer: &Command) -> Vec<&str> {
    answer.body().children().iter().map(Element::name).collect()
}

/// The newest request that reads a setting.
fn newest(kind: CallService) -> String {
    let version = match kind {
        CallService::CallForwardingNoAnswer => "13mp16",
        CallService::SimultaneousRingPersonal => "17",
        CallService::CallWaiting => "17sp4",
        CallService::CallRecording => "23",
        CallService::PersonalAssistant | CallService::PushNotification => "24",
        CallService::BroadWorksAnywhere => "16sp2",
        CallService::BroadWorksMobility => "21sp1",
        _ => "",
    };
    format!("User{}GetRequest{version}", kind.stem())
}

#[tokio::test]
async fn a_setting_needs_its_service() {
    let (_harness, mut admin) = ready().await;
    for kind in CallService::ALL {
        let name = newest(*kind);
        if kind.is_assignable() {
            let refusal = admin.refused(of_user(&name)).await;
            let expected = format!("Service is not assigned to the user: {}", kind.service_name());
            assert_eq!(refusal.summary_english, expected);
        } else {
            admin.get(of_user(&name)).await;
        }
    }
    let change = of_user("UserDoNotDisturbModifyRequest").with("isActive", "true");
    assert!(admin.refused(change).await.summary_english.contains("Do Not Disturb"));
}

#[tokio::test]
async fn elements_come_in_the_order_of_the_schema() {
    let (_harness, mut admin) = ready().await;
    assign_all(&mut admin).await;
    for (name, elements) in [
        ("UserDoNotDisturbGetRequest", "isActive ringSplash"),
        ("UserCallForwardingAlwaysGetRequest", "isActive isRingSplashActive"),
        ("UserCallForwardingBusyGetRequest", "isActive"),
        ("UserCallForwardingNoAnswerGetRequest13mp16", "isActive numberOfRings"),
        ("UserCallForwardingNotReachableGetRequest", "isActive"),
        ("UserRemoteOfficeGetRequest", "isActive"),
        ("UserSimultaneousRingPersonalGetRequest17", "isActive doNotRingIfOnCall criteriaTable"),
        ("UserCallWaitingGetRequest", "isActive"),
        ("UserCallWaitingGetRequest17sp4", "isActive disableCallingLineIdDelivery"),
        ("UserAnonymousCallRejectionGetRequest", "isActive"),
        ("UserAutomaticCallbackGetRequest", "isActive"),
        ("UserCallingLineIDDeliveryBlockingGetRequest", "isActive"),
        ("UserMusicOnHoldGetRequest", "isActive"),
        ("UserCallRecordingGetRequest", "recordingOption"),
        (
            "UserCallRecordingGetRequest23",
            "recordingOption pauseResumeNotification enableCallRecordingAnnouncement \
             enableRecordCallRepeatWarningTone recordCallRepeatWarningToneTimerSeconds mediaStream",
        ),
        (
            "UserPersonalAssistantGetRequest24",
            "presence enableTransferToAttendant enableRingSplash enableExpirationTime \
             alertMeFirst alertMeFirstNumberOfRings scheduleTable",
        ),
        ("UserPushNotificationGetRequest", "sendPushNotificationForClickToDial"),
        (
            "UserPushNotificationGetRequest24",
            "sendPushNotificationForClickToDial sendPushNotificationForGroupPaging",
        ),
        (
            "UserBroadWorksAnywhereGetRequest16sp2",
            "alertAllLocationsForClickToDialCalls alertAllLocationsForGroupPagingCalls \
             phoneNumberTable",
        ),
        (
            "UserBroadWorksMobilityGetRequest21sp1",
            "isActive useMobileIdentityCallAnchoring preventCallsToOwnMobiles \
             profileIdentityDevicesToRing profileIdentityIncludeSharedCallAppearance \
             profileIdentityIncludeBroadworksAnywhere profileIdentityIncludeExecutiveAssistant \
             profileIdentityMobileNumberAlertedTable mobileIdentityTable",
        ),
    ] {
        let answer = admin.get(of_user(name)).await;
        let expected: Vec<&str> = elements.split_whitespace().collect();
        assert_eq!(names(&answer), expected, "{name}");
        assert_eq!(answer.name(), name.replace("Request", "Response"));
    }
}

#[tokio::test]
async fn forwardings_want_a_number_that_can_be_dialled() {
    let (harness, mut admin) = ready().await;
    assign_all(&mut admin).await;
    let modify = || of_user("UserCallForwardingNoAnswerModifyRequest");
    let active = modify().with("isActive", "true");
    assert!(admin.refused(active.clone()).await.summary_english.contains("phone number"));
    let letters = active.clone().with("forwardToPhoneNumber", "call me");
    assert!(admin.refused(letters).await.summary_english.contains("call me"));
    let one_ring =
        active.clone().with("forwardToPhoneNumber", "+15550009").with("numberOfRings", "1");
    assert_eq!(admin.refused(one_ring).await.number(), Some(6004));
    let good = active.with("forwardToPhoneNumber", "tel:+15550009").with("numberOfRings", "5");
    admin.done(good).await;
    let settings = harness.store.call_settings().effective(USER).await.expect("read");
    assert_eq!((settings.forward_no_answer.as_deref(), settings.rings), (Some("+15550009"), 5));
    // A value that is not named stays; nil clears, which an active forwarding refuses.
    admin.done(modify().with("numberOfRings", "0")).await;
    let cleared = || modify().with_element(nil("forwardToPhoneNumber"));
    assert!(admin.refused(cleared()).await.summary_english.contains("phone number"));
    let answer = admin.get(of_user("UserCallForwardingNoAnswerGetRequest13mp16")).await;
    assert_eq!(names(&answer), ["isActive", "forwardToPhoneNumber", "numberOfRings"]);
    assert_eq!(answer.text("forwardToPhoneNumber"), Some("+15550009"), "a refusal keeps it");
    assert_eq!(answer.text("numberOfRings"), Some("0"));
    let off = Command::request("UserCallForwardingNoAnswerModifyRequest")
        .with("userId", USER)
        .with("isActive", "false")
        .with_element(nil("forwardToPhoneNumber"));
    admin.done(off).await;
    let answer = admin.get(of_user("UserCallForwardingNoAnswerGetRequest13mp16")).await;
    assert_eq!(names(&answer), ["isActive", "numberOfRings"]);
}

#[tokio::test]
async fn words_are_those_of_the_schema_and_older_answers_know_fewer() {
    let (harness, mut admin) = ready().await;
    assign_all(&mut admin).await;
    let record =
        |option: &str| of_user("UserCallRecordingModifyRequest").with("recordingOption", option);
    assert_eq!(admin.refused(record("Sometimes")).await.number(), Some(6004));
    admin.done(record("Always with Pause/Resume")).await;
    let newest = admin.get(of_user("UserCallRecordingGetRequest23")).await;
    assert_eq!(newest.text("recordingOption"), Some("Always with Pause/Resume"));
    let oldest = admin.get(of_user("UserCallRecordingGetRequest")).await;
    assert_eq!(oldest.text("recordingOption"), Some("Always"));
    let away = of_user("UserPersonalAssistantModifyRequest")
        .with("presence", "Vacation")
        .with("expirationTime", "2026-12-24T18:00:00+01:00");
    admin.done(away).await;
    let settings = harness.store.call_settings().effective(USER).await.expect("read");
    assert_eq!(settings.presence.as_deref(), Some("Vacation"));
    assert_eq!(settings.recording.as_deref(), Some("Always with Pause/Resume"));
    let late = of_user("UserPersonalAssistantModifyRequest").with("expirationTime", "tomorrow");
    assert_eq!(admin.refused(late).await.number(), Some(6004));
}

#[tokio::test]
async fn lists_of_telephones_are_replaced_added_to_and_cut() {
    let (harness, mut admin) = ready().await;
    assign_all(&mut admin).await;
    let number = |text: &str, confirm: &str| {
        Element::new("simultaneousRingNumber")
            .with_child("phoneNumber", text)
            .with_child("answerConfirmationRequired", confirm)
    };
    let list = Element::new("simultaneousRingNumberList")
        .with(number("+15550021", "true"))
        .with(number("una@pbx.example.com", "false"));
    let ring = || of_user("UserSimultaneousRingPersonalModifyRequest17");
    assert!(admin.refused(ring().with("isActive", "true")).await.number().is_none());
    admin.done(ring().with("isActive", "true").with_element(list)).await;
    let settings = harness.store.call_settings().effective(USER).await.expect("read");
    let simultaneous = settings.simultaneous_ring.expect("in effect");
    assert_eq!(simultaneous.locations.len(), 2);
    assert!(simultaneous.locations[0].answer_confirmation_required);
    let twice = Element::new("simultaneousRingNumberList")
        .with(number("+15550021", "true"))
        .with(number("+15550021", "true"));
    assert!(admin.refused(ring().with_element(twice)).await.summary_english.contains("twice"));

    let add = |number: &str| {
        of_user("UserBroadWorksAnywhereAddPhoneNumberRequest")
            .with("phoneNumber", number)
            .with("description", "desk")
            .with("isActive", "true")
            .with("broadworksCallControl", "false")
            .with("useDiversionInhibitor", "true")
            .with("answerConfirmationRequired", "false")
    };
    admin.done(add("+15550031")).await;
    admin.done(add("+15550032")).await;
    assert!(admin.refused(add("+15550031")).await.summary_english.contains("already exists"));
    let of_number = |name: &str| of_user(name).with("phoneNumber", "+15550031");
    let rename = of_number("UserBroadWorksAnywhereModifyPhoneNumberRequest");
    assert!(
        admin.refused(rename.clone().with("newPhoneNumber", "+15550032")).await.number().is_none()
    );
    admin.done(rename.with("newPhoneNumber", "+15550033").with_element(nil("description"))).await;
    let gone = of_number("UserBroadWorksAnywhereGetPhoneNumberRequest");
    assert!(admin.refused(gone).await.summary_english.contains("not found"));
    let answer = admin.get(of_user("UserBroadWorksAnywhereGetRequest16sp2")).await;
    let table = answer.body().child("phoneNumberTable").expect("a table");
    let table = Table::from_element(table);
    let rows: Vec<_> = table.rows().map(|row| row.columns().join("|")).collect();
    assert_eq!(rows, ["+15550033|", "+15550032|desk"]);
    let last = of_user("UserBroadWorksAnywhereDeletePhoneNumberRequest");
    admin.done(last.with("phoneNumber", "+15550032")).await;

    let mobile = |number: &str, primary: &str| {
        of_user("UserBroadWorksMobilityMobileIdentityAddRequest")
            .with("mobileNumber", number)
            .with("isPrimary", primary)
            .with("enableAlerting", "true")
    };
    admin.done(mobile("+15550041", "true")).await;
    admin.done(mobile("+15550042", "true")).await;
    let on = of_user("UserBroadWorksMobilityModifyRequest21").with("isActive", "true");
    admin.done(on).await;
    let settings = harness.store.call_settings().effective(USER).await.expect("read");
    let primary: Vec<bool> = settings.mobile.iter().map(|identity| identity.is_primary).collect();
    assert_eq!(primary, [false, true], "one primary telephone");
    assert_eq!(settings.anywhere.len(), 1);
}

#[tokio::test]
async fn who_may_change_what() {
    let (harness, mut admin) = ready().await;
    assign_all(&mut admin).await;
    let change = |active: &str| {
        of_user("UserDoNotDisturbModifyRequest").with("isActive", active).with("ringSplash", "true")
    };
    let mut xsp = harness.trusted("xsp").await;
    xsp.done(change("true")).await;
    let settings = harness.store.call_settings().effective(USER).await.expect("read");
    assert!(settings.do_not_disturb && settings.do_not_disturb_ring_splash);
    let mut stranger = harness.client("s-stranger").await;
    assert_eq!(stranger.refused(change("false")).await.number(), Some(4001));
    let nobody = Command::request("UserDoNotDisturbGetRequest").with("userId", "nobody@x");
    assert_eq!(xsp.refused(nobody).await.number(), Some(4008));
}
