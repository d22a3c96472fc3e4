//! Providers, groups, numbers, devices and their refusals.

use std::collections::BTreeMap;

use lineman_model::Secret;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{Administrator, LoginLevel};

use crate::common::{DEVICE, GROUP, Harness, NUMBER, PROVIDER, USER, in_group, of_user, user_add};

fn provider(name: &str) -> Command {
    Command::request(name).with("serviceProviderId", PROVIDER)
}

fn table(answer: &Command, name: &str) -> Table {
    Table::from_element(answer.body().child(name).expect("a table"))
}

fn criterion(name: &str, mode: &str, value: &str) -> Element {
    Element::new(name)
        .with_child("mode", mode)
        .with_child("value", value)
        .with_child("isCaseInsensitive", "true")
}

#[tokio::test]
async fn a_provider_and_a_group_are_created_read_listed_and_deleted() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;

    let answer = admin.get(provider("ServiceProviderGetRequest22V4")).await;
    assert_eq!(answer.text("isEnterprise"), Some("true"));
    assert_eq!(answer.text("defaultDomain"), Some("bw.example.com"));
    assert_eq!(answer.text("serviceProviderName"), Some("Enterprise One"));
    assert_eq!(answer.text("serviceProviderId"), Some(PROVIDER));
    let answer = admin.get(provider("ServiceProviderGetRequest17sp1")).await;
    assert_eq!(answer.text("serviceProviderId"), None);
    assert_eq!(answer.text("useServiceProviderLanguages"), Some("false"));

    let list = Command::request("ServiceProviderGetListRequest");
    let answer = admin.get(list.clone().with_flag("isEnterprise", true)).await;
    let rows = table(&answer, "serviceProviderTable");
    let row = rows.rows().next().expect("a row");
    assert_eq!(row.columns(), [PROVIDER, "Enterprise One", "true", ""]);
    let answer = admin.get(list.with_flag("isEnterprise", false)).await;
    assert!(table(&answer, "serviceProviderTable").is_empty());

    let answer = admin.get(in_group("GroupGetRequest22V5")).await;
    for (field, value) in [
        ("defaultDomain", "bw.example.com"),
        ("userLimit", "25"),
        ("userCount", "1"),
        ("groupName", "Group One"),
        ("serviceProviderId", PROVIDER),
        ("groupId", GROUP),
    ] {
        assert_eq!(answer.text(field), Some(value), "{field}");
    }
    assert!(answer.text("timeZone").is_some() && answer.text("timeZoneDisplayName").is_some());
    assert_eq!(admin.get(in_group("GroupGetRequest14sp7")).await.text("groupId"), None);
    let list = provider("GroupGetListInServiceProviderRequest").with_element(criterion(
        "searchCriteriaGroupId",
        "Contains",
        "group",
    ));
    let rows = table(&admin.get(list).await, "groupTable");
    assert_eq!(rows.rows().next().expect("a row").columns(), [GROUP, "Group One", "25"]);

    let error = admin.refused(provider("ServiceProviderDeleteRequest")).await;
    assert_eq!(
        error.summary_english,
        "[Error 4103] Enterprise contains groups.  Must delete all the groups first."
    );
    let error = admin.refused(in_group("GroupDeleteRequest")).await;
    assert!(error.summary_english.contains("contains users"), "{error:?}");
    admin.done(of_user("UserDeleteRequest")).await;
    admin.done(in_group("GroupDeleteRequest")).await;
    admin.done(provider("ServiceProviderDeleteRequest")).await;
    let error = admin.refused(in_group("GroupGetRequest22V5")).await;
    assert_eq!(error.summary_english, "[Error 4152] Group not found: ent1:Group_ONE");
}

#[tokio::test]
async fn what_exists_or_is_missing_is_refused_with_the_public_numbers() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let number = |error: lineman_ocip::ErrorResponse| error.number();
    let group = in_group("GroupAddRequest").with("defaultDomain", "d").with("userLimit", "5");
    assert_eq!(number(admin.refused(group).await), Some(4150));
    let device = in_group("GroupAccessDeviceAddRequest14");
    let again =
        device.clone().with("deviceName", DEVICE).with("deviceType", "Business Communicator - PC");
    let error = admin.refused(again).await;
    assert_eq!(error.summary_english, "[Error 4500] Access Device already exists: u1-pc");
    let unknown = device.with("deviceName", "d").with("deviceType", "Toaster");
    let error = admin.refused(unknown).await;
    assert_eq!(error.summary_english, "[Error 4501] Device Type not found: Toaster");
    let missing = in_group("GroupAccessDeviceGetRequest24V3").with("deviceName", "none");
    let error = admin.refused(missing).await;
    assert_eq!(error.summary_english, "[Error 4505] Access Device not found: none");
    let twice = provider("ServiceProviderAddRequest13mp2").with("defaultDomain", "d");
    assert!(admin.refused(twice).await.summary.contains("already exists"));
    let numbers = provider("ServiceProviderDnAddListRequest").with("phoneNumber", "+1-5550001");
    assert!(admin.refused(numbers).await.summary.contains("phone number"));
    let foreign = in_group("GroupDnAssignListRequest").with("phoneNumber", "+19999999");
    assert!(admin.refused(foreign).await.summary.contains("not available"));
    // Missing and malformed fields.
    for bad in [
        Command::request("GroupAddRequest"),
        in_group("GroupAddRequest").with("defaultDomain", "d").with("userLimit", "many"),
        provider("ServiceProviderDnAddListRequest").with("phoneNumber", "+1x"),
        Command::request("ServiceProviderGetRequest22V4").with("serviceProviderId", "x".repeat(31)),
    ] {
        assert_eq!(number(admin.refused(bad).await), Some(6004));
    }
}

#[tokio::test]
async fn devices_are_read_listed_tagged_and_deleted() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let device = |name: &str| in_group(name).with("deviceName", DEVICE);

    let answer = admin.get(device("GroupAccessDeviceGetRequest24V3")).await;
    for (field, value) in [
        ("deviceType", "Business Communicator - PC"),
        ("numberOfAssignedPorts", "1"),
        ("status", "Offline"),
        ("userName", "u1pc"),
        ("deviceName", DEVICE),
    ] {
        assert_eq!(answer.text(field), Some(value), "{field}");
    }
    assert!(answer.body().at(&["numberOfPorts", "unlimited"]).is_some());
    assert_eq!(answer.body().find("password"), None, "a Get never returns a password");
    let old = admin.get(device("GroupAccessDeviceGetRequest18sp1")).await;
    assert_eq!(old.text("deviceName"), None);

    let list = in_group("GroupAccessDeviceGetListRequest");
    let rows = table(&admin.get(list.clone()).await, "accessDeviceTable");
    let row = rows.rows().next().expect("a row");
    assert_eq!(row.get("Device Name"), Some(DEVICE));
    assert_eq!(row.get("Available Ports"), Some("Unlimited"));
    let other =
        Element::new("searchCriteriaExactDeviceType").with_child("deviceType", "Connect - Mobile");
    assert!(table(&admin.get(list.with_element(other)).await, "accessDeviceTable").is_empty());
    let types = admin.get(Command::request("SystemAccessDeviceTypeGetListRequest")).await;
    let types: Vec<&str> = types.body().children_named("deviceType").map(Element::text).collect();
    assert_eq!(
        types,
        [
            "Business Communicator - Mobile",
            "Business Communicator - PC",
            "Business Communicator - Tablet",
            "Connect - Mobile",
            "Connect - Tablet",
        ]
    );

    let tag = |name: &str, value: &str| device(name).with("tagName", "%X%").with("tagValue", value);
    admin.done(tag("GroupAccessDeviceCustomTagAddRequest", "1")).await;
    admin.refused(tag("GroupAccessDeviceCustomTagAddRequest", "1")).await;
    admin.done(tag("GroupAccessDeviceCustomTagModifyRequest", "2")).await;
    let answer = admin.get(device("GroupAccessDeviceCustomTagGetListRequest")).await;
    let rows = table(&answer, "deviceCustomTagsTable");
    assert_eq!(rows.rows().next().expect("a row").columns(), ["%X%", "2", "2"]);
    admin.done(device("GroupAccessDeviceCustomTagDeleteListRequest").with("tagName", "%X%")).await;
    let odd = device("GroupAccessDeviceCustomTagAddRequest").with("tagName", "X");
    assert_eq!(admin.refused(odd).await.number(), Some(6004));

    assert!(admin.refused(device("GroupAccessDeviceDeleteRequest")).await.summary.contains("use"));
    admin.done(of_user("UserDeleteRequest")).await;
    admin.done(device("GroupAccessDeviceDeleteRequest")).await;
    let gone = admin.refused(device("GroupAccessDeviceGetRequest22V4")).await;
    assert_eq!(gone.number(), Some(4505));
}

#[tokio::test]
async fn administrators_stay_within_what_is_theirs() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    for (id, level, provider, group) in [
        ("sp1", LoginLevel::ServiceProvider, Some(PROVIDER), None),
        ("g1", LoginLevel::Group, Some(PROVIDER), Some(GROUP)),
        ("prov", LoginLevel::Provisioning, None, None),
    ] {
        harness
            .store
            .administrators()
            .add(&Administrator {
                user_id: id.into(),
                login_level: level,
                service_provider_id: provider.map(str::to_owned),
                group_id: group.map(str::to_owned),
                last_name: None,
                first_name: None,
                password: Secret::new("pw"),
                login_disabled: false,
                details: BTreeMap::new(),
            })
            .await
            .expect("added");
    }
    let other =
        Command::request("GroupGetListInServiceProviderRequest").with("serviceProviderId", "other");
    let system =
        Command::request("SystemBroadCloudModifyRequest").with_flag("enableSynchronization", true);

    let mut sp1 = harness.client("sp1").await;
    sp1.log_in("sp1", "pw").await.expect("logged in");
    sp1.get(in_group("GroupGetRequest22V5")).await;
    assert_eq!(sp1.refused(other).await.number(), Some(4001));
    assert_eq!(sp1.refused(system.clone()).await.number(), Some(4001));

    let mut g1 = harness.client("g1").await;
    g1.log_in("g1", "pw").await.expect("logged in");
    g1.get(in_group("GroupGetRequest22V5")).await;
    g1.get(of_user("UserGetRequest23V2")).await;
    assert_eq!(g1.refused(in_group("GroupDeleteRequest")).await.number(), Some(4001));

    let mut prov = harness.client("prov").await;
    prov.log_in("prov", "pw").await.expect("logged in");
    prov.get(Command::request("SystemBroadCloudGetRequest22")).await;
    assert_eq!(prov.refused(system).await.number(), Some(4001));

    // A user reads and changes itself, and nobody else.
    let mut user = harness.client("user").await;
    let login = user.log_in(USER, "web-5ecret").await.expect("logged in");
    assert_eq!(login.text("loginType"), Some("User"));
    assert_eq!(login.text("userDomain"), Some("bw.example.com"));
    user.get(of_user("UserGetRequest23V2")).await;
    user.done(of_user("UserModifyRequest22").with("title", "New")).await;
    for refused in [
        in_group("GroupGetRequest22V5"),
        of_user("UserDeleteRequest"),
        of_user("UserServiceAssignListRequest").with("serviceName", "Call Waiting"),
        of_user("UserAuthenticationModifyRequest").with("newPassword", "x"),
        user_add("u9@bw.example.com", "", "0009"),
    ] {
        assert_eq!(user.refused(refused).await.number(), Some(4001));
    }
    // A number of the group, for the record of what the group has.
    let found = harness.store.numbers().find(NUMBER).await.expect("found").expect("there");
    assert_eq!(found.user_id.as_deref(), Some(USER));
}
