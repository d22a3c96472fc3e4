//! Whose devices a request speaks of: the system's, a service provider's, a group's.

use lineman_store::broadworks::{AccessDevice, DeviceKey, DeviceLevel, DeviceType, DevicesBelow};

use super::super::{group_get, provider_get};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DEVICE_NAME, OWNER_ID};
use crate::oci::server::Call;

/// An owner of devices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) level: DeviceLevel,
    pub(super) provider: &'a str,
    pub(super) group: &'a str,
}

impl<'a> Owner<'a> {
    /// The owner that a request names, for an administrator of it.
    pub(super) fn read(call: &Call<'a>, level: DeviceLevel) -> Result<Self, Failure> {
        let fields = call.fields();
        let caller = &call.origin.caller;
        let mut owner = Self { level, provider: "", group: "" };
        match level {
            DeviceLevel::System => caller.must_provision()?,
            DeviceLevel::ServiceProvider => {
                owner.provider = fields.required("serviceProviderId", OWNER_ID)?;
                caller.must_administer_provider(owner.provider)?;
            }
            DeviceLevel::Group => {
                owner.provider = fields.required("serviceProviderId", OWNER_ID)?;
                owner.group = fields.required("groupId", OWNER_ID)?;
                caller.must_administer_group(owner.provider, owner.group)?;
            }
        }
        Ok(owner)
    }

    /// The same, when it is there.
    pub(super) async fn existing(call: &Call<'a>, level: DeviceLevel) -> Result<Self, Failure> {
        let owner = Self::read(call, level)?;
        match level {
            DeviceLevel::System => {}
            DeviceLevel::ServiceProvider => {
                provider_get::find(call, owner.provider).await?;
            }
            DeviceLevel::Group => {
                group_get::find(call, owner.provider, owner.group).await?;
            }
        }
        Ok(owner)
    }

    /// The key of one of its devices.
    pub(super) fn device(self, name: &str) -> DeviceKey {
        DeviceKey::of_subscriber(self.level, self.provider, self.group, name)
    }

    /// It and those below it.
    pub(super) const fn below(self) -> DevicesBelow<'a> {
        match self.level {
            DeviceLevel::System => DevicesBelow::System,
            DeviceLevel::ServiceProvider => DevicesBelow::ServiceProvider(self.provider),
            DeviceLevel::Group => DevicesBelow::Group(self.provider, self.group),
        }
    }
}

/// The device that a request names, for an administrator of its owner.
pub(super) async fn device(call: &Call<'_>, level: DeviceLevel) -> Result<AccessDevice, Failure> {
    let owner = Owner::read(call, level)?;
    let name = call.fields().required("deviceName", DEVICE_NAME)?;
    let device = call.store().access_devices().find(&owner.device(name)).await?;
    device.ok_or_else(|| errors::device_not_found(name))
}

/// A device type by its name.
pub(super) async fn device_type(call: &Call<'_>, name: &str) -> Result<DeviceType, Failure> {
    let found = call.store().device_types().find(name).await?;
    found.ok_or_else(|| errors::device_type_not_found(name))
}

/// The device type that a request names.
pub(super) async fn named_device_type(call: &Call<'_>) -> Result<DeviceType, Failure> {
    device_type(call, call.fields().required("deviceType", DEVICE_NAME)?).await
}

/// The device type that a request names, if it has files.
pub(super) async fn managed_device_type(call: &Call<'_>) -> Result<DeviceType, Failure> {
    let device_type = named_device_type(call).await?;
    if device_type.supports_device_management {
        return Ok(device_type);
    }
    let name = device_type.device_type;
    Err(errors::refused(format!("Device Type does not support device management: {name}")))
}
