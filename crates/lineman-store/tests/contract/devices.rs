//! Device types, devices, line/ports, tags and device tokens.

use lineman_store::broadworks::{
    AccessDevice, Activation, ActivationPolicy, ActivationPolicyScope, ActivationState, DeviceFile,
    DeviceKey, DeviceLevel, DeviceToken, DeviceType, DeviceTypeFile, DeviceUpload, DevicesBelow,
    EndpointKind, FileFlag, FileSource, Reseller, Tag, TagScope, UPLOADS_PER_DEVICE,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, desktop, device, endpoint, subscriber};

pub(crate) async fn types_and_files(context: &Context) {
    let store = context.furnished().await;
    let types = store.device_types();
    let mut changed = desktop();
    changed.encoding = "ISO-8859-1".into();
    changed.options.insert("tagSet".into(), "phones".into());
    types.save(&changed).await.expect("replaced");
    let name = changed.device_type.clone();
    assert_eq!(types.find(&name).await.expect("read"), Some(changed.clone()));
    let by_uri = types.find_by_access("dms", "bc/pc/").await.expect("read");
    assert_eq!(by_uri, [changed.clone()]);
    assert!(types.find_by_access("dms", "bc/mobile/").await.expect("read").is_empty());
    assert_eq!(types.list(5).await.expect("listed").len(), 1);
    let files = store.device_type_files();
    let mut file = DeviceTypeFile::new("config-wxt.xml", "<config>%SBC_ADDRESS_WXT%</config>");
    files.save(&name, &file).await.expect("saved");
    file.content = vec![0, 255, b'<'];
    file.remote_file_format = "config-wxt_%BWDEVICEID%.xml".into();
    file.set(FileFlag::AllowUpload, true);
    files.save(&name, &file).await.expect("replaced");
    assert_reference(files.save("nothing", &file).await);
    assert_eq!(files.find(&name, "config-wxt.xml").await.expect("read"), Some(file.clone()));
    assert_eq!(files.list(&name).await.expect("listed"), [file]);
    assert!(files.remove(&name, "config-wxt.xml").await.expect("removed"));
    assert!(!files.remove(&name, "config-wxt.xml").await.expect("removed"));
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
    second.line_order = 3;
    second.port_number = Some(2);
    second.is_primary_line_port = true;
    endpoints.update(&second).await.expect("changed");
    assert_eq!(endpoints.find("second@EXAMPLE.com").await.expect("read"), Some(second));
    // A port of a device is one line/port's.
    let mut third = endpoints.find("third@example.com").await.expect("read").expect("there");
    third.port_number = Some(2);
    assert_exists(endpoints.update(&third).await);
    assert_missing(endpoints.update(&endpoint("una@example.com", "nothing")).await);
    assert!(endpoints.remove("second@example.com").await.expect("removed"));
    assert!(!endpoints.remove("second@example.com").await.expect("removed"));
}

/// CAL-013, CAL-014: which value of a tag is in effect.
pub(crate) async fn tags_of_the_nearest_level(context: &Context) {
    let store = context.furnished().await;
    let tags = store.tags();
    let key = device("una-pc").key;
    let with_set = |name: &str, set: Option<&str>| {
        let mut kind = DeviceType::new(name, "bc/pc/");
        kind.options.extend(set.map(|set| (DeviceType::TAG_SET.to_owned(), set.to_owned())));
        kind
    };
    let kind = with_set("Business Communicator - PC", Some("phones"));
    let chain = TagScope::chain(&key, &kind);
    let levels: Vec<_> = chain.iter().map(TagScope::level).collect();
    assert_eq!(levels, ["System Default", "System", "Service Provider", "Group", "Device Profile"]);
    for (number, scope) in chain.iter().enumerate() {
        tags.set(scope, "%SBC_ADDRESS_WXT%", &number.to_string()).await.expect("set");
        tags.set(scope, &format!("%ONLY_{number}%"), "own").await.expect("set");
        let effective = tags.effective(&key, &kind).await.expect("read");
        let nearest = &effective["%SBC_ADDRESS_WXT%"];
        assert_eq!((nearest.value.as_str(), &nearest.scope), (&*number.to_string(), scope));
        assert_eq!(effective.len(), number + 2);
    }
    let value = async |key: &DeviceKey, name: &str, set: Option<&str>| {
        let effective = tags.effective(key, &with_set(name, set)).await.expect("read");
        effective["%SBC_ADDRESS_WXT%"].value.clone()
    };
    let kind = kind.device_type;
    let elsewhere = DeviceKey::group("ent1", "g2", "una-pc");
    assert_eq!(value(&elsewhere, &kind, None).await, "2", "another group");
    assert_eq!(value(&elsewhere, "other", Some("phones")).await, "1", "another type");
    assert_eq!(value(&elsewhere, "other", None).await, "0", "no tag set");
    tags.set(&chain[4], "%SBC_ADDRESS_WXT%", "new").await.expect("replaced");
    assert_eq!(tags.list(&chain[4]).await.expect("listed")["%SBC_ADDRESS_WXT%"], "new");
    // Not overridable: nearer levels have no say.
    let fixed = Tag { value: "fixed".into(), is_overridable: false };
    tags.define(&chain[1], "%SBC_ADDRESS_WXT%", &fixed).await.expect("replaced");
    assert_eq!(value(&key, &kind, Some("phones")).await, "fixed");
    assert_eq!(value(&key, &kind, None).await, "new", "of another set");
    assert!(tags.remove(&chain[4], "%SBC_ADDRESS_WXT%").await.expect("removed"));
    assert!(!tags.remove(&chain[4], "%SBC_ADDRESS_WXT%").await.expect("removed"));
    assert_eq!(value(&key, &kind, None).await, "3");
    let mut plain = with_set(&kind, Some("phones"));
    plain.options.insert("tagMode".into(), "System".into());
    let effective = tags.effective(&key, &plain).await.expect("read");
    assert_eq!(effective["%SBC_ADDRESS_WXT%"].value, "0", "the system default only");
    plain.options.insert("tagMode".into(), "None".into());
    assert!(tags.effective(&key, &plain).await.expect("read").is_empty());
}

pub(crate) async fn tag_sets(context: &Context) {
    let store = context.furnished().await;
    let sets = store.tag_sets();
    sets.add("phones").await.expect("added");
    assert_exists(sets.add("phones").await);
    sets.add("apps").await.expect("added");
    let scope = |name: &str| TagScope::TagSet { name: name.into() };
    store.tags().set(&scope("phones"), "%A%", "1").await.expect("set");
    store.tags().set(&scope("apps"), "%A%", "2").await.expect("set");
    assert_exists(sets.rename("phones", "apps").await);
    sets.rename("phones", "desk phones").await.expect("renamed");
    assert_eq!(sets.list(5).await.expect("listed"), ["apps", "desk phones"]);
    assert!(!sets.exists("phones").await.expect("read"));
    assert!(store.tags().list(&scope("phones")).await.expect("listed").is_empty());
    assert_eq!(store.tags().list(&scope("desk phones")).await.expect("listed")["%A%"], "1");
    assert!(sets.remove("desk phones").await.expect("removed"));
    assert!(!sets.remove("desk phones").await.expect("removed"));
    assert!(store.tags().list(&scope("desk phones")).await.expect("listed").is_empty());
    assert_eq!(store.tags().list(&scope("apps")).await.expect("listed")["%A%"], "2");
}

/// What administrators and devices put into single devices' files.
pub(crate) async fn files_of_devices(context: &Context) {
    let store = context.furnished().await;
    let files = store.device_files();
    let key = device("una-pc").key;
    let mut file = DeviceFile {
        file_format: "config-wxt.xml".into(),
        source: FileSource::Custom,
        configuration_file_name: Some("own.xml".into()),
        content: Some(b"<config/>".to_vec()),
        extended_capture: true,
    };
    files.save(&key, &file).await.expect("saved");
    assert_reference(files.save(&device("nothing").key, &file).await);
    file.source = FileSource::Default;
    file.content = None;
    files.save(&key, &file).await.expect("replaced");
    assert_eq!(files.find(&key, "config-wxt.xml").await.expect("read"), Some(file));
    assert_eq!(files.find(&key, "other.xml").await.expect("read"), None);

    let mut upload =
        DeviceUpload { file_name: "calls.xml".into(), content: vec![0, 1, 2], uploaded_at: at(1) };
    assert!(files.upload(&key, &upload).await.expect("kept"));
    upload.content = b"text".to_vec();
    assert!(files.upload(&key, &upload).await.expect("kept"));
    assert_eq!(files.find_upload(&key, "calls.xml").await.expect("read"), Some(upload.clone()));
    assert_reference(files.upload(&device("nothing").key, &upload).await);
    for number in 1..UPLOADS_PER_DEVICE {
        upload.file_name = format!("{number}.xml");
        assert!(files.upload(&key, &upload).await.expect("kept"), "{number}");
    }
    upload.file_name = "one-too-many.xml".into();
    assert!(!files.upload(&key, &upload).await.expect("answered"), "the device has its fill");
    upload.file_name = "calls.xml".into();
    assert!(files.upload(&key, &upload).await.expect("kept"), "but may replace");

    let first = files.built(&key, "config-wxt.xml", "a", at(10)).await.expect("built");
    assert!(first.built_at == at(10) && first.is_new);
    let same = files.built(&key, "config-wxt.xml", "a", at(20)).await.expect("built");
    assert!(same.built_at == at(10) && !same.is_new, "the same content is as old as before");
    let other = files.built(&key, "config-wxt.xml", "b", at(30)).await.expect("built");
    assert!(other.built_at == at(30) && other.is_new);
}

pub(crate) async fn rebuilds_and_counts(context: &Context) {
    let store = context.furnished().await;
    let devices = store.access_devices();
    let kind = desktop().device_type;
    store.device_types().save(&DeviceType::new("Phone", "phone/")).await.expect("saved");
    let system = AccessDevice::new(DeviceKey::system("lobby"), "Phone");
    let provider = AccessDevice::new(DeviceKey::service_provider("ent1", "gate"), &*kind);
    let mut second = device("second");
    second.mac_address = Some("0004F2ABCDEF".into());
    second.user_name = None;
    second.details.insert("netAddress".into(), "10.0.0.9".into());
    for device in [&system, &provider, &second] {
        devices.add(device).await.expect("added");
    }
    assert_eq!(devices.list_by_mac_address("0004F2ABCDEF").await.expect("read"), [second.clone()]);
    let group = DevicesBelow::Group("ent1", "g1");
    let count = async |below, kind| devices.count(below, kind).await.expect("counted");
    assert_eq!(count(DevicesBelow::System, None).await, 4);
    assert_eq!(count(DevicesBelow::System, Some("Phone")).await, 1);
    assert_eq!(count(DevicesBelow::ServiceProvider("ent1"), None).await, 3);
    assert_eq!(count(group, Some(&kind)).await, 2);
    assert_eq!(devices.list_all(10).await.expect("listed").len(), 4);
    assert_eq!(devices.rebuild_below(group, Some(&kind), at(5)).await.expect("asked"), 2);
    let found = devices.find(&second.key).await.expect("read").expect("there");
    assert_eq!(found.rebuilt_at, Some(at(5)));
    let found = devices.find(&provider.key).await.expect("read").expect("there");
    assert_eq!(found.rebuilt_at, None, "of the service provider itself");
    devices.rebuild(&provider.key, at(6)).await.expect("asked");
    assert_missing(devices.rebuild(&device("nothing").key, at(6)).await);
    // A device's tags go with it.
    let scope = TagScope::Device(second.key.clone());
    store.tags().set(&scope, "%A%", "1").await.expect("set");
    assert!(devices.remove(&second.key).await.expect("removed"));
    assert!(store.tags().list(&scope).await.expect("listed").is_empty());
}

pub(crate) async fn activations(context: &Context) {
    let store = context.furnished().await;
    let activations = store.device_activations();
    let key = device("una-pc").key;
    assert_eq!(activations.find(&key).await.expect("read"), Some(Activation::default()));
    assert_eq!(activations.find(&device("nothing").key).await.expect("read"), None);
    let waiting = Activation {
        state: ActivationState::Activating,
        code: Some("ABCDEFGHJKLMNPQR".into()),
        expires_at: Some(at(1000)),
    };
    activations.set(&key, &waiting).await.expect("written");
    assert_eq!(activations.find(&key).await.expect("read"), Some(waiting.clone()));
    store.access_devices().add(&device("second")).await.expect("added");
    assert_exists(activations.set(&device("second").key, &waiting).await);
    let mut changed = store.access_devices().find(&key).await.expect("read").expect("there");
    changed.description = Some("changed".into());
    store.access_devices().update(&changed).await.expect("changed");
    assert_eq!(activations.find(&key).await.expect("read"), Some(waiting), "not forgotten");

    let on = |use_own_settings| ActivationPolicy {
        use_own_settings,
        allow_request_by_user: use_own_settings,
        send_in_email: true,
    };
    let effect = async || activations.policy_in_effect("ent1", "g1").await.expect("read");
    assert_eq!(effect().await, ActivationPolicy::default());
    activations.set_policy(ActivationPolicyScope::System, on(false)).await.expect("set");
    assert_eq!(effect().await, on(false));
    let reseller = Reseller { reseller_id: "r1".into(), name: None, external_id: None };
    store.resellers().add(&reseller).await.expect("added");
    store.resellers().give("ent1", Some("r1")).await.expect("given");
    assert_eq!(effect().await, on(false), "the reseller says nothing of its own");
    let mailed_by_reseller = ActivationPolicy { send_in_email: false, ..on(true) };
    let reseller = ActivationPolicyScope::Reseller("r1");
    activations.set_policy(reseller, mailed_by_reseller).await.expect("set");
    assert_eq!(effect().await, mailed_by_reseller);
    let provider = ActivationPolicyScope::ServiceProvider("ent1");
    activations.set_policy(provider, on(true)).await.expect("set");
    assert_eq!(effect().await, on(true));
    let group = ActivationPolicyScope::Group("ent1", "g1");
    activations.set_policy(group, ActivationPolicy::default()).await.expect("set");
    assert_eq!(effect().await, on(true), "the group does not use its own");
    let own = ActivationPolicy { use_own_settings: true, ..ActivationPolicy::default() };
    activations.set_policy(group, own).await.expect("set");
    assert_eq!(effect().await, own);
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
