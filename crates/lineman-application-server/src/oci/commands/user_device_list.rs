//! `UserPrimaryAndSCADeviceGetListRequest` (LAD-046): the devices that Xsi shows as AccessDevices.
//! The request is in no public schema; its table is ours (docs/wire.md).

use lineman_ocip::{Command, Table};

use super::devices::file_urls::type_url;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let store = call.store();
    let mut table = Table::new(&[
        "Device Name",
        "Device Level",
        "Device Type",
        "Line/Port",
        "Endpoint Type",
        "Device Type URL",
        "User Name",
        "Password",
        "Version",
        "Allow Termination",
        "MAC Address",
    ]);
    for endpoint in store.endpoints().list_of_user(&user.user_id).await? {
        let Some(device) = store.access_devices().find(&endpoint.device).await? else { continue };
        let device_type = store.device_types().find(&device.device_type).await?;
        let url = device_type
            .filter(|device_type| device_type.supports_device_management)
            .map(|device_type| type_url(&call.server.config.device_access_base, &device_type));
        table.push([
            device.key.device_name(),
            device.key.level().as_str(),
            &device.device_type,
            &endpoint.line_port,
            endpoint.kind.as_str(),
            url.as_deref().unwrap_or_default(),
            device.user_name.as_deref().unwrap_or_default(),
            device.password.as_ref().map(lineman_model::Secret::reveal).unwrap_or_default(),
            device.version.as_deref().unwrap_or_default(),
            if endpoint.allow_termination { "true" } else { "false" },
            device.mac_address.as_deref().unwrap_or_default(),
        ]);
    }
    Ok(call.answer().with_element(table.to_element("accessDeviceTable")))
}
