//! Users: adding, reading in every version, changing, listing, deleting.

use lineman_ocip::{Command, Element, Table};

use crate::common::{
    Client, DEVICE, EMAIL, GROUP, Harness, LINE_PORT, NUMBER, PROVIDER, USER, access_device,
    of_user, user_add,
};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

fn nil(name: &str) -> Element {
    Element::new(name).with_xsi("nil", "true")
}

#[tokio::test]
async fn a_user_is_read_in_every_version_with_its_own_fields() {
    let (_harness, mut admin) = ready().await;
    for version in [
        "21", "21sp1", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9", "23",
        "23V2", "24",
    ] {
        let answer = admin.get(of_user(&format!("UserGetRequest{version}"))).await;
        for (field, value) in [
            ("serviceProviderId", PROVIDER),
            ("groupId", GROUP),
            ("lastName", "One"),
            ("firstName", "Una"),
            ("callingLineIdLastName", "One"),
            ("phoneNumber", NUMBER),
            ("extension", "0001"),
            ("language", "English"),
            ("defaultAlias", USER),
            ("title", "Tester"),
            ("emailAddress", EMAIL),
            ("countryCode", "1"),
        ] {
            assert_eq!(answer.text(field), Some(value), "{version} {field}");
        }
        let body = answer.body();
        assert_eq!(body.at(&["address", "city"]).map(Element::text), Some("Zürich"));
        let line_port = body.at(&["accessDeviceEndpoint", "linePort"]).map(Element::text);
        assert_eq!(line_port, Some(LINE_PORT));
        let old = ["21", "21sp1"].contains(&version);
        assert_eq!(answer.text("userId").is_none(), old, "{version}");
        assert_eq!(body.child("alternateUserId").is_none(), version == "21", "{version}");
        let hotline = body.at(&["accessDeviceEndpoint", "useHotline"]).is_some();
        let early = ["22", "22V2", "22V3"].contains(&version) || old;
        assert_eq!(answer.text("allowVideo").is_none(), early, "{version}");
        let latest = ["22V8", "22V9", "23", "23V2", "24"].contains(&version);
        assert_eq!(hotline, latest, "{version}");
        let order: Vec<&str> = body.children().iter().map(Element::name).collect();
        let place = |name| order.iter().position(|other| *other == name).expect(name);
        assert!(place("extension") < place("language"));
        assert!(place("defaultAlias") < place("accessDeviceEndpoint"));
        assert!(place("emailAddress") < place("address"));
        assert!(place("address") < place("countryCode"));
    }
    // By an alternate id the primary one comes back (LAD-014).
    let by_email = Command::request("UserGetRequest23V2").with("userId", EMAIL);
    assert_eq!(admin.get(by_email).await.text("userId"), Some(USER));
}

#[tokio::test]
async fn a_user_that_cannot_be_is_refused_and_leaves_nothing() {
    let (harness, mut admin) = ready().await;
    let number = |command: Command| command.with("emailAddress", "x@example.com");
    assert_eq!(
        admin.refused(user_add(USER, "", "0002")).await.summary_english,
        format!("[Error 4200] User already exists: {USER}")
    );
    // An alternate id and an administrator's id are taken too.
    assert_eq!(admin.refused(user_add(EMAIL, "", "0002")).await.number(), Some(4200));
    let error = admin.refused(user_add("u2@bw.example.com", "", "x")).await;
    assert_eq!(error.number(), Some(4909));
    assert!(error.summary.contains("group Group_ONE"));
    assert_eq!(admin.refused(user_add("u2", "", "0002")).await.number(), Some(6004));
    // Not the group's, and another user's.
    for taken in ["+15550002", NUMBER] {
        let error = admin.refused(number(user_add("u2@bw.example.com", taken, "0002"))).await;
        assert!(error.summary.contains("not available"), "{error:?}");
    }
    let endpoint = |device: &str, line_port: &str| {
        user_add("u2@bw.example.com", "", "0002").with_element(
            Element::new("accessDeviceEndpoint")
                .with(access_device(device))
                .with_child("linePort", line_port),
        )
    };
    let error = admin.refused(endpoint("none", "l2@sip.example.com")).await;
    assert_eq!(error.number(), Some(4505));
    assert!(admin.refused(endpoint(DEVICE, LINE_PORT)).await.summary.contains("Line/Port"));
    let bad_alternate = endpoint(DEVICE, "l2@sip.example.com")
        .with_element(Element::new("alternateUserId").with_child("alternateUserId", EMAIL));
    assert_eq!(admin.refused(bad_alternate).await.number(), Some(4200));
    let department = user_add("u2@bw.example.com", "", "0002").with_element(
        Element::new("department")
            .with_xsi("type", "EnterpriseDepartmentKey")
            .with_child("serviceProviderId", PROVIDER)
            .with_child("name", "Sales"),
    );
    assert!(admin.refused(department).await.summary.contains("Department"));
    let left = harness.store.subscribers().find("u2@bw.example.com").await.expect("read");
    assert!(left.is_none(), "a refused user leaves nothing");
    assert!(harness.store.endpoints().find("l2@sip.example.com").await.expect("read").is_none());
    admin.done(endpoint(DEVICE, "l2@sip.example.com")).await;
}

#[tokio::test]
async fn the_user_limit_of_a_group_holds() {
    let (_harness, mut admin) = ready().await;
    let small = |name: &str| {
        Command::request(name).with("serviceProviderId", PROVIDER).with("groupId", "small")
    };
    admin.done(small("GroupAddRequest").with("defaultDomain", "d").with("userLimit", "1")).await;
    let add = |id: &str| {
        small("UserAddRequest17sp4")
            .with("userId", id)
            .with("lastName", "L")
            .with("firstName", "F")
            .with("callingLineIdLastName", "L")
            .with("callingLineIdFirstName", "F")
    };
    admin.done(add("a@d")).await;
    assert!(admin.refused(add("b@d")).await.summary.contains("user limit"));
}

#[tokio::test]
async fn a_user_is_changed_and_cleared() {
    let (harness, mut admin) = ready().await;
    admin
        .done(
            of_user("UserModifyRequest22")
                .with("lastName", "Zwei")
                .with_element(nil("extension"))
                .with_element(nil("title"))
                .with("mobilePhoneNumber", "+4917000")
                .with_element(
                    Element::new("endpoint").with(
                        Element::new("accessDeviceEndpoint")
                            .with(access_device(DEVICE))
                            .with_child("linePort", "new@sip.example.com"),
                    ),
                )
                .with_element(Element::new("address").with(nil("city")).with_child("country", "CH"))
                .with_element(
                    Element::new("alternateUserIdList").with(
                        Element::new("alternateUserId")
                            .with_child("alternateUserId", "other@mail.example.com"),
                    ),
                ),
        )
        .await;
    let answer = admin.get(of_user("UserGetRequest23V2")).await;
    assert_eq!(answer.text("lastName"), Some("Zwei"));
    assert_eq!((answer.text("extension"), answer.text("title")), (None, None));
    assert_eq!(answer.text("mobilePhoneNumber"), Some("+4917000"));
    let body = answer.body();
    let text = |path: &[&str]| body.at(path).map(Element::text);
    assert_eq!(text(&["accessDeviceEndpoint", "linePort"]), Some("new@sip.example.com"));
    assert_eq!((text(&["address", "city"]), text(&["address", "country"])), (None, Some("CH")));
    let alternates: Vec<&str> = body
        .children_named("alternateUserId")
        .filter_map(|entry| entry.child_text("alternateUserId"))
        .collect();
    assert_eq!(alternates, ["other@mail.example.com"]);
    // What the request does not name stays.
    assert_eq!(answer.text("emailAddress"), Some(EMAIL));
    admin.done(of_user("UserModifyRequest22").with_element(nil("endpoint"))).await;
    let answer = admin.get(of_user("UserGetRequest23V2")).await;
    assert!(answer.body().child("accessDeviceEndpoint").is_none());
    assert!(harness.store.endpoints().find("new@sip.example.com").await.expect("read").is_none());
    assert_eq!(
        admin.refused(of_user("UserModifyRequest22").with("extension", "12x")).await.number(),
        Some(4909)
    );
}

#[tokio::test]
async fn users_change_their_password_by_the_old_one() {
    let (harness, _admin) = ready().await;
    let mut user = harness.client("u").await;
    user.log_in(USER, "web-5ecret").await.expect("logged in");
    let change = |old: &str| {
        of_user("UserModifyRequest22").with("oldPassword", old).with("newPassword", "n3w")
    };
    assert_eq!(user.refused(change("wrong")).await.number(), Some(4962));
    user.done(change("web-5ecret")).await;
    let mut again = harness.client("again").await;
    assert!(again.log_in(USER, "web-5ecret").await.is_err());
    again.log_in(USER, "n3w").await.expect("logged in with the new password");
}

#[tokio::test]
async fn lists_take_criteria_and_limits() {
    let (_harness, mut admin) = ready().await;
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let list = || {
        Command::request("UserGetListInGroupRequest")
            .with("serviceProviderId", PROVIDER)
            .with("GroupId", GROUP)
    };
    let rows = |answer: &Command| Table::from_element(answer.body().child("userTable").expect("t"));
    let all = rows(&admin.get(list()).await);
    assert_eq!(all.len(), 2);
    let first = all.rows().next().expect("a row");
    assert_eq!(first.get("User Id"), Some(USER));
    assert_eq!(first.get("Phone Number"), Some(NUMBER));
    assert_eq!(first.get("Phone Number Activated"), Some("true"));
    assert_eq!(first.get("Extension"), Some("0001"));
    assert_eq!(first.get("Department"), None);
    let by_extension = Element::new("searchCriteriaExtension")
        .with_child("mode", "Equal To")
        .with_child("value", "0002")
        .with_child("isCaseInsensitive", "false");
    let found = rows(&admin.get(list().with_element(by_extension.clone())).await);
    assert_eq!(found.rows().next().expect("a row").get("User Id"), Some("u2@bw.example.com"));
    assert_eq!(found.len(), 1);
    let error = admin.refused(list().with("responseSizeLimit", "1")).await;
    assert!(error.summary.contains("more than 1 rows"));
    let in_provider = Command::request("UserGetListInServiceProviderRequest")
        .with("serviceProviderId", PROVIDER)
        .with_element(by_extension);
    let found = rows(&admin.get(in_provider).await);
    assert_eq!(found.rows().next().expect("a row").get("Group Id"), Some(GROUP));
}

#[tokio::test]
async fn alternate_ids_are_added_listed_changed_and_deleted() {
    let (_harness, mut admin) = ready().await;
    let alternate = |name: &str, id: &str| of_user(name).with("alternateUserId", id);
    let add = "UserAlternateUserIdAddRequest";
    assert_eq!(admin.refused(alternate(add, EMAIL)).await.number(), Some(4200));
    assert_eq!(admin.refused(alternate(add, "admin")).await.number(), Some(4200));
    admin.done(alternate(add, "a2@example.com").with("description", "two")).await;
    admin.done(alternate(add, "a3@example.com")).await;
    admin.done(alternate(add, "a4@example.com")).await;
    assert!(admin.refused(alternate(add, "a5@example.com")).await.summary.contains("four"));
    admin
        .done(
            alternate("UserAlternateUserIdModifyRequest", "a3@example.com")
                .with("newAlternateUserId", "a6@example.com"),
        )
        .await;
    admin.done(alternate("UserAlternateUserIdDeleteRequest", "a4@example.com")).await;
    let missing = alternate("UserAlternateUserIdDeleteRequest", "a4@example.com");
    assert_eq!(admin.refused(missing).await.number(), Some(4008));
    let by_alternate =
        Command::request("UserAlternateUserIdGetListRequest").with("userId", "a2@example.com");
    let answer = admin.get(by_alternate).await;
    let rows = Table::from_element(answer.body().child("userIdTable").expect("a table"));
    let rows: Vec<Vec<String>> = rows.rows().map(|row| row.columns().to_vec()).collect();
    assert_eq!(rows[0], [USER, "", "false"]);
    assert!(rows.contains(&vec!["a2@example.com".to_owned(), "two".into(), "true".into()]));
    assert!(rows.iter().any(|row| row[0] == "a6@example.com"));
    assert_eq!(rows.len(), 4);
}

#[tokio::test]
async fn sip_credentials_are_unique_and_never_returned() {
    let (harness, mut admin) = ready().await;
    let answer = admin.get(of_user("UserAuthenticationGetRequest")).await;
    assert_eq!(answer.text("userName"), Some("auth1"));
    assert_eq!(answer.body().children().len(), 1);
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let taken = Command::request("UserAuthenticationModifyRequest")
        .with("userId", "u2@bw.example.com")
        .with("userName", "auth1");
    assert!(admin.refused(taken).await.summary.contains("already exists"));
    let both = |old: &str| {
        of_user("UserAuthenticationModifyRequest")
            .with_element(Element::new("password").with_child("old", old).with_child("new", "n"))
    };
    assert_eq!(admin.refused(both("wrong")).await.number(), Some(4962));
    admin.done(both("sip-5ecret")).await;
    let user = harness.store.subscribers().find(USER).await.expect("read").expect("there");
    assert_eq!(user.sip_password.expect("a password").reveal(), "n");
}

#[tokio::test]
async fn services_are_assigned_listed_and_taken_away() {
    let (_harness, mut admin) = ready().await;
    let services = |name: &str, service: &str| of_user(name).with("serviceName", service);
    let assign = "UserServiceAssignListRequest";
    admin.done(services(assign, "Call Waiting").with("serviceName", "Do Not Disturb")).await;
    admin.done(services(assign, "Call Waiting")).await;
    assert!(admin.refused(services(assign, "Nothing")).await.summary.contains("not found"));
    let pack = of_user(assign).with("servicePackName", "Gold");
    assert!(admin.refused(pack).await.summary.contains("Service Pack"));
    admin.done(services("UserServiceUnassignListRequest", "Do Not Disturb")).await;
    let answer = admin.get(of_user("UserServiceGetAssignmentListRequest")).await;
    let table = answer.body().child("userServicesAssignmentTable").expect("a table");
    let assigned: Vec<String> = Table::from_element(table)
        .rows()
        .filter(|row| row.get("Assigned") == Some("true"))
        .filter_map(|row| row.get("Service Name").map(str::to_owned))
        .collect();
    assert_eq!(assigned, ["Call Waiting"]);
    assert!(answer.body().child("servicePacksAssignmentTable").is_some());
}

#[tokio::test]
async fn further_lines_are_shared_call_appearances() {
    let (_harness, mut admin) = ready().await;
    let endpoint = Element::new("accessDeviceEndpoint")
        .with(access_device(DEVICE))
        .with_child("linePort", "sca@sip.example.com");
    let add = of_user("UserSharedCallAppearanceAddEndpointRequest22")
        .with_element(endpoint.clone())
        .with_flag("isActive", true)
        .with_flag("allowOrigination", true)
        .with_flag("allowTermination", false)
        .with_flag("allowVideo", true);
    admin.done(add.clone()).await;
    assert!(admin.refused(add).await.summary.contains("Line/Port"));
    let list = || of_user("UserPrimaryAndSCADeviceGetListRequest");
    let rows = lineman_ocip::client::device_rows(&admin.get(list()).await).expect("rows");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].endpoint_type.as_deref(), Some("Shared Call Appearance"));
    assert_eq!(rows[1].allow_termination, Some(false));
    let delete = of_user("UserSharedCallAppearanceDeleteEndpointListRequest14");
    admin.done(delete.with_element(endpoint)).await;
    let rows = lineman_ocip::client::device_rows(&admin.get(list()).await).expect("rows");
    assert_eq!(rows.len(), 1);
}
