//! The files of device types and of devices, and having them built anew.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{DeviceKey, FileFlag};

use super::common::{DEVICE, GROUP, Harness, PROVIDER, access_device, in_group, of_user};

const KIND: &str = "Business Communicator - PC";

fn of_type(name: &str) -> Command {
    Command::request(name).with("deviceType", KIND)
}

fn device(name: &str) -> Command {
    in_group(name).with("deviceName", DEVICE)
}

fn upload(content: &[u8]) -> Element {
    Element::new("uploadFile").with_child("fileContent", STANDARD.encode(content))
}

fn rows(answer: &Command, name: &str) -> Vec<Vec<String>> {
    let table = Table::from_element(answer.body().child(name).expect("a table"));
    table.rows().map(|row| row.columns().to_vec()).collect()
}

fn names(answer: &Command) -> Vec<&str> {
    answer.body().children().iter().map(Element::name).collect()
}

#[tokio::test]
async fn files_of_device_types_say_how_they_are_served() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    let format = "BWDEVICE_%BWMACADDRESS%.cfg";
    let file = |name: &str| of_type(name).with("fileFormat", format);
    let add = file("SystemSIPDeviceTypeFileAddRequest22V2")
        .with("remoteFileFormat", format)
        .with("fileCategory", "Dynamic Profile")
        .with("fileCustomization", "Administrator and User")
        .with("fileSource", "Custom")
        .with_element(upload(b"mac=%BWMACADDRESS%"))
        .with_flag("useHttpDigestAuthentication", false)
        .with_flag("macBasedFileAuthentication", true)
        .with_flag("userNamePasswordFileAuthentication", false)
        .with_flag("bearerFileAuthentication", false)
        .with_flag("macInNonRequestURI", false)
        .with_flag("macInCert", false)
        .with_flag("allowHttp", true)
        .with_flag("allowHttps", true)
        .with_flag("allowTftp", false)
        .with_flag("enableCaching", true)
        .with_flag("allowUploadFromDevice", true);
    admin.done(add.clone()).await;
    assert!(admin.refused(add).await.summary.contains("already exists"));
    let read = admin.get(file("SystemSIPDeviceTypeFileGetRequest22V2")).await;
    assert_eq!(
        names(&read),
        [
            "remoteFileFormat",
            "fileCategory",
            "fileCustomization",
            "fileSource",
            "configurationFileName",
            "useHttpDigestAuthentication",
            "macBasedFileAuthentication",
            "userNamePasswordFileAuthentication",
            "bearerFileAuthentication",
            "macInCert",
            "macInNonRequestURI",
            "accessUrl",
            "allowHttp",
            "allowHttps",
            "allowTftp",
            "enableCaching",
            "allowUploadFromDevice",
        ]
    );
    assert_eq!(read.text("macBasedFileAuthentication"), Some("true"));
    let url = read.text("accessUrl").expect("a URL");
    assert!(url.ends_with("/dms/bc/pc/BWDEVICE_[%BWMACADDRESS%].cfg"), "{url}");
    let old = admin.get(file("SystemSIPDeviceTypeFileGetRequest14sp8")).await;
    assert_eq!(old.text("allowFileCustomization"), Some("true"));
    assert_eq!(old.text("bearerFileAuthentication"), None);
    let stored = harness.store.device_type_files().find(KIND, format).await;
    let stored = stored.expect("read").expect("there");
    assert_eq!(stored.content, b"mac=%BWMACADDRESS%");
    assert!(stored.has(FileFlag::AllowUpload) && !stored.has(FileFlag::Digest));

    let modify = file("SystemSIPDeviceTypeFileModifyRequest16sp1");
    admin.done(modify.with_flag("bearerFileAuthentication", true)).await;
    let list = admin.get(of_type("SystemSIPDeviceTypeFileGetListRequest14sp8")).await;
    let listed = rows(&list, "deviceTypeFilesTable");
    let formats: Vec<_> = listed.iter().map(|row| (&*row[0], &*row[1])).collect();
    assert_eq!(formats, [(format, "true"), ("config-wxt.xml", "true")]);
    assert_eq!(listed[0][3], "DEVICE_CONFIGURATION_FILE_REPOSITORY_MISSING");
    admin.done(file("SystemSIPDeviceTypeFileDeleteRequest14sp8")).await;
    let gone = admin.refused(file("SystemSIPDeviceTypeFileGetRequest20")).await;
    assert!(gone.summary.contains("not found"));
    for bad in ["a/b", "a\u{1f}b"] {
        let bad = of_type("SystemSIPDeviceTypeFileAddRequest18").with("fileFormat", bad);
        assert_eq!(admin.refused(bad).await.number(), Some(6004));
    }
}

#[tokio::test]
async fn a_device_may_have_a_file_of_its_own() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let file = |name: &str| device(name).with("fileFormat", "config-wxt.xml");
    let list = admin.get(device("GroupAccessDeviceFileGetListRequest14sp8")).await;
    let listed = rows(&list, "deviceFilesTable");
    assert_eq!((&*listed[0][0], &*listed[0][1]), ("config-wxt.xml", "true"));
    assert!(listed[0][2].ends_with("/dms/bc/pc/config-wxt.xml"), "{}", listed[0][2]);
    let usual = admin.get(file("GroupAccessDeviceFileGetRequest20")).await;
    assert_eq!(names(&usual), ["fileSource", "accessUrl", "extendedCaptureEnabled"]);
    assert_eq!(usual.text("fileSource"), Some("Default"));

    let modify = file("GroupAccessDeviceFileModifyRequest14sp8");
    let empty = modify.clone().with("fileSource", "Custom");
    assert!(admin.refused(empty).await.summary.contains("uploaded"));
    let named = Element::new("uploadFile").with_child("sourceFileName", "/etc/passwd");
    assert!(admin.refused(modify.clone().with_element(named)).await.summary.contains("not found"));
    let broken = Element::new("uploadFile").with_child("fileContent", "no base64!");
    assert_eq!(admin.refused(modify.clone().with_element(broken)).await.number(), Some(6004));
    let large = vec![b'x'; 1024 * 1024 + 1];
    assert!(
        admin.refused(modify.clone().with_element(upload(&large))).await.summary.contains("larger")
    );
    let own = modify.clone().with("fileSource", "Custom").with_element(upload(b"<config/>"));
    admin.done(own.with_flag("extendedCaptureEnabled", true)).await;
    let custom = admin.get(file("GroupAccessDeviceFileGetRequest20")).await;
    assert_eq!(custom.text("fileSource"), Some("Custom"));
    assert_eq!(custom.text("configurationFileName"), Some("config-wxt.xml.template"));
    assert_eq!(custom.text("extendedCaptureEnabled"), Some("true"));
    let unknown = device("GroupAccessDeviceFileGetRequest16sp1").with("fileFormat", "nothing");
    assert!(admin.refused(unknown).await.summary.contains("not found"));

    // What the type forbids.
    let forbid = of_type("SystemSIPDeviceTypeFileModifyRequest16sp1")
        .with("fileFormat", "config-wxt.xml")
        .with("fileCustomization", "Disallow");
    admin.done(forbid).await;
    let again = modify.with_element(upload(b"<config/>"));
    assert!(admin.refused(again).await.summary.contains("not allowed"));

    // A user's own files.
    let users = |name: &str| of_user(name).with_element(access_device(DEVICE));
    let none = admin.get(users("UserAccessDeviceFileGetListRequest")).await;
    assert!(rows(&none, "deviceFilesTable").is_empty());
    let allow = of_type("SystemSIPDeviceTypeFileModifyRequest16sp1")
        .with("fileFormat", "config-wxt.xml")
        .with("fileCustomization", "Administrator and User");
    admin.done(allow).await;
    let mut user = harness.client("user").await;
    user.log_in(super::common::USER, "web-5ecret").await.expect("logged in");
    let change = users("UserAccessDeviceFileModifyRequest").with("fileFormat", "config-wxt.xml");
    user.done(change.with_element(upload(b"<mine/>"))).await;
    let key = DeviceKey::group(PROVIDER, GROUP, DEVICE);
    let stored = harness.store.device_files().find(&key, "config-wxt.xml").await;
    let stored = stored.expect("read").expect("there");
    assert_eq!(stored.content.as_deref(), Some(&b"<mine/>"[..]));
    let tags = user.get(users("UserAccessDeviceTagsGetRequest")).await;
    assert!(rows(&tags, "deviceTagsTable").iter().any(|row| row[0] == "%SBC_ADDRESS_WXT%"));
    assert_eq!(user.refused(device("GroupAccessDeviceGetRequest24V3")).await.number(), Some(4001));
}

#[tokio::test]
async fn files_are_built_anew_when_asked_for() {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let key = DeviceKey::group(PROVIDER, GROUP, DEVICE);
    let asked = async || {
        let device = harness.store.access_devices().find(&key).await.expect("read");
        device.expect("there").rebuilt_at
    };
    assert_eq!(asked().await, None);
    let of_group = |name: &str| in_group(name).with("deviceType", KIND);
    let of_provider = Command::request("ServiceProviderCPEConfigRebuildConfigFileRequest")
        .with("serviceProviderId", PROVIDER)
        .with("deviceType", KIND);
    for request in [
        device("GroupCPEConfigRebuildDeviceConfigFileRequest").with_flag("force", true),
        of_group("GroupCPEConfigRebuildConfigFileRequest"),
        of_provider,
        Command::request("SystemCPEConfigRebuildConfigFileRequest"),
        device("GroupCPEConfigResetDeviceRequest"),
        of_group("GroupCPEConfigResetDeviceTypeRequest"),
        of_user("UserAccessDeviceResetRequest").with_element(access_device(DEVICE)),
    ] {
        harness.clock.advance_millis(1000);
        let before = asked().await;
        admin.done(request).await;
        assert!(asked().await > before);
    }
    let unknown = in_group("GroupCPEConfigRebuildConfigFileRequest").with("deviceType", "None");
    assert_eq!(admin.refused(unknown).await.number(), Some(4501));
    let elsewhere =
        in_group("GroupCPEConfigRebuildConfigFileRequest").with("deviceType", "Connect - Mobile");
    let before = asked().await;
    harness.clock.advance_millis(1000);
    admin.done(elsewhere).await;
    assert_eq!(asked().await, before, "of another type");
}
