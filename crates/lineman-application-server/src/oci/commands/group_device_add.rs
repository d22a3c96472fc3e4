//! `GroupAccessDeviceAddRequest…`.

use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_store::broadworks::{AccessDevice, DeviceKey};

use super::group_get::find;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DEVICE_NAME, OWNER_ID, PASSWORD, TEXT, USER_ID};
use crate::oci::server::Call;

const MAC_ADDRESS: usize = 12;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    let name = fields.required("deviceName", DEVICE_NAME)?;
    let device_type = fields.required("deviceType", DEVICE_NAME)?;
    call.origin.caller.must_administer_group(provider, group)?;
    let store = call.store();
    find(call, provider, group).await?;
    if store.device_types().find(device_type).await?.is_none() {
        return Err(errors::device_type_not_found(device_type));
    }
    let mut device = AccessDevice::new(DeviceKey::group(provider, group, name), device_type);
    device.mac_address = fields.optional("macAddress", MAC_ADDRESS)?.map(str::to_owned);
    device.description = fields.optional("description", TEXT)?.map(str::to_owned);
    if let Some(credentials) = fields.structure("accessDeviceCredentials") {
        let user_name = credentials.required("userName", USER_ID)?;
        if store.access_devices().find_by_user_name(user_name).await?.is_some() {
            return Err(errors::refused(format!(
                "Access Device user name already exists: {user_name}"
            )));
        }
        device.user_name = Some(user_name.to_owned());
        device.password = Some(Secret::new(credentials.required("password", PASSWORD)?));
    }
    match store.access_devices().add(&device).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(errors::device_exists(name)),
        Err(error) => Err(error.into()),
    }
}
