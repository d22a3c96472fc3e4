//! Subscribers by number, over OCI-P and straight in the store.

use anyhow::Result;
use lineman_deployment::lab::OciClient;
use lineman_model::Secret;
use lineman_ocip::{Command, Element};
use lineman_store::BroadworksStore;
use lineman_store::broadworks::{AccessDevice, DeviceKey, Endpoint, EndpointKind, Subscriber};

/// Their enterprise.
pub const PROVIDER: &str = "load";
/// Their group.
pub const GROUP: &str = "load";
/// Their domain.
pub const DOMAIN: &str = "bw.load.example";
/// Type of their devices.
pub const DEVICE_TYPE: &str = "Business Communicator - PC";
/// Their web-access password.
pub const PASSWORD: &str = "load-web-secret";
/// Their SIP password.
pub const SIP_PASSWORD: &str = "load-sip-secret";

/// The id of subscriber `index`.
#[must_use]
pub fn user_id(index: u32) -> String {
    format!("user{index:06}@{DOMAIN}")
}

/// The line/port of subscriber `index`.
#[must_use]
pub fn line_port(index: u32) -> String {
    format!("line{index:06}@{DOMAIN}")
}

/// The SIP authentication name of subscriber `index`.
#[must_use]
pub fn sip_user_name(index: u32) -> String {
    format!("auth{index:06}")
}

/// The number of subscriber `index`, E.164.
#[must_use]
pub fn number(index: u32) -> String {
    format!("+1555{index:07}")
}

/// Adds subscriber `index` with its device, line/port and SIP credentials: three commands.
///
/// # Errors
/// When the server refuses, or goes away.
pub async fn add_user(client: &mut OciClient, index: u32) -> Result<()> {
    let of_group = |name: &str| {
        Command::request(name).with("serviceProviderId", PROVIDER).with("groupId", GROUP)
    };
    let device = format!("device{index:06}");
    let add = of_group("GroupAccessDeviceAddRequest22V2")
        .with("deviceName", device.as_str())
        .with("deviceType", DEVICE_TYPE);
    client.call(add).await?;
    let endpoint = Element::new("accessDeviceEndpoint")
        .with(
            Element::new("accessDevice")
                .with_child("deviceLevel", "Group")
                .with_child("deviceName", device),
        )
        .with_child("linePort", line_port(index));
    let add = of_group("UserAddRequest22V2")
        .with("userId", user_id(index))
        .with("lastName", format!("Last{index:06}"))
        .with("firstName", "First")
        .with("callingLineIdLastName", "Last")
        .with("callingLineIdFirstName", "First")
        .with("password", PASSWORD)
        .with_element(endpoint);
    client.call(add).await?;
    let authentication = Command::request("UserAuthenticationModifyRequest")
        .with("userId", user_id(index))
        .with("userName", sip_user_name(index))
        .with("newPassword", SIP_PASSWORD);
    client.call(authentication).await?;
    Ok(())
}

/// The same straight in the store, with a number, for tens of thousands of them.
///
/// # Errors
/// When the store refuses.
pub async fn store_subscriber(store: &BroadworksStore, index: u32) -> Result<()> {
    let mut user =
        Subscriber::new(user_id(index), PROVIDER, GROUP, format!("Last{index:06}"), "First");
    user.sip_user_name = Some(sip_user_name(index));
    user.sip_password = Some(Secret::new(SIP_PASSWORD));
    user.web_password = Some(Secret::new(PASSWORD));
    store.subscribers().add(&user).await?;
    let device = DeviceKey::group(PROVIDER, GROUP, format!("device{index:06}"));
    store.access_devices().add(&AccessDevice::new(device.clone(), DEVICE_TYPE)).await?;
    let endpoint = Endpoint::new(line_port(index), user_id(index), device, EndpointKind::Primary);
    store.endpoints().add(&endpoint).await?;
    Ok(())
}
