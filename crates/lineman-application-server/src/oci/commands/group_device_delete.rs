//! `GroupAccessDeviceDeleteRequest`.

use lineman_ocip::Command;

use super::group_device_get::named;
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let device = named(call).await?;
    match call.store().access_devices().remove(&device.key).await {
        Ok(_) => Ok(call.success()),
        Err(error) if error.is_reference() => {
            Err(errors::refused(format!("Access Device is in use: {}", device.key.device_name())))
        }
        Err(error) => Err(error.into()),
    }
}
