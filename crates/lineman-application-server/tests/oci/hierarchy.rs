//! Resellers, service providers, groups, departments: fields, defaults and overrides, lists.

use lineman_ocip::{Command, Element, Table};

use crate::common::{Client, GROUP, Harness, PROVIDER, USER, in_group, of_user, user_add};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

fn of_provider(name: &str) -> Command {
    Command::request(name).with("serviceProviderId", PROVIDER)
}

fn rows(answer: &Command, table: &str) -> Vec<Vec<String>> {
    let table = answer.body().child(table).expect("a table");
    Table::from_element(table).rows().map(|row| row.columns().to_vec()).collect()
}

fn names(answer: &Command) -> Vec<&str> {
    answer.body().children().iter().map(Element::name).collect()
}

fn contact() -> Element {
    Element::new("contact").with_child("contactName", "Pat").with_child("contactNumber", "1")
}

#[tokio::test]
async fn providers_keep_what_they_are_given_in_every_version() {
    let (_harness, mut admin) = ready().await;
    admin
        .done(
            of_provider("ServiceProviderModifyRequest")
                .with("supportEmail", "help@example.com")
                .with_element(contact())
                .with_element(Element::new("address").with_child("city", "Brno"))
                .with("servicePolicy", "Policy One")
                .with("preferredDataCenter", "North"),
        )
        .await;
    let start = ["isEnterprise", "defaultDomain", "serviceProviderName", "supportEmail"];
    let structures = ["contact", "address"];
    for (version, more) in [
        ("13mp2", &[][..]),
        ("17sp1", &["useServiceProviderLanguages"][..]),
        ("22", &["useServiceProviderLanguages", "servicePolicy", "preferredDataCenter"][..]),
        (
            "22V4",
            &[
                "useServiceProviderLanguages",
                "servicePolicy",
                "preferredDataCenter",
                "serviceProviderId",
            ][..],
        ),
    ] {
        let answer = admin.get(of_provider(&format!("ServiceProviderGetRequest{version}"))).await;
        let expected: Vec<&str> = start.iter().chain(&structures).chain(more).copied().collect();
        assert_eq!(names(&answer), expected, "{version}");
    }
    // What is nil goes.
    let gone = Element::new("supportEmail").with_xsi("nil", "true");
    admin.done(of_provider("ServiceProviderModifyRequest").with_element(gone)).await;
    let answer = admin.get(of_provider("ServiceProviderGetRequest22V4")).await;
    assert_eq!(answer.text("supportEmail"), None);
    assert_eq!(
        answer.body().at(&["contact", "contactName"]).map(Element::text),
        Some("Pat"),
        "what is absent stays"
    );
    let unknown = Command::request("ServiceProviderModifyRequest")
        .with("serviceProviderId", "nobody")
        .with("supportEmail", "x");
    assert!(admin.refused(unknown).await.summary.contains("not found"));
}

#[tokio::test]
async fn groups_and_users_take_their_defaults_from_above() {
    let (_harness, mut admin) = ready().await;
    admin
        .done(
            in_group("GroupModifyRequest")
                .with("callingLineIdName", "Group Calling")
                .with("timeZone", "Europe/Berlin")
                .with("locationDialingCode", "88")
                .with_element(contact()),
        )
        .await;
    let group = admin.get(in_group("GroupGetRequest22V5")).await;
    assert_eq!(
        names(&group),
        [
            "defaultDomain",
            "userLimit",
            "userCount",
            "groupName",
            "callingLineIdName",
            "timeZone",
            "timeZoneDisplayName",
            "locationDialingCode",
            "contact",
            "serviceProviderId",
            "groupId"
        ]
    );
    assert_eq!(group.text("timeZone"), Some("Europe/Berlin"));
    let language = |name: &str| {
        Command::request(name)
            .with("language", "Czech")
            .with("locale", "cs_CZ")
            .with("encoding", "UTF-8")
    };
    admin.done(language("SystemLanguageAddRequest22")).await;
    assert!(admin.refused(language("SystemLanguageAddRequest22")).await.summary.contains("exists"));
    let default = Command::request("SystemLanguageModifyRequest")
        .with("language", "Czech")
        .with_flag("becomeDefaultLanguage", true);
    admin.done(default).await;
    let country = Command::request("SystemCountryCodeModifyRequest")
        .with("countryCode", "420")
        .with_flag("becomeDefaultCountryCode", true);
    admin.done(country).await;
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let own = user_add("u3@bw.example.com", "", "0003").with("timeZone", "Asia/Tokyo");
    admin.done(own).await;
    let user = |id: &str| Command::request("UserGetRequest23V2").with("userId", id);
    let two = admin.get(user("u2@bw.example.com")).await;
    assert_eq!(two.text("timeZone"), Some("Europe/Berlin"), "the group's");
    assert_eq!(two.text("language"), Some("Czech"), "the system's");
    assert_eq!(two.text("countryCode"), Some("420"));
    assert_eq!(two.text("locationDialingCode"), Some("88"));
    let three = admin.get(user("u3@bw.example.com")).await;
    assert_eq!(three.text("timeZone"), Some("Asia/Tokyo"), "the user's own");
    let list = admin.get(Command::request("SystemLanguageGetListRequest")).await;
    assert_eq!(list.text("defaultLanguage"), Some("Czech"));
    assert_eq!(rows(&list, "languageTable").len(), 2);
    let zones = admin.get(Command::request("SystemTimeZoneGetListRequest20")).await;
    assert!(rows(&zones, "timeZoneTable").len() > 10);
}

#[tokio::test]
async fn extensions_follow_the_groups_rule() {
    let (_harness, mut admin) = ready().await;
    let lengths = admin.get(in_group("GroupExtensionLengthGetRequest22")).await;
    assert_eq!(lengths.text("minExtensionLength"), Some("2"));
    let five = in_group("GroupExtensionLengthModifyRequest17")
        .with("minExtensionLength", "5")
        .with("maxExtensionLength", "5")
        .with("defaultExtensionLength", "5");
    admin.done(five).await;
    let error = admin.refused(user_add("u2@bw.example.com", "", "0002")).await;
    assert_eq!(
        error.summary_english,
        format!(
            "[Error 4909] Invalid extension.  The extension length for this group {GROUP} is 5 to \
             5 digits long."
        )
    );
    admin.done(user_add("u2@bw.example.com", "", "00002")).await;
    let taken = admin.refused(user_add("u3@bw.example.com", "", "00002")).await;
    assert!(taken.summary.contains("in use"), "{taken:?}");
    let upside_down =
        in_group("GroupExtensionLengthModifyRequest17").with("minExtensionLength", "9");
    assert!(admin.refused(upside_down).await.summary.contains("minimum"));
    // The enterprise's length for all of its groups.
    admin
        .done(
            of_provider("ServiceProviderExtensionLengthModifyRequest")
                .with("defaultExtensionLength", "3"),
        )
        .await;
    admin
        .done(
            in_group("GroupExtensionLengthModifyRequest17")
                .with_flag("useEnterpriseExtensionLengthSetting", true),
        )
        .await;
    assert_eq!(
        admin.refused(user_add("u3@bw.example.com", "", "00003")).await.number(),
        Some(4909)
    );
    admin.done(user_add("u3@bw.example.com", "", "003")).await;
    let provider = admin.get(of_provider("ServiceProviderExtensionLengthGetRequest")).await;
    assert_eq!(provider.text("defaultExtensionLength"), Some("3"));
}

fn key(name: &str, department: &str, group: Option<&str>) -> Element {
    let kind = if group.is_some() { "GroupDepartmentKey" } else { "EnterpriseDepartmentKey" };
    Element::new(name)
        .with_xsi("type", kind)
        .with_child("serviceProviderId", PROVIDER)
        .with_optional("groupId", group)
        .with_child("name", department)
}

#[tokio::test]
async fn departments_hold_users_and_are_renamed_under_them() {
    let (_harness, mut admin) = ready().await;
    let enterprise = |name: &str| {
        Command::request(name).with("enterpriseId", PROVIDER).with("departmentName", "Sales")
    };
    admin.done(enterprise("EnterpriseDepartmentAddRequest")).await;
    let north = |name: &str| in_group(name).with("departmentName", "North");
    let add = north("GroupDepartmentAddRequest")
        .with_element(key("parentDepartmentKey", "Sales", None))
        .with("callingLineIdName", "North Calling");
    admin.done(add.clone()).await;
    assert!(admin.refused(add).await.summary.contains("exists"));
    let department = |name: &str| key("department", name, Some(GROUP));
    admin.done(of_user("UserModifyRequest22").with_element(department("North"))).await;
    let lost = of_user("UserModifyRequest22").with_element(department("Nowhere"));
    assert!(admin.refused(lost).await.summary.contains("Department not found"));
    let new = user_add("u2@bw.example.com", "", "0002").with_element(department("North"));
    admin.done(new).await;
    admin
        .done(
            enterprise("EnterpriseDepartmentModifyRequest").with("newDepartmentName", "All Sales"),
        )
        .await;
    let user = admin.get(of_user("UserGetRequest23V2")).await;
    assert_eq!(user.text("departmentFullPath"), Some("All Sales \\ North"));
    let shown = user.body().child("department").expect("a department");
    assert_eq!(shown.xsi_type(), Some("GroupDepartmentKey"));
    assert_eq!(shown.child_text("name"), Some("North"));

    let list =
        in_group("GroupDepartmentGetListRequest18").with_flag("includeEnterpriseDepartments", true);
    let list = admin.get(list).await;
    assert_eq!(
        rows(&list, "departmentTable"),
        [
            ["true", "All Sales", "All Sales", "", ""],
            ["false", "North", "All Sales \\ North", "North Calling", ""]
        ]
    );
    let parents = admin.get(north("GroupDepartmentGetAvailableParentListRequest")).await;
    assert_eq!(names(&parents), ["departmentKey", "fullPathName"]);
    let got = admin.get(north("GroupDepartmentGetRequest")).await;
    assert_eq!(names(&got), ["parentDepartmentKey", "callingLineIdName"]);

    // Lists of users by department.
    let exact = Element::new("searchCriteriaExactUserDepartment").with(key(
        "departmentKey",
        "North",
        Some(GROUP),
    ));
    let request = Command::request("UserGetListInGroupRequest")
        .with("serviceProviderId", PROVIDER)
        .with("GroupId", GROUP)
        .with_element(exact);
    let found = rows(&admin.get(request).await, "userTable");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0][3], "All Sales \\ North");

    let in_use = Command::request("EnterpriseDepartmentDeleteRequest")
        .with("enterpriseId", PROVIDER)
        .with("departmentName", "All Sales");
    assert!(admin.refused(in_use.clone()).await.summary.contains("contains departments"));
    admin.done(north("GroupDepartmentDeleteRequest")).await;
    admin.done(in_use).await;
    let user = admin.get(of_user("UserGetRequest23V2")).await;
    assert_eq!(user.text("departmentFullPath"), None);
}

#[tokio::test]
async fn a_reseller_has_its_own_service_providers() {
    let (_harness, mut admin) = ready().await;
    let reseller = |name: &str| Command::request(name).with("resellerId", "r1");
    admin.done(reseller("ResellerAddRequest").with("resellerName", "Reseller One")).await;
    assert!(admin.refused(reseller("ResellerAddRequest")).await.summary.contains("exists"));
    admin
        .done(
            reseller("ResellerAdminAddRequest")
                .with("userId", "r1-admin")
                .with("password", "r1-5ecret"),
        )
        .await;
    let mut own = _harness.client("reseller").await;
    let login = own.log_in("r1-admin", "r1-5ecret").await.expect("logged in");
    assert_eq!(login.text("loginType"), Some("Reseller"));
    let add = Command::request("ServiceProviderAddRequest13mp2")
        .with_flag("useCustomRoutingProfile", false)
        .with("serviceProviderId", "sp9")
        .with("defaultDomain", "sp9.example.com");
    own.done(add).await;
    let list = Command::request("ServiceProviderGetListRequest");
    assert_eq!(
        rows(&own.get(list.clone()).await, "serviceProviderTable"),
        [["sp9", "", "false", "r1"]]
    );
    assert_eq!(rows(&admin.get(list).await, "serviceProviderTable").len(), 2);
    assert_eq!(
        own.refused(of_provider("ServiceProviderGetRequest22V4")).await.number(),
        Some(4001)
    );
    let users = own.get(Command::request("UserGetListInSystemRequest")).await;
    assert!(rows(&users, "userTable").is_empty(), "the user is another's");
    let users = admin.get(Command::request("UserGetListInSystemRequest")).await;
    assert_eq!(rows(&users, "userTable")[0][..3], [USER, GROUP, PROVIDER]);
    assert!(admin.refused(reseller("ResellerDeleteRequest")).await.summary.contains("contains"));
    let delete = Command::request("ServiceProviderDeleteRequest").with("serviceProviderId", "sp9");
    own.done(delete).await;
    admin.done(reseller("ResellerDeleteRequest")).await;
    let gone = admin.refused(reseller("ResellerGetRequest22V2")).await;
    assert!(gone.summary.contains("not found"));
    assert!(_harness.client("again").await.log_in("r1-admin", "r1-5ecret").await.is_err());
}

#[tokio::test]
async fn pages_are_sorted_and_cut() {
    let (_harness, mut admin) = ready().await;
    for (id, extension) in [("b", "0012"), ("a", "0013"), ("c", "0011")] {
        admin.done(user_add(&format!("{id}@bw.example.com"), "", extension)).await;
    }
    let page = |start: &str, size: &str| {
        in_group("UserGetListInGroupPagedSortedListRequest")
            .with_element(
                Element::new("responsePagingControl")
                    .with_child("responseStartIndex", start)
                    .with_child("responsePageSize", size),
            )
            .with_element(
                Element::new("sortOrder").with(
                    Element::new("sortByExtension")
                        .with_child("isAscending", "false")
                        .with_child("isCaseSensitive", "true"),
                ),
            )
    };
    let answer = admin.get(page("2", "2")).await;
    let table = Table::from_element(answer.body().child("userTable").expect("a table"));
    assert_eq!(
        table.headings()[3..7],
        ["Department", "Department Type", "Parent Department", "Parent Department Type"]
    );
    let ids: Vec<String> = table.rows().map(|row| row.columns()[0].clone()).collect();
    assert_eq!(ids, ["b@bw.example.com", "c@bw.example.com"]);
    assert_eq!(admin.refused(page("0", "2")).await.number(), Some(6004));
    // The exact number of a user is found without looking at others, and only in its scope.
    let exact = |name: &str, value: &str| {
        Element::new(name)
            .with_child("mode", "Equal To")
            .with_child("value", value)
            .with_child("isCaseInsensitive", "false")
    };
    let by_id = Command::request("UserGetListInSystemRequest")
        .with_element(exact("searchCriteriaUserId", "a@bw.example.com"));
    assert_eq!(rows(&admin.get(by_id).await, "userTable").len(), 1);
    let elsewhere = Command::request("UserGetListInSystemRequest")
        .with_element(exact("searchCriteriaUserId", "a@bw.example.com"))
        .with_element(exact("searchCriteriaGroupId", "other"));
    assert!(rows(&admin.get(elsewhere).await, "userTable").is_empty());
    let groups = admin.get(Command::request("GroupGetListInSystemRequest")).await;
    assert_eq!(
        rows(&groups, "groupTable"),
        [[GROUP, "Group One", "25", PROVIDER, "Enterprise", ""]]
    );
}

#[tokio::test]
async fn what_is_not_served_is_counted() {
    let (harness, mut admin) = ready().await;
    for _ in 0..2 {
        let error = admin.refused(Command::request("SystemColourGetRequest")).await;
        assert_eq!(error.number(), Some(6004));
    }
    let mut stranger = harness.client("stranger").await;
    let error = stranger.refused(Command::request("SystemShapeGetRequest")).await;
    assert_eq!(error.number(), Some(4001));
    let counts = harness.server.unserved_commands();
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("SystemColourGetRequest".to_owned(), 2)]);
}
