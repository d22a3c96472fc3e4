//! `{Group,ServiceProvider,System}AccessDeviceAddRequest…`.

use lineman_ocip::Command;
use lineman_store::broadworks::{AccessDevice, DeviceLevel};

use super::access_device_fields::apply;
use super::owner::{Owner, named_device_type};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::DEVICE_NAME;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let name = call.fields().required("deviceName", DEVICE_NAME)?;
    let device_type = named_device_type(call).await?;
    if device_type.flag("isObsolete") {
        let name = device_type.device_type;
        return Err(errors::refused(format!("Device Type is obsolete: {name}")));
    }
    let mut device = AccessDevice::new(owner.device(name), device_type.device_type);
    let devices = call.store().access_devices();
    if devices.find(&device.key).await?.is_some() {
        return Err(errors::device_exists(name));
    }
    apply(call, level, &mut device).await?;
    match devices.add(&device).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(errors::device_exists(name)),
        Err(error) => Err(error.into()),
    }
}
