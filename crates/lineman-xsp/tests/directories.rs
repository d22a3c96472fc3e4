//! Directories, call logs, voice mail and what is below the profile, over real sockets.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use http::Method;
use lineman_ladder::settings;
use lineman_ocip::{Command, Element};
use lineman_xsi::{
    AccessDevice, AccessDevices, CallLogs, EnterpriseCommon, EnterpriseDirectory,
    FeatureAccessCodes, GroupCommon, GroupDirectory, ImpProfile, MissedCalls, PersonalList,
    Profile, Registrations, Schedules, Versions, VoiceMailMessageSummary, VoiceMessage,
    VoiceMessagingMessages, XsiResource,
};
use support::{Rig, UNA, UNA_PASSWORD, rig};

async fn send(rig: &Rig, method: Method, tail: &str) -> reqwest::Response {
    let request = rig.http.request(method, rig.xsi(&format!("{UNA}/{tail}")));
    request.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer")
}

async fn get<R: XsiResource>(rig: &Rig, tail: &str) -> R {
    let response = send(rig, Method::GET, tail).await;
    assert_eq!(response.status(), 200, "{tail}");
    R::from_xml(&response.bytes().await.expect("a body")).expect("the document")
}

/// The last command that the Application Server got.
fn asked(rig: &Rig) -> Command {
    rig.application_server.received().pop().expect("a document").commands.remove(0)
}

fn mode_and_value(criterion: &Element) -> String {
    let text = |name| criterion.child_text(name).unwrap_or_default();
    format!("{} {} {}", text("mode"), text("value"), text("isCaseInsensitive"))
}

#[tokio::test]
async fn parameters_of_a_directory_become_criteria_pages_and_an_order() {
    let rig = rig().await;
    let found: EnterpriseDirectory = get(
        &rig,
        "directories/enterprise?start=11&results=2000&firstName=Un*/i&lastName=%C3%96ne\
         &number=*555*&mobileNo=*7&groupId=g1&department=Sales/i&emailAddress=*&title=x\
         &searchCriteriaModeOr=True&sortColumn=firstName/d",
    )
    .await;
    assert_eq!((found.page.start_index, found.page.total), (11, 77));
    let names: Vec<_> = found.people.iter().map(|one| one.details.user_id.as_str()).collect();
    assert_eq!(names, [UNA, "duo@bw.example.com"]);
    let una = &found.people[0];
    assert_eq!(una.additional_details.location_dialing_code.as_deref(), Some("77"));
    let command = asked(&rig);
    assert_eq!(command.text("isEnterpriseInfoRequested"), Some("true"));
    assert_eq!(command.text("searchCriteriaModeOr"), Some("true"));
    let body = command.body();
    let page = body.child("responsePagingControl").expect("a page");
    let page = ["responseStartIndex", "responsePageSize"].map(|name| page.child_text(name));
    assert_eq!(page, [Some("11"), Some("1000")], "at most 1000 records");
    let order = body.child("sortByUserFirstName").expect("an order");
    assert_eq!(order.child_text("isAscending"), Some("false"));
    for (name, expected) in [
        ("searchCriteriaUserFirstName", "Starts With Un true"),
        ("searchCriteriaUserLastName", "Equal To Öne false"),
        ("searchCriteriaDn", "Contains 555 false"),
        ("searchCriteriaMobilePhoneNumber", "Contains 7 false"),
        ("searchCriteriaGroupName", "Equal To g1 false"),
        ("searchCriteriaDepartmentName", "Equal To Sales true"),
        ("searchCriteriaTitle", "Equal To x false"),
    ] {
        assert_eq!(body.child(name).map(mode_and_value).as_deref(), Some(expected), "{name}");
    }
    assert!(body.child("searchCriteriaEmailAddress").is_none(), "a star alone matches everything");

    // What wxcadm sends.
    let url = "directories/Group?start=1&results=50&searchCriteriaModeOr=False&format=json";
    let response = send(&rig, Method::GET, url).await;
    let group = GroupDirectory::from_json(&response.bytes().await.expect("a body")).expect("read");
    assert_eq!(group.people.len(), 1);
    let command = asked(&rig);
    assert_eq!(command.text("searchCriteriaModeOr"), None);
    assert_eq!(command.text("isEnterpriseInfoRequested"), Some("false"));
    assert!(command.body().child("sortByUserLastName").is_some(), "the usual order");
    for bad in ["start=0", "results=x", "start=-1", "sortColumn=shoes"] {
        let url = format!("directories/Enterprise?{bad}");
        assert_eq!(send(&rig, Method::GET, &url).await.status(), 400, "{bad}");
    }
    for path in ["directories", "directories/Nothing", "directories/Group/x"] {
        assert_eq!(send(&rig, Method::GET, path).await.status(), 404, "{path}");
    }
    assert_eq!(send(&rig, Method::PUT, "directories/Group").await.status(), 405);
    let other = rig.http.get(rig.xsi("bob@bw.example.com/directories/Enterprise"));
    let response = other.basic_auth(UNA, Some(UNA_PASSWORD)).send().await.expect("an answer");
    assert_eq!(response.status(), 403);
}

#[tokio::test]
async fn phone_lists_have_their_names_and_pages() {
    let rig = rig().await;
    let enterprise: EnterpriseCommon = get(&rig, "directories/enterprisecommon?name=b*/i").await;
    assert_eq!((enterprise.entries[0].name.as_str(), enterprise.page.total), ("Bakery", 1));
    let criterion = asked(&rig);
    let criterion = criterion.body().child("searchCriteriaEnterpriseCommonPhoneListName");
    assert_eq!(criterion.map(mode_and_value).as_deref(), Some("Starts With b true"));
    let group: GroupCommon = get(&rig, "directories/groupcommon?sortColumn=number").await;
    assert_eq!(group.entries.len(), 1);
    assert!(asked(&rig).body().child("sortByGroupCommonPhoneListNumber").is_some());
    let personal: PersonalList = get(&rig, "directories/Personal?start=2&results=3").await;
    assert_eq!((personal.page.start_index, personal.entries[0].number.as_str()), (2, "5551"));
}

#[tokio::test]
async fn call_logs_are_read_and_deleted_list_by_list() {
    let rig = rig().await;
    let logs: CallLogs = get(&rig, "directories/CallLogs").await;
    let count = |list: &Option<Vec<_>>| list.as_ref().map(Vec::len);
    assert_eq!(
        (count(&logs.placed), count(&logs.received), count(&logs.missed)),
        (Some(1), Some(0), Some(2))
    );
    let missed: MissedCalls = get(&rig, "directories/calllogs/missed").await;
    assert_eq!(missed.entries[1].call_log_id, "m2");
    assert_eq!(asked(&rig).text("callLogType"), Some("Missed"));
    assert_eq!(send(&rig, Method::DELETE, "directories/CallLogs/Missed").await.status(), 200);
    let named = asked(&rig);
    let named = named.body().child("deleteSpecifiedCallLogs").expect("names");
    let ids: Vec<&str> = named.children_named("missedCallLogId").map(Element::text).collect();
    assert_eq!(ids, ["m1", "m2"]);
    assert_eq!(send(&rig, Method::DELETE, "directories/CallLogs/Missed/m2").await.status(), 200);
    let named = asked(&rig);
    assert_eq!(
        named.body().child("deleteSpecifiedCallLogs").map(|one| one.children().len()),
        Some(1)
    );
    assert_eq!(send(&rig, Method::DELETE, "directories/CallLogs/Missed/m3").await.status(), 404);
    assert_eq!(send(&rig, Method::DELETE, "directories/CallLogs").await.status(), 200);
    assert_eq!(asked(&rig).text("deleteAllCallLogs"), Some("true"));
}

#[tokio::test]
async fn voice_messages_are_listed_heard_marked_and_deleted() {
    let rig = rig().await;
    let list: VoiceMessagingMessages = get(&rig, "VoiceMessagingMessages").await;
    let [message] = list.messages.as_slice() else { panic!("{list:?}") };
    assert!(message.is_urgent && !message.is_read);
    let id = message.message_id.clone().expect("an id");
    assert_eq!(id, format!("/v2.0/user/{UNA}/VoiceMessagingMessages/7"));
    // Clients put the id behind the stem of the address.
    let stem = rig.public("/com.broadsoft.xsi-actions");
    let at = |method: Method, tail: &str| {
        let request = rig.http.request(method, format!("{stem}{id}{tail}"));
        request.basic_auth(UNA, Some(UNA_PASSWORD)).send()
    };
    let response = at(Method::GET, "").await.expect("an answer");
    let sound = VoiceMessage::from_xml(&response.bytes().await.expect("a body")).expect("read");
    assert_eq!((sound.content.as_str(), sound.media_type.as_str()), ("UklGRg==", "WAV"));
    for (tail, read) in [("/MarkAsRead", "true"), ("/markasunread", "false")] {
        assert_eq!(at(Method::PUT, tail).await.expect("an answer").status(), 200);
        assert_eq!(asked(&rig).text("read"), Some(read));
    }
    assert_eq!(at(Method::DELETE, "").await.expect("an answer").status(), 200);
    for path in ["VoiceMessagingMessages/8", "VoiceMessagingMessages/x", "VoiceMessagingMessages/0"]
    {
        assert_eq!(send(&rig, Method::GET, path).await.status(), 404, "{path}");
    }
    let response = send(&rig, Method::GET, "calls/MessageSummary").await;
    assert_eq!(response.headers()["content-type"], "application/xml;charset=UTF-8");
    let body = response.bytes().await.expect("a body");
    let summary = VoiceMailMessageSummary::from_xml(&body).expect("read");
    assert_eq!((summary.new_messages, summary.new_urgent_messages), (2, 1));
    assert!(!String::from_utf8_lossy(&body).contains("oldMessages"), "0 is absent");
}

#[tokio::test]
async fn lists_below_the_profile_are_served() {
    let rig = rig().await;
    let codes: FeatureAccessCodes = get(&rig, "profile/fac").await;
    assert_eq!(codes.records[0].code.as_deref(), Some("*68"));
    let imp: ImpProfile = get(&rig, "profile/IMPProfile").await;
    assert_eq!(imp.service_net_address.as_deref(), Some("im.example.com"));
    let registrations: Registrations = get(&rig, "profile/Registrations").await;
    assert_eq!(registrations.records[0].line_port.as_deref(), Some("a@x"));
    let schedules: Schedules = get(&rig, "profile/Schedule").await;
    assert_eq!(schedules.schedules[0].name.as_deref(), Some("Work"));
    let versions = rig.public("/com.broadsoft.xsi-actions/v2.0/versions");
    let response = rig.http.get(versions).basic_auth(UNA, Some(UNA_PASSWORD)).send().await;
    let body = response.expect("an answer").bytes().await.expect("a body");
    let versions = Versions::from_xml(&body).expect("read");
    assert_eq!(versions.baseline, "25.0");
    assert!(versions.commands.iter().any(|one| one.uri == "/v2.0/user/<userid>/profile"));
}

#[tokio::test]
async fn an_older_client_gets_the_documents_of_its_release() {
    let rig = rig().await;
    let ask = async |tail: &str, version: &str| {
        let request = rig.http.get(rig.xsi(&format!("{UNA}/{tail}")));
        let request = request.basic_auth(UNA, Some(UNA_PASSWORD));
        let request = request.header("X-BroadWorks-Protocol-Version", version);
        request.send().await.expect("an answer").bytes().await.expect("a body")
    };
    for (version, has_zone) in [("21.sp1", false), ("22.0", true), ("25.0", true), ("x", true)] {
        let profile = Profile::from_xml(&ask("profile", version).await).expect("read");
        assert_eq!(profile.time_zone.is_some(), has_zone, "{version}");
    }
    for (version, has_type) in [("20.0", false), ("21.0", false), ("21.sp1", true), ("99.0", true)]
    {
        let devices = AccessDevices::from_xml(&ask("profile/device", version).await).expect("read");
        assert_eq!(devices.devices[0].endpoint_type.is_some(), has_type, "{version}");
    }
}

#[tokio::test]
async fn devices_are_filtered_read_one_by_one_and_changed() {
    let rig = rig().await;
    let soft: AccessDevices = get(&rig, "profile/device?onlySoftClient=true").await;
    assert_eq!(soft.devices.len(), 2);
    let none: AccessDevices = get(&rig, "profile/device?macAddress=001122334455").await;
    assert!(none.devices.is_empty());
    let one: AccessDevice = get(&rig, "profile/device/una-pc%40bw.example.com").await;
    assert_eq!((one.device_name.as_str(), one.allow_termination), ("una-pc", Some(true)));
    let put = rig.http.put(rig.xsi(&format!("{UNA}/profile/device/una-pc@BW.example.com")));
    let put = put.basic_auth(UNA, Some(UNA_PASSWORD));
    let body = "<AccessDevice><allowTermination>false</allowTermination></AccessDevice>";
    assert_eq!(put.body(body).send().await.expect("an answer").status(), 200);
    let command = asked(&rig);
    assert_eq!(command.name(), "UserSharedCallAppearanceModifyEndpointRequest");
    assert_eq!(command.text("allowTermination"), Some("false"));
    let endpoint = command.body().child("accessDeviceEndpoint").expect("an endpoint");
    assert_eq!(endpoint.child_text("linePort"), Some("una-pc@bw.example.com"));
    assert_eq!(endpoint.at(&["accessDevice", "deviceName"]).map(Element::text), Some("una-pc"));
    let response = send(&rig, Method::GET, "profile/device/other%40x").await;
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn a_limit_of_requests_is_off_until_it_is_set_and_acts_at_once() {
    let rig = rig().await;
    let ask = async || send(&rig, Method::GET, "profile").await;
    for _ in 0..3 {
        assert_eq!(ask().await.status(), 200);
    }
    let node = rig.store.node_settings();
    for (name, value) in
        [(settings::USER_TRANSACTION_LIMIT, "2"), (settings::TRANSACTION_LIMIT_PERIOD_SECS, "60")]
    {
        node.set("xsp1", settings::DEFAULT_SETTINGS, name, value).await.expect("set");
    }
    assert_eq!(ask().await.status(), 200);
    assert_eq!(ask().await.status(), 200);
    let refused = ask().await;
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "60");
    rig.clock.advance_millis(60_000);
    assert_eq!(ask().await.status(), 200);
}
