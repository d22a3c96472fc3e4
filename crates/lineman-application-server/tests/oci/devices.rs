//! Device types, access devices at the three levels, their lines, ports, tags and activation.

use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::Reseller;

use super::common::{
    DEVICE, GROUP, Harness, LINE_PORT, PROVIDER, USER, access_device, in_group, of_user, user_add,
};

fn system(name: &str) -> Command {
    Command::request(name)
}

fn in_provider(name: &str) -> Command {
    Command::request(name).with("serviceProviderId", PROVIDER)
}

fn table(answer: &Command, name: &str) -> Vec<Vec<String>> {
    let element = answer.body().child(name).expect("a table");
    let table = Table::from_element(element);
    table.rows().map(|row| row.columns().to_vec()).collect()
}

fn headings(answer: &Command, name: &str) -> Vec<String> {
    let element = answer.body().child(name).expect("a table");
    element.children_named("colHeading").map(|heading| heading.text().to_owned()).collect()
}

/// A type of desk phones with three fixed ports and files, which are activated.
fn phone_type() -> Command {
    let options = Element::new("deviceManagementDeviceTypeOptions")
        .with_child("deviceAccessProtocol", "Http")
        .with_child("tagMode", "System And Custom")
        .with_child("tagSet", "phones")
        .with_child("deviceAccessContext", "dms")
        .with_child("deviceAccessURI", "phone")
        .with_child("defaultDeviceEncoding", "UTF-8")
        .with_child("enableDeviceActivation", "true");
    system("SystemSIPDeviceTypeAddRequest22V7")
        .with("deviceType", "Desk Phone")
        .with_element(Element::new("numberOfPorts").with_child("quantity", "3"))
        .with("profile", "Intelligent Device Addressing")
        .with_flag("staticLineOrdering", true)
        .with_element(
            Element::new("cpeDeviceOptions").with_child("enableMonitoring", "false").with(options),
        )
        .with("resetEvent", "CheckSync")
        .with("deviceTypeConfigurationOption", "Device Management")
}

fn add_line(user: &str, device: &str, line_port: &str, port: Option<&str>) -> Command {
    let endpoint = Element::new("accessDeviceEndpoint")
        .with(access_device(device))
        .with_child("linePort", line_port)
        .with_optional("portNumber", port)
        .with_child("useHotline", "false");
    Command::request("UserSharedCallAppearanceAddEndpointRequest22")
        .with("userId", user)
        .with_element(endpoint)
        .with_flag("isActive", true)
        .with_flag("allowOrigination", true)
        .with_flag("allowTermination", true)
        .with_flag("allowVideo", true)
}

#[tokio::test]
async fn device_types_are_added_read_changed_and_deleted() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    let missing = admin.refused(phone_type()).await;
    assert!(missing.summary.contains("Tag Set not found"), "{}", missing.summary);
    admin.done(system("SystemDeviceManagementTagSetAddRequest").with("tagSetName", "phones")).await;
    admin.done(phone_type()).await;
    assert!(admin.refused(phone_type()).await.summary.contains("already exists"));
    let named = |name: &str| system(name).with("deviceType", "Desk Phone");

    let newest = admin.get(named("SystemSIPDeviceTypeGetRequest23V13")).await;
    assert_eq!(newest.body().children()[0].name(), "isObsolete");
    assert_eq!(newest.body().at(&["numberOfPorts", "quantity"]).map(Element::text), Some("3"));
    assert_eq!(newest.text("resetEvent"), Some("CheckSync"));
    let options = ["cpeDeviceOptions", "deviceManagementDeviceTypeOptions"];
    let uri = [options[0], options[1], "deviceAccessURI"];
    assert_eq!(newest.body().at(&uri).map(Element::text), Some("phone"));
    let oldest = admin.get(named("SystemSIPDeviceTypeGetRequest18sp1")).await;
    assert!(oldest.text("enable3G4GContinuity").is_some() && oldest.text("roamingMode").is_none());

    let summary = admin.get(named("SystemDeviceTypeGetRequest22V7")).await;
    let names: Vec<&str> = summary.body().children().iter().map(Element::name).collect();
    assert_eq!(
        names,
        [
            "isObsolete",
            "profile",
            "staticRegistrationCapable",
            "cpeDeviceOptions",
            "protocolChoice",
            "isIpAddressOptional",
            "useDomain",
            "isMobilityManagerDevice",
            "deviceTypeConfigurationOption",
            "staticLineOrdering",
        ]
    );
    let list = admin.get(system("SystemSIPDeviceTypeGetListRequest")).await;
    assert_eq!(
        headings(&list, "deviceTypeTable"),
        ["Device Type", "Profile", "Is Obsolete", "Reseller Id"]
    );
    assert_eq!(
        table(&list, "deviceTypeTable")[5],
        ["Desk Phone", "Intelligent Device Addressing", "false", ""]
    );
    let available = ["allowConference", "allowMusicOnHold", "onlyConference", "onlyVideoCapable"]
        .into_iter()
        .fold(system("SystemDeviceTypeGetAvailableListRequest22V2"), |request, name| {
            request.with_flag(name, !name.starts_with("only"))
        })
        .with_flag("onlyOptionalIpAddress", false);
    let answer = admin.get(available).await;
    assert_eq!(answer.body().children_named("typeInfo").count(), 6);
    let info = answer.body().children_named("typeInfo").nth(5).expect("the phone");
    assert_eq!(info.child_text("numberOfPorts"), Some("3"));
    assert_eq!(info.child_text("deviceTypeLevel"), Some("System"));

    admin.done(named("SystemSIPDeviceTypeModifyRequest22V7").with_flag("isObsolete", true)).await;
    let error = admin
        .refused(
            system("SystemAccessDeviceAddRequest")
                .with("deviceName", "x")
                .with("deviceType", "Desk Phone"),
        )
        .await;
    assert!(error.summary.contains("obsolete"));
    let in_use = system("SystemDeviceManagementTagSetDeleteRequest").with("tagSetName", "phones");
    assert!(admin.refused(in_use).await.summary.contains("in use"));
    admin.done(named("SystemSIPDeviceTypeDeleteRequest")).await;
    let gone = admin.refused(named("SystemDeviceTypeGetRequest22V7")).await;
    assert_eq!(gone.summary, "[Error 4501] Device Type not found: Desk Phone");
}

/// Prefix of commands, newest versions of adding and modifying, and the key of its requests.
type Level = (&'static str, &'static str, &'static str, fn(&str) -> Command);

/// The same commands at the three levels, with the exact errors.
#[tokio::test]
async fn devices_are_at_three_levels() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let kind = "Connect - Tablet";
    let levels: [Level; 3] = [
        ("Group", "22V2", "22", in_group),
        ("ServiceProvider", "22V2", "22", in_provider),
        ("System", "22V3", "22", system),
    ];
    for (level, add, modify, request) in levels {
        let command = |rest: &str| request(&format!("{level}AccessDevice{rest}"));
        let named = |rest: &str| command(rest).with("deviceName", "gate");
        let added = named(&format!("AddRequest{add}"))
            .with("deviceType", kind)
            .with("netAddress", "10.0.0.9")
            .with("macAddress", "0004f2abcdef")
            .with("serialNumber", "S-1");
        if level == "Group" {
            admin.done(added.clone()).await;
        } else {
            // The MAC address is the group's device's.
            let error = admin.refused(added).await;
            assert!(error.summary.contains("MAC address is already in use"), "{}", error.summary);
            admin.done(named(&format!("AddRequest{add}")).with("deviceType", kind)).await;
        }
        let twice =
            admin.refused(named(&format!("AddRequest{add}")).with("deviceType", kind)).await;
        assert_eq!(twice.summary, "[Error 4500] Access Device already exists: gate");
        let typeless = command(&format!("AddRequest{add}")).with("deviceName", "y");
        let typeless = admin.refused(typeless.with("deviceType", "No Such")).await;
        assert_eq!(typeless.summary, "[Error 4501] Device Type not found: No Such");
        let absent = admin.refused(command("GetRequest24V3").with("deviceName", "none")).await;
        assert_eq!(absent.summary, "[Error 4505] Access Device not found: none");

        admin
            .done(
                named(&format!("ModifyRequest{modify}"))
                    .with("description", "at the gate")
                    .with("transportProtocol", "TLS")
                    .with_element(Element::new("serialNumber").with_xsi("nil", "true")),
            )
            .await;
        let bad = named(&format!("ModifyRequest{modify}")).with("port", "80");
        assert_eq!(admin.refused(bad).await.number(), Some(6004));
        let read = admin.get(named("GetRequest24V3")).await;
        assert_eq!(read.text("description"), Some("at the gate"));
        assert_eq!(read.text("transportProtocol"), Some("TLS"));
        assert_eq!(read.text("serialNumber"), None);
        assert_eq!(read.text("deviceName"), Some("gate"));
        assert_eq!(read.text("groupId").is_some(), level == "Group");
        assert_eq!(read.text("serviceProviderId").is_some(), level != "System");

        let list = if level == "System" { "GetListRequest14" } else { "GetListRequest" };
        let rows = table(&admin.get(command(list)).await, "accessDeviceTable");
        let row = rows.iter().find(|row| row[0] == "gate").expect("listed");
        let known = level == "Group";
        let (net, mac) = if known { ("10.0.0.9", "0004F2ABCDEF") } else { ("", "") };
        assert_eq!(row[1..], [kind, "Unlimited", net, mac, "Offline", "", ""]);

        let tag = |rest: &str, name: &str, value: &str| {
            named(rest).with_element(
                Element::new("tag").with_child("tagName", name).with_child("tagValue", value),
            )
        };
        admin.done(tag("CustomTagAddOrModifyListRequest", "%SBC_PORT_WXT%", "5070")).await;
        admin.done(tag("CustomTagAddOrModifyListRequest", "%SBC_PORT_WXT%", "5071")).await;
        let own = tag("CustomTagAddOrModifyListRequest", "%BWMACADDRESS%", "1");
        assert_eq!(admin.refused(own).await.number(), Some(6004), "one of BroadWorks' own");
        let available = admin.get(named("GetAvailableCustomTagListRequest")).await;
        let rows = table(&available, "deviceAvailableCustomTagsTable");
        let port = rows.iter().find(|row| row[0] == "%SBC_PORT_WXT%").expect("listed");
        assert_eq!(port[..], ["%SBC_PORT_WXT%", "5071", "Device Profile", "", ""]);
        let address = rows.iter().find(|row| row[0] == "%SBC_ADDRESS_WXT%").expect("listed");
        assert_eq!(address[2], "System Default");
    }
    let all = admin.get(system("SystemAccessDeviceGetAllRequest")).await;
    let gates: Vec<_> =
        table(&all, "accessDeviceTable").into_iter().filter(|row| row[3] == "gate").collect();
    let owners: Vec<_> = gates.iter().map(|row| [&*row[0], &*row[1], &*row[2]]).collect();
    assert_eq!(owners, [["", "", ""], [PROVIDER, "true", ""], [PROVIDER, "true", GROUP]]);
    for (request, count) in [
        (system("SystemDeviceManagementGetAccessDeviceCountForDeviceTypeRequest"), "3"),
        (
            in_provider(
                "ServiceProviderDeviceManagementGetAccessDeviceCountForDeviceTypeServiceProviderRequest",
            ),
            "2",
        ),
        (in_group("GroupDeviceManagementGetAccessDeviceCountForDeviceTypeGroupRequest"), "1"),
    ] {
        let request = request.with("deviceType", kind);
        let answer = admin.get(request.clone()).await;
        assert_eq!(answer.text("accessDeviceCount"), Some(count));
        let none = admin.get(request.with_flag("countOnlyResetSupportedDevice", true)).await;
        assert_eq!(none.text("accessDeviceCount"), Some("0"));
    }
    for (level, _, _, request) in levels {
        let delete = request(&format!("{level}AccessDeviceDeleteRequest"));
        admin.done(delete.with("deviceName", "gate")).await;
    }
}

/// CAL-016: several devices of one type, each with a line/port of its own.
#[tokio::test]
async fn cal_016_a_duplicate_line_port_is_refused() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let second = in_group("GroupAccessDeviceAddRequest14")
        .with("deviceName", "u1-pc-2")
        .with("deviceType", "Business Communicator - PC");
    admin.done(second).await;
    for taken in [LINE_PORT, "line1@SIP.example.com"] {
        let error = admin.refused(add_line(USER, "u1-pc-2", taken, None)).await;
        assert!(error.summary.contains("already exists"), "{}", error.summary);
    }
    admin.done(add_line(USER, "u1-pc-2", "line1b@sip.example.com", None)).await;
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let other = add_line("u2@bw.example.com", "u1-pc-2", "line1b@sip.example.com", None);
    assert!(admin.refused(other).await.summary.contains("already exists"));

    let answer = admin.get(of_user("UserPrimaryAndSCADeviceGetListRequest")).await;
    let rows = table(&answer, "accessDeviceTable");
    let types: Vec<_> = rows.iter().map(|row| (&*row[0], &*row[2], &*row[3])).collect();
    let desktop = "Business Communicator - PC";
    let second = ("u1-pc-2", desktop, "line1b@sip.example.com");
    assert_eq!(types, [(DEVICE, desktop, LINE_PORT), second]);

    let key = Element::new("accessDeviceEndpoint")
        .with(access_device("u1-pc-2"))
        .with_child("linePort", "line1b@sip.example.com");
    let modify = of_user("UserSharedCallAppearanceModifyEndpointRequest")
        .with_element(key.clone())
        .with_flag("allowOrigination", false);
    admin.done(modify).await;
    let read = of_user("UserSharedCallAppearanceGetEndpointRequest22").with_element(key.clone());
    let read = admin.get(read).await;
    assert_eq!(read.text("isActive"), Some("true"));
    assert_eq!(read.text("allowOrigination"), Some("false"));
    let service = admin.get(of_user("UserSharedCallAppearanceGetRequest21sp1")).await;
    assert_eq!(headings(&service, "endpointTable").len(), 12);
    let rows = table(&service, "endpointTable");
    assert_eq!(
        rows[0][..10],
        [
            "Group",
            "u1-pc-2",
            desktop,
            "line1b@sip.example.com",
            "",
            "",
            "true",
            "true",
            "false",
            "true",
        ]
    );
    let old = admin.get(of_user("UserSharedCallAppearanceGetRequest14")).await;
    assert_eq!(headings(&old, "endpointTable").len(), 5);
    assert_eq!(old.text("allowSCACallRetrieve"), None);
    let settings = of_user("UserSharedCallAppearanceModifyRequest")
        .with_flag("multipleCallArrangementIsActive", true)
        .with("bridgeWarningTone", "None");
    assert!(admin.refused(settings.clone()).await.summary.contains("not assigned"));
    let assign =
        of_user("UserServiceAssignListRequest").with("serviceName", "Shared Call Appearance");
    admin.done(assign).await;
    admin.done(settings).await;
    let service = admin.get(of_user("UserSharedCallAppearanceGetRequest16sp2")).await;
    assert_eq!(service.text("multipleCallArrangementIsActive"), Some("true"));
    assert_eq!(service.text("bridgeWarningTone"), Some("None"));
    let delete = of_user("UserSharedCallAppearanceDeleteEndpointListRequest14").with_element(key);
    admin.done(delete.clone()).await;
    assert!(admin.refused(delete).await.summary.contains("not found"));
}

#[tokio::test]
async fn ports_lines_and_their_order() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    admin.done(system("SystemDeviceManagementTagSetAddRequest").with("tagSetName", "phones")).await;
    admin.done(phone_type()).await;
    let phone = |name: &str| in_group(name).with("deviceName", "desk");
    admin.done(phone("GroupAccessDeviceAddRequest22V2").with("deviceType", "Desk Phone")).await;
    let free = in_group("GroupAccessDeviceAvailablePortGetListRequest")
        .with_element(access_device("desk"));
    let ports = |answer: &Command| -> Vec<String> {
        answer.body().children_named("portNumber").map(|port| port.text().to_owned()).collect()
    };
    assert_eq!(ports(&admin.get(free.clone()).await), ["1", "2", "3"]);
    admin.done(add_line(USER, "desk", "a@sip.example.com", Some("2"))).await;
    let taken = admin.refused(add_line(USER, "desk", "b@sip.example.com", Some("2"))).await;
    assert!(taken.summary.contains("Port 2 is not available"), "{}", taken.summary);
    admin.done(add_line(USER, "desk", "b@sip.example.com", None)).await;
    assert_eq!(ports(&admin.get(free).await), ["3"]);
    admin.done(add_line(USER, "desk", "c@sip.example.com", None)).await;
    let full = admin.refused(add_line(USER, "desk", "d@sip.example.com", None)).await;
    assert!(full.summary.contains("no available ports"), "{}", full.summary);
    let rows =
        table(&admin.get(in_group("GroupAccessDeviceGetListRequest")).await, "accessDeviceTable");
    assert_eq!(rows.iter().find(|row| row[0] == "desk").expect("listed")[2], "0");

    let order = |lines: &[&str]| {
        lines.iter().fold(phone("GroupCPEConfigReorderDeviceLinePortsRequest"), |request, line| {
            request.with("orderedLinePortList", format!("{line}@sip.example.com"))
        })
    };
    assert!(admin.refused(order(&["c", "a"])).await.summary.contains("All lines"));
    assert!(admin.refused(order(&["c", "a", "a"])).await.summary.contains("twice"));
    admin.done(order(&["c", "a", "b"])).await;
    let modify = phone("GroupAccessDeviceModifyUserRequest")
        .with("linePort", "a@sip.example.com")
        .with_flag("isPrimaryLinePort", true);
    admin.done(modify).await;
    let users = admin.get(phone("GroupAccessDeviceGetUserListRequest21sp1")).await;
    assert_eq!(
        headings(&users, "deviceUserTable"),
        [
            "Line/Port",
            "Last Name",
            "First Name",
            "Phone Number",
            "User Id",
            "User Type",
            "Endpoint Type",
            "Order",
            "Primary Line/Port",
            "Extension",
            "Department",
            "Email Address",
            "Private Identity",
        ]
    );
    let rows = table(&users, "deviceUserTable");
    let shown: Vec<_> = rows.iter().map(|row| [&*row[0], &*row[6], &*row[7], &*row[8]]).collect();
    let shared = "Shared Call Appearance";
    assert_eq!(
        shown,
        [
            ["c@sip.example.com", shared, "3", "false"],
            ["a@sip.example.com", shared, "2", "true"],
            ["b@sip.example.com", shared, "1", "false"],
        ]
    );
    let criterion = Element::new("searchCriteriaLinePortUserPart")
        .with_child("mode", "Equal To")
        .with_child("value", "b")
        .with_child("isCaseInsensitive", "true");
    let one = phone("GroupAccessDeviceGetUserListRequest").with_element(criterion);
    assert_eq!(table(&admin.get(one).await, "deviceUserTable").len(), 1);
}

#[tokio::test]
async fn tags_at_every_level() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    admin.done(system("SystemDeviceManagementTagSetAddRequest").with("tagSetName", "old")).await;
    let rename = system("SystemDeviceManagementTagSetModifyRequest");
    admin.done(rename.with("tagSetName", "old").with("newTagSetName", "phones")).await;
    let sets = admin.get(system("SystemDeviceManagementTagSetGetListRequest22")).await;
    assert_eq!(headings(&sets, "tagSetTable"), ["Tag Set Name", "Reseller Id"]);
    assert_eq!(table(&sets, "tagSetTable"), [["phones", ""]]);
    admin.done(phone_type()).await;
    let phone = |name: &str| in_group(name).with("deviceName", "desk");
    admin.done(phone("GroupAccessDeviceAddRequest22V2").with("deviceType", "Desk Phone")).await;

    let tag =
        |request: Command, value: &str| request.with("tagName", "%T%").with("tagValue", value);
    let effective = async |admin: &mut super::common::Client| {
        let answer = admin.get(phone("GroupAccessDeviceGetAvailableCustomTagListRequest")).await;
        let rows = table(&answer, "deviceAvailableCustomTagsTable");
        let row = rows.into_iter().find(|row| row[0] == "%T%").expect("in effect");
        (row[1].clone(), row[2].clone(), row[3].clone())
    };
    let shown =
        |value: &str, level: &str, set: &str| (value.to_owned(), level.to_owned(), set.to_owned());
    let default_set = |name: &str| system(name).with_flag("systemDefaultTagSet", true);
    let set = |name: &str| system(name).with("tagSetName", "phones");
    let of_type = |request: Command| request.with("deviceType", "Desk Phone");
    admin
        .done(
            tag(default_set("SystemDeviceManagementTagAddRequest22"), "1")
                .with_flag("isTagValueEncrypted", false)
                .with_flag("isTagValueOverridable", true),
        )
        .await;
    assert_eq!(effective(&mut admin).await, shown("1", "System Default", ""));
    admin.done(tag(set("SystemDeviceManagementTagAddRequest"), "2")).await;
    assert!(
        admin
            .refused(tag(set("SystemDeviceManagementTagAddRequest"), "2"))
            .await
            .summary
            .contains("already exists")
    );
    assert_eq!(effective(&mut admin).await, shown("2", "System", "phones"));
    let provider = of_type(in_provider("ServiceProviderDeviceTypeCustomTagAddRequest"));
    admin.done(tag(provider, "3")).await;
    assert_eq!(effective(&mut admin).await, shown("3", "Service Provider", ""));
    let group = of_type(in_group("GroupDeviceTypeCustomTagAddRequest"));
    admin.done(tag(group, "4")).await;
    assert_eq!(effective(&mut admin).await, shown("4", "Group", ""));
    admin.done(tag(phone("GroupAccessDeviceCustomTagAddRequest"), "5")).await;
    assert_eq!(effective(&mut admin).await, shown("5", "Device Profile", ""));

    // Not overridable: the farther level counts.
    let modify = set("SystemDeviceManagementTagModifyRequest").with("tagName", "%T%");
    admin.done(modify.with_flag("isTagValueOverridable", false)).await;
    assert_eq!(effective(&mut admin).await, shown("2", "System", "phones"));
    let list = admin.get(set("SystemDeviceManagementTagGetListRequest")).await;
    assert_eq!(headings(&list, "tagsTable"), ["Tag Name", "Tag Value", "Is Overridable"]);
    assert_eq!(table(&list, "tagsTable"), [["%T%", "2", "false"]]);
    let delete = set("SystemDeviceManagementTagDeleteListRequest").with("tagName", "%T%");
    admin.done(delete.clone()).await;
    assert!(admin.refused(delete).await.summary.contains("Tag not found"));

    let listed = admin.get(of_type(in_group("GroupDeviceTypeCustomTagGetListRequest"))).await;
    assert_eq!(table(&listed, "groupDeviceTypeCustomTagsTable"), [["%T%", "4", "4"]]);
    let listed =
        admin.get(of_type(in_provider("ServiceProviderDeviceTypeCustomTagGetListRequest"))).await;
    assert_eq!(table(&listed, "serviceProviderDeviceTypeCustomTagsTable"), [["%T%", "3", "3"]]);
    let clear = of_type(in_group("GroupDeviceTypeCustomTagModifyRequest")).with("tagName", "%T%");
    admin.done(clear.with_element(Element::new("tagValue").with_xsi("nil", "true"))).await;
    let delete = of_type(in_group("GroupDeviceTypeCustomTagDeleteListRequest"));
    admin.done(delete.with("tagName", "%T%")).await;
    assert_eq!(effective(&mut admin).await, shown("5", "Device Profile", ""));
}

#[tokio::test]
async fn devices_are_activated_with_codes() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    admin.done(system("SystemDeviceManagementTagSetAddRequest").with("tagSetName", "phones")).await;
    admin.done(phone_type()).await;
    let device = |name: &str, device: &str| in_group(name).with("deviceName", device);
    let get = "GroupAccessDeviceDeviceActivationGetRequest";
    let plain = admin.refused(device(get, DEVICE)).await;
    assert!(plain.summary.contains("does not support device activation"), "{}", plain.summary);
    admin
        .done(device("GroupAccessDeviceAddRequest22V2", "desk").with("deviceType", "Desk Phone"))
        .await;
    admin.done(add_line(USER, "desk", "desk@sip.example.com", None)).await;
    let answer = admin.get(device(get, "desk")).await;
    assert_eq!(answer.text("activationState"), Some("Deactivated"));
    admin.done(device("GroupAccessDeviceGenerateActivationCodeRequest", "desk")).await;
    let answer = admin.get(device(get, "desk")).await;
    let code = answer.text("activationCode").expect("a code").to_owned();
    assert_eq!(code.len(), 16);
    assert_eq!(answer.text("activationState"), Some("Activating"));
    let names: Vec<&str> = answer.body().children().iter().map(Element::name).collect();
    assert_eq!(names, ["activationCode", "expiryTime", "activationState"]);
    let activate = device("GroupAccessDeviceDeviceActivationModifyRequest", "desk");
    let by_hand = activate.clone().with_flag("activateDevice", true);
    assert!(admin.refused(by_hand.clone()).await.summary.contains("being activated"));
    let list = admin.get(of_user("UserAccessDeviceDeviceActivationGetListRequest")).await;
    assert_eq!(
        headings(&list, "accessDeviceTable"),
        [
            "Device Name",
            "Device Level",
            "Device SP",
            "Device Group",
            "Endpoint Type",
            "Line Port",
            "Activation Status",
            "Activation Code",
            "Expiration Time",
            "MAC Address",
        ]
    );
    let rows = table(&list, "accessDeviceTable");
    assert_eq!(rows.len(), 1, "the desktop's type is not activated");
    assert_eq!(rows[0][7], code);
    // The code ends with its time.
    harness.clock.advance_millis(8 * 24 * 3600 * 1000);
    let answer = admin.get(device(get, "desk")).await;
    assert_eq!(answer.text("activationCode"), None);
    admin.done(activate.with_flag("activateDevice", false)).await;
    admin.done(by_hand).await;
    let answer = admin.get(device(get, "desk")).await;
    assert_eq!(answer.text("activationState"), Some("Activated"));

    let effect = of_user("UserDeviceActivationPolicyInEffectGetRequest");
    let by_user = "allowActivationCodeRequestByUser";
    assert_eq!(admin.get(effect.clone()).await.text(by_user), Some("false"));
    admin.done(system("SystemDeviceActivationPolicyModifyRequest").with_flag(by_user, true)).await;
    assert_eq!(admin.get(effect.clone()).await.text(by_user), Some("true"));
    let of_reseller = |name: &str| Command::request(name).with("resellerId", "r1");
    let modify = of_reseller("ResellerDeviceActivationPolicyModifyRequest")
        .with_flag("useResellerSettings", true);
    assert!(admin.refused(modify.clone()).await.summary.contains("Reseller not found"));
    let reseller = Reseller { reseller_id: "r1".into(), name: None, external_id: None };
    harness.store.resellers().add(&reseller).await.expect("added");
    harness.store.resellers().give(PROVIDER, Some("r1")).await.expect("given");
    admin.done(modify).await;
    assert_eq!(admin.get(effect.clone()).await.text(by_user), Some("false"), "the reseller's");
    let own = of_reseller("ResellerDeviceActivationPolicyModifyRequest").with_flag(by_user, true);
    admin.done(own).await;
    assert_eq!(admin.get(effect.clone()).await.text(by_user), Some("true"));
    let own = admin.get(of_reseller("ResellerDeviceActivationPolicyGetRequest")).await;
    assert_eq!(own.body().children()[0].name(), "useResellerSettings");
    let group = in_group("GroupDeviceActivationPolicyModifyRequest");
    admin.done(group.with_flag("useGroupSettings", true)).await;
    assert_eq!(admin.get(effect).await.text(by_user), Some("false"), "the group's own");
    let own = admin.get(in_group("GroupDeviceActivationPolicyGetRequest")).await;
    let names: Vec<&str> = own.body().children().iter().map(Element::name).collect();
    assert_eq!(names, ["useGroupSettings", by_user, "sendActivationCodeInEmail"]);
    admin.get(in_provider("ServiceProviderDeviceActivationPolicyGetRequest")).await;
}
