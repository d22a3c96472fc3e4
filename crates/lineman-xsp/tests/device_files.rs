//! Device Management's ways to authenticate, caching, builds and uploads over real sockets.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod support;

use lineman_logs::dms_debug_log::DmsDebugEntry;
use lineman_model::Secret;
use lineman_store::broadworks::{
    AccessDevice, DeviceFile, DeviceKey, DeviceType, DeviceTypeFile, Endpoint, EndpointKind,
    FileFlag, FileSource, Tag, TagScope,
};
use reqwest::{Response, StatusCode};
use support::application_server::DEVICE_TOKEN;
use support::logs::dms_debug;
use support::repository::{DESKTOP, DEVICE_PASSWORD, DEVICE_USER, MOBILE, device_key, fill};
use support::{Rig, UNA, rig, rig_with};

const FILE: &str = "/dms/bc/pc/config-wxt.xml";
const MAC: &str = "0004F2ABCDEF";
const PHONE: &str = "Desk Phone";
const SETTINGS: &str = "Applications/BroadworksDms/GeneralSettings";

async fn filled() -> Rig {
    let rig = rig().await;
    fill(&rig.store, "UTF-8").await;
    rig
}

fn phone_key() -> DeviceKey {
    DeviceKey::group("ent1", "g1", "una-desk")
}

/// A desk phone with a file by MAC address and an extra one, with these flags.
async fn with_phone(flags: &[(FileFlag, bool)]) -> Rig {
    let rig = filled().await;
    let store = &rig.store;
    let kind = DeviceType::new(PHONE, "/phone/");
    store.device_types().save(&kind).await.expect("a device type");
    let template = "mac=%BWMACADDRESS% id=%BWDEVICEID% line=%BWLINEPORT-2%@%BWHOST-PRIMARY% \
                    name=%BWNAME-1% lines=%BWNUMLINES% site=%SITE%";
    for format in ["BWDEVICE_%BWMACADDRESS%.cfg", "%SITE%.dat"] {
        let mut file = DeviceTypeFile::new(format, template);
        for (flag, value) in flags {
            file.set(*flag, *value);
        }
        store.device_type_files().save(PHONE, &file).await.expect("a file");
    }
    let device = AccessDevice {
        user_name: Some("unadesk".to_owned()),
        password: Some(Secret::new("desk-s3cret")),
        mac_address: Some(MAC.to_owned()),
        ..AccessDevice::new(phone_key(), PHONE)
    };
    store.access_devices().add(&device).await.expect("a device");
    for (line, order) in [("second", 2), ("first", 1)] {
        let line = format!("{line}@bw.example.com");
        let kind = EndpointKind::SharedCallAppearance;
        let mut endpoint = Endpoint::new(line, UNA, phone_key(), kind);
        endpoint.line_order = order;
        store.endpoints().add(&endpoint).await.expect("a line/port");
    }
    let site = TagScope::Device(phone_key());
    store.tags().set(&site, "%SITE%", "west").await.expect("a tag");
    rig
}

async fn get(rig: &Rig, path: &str) -> Response {
    rig.http.get(rig.public(path)).send().await.expect("an answer")
}

async fn by_password(rig: &Rig, path: &str, user: &str, password: &str) -> Response {
    let request = rig.http.get(rig.public(path)).basic_auth(user, Some(password));
    request.send().await.expect("an answer")
}

async fn by_token(rig: &Rig, path: &str, token: &str) -> Response {
    rig.http.get(rig.public(path)).bearer_auth(token).send().await.expect("an answer")
}

fn challenges(response: &Response) -> Vec<String> {
    let scheme = |value: &http::HeaderValue| {
        let text = value.to_str().expect("text");
        text.split(' ').next().unwrap_or_default().to_owned()
    };
    response.headers().get_all("www-authenticate").iter().map(scheme).collect()
}

const NO_PASSWORD: [(FileFlag, bool); 4] = [
    (FileFlag::Digest, false),
    (FileFlag::UserNamePassword, false),
    (FileFlag::Bearer, false),
    (FileFlag::MacBased, true),
];

#[tokio::test]
async fn a_mac_address_in_the_name_opens_a_file_that_allows_it() {
    let rig = with_phone(&NO_PASSWORD).await;
    for mac in [MAC, "0004f2abcdef"] {
        let response = get(&rig, &format!("/dms/phone/BWDEVICE_{mac}.cfg")).await;
        assert_eq!(response.status(), 200, "{mac}");
        let text = response.text().await.expect("a body");
        assert_eq!(
            text,
            "mac=0004F2ABCDEF id=una-desk line=second@bw.example.com name=Žofie Öne lines=2 \
             site=west"
        );
    }
    for (path, status) in [
        ("/dms/phone/BWDEVICE_0004F2ABCDE0.cfg", 401),
        ("/dms/phone/BWDEVICE_.cfg", 401),
        ("/dms/phone/west.dat", 401),
    ] {
        assert_eq!(get(&rig, path).await.status(), status, "{path}");
    }
    let password =
        by_password(&rig, "/dms/phone/BWDEVICE_0004F2ABCDEF.cfg", "unadesk", "desk-s3cret").await;
    assert_eq!(password.status(), 401, "the file does not take passwords");
    let methods: Vec<String> = dms_debug(&rig.dms_debug)
        .into_iter()
        .filter_map(|record| match record.entry {
            DmsDebugEntry::Authenticated { method, .. } => Some(method),
            _ => None,
        })
        .collect();
    assert_eq!(methods, ["MAC address", "MAC address"]);
}

#[tokio::test]
async fn basic_is_taken_where_the_file_says_so_and_names_with_tags_are_the_devices_own() {
    let rig = with_phone(&[(FileFlag::Digest, false), (FileFlag::Bearer, false)]).await;
    let none = get(&rig, "/dms/phone/west.dat").await;
    assert_eq!(
        (none.status(), challenges(&none)),
        (StatusCode::UNAUTHORIZED, vec!["Basic".to_owned(), "Bearer".to_owned()])
    );
    let good = by_password(&rig, "/dms/phone/west.dat", "unadesk", "desk-s3cret").await;
    assert_eq!(good.status(), 200);
    for (path, user, password, status) in [
        ("/dms/phone/east.dat", "unadesk", "desk-s3cret", 403),
        ("/dms/phone/BWDEVICE_0004F2ABCDE0.cfg", "unadesk", "desk-s3cret", 403),
        ("/dms/phone/west.dat", "unadesk", "wrong", 401),
        ("/dms/phone/west.dat", "nobody", "desk-s3cret", 401),
        // Another device's password, and a file that wants Digest.
        ("/dms/phone/west.dat", DEVICE_USER, DEVICE_PASSWORD, 403),
        (FILE, DEVICE_USER, DEVICE_PASSWORD, 401),
    ] {
        let response = by_password(&rig, path, user, password).await;
        assert_eq!(response.status(), status, "{path} {user}");
    }
}

#[tokio::test]
async fn with_both_the_mac_address_must_be_that_of_the_password() {
    let flags = [(FileFlag::Digest, false), (FileFlag::MacBased, true)];
    let rig = with_phone(&flags).await;
    let path = format!("/dms/phone/BWDEVICE_{MAC}.cfg");
    assert_eq!(get(&rig, &path).await.status(), 401, "the address alone is not enough");
    assert_eq!(by_password(&rig, &path, "unadesk", "desk-s3cret").await.status(), 200);
    let mut other = AccessDevice::new(DeviceKey::group("ent1", "g1", "other"), PHONE);
    other.user_name = Some("other".to_owned());
    other.password = Some(Secret::new("pw"));
    other.mac_address = Some("0004F2000000".to_owned());
    rig.store.access_devices().add(&other).await.expect("a device");
    assert_eq!(by_password(&rig, &path, "other", "pw").await.status(), 403);
}

#[tokio::test]
async fn the_mac_address_may_stand_in_the_user_agent() {
    let mut flags = NO_PASSWORD.to_vec();
    flags.push((FileFlag::MacInNonRequestUri, true));
    let rig = with_phone(&flags).await;
    for (agent, status) in
        [("Desk/1.0 (00:04:f2:ab:cd:ef)", 200), ("Desk/1.0 0004F2ABCDE0", 401), ("Desk/1.0", 401)]
    {
        let request = rig.http.get(rig.public("/dms/phone/west.dat")).header("user-agent", agent);
        assert_eq!(request.send().await.expect("an answer").status(), status, "{agent}");
    }
}

/// CAL-002, CAL-003: a long-lived token of the user opens the files of the user's own devices.
#[tokio::test]
async fn a_long_lived_token_opens_the_users_own_files() {
    let rig = filled().await;
    let token = rig.token(UNA).await;
    let response = by_token(&rig, FILE, &token).await;
    assert_eq!(response.status(), 200);
    assert!(response.text().await.expect("a body").contains("una-pc@bw.example.com"));
    let mobile = by_token(&rig, "/dms/bc/mobile/config-wxt.xml", &token).await;
    assert_eq!(mobile.status(), 403, "the user has no such device");
    let mut changed = token.clone();
    changed.replace_range(token.len() - 4.., "AAAA");
    assert_eq!(by_token(&rig, FILE, &changed).await.status(), 401, "not signed by us");

    // A second device of the type (CAL-016): the parameter says which.
    let second = DeviceKey::group("ent1", "g1", "una-pc-2");
    rig.store.access_devices().add(&AccessDevice::new(second.clone(), DESKTOP)).await.expect("one");
    let line = "una-pc-2@bw.example.com";
    let endpoint = Endpoint::new(line, UNA, second, EndpointKind::SharedCallAppearance);
    rig.store.endpoints().add(&endpoint).await.expect("a line/port");
    let named = by_token(&rig, &format!("{FILE}?deviceName=una-pc-2"), &token).await;
    assert!(named.text().await.expect("a body").contains(line));
    let foreign = by_token(&rig, &format!("{FILE}?deviceName=somebodys"), &token).await;
    assert_eq!(foreign.status(), 403);

    // The file may forbid it.
    let files = rig.store.device_type_files();
    let mut file = files.find(DESKTOP, "config-wxt.xml").await.expect("read").expect("there");
    file.set(FileFlag::Bearer, false);
    files.save(DESKTOP, &file).await.expect("saved");
    assert_eq!(by_token(&rig, FILE, &token).await.status(), 401);
    assert_eq!(by_token(&rig, FILE, DEVICE_TOKEN).await.status(), 200, "the device's own token");
    let log = rig.dms_debug.text();
    assert!(!log.contains(&token[..token.len() - 4]) && !log.contains(DEVICE_TOKEN));
}

#[tokio::test]
async fn without_the_authentication_service_no_long_lived_token_counts() {
    let rig = rig_with(|config| config.auth_service_url = None).await;
    fill(&rig.store, "UTF-8").await;
    let token = rig.token(UNA).await;
    assert_eq!(by_token(&rig, FILE, &token).await.status(), 503);
    assert_eq!(by_token(&rig, FILE, DEVICE_TOKEN).await.status(), 200);
    // And the shell can switch device tokens off.
    let settings = rig.store.node_settings();
    settings.set("xsp1", SETTINGS, "allowTokenBasedAuthentication", "false").await.expect("set");
    assert_eq!(by_token(&rig, FILE, DEVICE_TOKEN).await.status(), 401);
}

#[tokio::test]
async fn protocols_that_a_file_forbids() {
    let rig = filled().await;
    let files = rig.store.device_type_files();
    let mut file = files.find(DESKTOP, "config-wxt.xml").await.expect("read").expect("there");
    file.set(FileFlag::AllowHttp, false);
    files.save(DESKTOP, &file).await.expect("saved");
    assert_eq!(by_token(&rig, FILE, DEVICE_TOKEN).await.status(), 403);
}

fn header(response: &Response, name: &str) -> String {
    response.headers()[name].to_str().expect("text").to_owned()
}

#[tokio::test]
async fn files_are_built_anew_when_something_changes_or_somebody_asks() {
    let rig = filled().await;
    let first = by_token(&rig, FILE, DEVICE_TOKEN).await;
    assert_eq!(header(&first, "cache-control"), "no-store");
    assert_eq!(header(&first, "last-modified"), "Thu, 01 Jan 2026 00:00:00 GMT");
    let tag = header(&first, "etag");
    let ask = async |name: &str, value: &str| {
        let request = rig.http.get(rig.public(FILE)).bearer_auth(DEVICE_TOKEN);
        request.header(name, value).send().await.expect("an answer")
    };
    rig.clock.advance_millis(60_000);
    let known = ask("if-none-match", &tag).await;
    assert_eq!(known.status(), 304);
    assert_eq!(header(&known, "etag"), tag);
    assert!(known.text().await.expect("a body").is_empty());
    assert_eq!(ask("if-modified-since", "Thu, 01 Jan 2026 00:00:00 GMT").await.status(), 304);

    // A tag changes.
    let port = TagScope::Device(device_key());
    rig.store.tags().set(&port, "%SBC_PORT_WXT%", "5070").await.expect("set");
    let changed = ask("if-none-match", &tag).await;
    assert_eq!(changed.status(), 200);
    assert_eq!(header(&changed, "last-modified"), "Thu, 01 Jan 2026 00:01:00 GMT");
    let second = header(&changed, "etag");
    assert_ne!(second, tag);
    assert!(changed.text().await.expect("a body").contains("5070"));

    // Nothing changes, but somebody asks.
    rig.clock.advance_millis(60_000);
    let now = lineman_model::Clock::now(&*rig.clock);
    rig.store.access_devices().rebuild(&device_key(), now).await.expect("asked");
    let rebuilt = ask("if-none-match", &second).await;
    assert_eq!(rebuilt.status(), 200);
    assert_eq!(header(&rebuilt, "last-modified"), "Thu, 01 Jan 2026 00:02:00 GMT");

    // The type allows clients to keep it; a device's own file comes before the type's.
    let files = rig.store.device_type_files();
    let mut file = files.find(DESKTOP, "config-wxt.xml").await.expect("read").expect("there");
    file.set(FileFlag::EnableCaching, true);
    files.save(DESKTOP, &file).await.expect("saved");
    let mut own = DeviceFile {
        file_format: "config-wxt.xml".to_owned(),
        source: FileSource::Custom,
        configuration_file_name: None,
        content: Some(b"<own device=\"%BWDEVICEID%\"/>".to_vec()),
        extended_capture: false,
    };
    rig.store.device_files().save(&device_key(), &own).await.expect("saved");
    let custom = by_token(&rig, FILE, DEVICE_TOKEN).await;
    assert_eq!(header(&custom, "cache-control"), "private, no-cache");
    assert_eq!(custom.text().await.expect("a body"), "<own device=\"una-pc\"/>");
    own.source = FileSource::Manual;
    rig.store.device_files().save(&device_key(), &own).await.expect("saved");
    assert_eq!(by_token(&rig, FILE, DEVICE_TOKEN).await.status(), 404);

    let entries = dms_debug(&rig.dms_debug);
    let count = |wanted: fn(&DmsDebugEntry) -> bool| {
        entries.iter().filter(|record| wanted(&record.entry)).count()
    };
    assert_eq!(count(|entry| matches!(entry, DmsDebugEntry::NotModified { .. })), 2);
    assert_eq!(count(|entry| matches!(entry, DmsDebugEntry::FileBuilt { .. })), 3);
}

/// CAL-013: a value that is not overridable, and a device type with a tag set of its own.
#[tokio::test]
async fn tags_of_every_level_reach_the_file() {
    let rig = filled().await;
    let store = &rig.store;
    let proxy = async || {
        let bytes = by_token(&rig, FILE, DEVICE_TOKEN).await.bytes().await.expect("a body");
        let root = lineman_xml::parse_bytes(&bytes).expect("well-formed").root;
        let proxy = root.at(&["protocols", "sip", "proxies", "proxy"]).expect("a proxy");
        let part = |name| proxy.attribute(name).unwrap_or_default().to_owned();
        (part("address"), part("port"))
    };
    store.tag_sets().add("desktops").await.expect("added");
    let set = TagScope::TagSet { name: "desktops".to_owned() };
    store.tags().set(&set, "%SBC_ADDRESS_WXT%", "sbc2.example.com").await.expect("set");
    assert_eq!(proxy().await, ("sbc.example.com".to_owned(), "5060".to_owned()), "not used yet");
    let mut kind = store.device_types().find(DESKTOP).await.expect("read").expect("there");
    kind.options.insert("tagSet".to_owned(), "desktops".to_owned());
    store.device_types().save(&kind).await.expect("saved");
    assert_eq!(proxy().await.0, "sbc2.example.com");
    let fixed = Tag { value: "5090".to_owned(), is_overridable: false };
    store.tags().define(&TagScope::System, "%SBC_PORT_WXT%", &fixed).await.expect("set");
    assert_eq!(proxy().await.1, "5090", "the device has no say");
    kind.options.insert("tagMode".to_owned(), "None".to_owned());
    store.device_types().save(&kind).await.expect("saved");
    assert_eq!(proxy().await, (String::new(), String::new()));
}

#[tokio::test]
async fn uploads_are_taken_from_devices_where_the_file_allows_it() {
    let flags = [(FileFlag::Digest, false), (FileFlag::AllowUpload, true)];
    let rig = with_phone(&flags).await;
    let put = async |path: &str, body: Vec<u8>| {
        let request = rig.http.put(rig.public(path)).basic_auth("unadesk", Some("desk-s3cret"));
        request.body(body).send().await.expect("an answer").status()
    };
    let path = "/dms/phone/west.dat";
    let anonymous = rig.http.put(rig.public(path)).body("x").send().await.expect("an answer");
    assert_eq!(anonymous.status(), 401);
    assert_eq!(put(path, vec![0, 159, 146]).await, 201);
    let read = by_password(&rig, path, "unadesk", "desk-s3cret").await;
    assert_eq!(read.bytes().await.expect("a body").as_ref(), [0, 159, 146]);
    assert_eq!(put(path, b"again".to_vec()).await, 204);
    assert_eq!(put(path, vec![b'x'; 1024 * 1024 + 1]).await, 413);
    assert_eq!(put("/dms/phone/none", b"x".to_vec()).await, 401, "no file there takes passwords");
    let token = rig.http.put(rig.public(FILE)).bearer_auth(DEVICE_TOKEN).body("x");
    assert_eq!(token.send().await.expect("an answer").status(), 405, "this file does not");
    let other = by_password(&rig, path, "unadesk", "desk-s3cret").await;
    assert_eq!(other.text().await.expect("a body"), "again");
    // Built anew: the template counts again.
    rig.clock.advance_millis(1);
    let now = lineman_model::Clock::now(&*rig.clock);
    rig.store.access_devices().rebuild(&phone_key(), now).await.expect("asked");
    let rebuilt = by_password(&rig, path, "unadesk", "desk-s3cret").await;
    assert!(rebuilt.text().await.expect("a body").starts_with("mac="));
    let uploads = dms_debug(&rig.dms_debug)
        .into_iter()
        .filter(|record| matches!(record.entry, DmsDebugEntry::Uploaded { .. }))
        .count();
    assert_eq!(uploads, 2);
    let delete = rig.http.delete(rig.public(path)).send().await.expect("an answer");
    assert_eq!(delete.status(), 405);
}

/// Several types may share an access URI: the device decides.
#[tokio::test]
async fn types_may_share_an_access_uri() {
    let rig = filled().await;
    let mut mobile = rig.store.device_types().find(MOBILE).await.expect("read").expect("there");
    mobile.access_uri = "bc/pc".to_owned();
    rig.store.device_types().save(&mobile).await.expect("saved");
    let file = DeviceTypeFile::new("config-wxt.xml", "<mobile id=\"%BWDEVICEID%\"/>");
    rig.store.device_type_files().save(MOBILE, &file).await.expect("saved");
    let key = DeviceKey::group("ent1", "g1", "una-phone");
    rig.store.access_devices().add(&AccessDevice::new(key.clone(), MOBILE)).await.expect("added");
    let line = "una-phone@bw.example.com";
    let endpoint = Endpoint::new(line, UNA, key, EndpointKind::SharedCallAppearance);
    rig.store.endpoints().add(&endpoint).await.expect("a line/port");
    let token = rig.token(UNA).await;
    let desktop = by_token(&rig, FILE, &token).await;
    assert!(desktop.text().await.expect("a body").contains("<config>"));
    let named = by_token(&rig, &format!("{FILE}?deviceName=una-phone"), &token).await;
    assert_eq!(named.text().await.expect("a body"), "<mobile id=\"una-phone\"/>");
}

/// Firmware and the like: open to all, the same for every device, no tag filled in.
#[tokio::test]
async fn static_files_may_be_open_to_all() {
    let mut flags = NO_PASSWORD.to_vec();
    flags.push((FileFlag::MacBased, false));
    let rig = with_phone(&flags).await;
    let files = rig.store.device_type_files();
    let mut firmware = DeviceTypeFile::new("firmware.bin", vec![0, 37, 255, b'%', b'A', b'%']);
    for (flag, value) in &flags {
        firmware.set(*flag, *value);
    }
    files.save(PHONE, &firmware).await.expect("saved");
    assert_eq!(get(&rig, "/dms/phone/firmware.bin").await.status(), 401, "not static: whose?");
    firmware.options.insert("fileCategory".to_owned(), "Static".to_owned());
    firmware.set(FileFlag::EnableCaching, true);
    files.save(PHONE, &firmware).await.expect("saved");
    let response = get(&rig, "/dms/phone/firmware.bin").await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "cache-control"), "private, no-cache");
    let tag = header(&response, "etag");
    assert_eq!(response.bytes().await.expect("a body").as_ref(), firmware.content);
    let known = rig.http.get(rig.public("/dms/phone/firmware.bin")).header("if-none-match", tag);
    assert_eq!(known.send().await.expect("an answer").status(), 304);
    let put = rig.http.put(rig.public("/dms/phone/firmware.bin")).body("x");
    assert_eq!(put.send().await.expect("an answer").status(), 401);
    firmware.set(FileFlag::AllowHttp, false);
    files.save(PHONE, &firmware).await.expect("saved");
    assert_eq!(get(&rig, "/dms/phone/firmware.bin").await.status(), 403);
}
