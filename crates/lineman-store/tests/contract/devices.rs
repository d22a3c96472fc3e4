//! Device types, devices, line/ports, tags and device tokens.

use lineman_store::broadworks::{
    AccessDevice, DeviceKey, DeviceLevel, DeviceToken, DeviceTypeFile, EndpointKind, TagScope,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, desktop, device, endpoint, subscriber};

pub(crate) async fn types_and_files(context: &Context) {
    let store = context.furnished().await;
    let types = store.device_types();
    let mut changed = desktop();
    changed.encoding = "ISO-8859-1".into();
    types.save(&changed).await.expect("replaced");
    let name = changed.device_type.clone();
    assert_eq!(types.find(&name).await.expect("read"), Some(changed.clone()));
    let by_uri = types.find_by_access("dms", "bc/pc/").await.expect("read");
    assert_eq!(by_uri, [changed.clone()]);
    assert!(types.find_by_access("dms", "bc/mobile/").await.expect("read").is_empty());
    assert_eq!(types.list(5).await.expect("listed").len(), 1);
    let mut file = DeviceTypeFile {
        file_name: "config-wxt.xml".into(),
        file_format: "config-wxt".into(),
        template: "<config>%SBC_ADDRESS_WXT%</config>".into(),
    };
    types.save_file(&name, &file).await.expect("saved");
    file.template = "<config/>".into();
    types.save_file(&name, &file).await.expect("replaced");
    assert_reference(types.save_file("nothing", &file).await);
    assert_eq!(types.find_file(&name, "config-wxt.xml").await.expect("read"), Some(file.clone()));
    assert_eq!(types.list_files(&name).await.expect("listed"), [file]);
    assert!(types.remove_file(&name, "config-wxt.xml").await.expect("removed"));
    assert!(!types.remove_file(&name, "config-wxt.xml").await.expect("removed"));
    assert_reference(types.remove(&name).await);
}

/// The user name says whose file is asked for, so it is unique in the system.
pub(crate) async fn levels_and_user_names(context: &Context) {
    let store = context.furnished().await;
    let devices = store.access_devices();
    let kind = desktop().device_type;
    let keys = [
        DeviceKey::system("x"),
        DeviceKey::service_provider("ent1", "x"),
        DeviceKey::group("ent1", "g1", "x"),
        DeviceKey::group("ent1", "g2", "x"),
    ];
    for key in &keys {
        devices.add(&AccessDevice::new(key.clone(), &*kind)).await.expect("added");
        assert_exists(devices.add(&AccessDevice::new(key.clone(), &*kind)).await);
    }
    for key in &keys {
        let found = devices.find(key).await.expect("read").expect("there");
        assert_eq!(&found.key, key);
    }
    assert_eq!(keys[1].service_provider_id(), Some("ent1"));
    assert_eq!((keys[1].group_id(), keys[0].service_provider_id()), (None, None));
    let own = DeviceKey::of_subscriber(DeviceLevel::Group, "ent1", "g2", "x");
    assert_eq!(own, keys[3]);

    let mut twin = device("twin");
    twin.user_name = Some("una-pc-user".into());
    assert_exists(devices.add(&twin).await);
    twin.user_name = None;
    devices.add(&twin).await.expect("added");
    twin.user_name = Some("twin-user".into());
    twin.version = Some("45.1".into());
    devices.update(&twin).await.expect("changed");
    let found = devices.find_by_user_name("twin-user").await.expect("read");
    assert_eq!(found.expect("there"), twin);
    assert_missing(devices.update(&device("nothing")).await);
    let unknown = AccessDevice::new(DeviceKey::system("y"), "no such type");
    assert_reference(devices.add(&unknown).await);
    let names: Vec<_> = devices
        .list_of_group("ent1", "g1", 10)
        .await
        .expect("listed")
        .into_iter()
        .map(|device| device.key.device_name().to_owned())
        .collect();
    assert_eq!(names, ["twin", "una-pc", "x"]);
    assert_reference(devices.remove(&device("una-pc").key).await);
    assert!(devices.remove(&twin.key).await.expect("removed"));
    assert!(!devices.remove(&twin.key).await.expect("removed"));
}

/// CAL-018: the primary device and shared call appearances.
pub(crate) async fn line_ports(context: &Context) {
    let store = context.furnished().await;
    store.subscribers().add(&subscriber("dora@example.com")).await.expect("added");
    store.access_devices().add(&device("second")).await.expect("added");
    let endpoints = store.endpoints();
    let mut second = endpoint("una@example.com", "second");
    assert_exists(endpoints.add(&second).await);
    second.kind = EndpointKind::SharedCallAppearance;
    second.allow_termination = false;
    endpoints.add(&second).await.expect("added");
    let mut taken = endpoint("dora@example.com", "second");
    taken.line_port = "second@EXAMPLE.com".into();
    assert_exists(endpoints.add(&taken).await);
    taken.line_port = "third@example.com".into();
    endpoints.add(&taken).await.expect("a device may have several users");
    let mut nobodys = endpoint("nobody@example.com", "second");
    nobodys.line_port = "fourth@example.com".into();
    assert_reference(endpoints.add(&nobodys).await);
    let mut nowhere = endpoint("dora@example.com", "nothing");
    nowhere.kind = EndpointKind::SharedCallAppearance;
    assert_reference(endpoints.add(&nowhere).await);

    let of_user = endpoints.list_of_user("una@Example.com").await.expect("listed");
    assert_eq!(of_user, [endpoint("una@example.com", "una-pc"), second.clone()]);
    let of_device = endpoints.list_of_device(&device("second").key).await.expect("listed");
    assert_eq!(of_device, [second.clone(), taken]);
    second.is_active = false;
    second.static_contact = Some("sip:1@host".into());
    endpoints.update(&second).await.expect("changed");
    assert_eq!(endpoints.find("second@EXAMPLE.com").await.expect("read"), Some(second));
    assert_missing(endpoints.update(&endpoint("una@example.com", "nothing")).await);
    assert!(endpoints.remove("second@example.com").await.expect("removed"));
    assert!(!endpoints.remove("second@example.com").await.expect("removed"));
}

/// CAL-013, CAL-014: which value of a tag is in effect.
pub(crate) async fn tags_of_the_nearest_level(context: &Context) {
    let store = context.furnished().await;
    let tags = store.tags();
    let key = device("una-pc").key;
    let kind = desktop().device_type;
    let chain = TagScope::chain(&key, &kind);
    assert_eq!(chain.len(), 5);
    for (number, scope) in chain.iter().enumerate() {
        tags.set(scope, "%SBC_ADDRESS_WXT%", &number.to_string()).await.expect("set");
        tags.set(scope, &format!("%ONLY_{number}%"), "own").await.expect("set");
        let effective = tags.effective(&key, &kind).await.expect("read");
        let nearest = &effective["%SBC_ADDRESS_WXT%"];
        assert_eq!((nearest.value.as_str(), &nearest.scope), (&*number.to_string(), scope));
        assert_eq!(effective.len(), number + 2);
    }
    let other = tags.effective(&DeviceKey::group("ent1", "g2", "una-pc"), "other").await;
    let other = other.expect("read");
    assert_eq!(other["%SBC_ADDRESS_WXT%"].value, "1", "another group, another type");
    tags.set(&chain[4], "%SBC_ADDRESS_WXT%", "new").await.expect("replaced");
    assert_eq!(tags.list(&chain[4]).await.expect("listed")["%SBC_ADDRESS_WXT%"], "new");
    assert!(tags.remove(&chain[4], "%SBC_ADDRESS_WXT%").await.expect("removed"));
    assert!(!tags.remove(&chain[4], "%SBC_ADDRESS_WXT%").await.expect("removed"));
    let effective = tags.effective(&key, &kind).await.expect("read");
    assert_eq!(effective["%SBC_ADDRESS_WXT%"].value, "3");
}

/// CAL-002: a device management token is good for its device, and for a while.
pub(crate) async fn tokens(context: &Context) {
    let store = context.furnished().await;
    let tokens = store.device_tokens();
    let token = DeviceToken {
        token_hash: "hash".into(),
        user_id: "una@example.com".into(),
        device: device("una-pc").key,
        issued_at: at(0),
        expires_at: at(1000),
    };
    tokens.add(&token).await.expect("added");
    let unknown = DeviceToken {
        token_hash: "other".into(),
        device: DeviceKey::system("nothing"),
        ..token.clone()
    };
    assert_reference(tokens.add(&unknown).await);
    assert_eq!(tokens.find("hash", at(999)).await.expect("read"), Some(token));
    assert_eq!(tokens.find("hash", at(1000)).await.expect("read"), None);
    assert_eq!(tokens.find("hash2", at(0)).await.expect("read"), None);
    assert_eq!(tokens.remove_expired(at(999)).await.expect("forgotten"), 0);
    assert_eq!(tokens.remove_expired(at(1000)).await.expect("forgotten"), 1);
}
