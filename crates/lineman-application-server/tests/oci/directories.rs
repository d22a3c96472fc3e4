//! Phone directories over OCI-P: exact headings, criteria, pages, order and scope.

use lineman_model::Secret;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{PhoneList, PhoneListEntry, Subscriber};

use crate::common::{Client, GROUP, Harness, NUMBER, PROVIDER, USER, of_user};

/// The users: `una` of the harness, three more of the enterprise, one of a service provider.
async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    for (provider, flag, group) in
        [(PROVIDER, "", "g2"), ("sp2", "useCustomRoutingProfile", "g1"), ("sp2", "", "g2")]
    {
        if !flag.is_empty() {
            let add = Command::request("ServiceProviderAddRequest13mp2").with_flag(flag, false);
            admin
                .done(add.with("serviceProviderId", provider).with("defaultDomain", "x.org"))
                .await;
        }
        let add = Command::request("GroupAddRequest").with("serviceProviderId", provider);
        let add = add.with("groupId", group).with("defaultDomain", "x.org").with("userLimit", "9");
        admin.done(add).await;
    }
    for (id, provider, group, first, last) in [
        ("duo@x.org", PROVIDER, GROUP, "Duo", "Brown"),
        ("tri@x.org", PROVIDER, "g2", "Tri", "brown"),
        ("qua@x.org", "sp2", "g1", "Qua", "Green"),
        ("pen@x.org", "sp2", "g2", "Pen", "Grey"),
    ] {
        let mut user = Subscriber::new(id, provider, group, last, first);
        user.extension = Some(format!("7{}", first.len()));
        user.email = Some(format!("{first}@mail.example"));
        user.web_password = Some(Secret::new("web-5ecret"));
        user.details.insert("mobilePhoneNumber".into(), "+1-777000".into());
        harness.store.subscribers().add(&user).await.expect("added");
    }
    let entry = |name: &str| [PhoneListEntry { name: name.into(), number: "5551".into() }];
    let lists = harness.store.phone_lists();
    lists.add(PhoneList::Enterprise(PROVIDER), &entry("Bakery")).await.expect("added");
    lists.add(PhoneList::Group(PROVIDER, "g2"), &entry("Cafe")).await.expect("added");
    lists.add(PhoneList::Group("sp2", "g1"), &entry("Dentist")).await.expect("added");
    (harness, admin)
}

fn table(answer: &Command) -> Table {
    Table::from_element(answer.body().child("directoryTable").expect("a table"))
}

fn names(answer: &Command, heading: &str) -> Vec<String> {
    table(answer).rows().map(|row| row.get(heading).unwrap_or_default().to_owned()).collect()
}

fn criterion(name: &str, mode: &str, value: &str) -> Element {
    Element::new(name)
        .with_child("mode", mode)
        .with_child("value", value)
        .with_child("isCaseInsensitive", "true")
}

fn page(start: u32, size: u32) -> Element {
    Element::new("responsePagingControl")
        .with_child("responseStartIndex", start.to_string())
        .with_child("responsePageSize", size.to_string())
}

fn enterprise(name: &str, extended: bool) -> Command {
    Command::request(name)
        .with("enterpriseId", PROVIDER)
        .with_flag("isExtendedInfoRequested", extended)
}

const PAGED: &str = "EnterprisePhoneDirectoryGetPagedSortedListRequest";

#[tokio::test]
async fn the_tables_have_the_headings_of_the_schema() {
    let (_harness, mut admin) = ready().await;
    let base = "Name, Number, Extension, Mobile, Email Address, Department, Hiragana Name, Group Id, \
                Yahoo Id, User Id, IMP Id, Is Virtual On-Net User";
    let extended = "First Name, Last Name, Pager, Title, Time Zone, Location, Address Line 1, \
                    Address Line 2, City, State, Zip, Country, Service Name";
    let group = |name: &str| {
        Command::request(name)
            .with("serviceProviderId", PROVIDER)
            .with("groupId", GROUP)
            .with_flag("isExtendedInfoRequested", true)
    };
    let both = format!("{base}, {extended}");
    for (command, headings) in [
        (enterprise("EnterprisePhoneDirectoryGetListRequest18", false), base),
        (enterprise(PAGED, true), &both),
        (group("GroupPhoneDirectoryGetListRequest18"), &both),
        (group("GroupPhoneDirectoryGetPagedSortedListRequest"), &both),
        (
            of_user("UserPhoneDirectoryGetListRequest").with_flag("includeCommonPhoneList", true),
            "Name, Number, Extension, Mobile, Email Address, Department, First Name, Last Name, \
             User Id, Title, IMP Id, My Room Room Id, My Room Bridge Id, Service Name",
        ),
        (
            of_user("UserPhoneDirectoryGetPagedSortedListRequest")
                .with_flag("isEnterpriseInfoRequested", true)
                .with_element(page(1, 10)),
            "User Id, CLID First Name, CLID Last Name, First Name, Last Name, Hiragana First Name, \
             Hiragana Last Name, Title, Phone Number, Extension, Mobile, Pager, Email Address, \
             Yahoo Id, Department, Group Id, Location, Address Line 1, Address Line 2, City, State, \
             Zip, Country, IMP Id, Location Code, My Room Room Id, My Room Bridge Id, Service Name, \
             Receptionist Note, User External Id, User Place Type",
        ),
        (
            of_user("UserPhoneDirectoryGetSearchedListRequest"),
            "Name, Number, Extension, Mobile, Email Address, Department, Hiragana Name, Group Id, \
             Yahoo Id, User Id, IMP Id, First Name, Last Name, My Room Room Id, \
             My Room Bridge Id, Service Name",
        ),
    ] {
        let name = command.name().to_owned();
        let answer = admin.get(command).await;
        assert_eq!(table(&answer).headings().join(", "), headings, "{name}");
        let paged = name.contains("Paged");
        assert_eq!(answer.text("totalNumberOfRows").is_some(), paged, "{name}");
    }
    let answer = admin.get(enterprise(PAGED, true)).await;
    let table = table(&answer);
    let una = table.rows().find(|row| row.get("User Id") == Some(USER)).expect("una");
    for (heading, value) in [
        ("Name", "One, Una"),
        ("Number", NUMBER),
        ("Extension", "0001"),
        ("Group Id", GROUP),
        ("Title", "Tester"),
        ("City", "Zürich"),
        ("Is Virtual On-Net User", "false"),
    ] {
        assert_eq!(una.get(heading), Some(value), "{heading}");
    }
    assert_eq!(una.get("IMP Id"), None, "the service is not assigned");
}

#[tokio::test]
async fn criteria_pages_and_order_are_carried_out_by_the_database() {
    let (_harness, mut admin) = ready().await;
    let sorted = |by: &str, ascending: &str| {
        let by = Element::new(by).with_child("isAscending", ascending);
        enterprise(PAGED, true)
            .with_element(Element::new("sortOrder").with(by.with_child("isCaseSensitive", "false")))
    };
    let answer = admin.get(sorted("sortByUserFirstName", "false").with_element(page(2, 2))).await;
    assert_eq!(answer.text("totalNumberOfRows"), Some("4"), "three users and the common list");
    assert_eq!(names(&answer, "First Name"), ["Tri", "Duo"]);
    let answer = admin.get(enterprise(PAGED, true)).await;
    let order = names(&answer, "User Id");
    assert_eq!(order, ["", "duo@x.org", "tri@x.org", USER], "by user id without an order");
    let last = criterion("searchCriteriaUserLastName", "Starts With", "BR");
    let first = criterion("searchCriteriaUserFirstName", "Equal To", "una");
    let both = enterprise(PAGED, true).with_element(last).with_element(first);
    assert_eq!(names(&admin.get(both.clone()).await, "First Name"), Vec::<String>::new());
    let any = admin.get(both.with_flag("searchCriteriaModeOr", true)).await;
    assert_eq!(names(&any, "First Name"), ["Duo", "Tri", "Una"]);
    for (element, mode, value, found) in [
        ("searchCriteriaDn", "Contains", "55500", &["One, Una"][..]),
        ("searchCriteriaDn", "Equal To", "5551", &["Bakery"]),
        ("searchCriteriaExtension", "Equal To", "73", &["Brown, Duo", "brown, Tri"]),
        ("searchCriteriaMobilePhoneNumber", "Starts With", "1777", &["Brown, Duo", "brown, Tri"]),
        ("searchCriteriaEmailAddress", "Starts With", "tri@", &["brown, Tri"]),
        ("searchCriteriaUserId", "Contains", "@x.org", &["Brown, Duo", "brown, Tri"]),
        ("searchCriteriaGroupName", "Equal To", "g2", &["brown, Tri"]),
        ("searchCriteriaDepartmentName", "Equal To", "none", &[]),
    ] {
        let command = enterprise(PAGED, false).with_element(criterion(element, mode, value));
        assert_eq!(names(&admin.get(command).await, "Name"), found, "{element} {mode} {value}");
    }
    let exact = Element::new("searchCriteriaExactUserGroup")
        .with_child("serviceProviderId", PROVIDER)
        .with_child("groupId", "g2");
    let answer = admin.get(enterprise(PAGED, false).with_element(exact)).await;
    assert_eq!(names(&answer, "Name"), ["brown, Tri"]);
    for refused in [
        enterprise(PAGED, false).with_flag("searchCriteriaModeOr", true),
        enterprise(PAGED, false).with_element(page(0, 10)),
        enterprise(PAGED, false).with_element(page(1, 2001)),
        enterprise(PAGED, false).with_element(criterion("searchCriteriaDn", "Sounds Like", "1")),
        Command::request(PAGED).with("enterpriseId", PROVIDER),
    ] {
        assert_eq!(admin.refused(refused).await.number(), Some(6004));
    }
    let limited = enterprise("EnterprisePhoneDirectoryGetListRequest18", false);
    let error = admin.refused(limited.clone().with("responseSizeLimit", "3")).await;
    assert!(error.summary_english.contains("more than 3 rows"), "{error:?}");
    admin.get(limited.with("responseSizeLimit", "4")).await;
}

/// broadworks-wire 1.5.6: in an enterprise everybody, in a service provider one's own group.
#[tokio::test]
async fn users_see_their_enterprise_or_their_group() {
    let (harness, mut admin) = ready().await;
    let list = |user: &str, common: bool| {
        Command::request("UserPhoneDirectoryGetListRequest")
            .with("userId", user)
            .with_flag("includeCommonPhoneList", common)
    };
    for (user, common, expected) in [
        (USER, true, &["Bakery", "Brown, Duo", "brown, Tri", "One, Una"][..]),
        (USER, false, &["Brown, Duo", "brown, Tri", "One, Una"]),
        ("tri@x.org", true, &["Bakery", "Cafe", "Brown, Duo", "brown, Tri", "One, Una"]),
        ("qua@x.org", true, &["Dentist", "Green, Qua"]),
        ("pen@x.org", true, &["Grey, Pen"]),
    ] {
        assert_eq!(names(&admin.get(list(user, common)).await, "Name"), expected, "{user}");
    }
    let searched = Command::request("UserPhoneDirectoryGetSearchedListRequest");
    let searched = searched.with("userId", "tri@x.org").with("nameSearchString", "CA");
    assert_eq!(names(&admin.get(searched).await, "Name"), ["Cafe"]);
    let paged = |user: &str, wide: bool| {
        Command::request("UserPhoneDirectoryGetPagedSortedListRequest")
            .with("userId", user)
            .with_flag("isEnterpriseInfoRequested", wide)
            .with_element(page(1, 50))
            .with_element(Element::new("sortByUserLastName").with_child("isAscending", "true"))
    };
    for (user, wide, expected) in [
        (USER, true, &["Duo", "Tri", "Una"][..]),
        (USER, false, &["Duo", "Una"]),
        ("qua@x.org", true, &["Qua"]),
    ] {
        let answer = admin.get(paged(user, wide)).await;
        assert_eq!(names(&answer, "First Name"), expected, "{user} {wide}");
    }
    let error = admin.refused(
        Command::request(PAGED)
            .with("enterpriseId", "sp2")
            .with_flag("isExtendedInfoRequested", false),
    );
    assert!(error.await.summary_english.contains("Enterprise not found"));

    // A user sees the own directory and nobody else's; the XSP sees it for the user.
    let mut duo = harness.client("s-duo").await;
    duo.log_in("duo@x.org", "web-5ecret").await.expect("logged in");
    duo.get(list("duo@x.org", true)).await;
    duo.get(enterprise(PAGED, false)).await;
    assert_eq!(duo.refused(list(USER, true)).await.number(), Some(4001));
    let other = Command::request("GroupPhoneDirectoryGetPagedSortedListRequest")
        .with("serviceProviderId", "sp2")
        .with("groupId", "g1")
        .with_flag("isExtendedInfoRequested", false);
    assert_eq!(duo.refused(other.clone()).await.number(), Some(4001));
    let mut pen = harness.client("s-pen").await;
    pen.log_in("pen@x.org", "web-5ecret").await.expect("logged in");
    assert_eq!(pen.refused(other).await.number(), Some(4001), "another group of the provider");
    harness.trusted("xsp1").await.get(paged("qua@x.org", false)).await;
}
