//! What Device Management finds in the store.

use aws_lc_rs::digest::{SHA256, digest};
use lineman_model::Secret;
use lineman_store::BroadworksStore;
use lineman_store::broadworks::{
    AccessDevice, DeviceKey, DeviceToken, DeviceType, DeviceTypeFile, Endpoint, EndpointKind,
    Group, MessagingServer, ServiceProvider, Subscriber, TagScope,
};

use super::application_server::DEVICE_TOKEN;
use super::{NOW, UNA};

pub(crate) const DESKTOP: &str = "Business Communicator - PC";
pub(crate) const MOBILE: &str = "Connect - Mobile";
pub(crate) const DEVICE_USER: &str = "unapc";
pub(crate) const DEVICE_PASSWORD: &str = "d3v1ce-s3cret";

const TEMPLATE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config><protocols><sip>\
    <proxies><proxy address=\"%SBC_ADDRESS_WXT%\" port=\"%SBC_PORT_WXT%\"/></proxies><lines><line>\
    <uri>%BWLINEPORT-1%@%BWHOST-1%</uri><credentials><username>%BWAUTHUSER-1%</username>\
    <password>%BWAUTHPASSWORD-1%</password></credentials><label>%LABEL_WXT%</label>\
    <park>%CALL_PARK_WXT%</park></line></lines></sip></protocols></config>";

pub(crate) fn device_key() -> DeviceKey {
    DeviceKey::group("ent1", "g1", "una-pc")
}

/// One subscriber with a desktop and a mobile device; tags at four levels.
pub(crate) async fn fill(store: &BroadworksStore, encoding: &str) {
    let provider = ServiceProvider {
        service_provider_id: "ent1".to_owned(),
        is_enterprise: true,
        name: None,
        default_domain: "bw.example.com".to_owned(),
        support_email: None,
        messaging: MessagingServer::default(),
    };
    store.service_providers().add(&provider).await.expect("a provider");
    let group = Group {
        service_provider_id: "ent1".to_owned(),
        group_id: "g1".to_owned(),
        name: None,
        default_domain: "bw.example.com".to_owned(),
        user_limit: 10,
        messaging: MessagingServer::default(),
    };
    store.groups().add(&group).await.expect("a group");
    let una = Subscriber {
        sip_user_name: Some("una-sip".to_owned()),
        sip_password: Some(Secret::new("s1p<&\"s3cret")),
        ..Subscriber::new(UNA, "ent1", "g1", "Öne", "Žofie")
    };
    store.subscribers().add(&una).await.expect("a subscriber");
    for (name, uri) in [(DESKTOP, "bc/pc/"), (MOBILE, "bc/mobile/")] {
        let device_type =
            DeviceType { encoding: encoding.to_owned(), ..DeviceType::new(name, uri) };
        store.device_types().save(&device_type).await.expect("a device type");
        let file = DeviceTypeFile::new("config-wxt.xml", TEMPLATE);
        store.device_type_files().save(name, &file).await.expect("a file");
    }
    let desktop = AccessDevice {
        user_name: Some(DEVICE_USER.to_owned()),
        password: Some(Secret::new(DEVICE_PASSWORD)),
        ..AccessDevice::new(device_key(), DESKTOP)
    };
    store.access_devices().add(&desktop).await.expect("a device");
    let line = "una-pc@bw.example.com";
    let endpoint = Endpoint::new(line, UNA, device_key(), EndpointKind::Primary);
    store.endpoints().add(&endpoint).await.expect("a line/port");
    let group_scope = TagScope::Group {
        service_provider_id: "ent1".to_owned(),
        group_id: "g1".to_owned(),
        device_type: DESKTOP.to_owned(),
    };
    let provider_scope = TagScope::ServiceProvider {
        service_provider_id: "ent1".to_owned(),
        device_type: DESKTOP.to_owned(),
    };
    for (scope, name, value) in [
        (&TagScope::System, "%SBC_ADDRESS_WXT%", "sbc.example.com"),
        (&TagScope::System, "%SBC_PORT_WXT%", "1"),
        (&provider_scope, "%SBC_PORT_WXT%", "2"),
        (&group_scope, "%SBC_PORT_WXT%", "3"),
        (&TagScope::Device(device_key()), "%SBC_PORT_WXT%", "5060"),
        (&group_scope, "%LABEL_WXT%", "Café <Öne> & Žofie"),
        // What BroadWorks itself defines, nobody overrides.
        (&TagScope::System, "%BWAUTHUSER-1%", "somebody-else"),
    ] {
        store.tags().set(scope, name, value).await.expect("a tag");
    }
    let mut token_hash = String::new();
    for byte in digest(&SHA256, DEVICE_TOKEN.as_bytes()).as_ref() {
        token_hash.push_str(&format!("{byte:02x}"));
    }
    let token = DeviceToken {
        token_hash,
        user_id: UNA.to_owned(),
        device: device_key(),
        issued_at: NOW,
        expires_at: NOW.plus_millis(3_600_000),
    };
    store.device_tokens().add(&token).await.expect("a token");
}
