//! `…CPEConfigRebuild…Request` and `…CPEConfigReset…Request`: files are built anew at the next
//! request for them, even where they come out the same, so that clients with a copy fetch them.
//! A reset does the same; our Application Server sends no NOTIFY to devices.

use lineman_ocip::Command;
use lineman_store::broadworks::DeviceLevel;

use super::owner::{Owner, device as named_device, managed_device_type};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::DEVICE_NAME;
use crate::oci::server::Call;

pub(super) async fn device(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = named_device(call, level).await?;
    call.store().access_devices().rebuild(&device.key, call.server.now()).await?;
    Ok(call.success())
}

pub(super) async fn device_type(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let named = call.fields().optional("deviceType", DEVICE_NAME)?;
    if named.is_none() && level != DeviceLevel::System {
        return Err(errors::validation("Element 'deviceType' is required"));
    }
    let kind = match named {
        None => None,
        Some(_) => Some(managed_device_type(call).await?.device_type),
    };
    let devices = call.store().access_devices();
    devices.rebuild_below(owner.below(), kind.as_deref(), call.server.now()).await?;
    Ok(call.success())
}
