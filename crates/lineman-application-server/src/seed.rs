//! What a fresh Application Server has: device types with their file, system tags, and the first
//! administrator.

use std::collections::BTreeMap;

use lineman_ladder::literals::{
    CALL_SETTINGS_TARGET, DEVICE_PROFILE_FILE, DEVICE_TYPE_DESKTOP, DEVICE_TYPE_MOBILE,
    DEVICE_TYPE_TABLET, DMS_CONTEXT, DMS_DESKTOP_URI, TAG_CALL_SETTINGS_TARGET,
    TAG_CALL_SETTINGS_URL, TAG_SBC_ADDRESS, TAG_SBC_PORT,
};
use lineman_model::Secret;
use lineman_store::broadworks::{Administrator, DeviceType, DeviceTypeFile, LoginLevel, TagScope};
use lineman_store::{BroadworksStore, StoreError};

/// The template of the device profile: our own, after design.md section 7.
const TEMPLATE: &str = include_str!("../templates/config-wxt.xml");

/// The device types of the Webex app (CAL-018) and where their files are.
const DEVICE_TYPES: &[(&str, &str)] = &[
    (DEVICE_TYPE_DESKTOP, DMS_DESKTOP_URI),
    (DEVICE_TYPE_MOBILE, MOBILE_URI),
    (DEVICE_TYPE_TABLET, TABLET_URI),
    // What operators had before the Webex app; the device decides which type's file it gets.
    ("Business Communicator - Mobile", MOBILE_URI),
    ("Business Communicator - Tablet", TABLET_URI),
];
const MOBILE_URI: &str = "bc/mobile/";
const TABLET_URI: &str = "bc/tablet/";

/// What the template's other tags say until an administrator says otherwise: the features of the
/// public guides, switched off.
const FEATURE_TAGS: &[(&str, &str)] = &[
    ("%ENABLE_UNIFIED_CALL_HISTORY_WXT%", "false"),
    ("%PERSONAL_ASSISTANT_ENABLED_WXT%", "false"),
    ("%ENABLE_CALL_PARK_WXT%", "false"),
    ("%CALL_PARK_AUTO_CLOSE_DIALOG_TIMER_WXT%", "10"),
    ("%ENABLE_CALL_RECORDING_WXT%", "false"),
    ("%ENABLE_CLID_OUTGOING_CALLS_WXT%", "false"),
];

/// Where the app finds the SBC: the system's tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SbcTags {
    /// `%SBC_ADDRESS_WXT%`
    pub address: String,
    /// `%SBC_PORT_WXT%`
    pub port: u16,
}

/// Creates what is not there yet. What was changed since stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn seed(store: &BroadworksStore, tags: &SbcTags) -> Result<(), StoreError> {
    let context_name = DMS_CONTEXT.trim_matches('/').to_owned();
    for (name, access_uri) in DEVICE_TYPES {
        if store.device_types().find(name).await?.is_none() {
            let device_type = DeviceType {
                context_name: context_name.clone(),
                ..DeviceType::new(*name, *access_uri)
            };
            store.device_types().save(&device_type).await?;
        }
        if store.device_type_files().find(name, DEVICE_PROFILE_FILE).await?.is_none() {
            let file = DeviceTypeFile::new(DEVICE_PROFILE_FILE, TEMPLATE);
            store.device_type_files().save(name, &file).await?;
        }
    }
    let present = store.tags().list(&TagScope::System).await?;
    let port = tags.port.to_string();
    let sbc = [(TAG_SBC_ADDRESS, tags.address.as_str()), (TAG_SBC_PORT, port.as_str())];
    for (name, value) in sbc.iter().chain(FEATURE_TAGS).copied() {
        if !present.contains_key(name) {
            store.tags().set(&TagScope::System, name, value).await?;
        }
    }
    Ok(())
}

/// Where the Call Settings Webview is, for the app (CSW-001, CSW-002): its address with the slash at
/// its end, or empty, which hides it. What was changed since stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn seed_call_settings(store: &BroadworksStore, url: &str) -> Result<(), StoreError> {
    let present = store.tags().list(&TagScope::System).await?;
    for (name, value) in
        [(TAG_CALL_SETTINGS_URL, url), (TAG_CALL_SETTINGS_TARGET, CALL_SETTINGS_TARGET)]
    {
        if !present.contains_key(name) {
            store.tags().set(&TagScope::System, name, value).await?;
        }
    }
    Ok(())
}

/// Creates a system administrator if nobody has that id yet.
///
/// # Errors
/// When the database fails.
pub async fn seed_administrator(
    store: &BroadworksStore,
    user_id: &str,
    password: Secret,
) -> Result<(), StoreError> {
    if store.administrators().find(user_id).await?.is_some() {
        return Ok(());
    }
    store
        .administrators()
        .add(&Administrator {
            user_id: user_id.to_owned(),
            login_level: LoginLevel::System,
            service_provider_id: None,
            group_id: None,
            last_name: Some(String::from("Administrator")),
            first_name: Some(String::from("Default")),
            password,
            login_disabled: false,
            details: BTreeMap::new(),
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CAL-013: no tag of the template is without a value on a fresh system.
    #[test]
    fn every_tag_of_the_template_is_defined() {
        let tags: Vec<&str> = TEMPLATE.split('%').skip(1).step_by(2).collect();
        assert!(tags.len() > 10, "{tags:?}");
        for tag in tags {
            let whole = format!("%{tag}%");
            let known =
                [TAG_SBC_ADDRESS, TAG_SBC_PORT, TAG_CALL_SETTINGS_URL, TAG_CALL_SETTINGS_TARGET];
            let seeded = FEATURE_TAGS.iter().any(|(name, _)| *name == whole);
            assert!(tag.starts_with("BW") || known.contains(&&*whole) || seeded, "{whole}");
        }
    }

    #[test]
    fn the_template_has_the_nodes_that_clients_read() {
        let root = lineman_xml::parse_str(TEMPLATE).expect("well-formed");
        for path in [
            &["protocols", "sip", "proxies", "proxy"][..],
            &["protocols", "sip", "lines", "line", "credentials", "password"],
            &["services", "web-call-settings", "url"],
            &["services", "call-history"],
            &["services", "personal-assistant"],
            &["services", "call-park"],
            &["services", "calls", "caller-id", "outgoing-calls"],
        ] {
            assert!(root.at(path).is_some(), "{path:?}");
        }
    }
}
