//! Phone lists, call logs, voice messages, schedules, registrations, codes and passwords.

use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{CallLog, CallLogKind, Registration};

use crate::common::{Client, Harness, LINE_PORT, PROVIDER, USER, in_group, of_user};

/// Makes the request of a name for one list.
type Request<'a> = &'a dyn Fn(&str) -> Command;

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

fn entry(name: &str, number: &str) -> Element {
    Element::new("entry").with_child("entryName", name).with_child("phoneNumber", number)
}

fn entries(answer: &Command) -> Vec<(String, String)> {
    let text = |entry: &Element, name| entry.child_text(name).unwrap_or_default().to_owned();
    let entries = answer.body().children_named("entry");
    entries.map(|entry| (text(entry, "entryName"), text(entry, "phoneNumber"))).collect()
}

#[tokio::test]
async fn phone_lists_are_kept_for_enterprises_groups_and_users() {
    let (harness, mut admin) = ready().await;
    let enterprise = |name: &str| {
        Command::request(&format!("EnterpriseCommonPhoneList{name}Request"))
            .with("serviceProviderId", PROVIDER)
    };
    let group = |name: &str| in_group(&format!("GroupCommonPhoneList{name}Request"));
    let personal = |name: &str| of_user(&format!("UserPersonalPhoneList{name}Request"));
    let kinds: [(Request<'_>, &str); 3] =
        [(&enterprise, "EnterpriseCommon"), (&group, "GroupCommon"), (&personal, "UserPersonal")];
    for (request, word) in kinds {
        let add =
            request("AddList").with_element(entry("beta", "2")).with_element(entry("Alpha", "1"));
        admin.done(add.clone()).await;
        assert!(admin.refused(add).await.summary_english.contains("entry of this name"));
        admin.done(request("Modify").with("entryName", "beta").with("phoneNumber", "+1-22")).await;
        let rename = request("Modify").with("entryName", "Alpha").with("newEntryName", "gamma");
        admin.done(rename).await;
        let all = [("beta".to_owned(), "+1-22".to_owned()), ("gamma".to_owned(), "1".to_owned())];
        assert_eq!(entries(&admin.get(request("GetList")).await), all, "{word}");
        let criterion = |what: &str, mode: &str, value: &str| {
            Element::new(format!("searchCriteria{word}PhoneList{what}"))
                .with_child("mode", mode)
                .with_child("value", value)
                .with_child("isCaseInsensitive", "true")
        };
        let searched = request("GetList")
            .with_flag("searchCriteriaModeOr", true)
            .with_element(criterion("Name", "Starts With", "GAM"))
            .with_element(criterion("Number", "Equal To", "+122"));
        assert_eq!(entries(&admin.get(searched).await), all);
        let searched = request("GetList").with_element(criterion("Number", "Contains", "22"));
        assert_eq!(entries(&admin.get(searched).await), all[..1]);
        let refused = request("GetList").with_flag("searchCriteriaModeOr", true);
        assert_eq!(admin.refused(refused).await.number(), Some(6004));
        assert!(
            admin
                .refused(request("GetList").with("responseSizeLimit", "1"))
                .await
                .number()
                .is_none()
        );
        let delete = request("DeleteList").with("entryName", "beta").with("entryName", "nobody");
        admin.refused(delete).await;
        assert_eq!(entries(&admin.get(request("GetList")).await).len(), 2, "all or none");
    }
    let long = enterprise("AddList").with_element(entry(&"n".repeat(51), "1"));
    assert_eq!(admin.refused(long).await.number(), Some(6004));

    // What the XSP asks for a user.
    let mut xsp = harness.trusted("xsp1").await;
    for (name, table, sort) in [
        ("UserEnterpriseCommon", "enterpriseCommonPhoneListTable", "EnterpriseCommon"),
        ("UserGroupCommon", "groupCommonPhoneListTable", "GroupCommon"),
        ("UserPersonal", "personalPhoneListTable", "UserPersonal"),
    ] {
        let page = Element::new("responsePagingControl")
            .with_child("responseStartIndex", "1")
            .with_child("responsePageSize", "1");
        let sort = Element::new(format!("sortBy{sort}PhoneListName"))
            .with_child("isAscending", "false")
            .with_child("isCaseSensitive", "false");
        let command = of_user(&format!("{name}PhoneListGetPagedSortedListRequest"));
        let answer = xsp.get(command.with_element(page).with_element(sort)).await;
        assert_eq!(answer.text("totalNumberOfRows"), Some("2"));
        let read = Table::from_element(answer.body().child(table).expect("a table"));
        assert_eq!(read.headings(), ["Name", "Phone Number"]);
        assert_eq!(read.rows().next().and_then(|row| row.get("Name")), Some("gamma"));
    }
    xsp.done(personal("AddList").with_element(entry("mum", "5"))).await;
    assert_eq!(
        xsp.refused(enterprise("AddList").with_element(entry("x", "5"))).await.number(),
        Some(4001)
    );
    assert_eq!(xsp.refused(group("Modify").with("entryName", "x")).await.number(), Some(4001));
    // A group's list is its users' and its administrators'.
    let mut una = harness.client("s-una").await;
    una.log_in(USER, "web-5ecret").await.expect("logged in");
    una.get(group("GetList")).await;
    assert_eq!(
        una.refused(group("AddList").with_element(entry("x", "5"))).await.number(),
        Some(4001)
    );
}

#[tokio::test]
async fn call_logs_are_read_and_cleared() {
    let (harness, mut admin) = ready().await;
    for (id, kind, seconds) in [
        ("p1", CallLogKind::Placed, 1),
        ("p2", CallLogKind::Placed, 2),
        ("m1", CallLogKind::Missed, 3),
    ] {
        let log = CallLog {
            call_log_id: id.into(),
            user_id: USER.into(),
            kind,
            country_code: Some("1".into()),
            phone_number: "+15550002".into(),
            name: "Duo Brown".into(),
            called_at: lineman_model::Timestamp::from_millis(1_767_225_600_000 + seconds * 1000),
            answered_at: None,
            released_at: None,
        };
        harness.store.call_logs().add(&log).await.expect("added");
    }
    let get = || of_user("UserBasicCallLogsGetListRequest14sp4");
    let answer = admin.get(get()).await;
    let ids = |answer: &Command| -> Vec<String> {
        answer
            .body()
            .children()
            .iter()
            .filter_map(|log| log.child_text("callLogId"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(ids(&answer), ["p2", "p1", "m1"], "placed before missed, the latest first");
    let placed = answer.body().child("placed").expect("a call");
    let fields: Vec<&str> = placed.children().iter().map(Element::name).collect();
    assert_eq!(fields, ["countryCode", "callLogId", "phoneNumber", "name", "time"]);
    assert_eq!(placed.child_text("time"), Some("2026-01-01T00:00:02.000Z"));
    assert_eq!(ids(&admin.get(get().with("callLogType", "Missed")).await), ["m1"]);
    assert_eq!(admin.refused(get().with("callLogType", "x")).await.number(), Some(6004));
    let clear = || of_user("UserCallLogsClearRequest14sp4");
    let named = Element::new("deleteSpecifiedCallLogs").with_child("placedCallLogId", "p1");
    let mut xsp = harness.trusted("xsp1").await;
    xsp.done(clear().with_element(named)).await;
    assert_eq!(ids(&admin.get(get()).await), ["p2", "m1"]);
    xsp.done(clear().with_flag("deleteAllCallLogs", true)).await;
    assert!(ids(&admin.get(get()).await).is_empty());
}

#[tokio::test]
async fn voice_messages_are_left_heard_and_deleted() {
    let (harness, mut admin) = ready().await;
    let add = |content: &str| {
        of_user("UserVoiceMessageAddRequest")
            .with("callerName", "Duo Brown")
            .with("callerAddress", "tel:+15550002")
            .with("durationMilliseconds", "1500")
            .with_flag("urgent", true)
            .with("mediaType", "WAV")
            .with("content", content)
    };
    let answer = admin.get(add("UklGRg==")).await;
    assert_eq!(answer.text("messageId"), Some("1"));
    assert_eq!(admin.refused(add("not base64!")).await.number(), Some(6004));
    let mut xsp = harness.trusted("xsp1").await;
    assert_eq!(xsp.refused(add("UklGRg==")).await.number(), Some(4001), "users leave none");
    let answer = xsp.get(of_user("UserVoiceMessageGetListRequest")).await;
    let table = Table::from_element(answer.body().child("voiceMessageTable").expect("a table"));
    let row = table.rows().next().expect("a message");
    assert_eq!((row.get("Urgent"), row.get("Read")), (Some("true"), Some("false")));
    let summary = async |xsp: &mut Client| {
        let answer = xsp.get(of_user("UserVoiceMessageSummaryGetRequest")).await;
        ["newMessages", "oldMessages", "newUrgentMessages", "oldUrgentMessages"]
            .map(|name| answer.text(name).unwrap_or_default().to_owned())
    };
    assert_eq!(summary(&mut xsp).await, ["1", "0", "1", "0"]);
    let modify = of_user("UserVoiceMessageModifyRequest").with("messageId", "1");
    xsp.done(modify.clone().with_flag("read", true)).await;
    assert_eq!(summary(&mut xsp).await, ["0", "1", "0", "1"]);
    xsp.done(modify.with_flag("read", false)).await;
    let one = |name: &str, id: &str| of_user(name).with("messageId", id);
    let answer = xsp.get(one("UserVoiceMessageGetRequest", "1")).await;
    assert_eq!((answer.text("content"), answer.text("mediaType")), (Some("UklGRg=="), Some("WAV")));
    xsp.refused(one("UserVoiceMessageGetRequest", "2")).await;
    xsp.done(one("UserVoiceMessageDeleteRequest", "1")).await;
    xsp.refused(one("UserVoiceMessageDeleteRequest", "1")).await;
    assert_eq!(summary(&mut xsp).await, ["0", "0", "0", "0"]);
}

#[tokio::test]
async fn schedules_registrations_and_codes_are_the_users() {
    let (harness, mut admin) = ready().await;
    let schedule =
        |name: &str| of_user(name).with("scheduleName", "Work").with("scheduleType", "Time");
    admin.done(schedule("UserScheduleAddRequest")).await;
    admin.refused(schedule("UserScheduleAddRequest")).await;
    let key = |name: &str| {
        Element::new("scheduleKey")
            .with_child("scheduleName", name)
            .with_child("scheduleType", "Time")
    };
    let rename = of_user("UserScheduleModifyRequest").with_element(key("Work"));
    admin.done(rename.with("newScheduleName", "Office")).await;
    let answer = admin.get(of_user("UserScheduleGetListRequest17sp1")).await;
    let global = answer.body().child("scheduleGlobalKey").expect("a schedule");
    assert_eq!(global.at(&["scheduleKey", "scheduleName"]).map(Element::text), Some("Office"));
    assert_eq!(global.child_text("scheduleLevel"), Some("User"));
    let holidays = of_user("UserScheduleGetListRequest17sp1").with("scheduleType", "Holiday");
    assert!(admin.get(holidays).await.body().children().is_empty());
    admin.done(of_user("UserScheduleDeleteListRequest").with_element(key("Office"))).await;
    admin.refused(of_user("UserScheduleDeleteListRequest").with_element(key("Office"))).await;

    let list = of_user("UserGetRegistrationListRequest");
    let empty = admin.get(list.clone()).await;
    let read = |answer: &Command| {
        Table::from_element(answer.body().child("registrationTable").expect("a table"))
    };
    assert!(read(&empty).is_empty());
    let now = lineman_model::Timestamp::from_millis(1_767_225_600_000);
    let registration = Registration {
        line_port: LINE_PORT.into(),
        contact: "sip:line1@192.0.2.7:5062".into(),
        path: Some("<sip:sbc.example.com;lr>".into()),
        call_id: "c".into(),
        cseq: 1,
        user_agent: Some("Webex".into()),
        received: Some("198.51.100.4:40000".into()),
        registered_at: now,
        expires_at: now.plus_millis(60_000),
    };
    assert!(harness.store.registrations().save(&registration).await.expect("saved"));
    let answer = admin.get(list).await;
    let table = read(&answer);
    let row = table.rows().next().expect("a registration");
    for (heading, value) in [
        ("Device Level", "Group"),
        ("URI", "sip:line1@192.0.2.7:5062"),
        ("Expiration", "2026-01-01T00:01:00.000Z"),
        ("Line/Port", LINE_PORT),
        ("Endpoint Type", "Primary"),
        ("Public Net Address", "198.51.100.4"),
        ("Public Port", "40000"),
        ("Private Net Address", "192.0.2.7"),
        ("Private Port", "5062"),
        ("User Agent", "Webex"),
        ("Path Header", "<sip:sbc.example.com;lr>"),
    ] {
        assert_eq!(row.get(heading), Some(value), "{heading}");
    }

    let codes = |answer: &Command| -> Vec<String> {
        let codes = answer.body().children_named("featureAccessCode");
        codes
            .filter_map(|code| code.child_text("featureAccessCodeName"))
            .map(str::to_owned)
            .collect()
    };
    let list = of_user("UserFeatureAccessCodeGetListRequest21");
    let before = codes(&admin.get(list.clone()).await);
    assert!(!before.iter().any(|name| name.starts_with("Do Not Disturb")), "not assigned");
    harness
        .store
        .user_services()
        .assign(USER, "Do Not Disturb", true, now)
        .await
        .expect("assigned");
    let after = codes(&admin.get(list).await);
    assert_eq!(after.len(), before.len() + 2);
}

#[tokio::test]
async fn the_password_is_changed_by_who_knows_it_or_administers() {
    let (harness, mut admin) = ready().await;
    let change = |old: Option<&str>, new: &str| {
        of_user("PasswordModifyRequest").with_optional("oldPassword", old).with("newPassword", new)
    };
    let mut xsp = harness.trusted("xsp1").await;
    assert_eq!(xsp.refused(change(Some("wrong"), "New-passw0rd")).await.number(), Some(4962));
    assert_eq!(xsp.refused(change(None, "New-passw0rd")).await.number(), Some(4962));
    xsp.done(change(Some("web-5ecret"), "New-passw0rd")).await;
    let again = xsp.refused(change(Some("New-passw0rd"), "New-passw0rd")).await;
    assert!(again.summary_english.contains("not allowed"), "the rules hold: {again:?}");
    admin.done(change(None, "Other-passw0rd")).await;
    let verify = of_user("AuthenticationVerifyRequest22V4");
    xsp.get(verify.with("password", "Other-passw0rd")).await;
    assert!(!harness.ps_log.text().contains("passw0rd"));
}
