//! `{Group,ServiceProvider,System}AccessDevice{Modify,Delete}Request…`.

use lineman_ocip::Command;
use lineman_store::broadworks::{DeviceFile, DeviceLevel, FileSource};

use super::access_device_fields::apply;
use super::owner::device;
use super::uploaded_file;
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let mut device = device(call, level).await?;
    apply(call, level, &mut device).await?;
    // Older clients set the one file of a device here.
    let uploaded = uploaded_file::read(call.fields(), "configurationFile")?;
    let files = call.store().device_type_files().list(&device.device_type).await?;
    call.store().access_devices().update(&device).await?;
    if let (Some(content), Some(file)) = (uploaded, files.first()) {
        let custom = DeviceFile {
            configuration_file_name: Some(uploaded_file::name(&file.file_format)),
            file_format: file.file_format.clone(),
            source: FileSource::Custom,
            content: Some(content),
            extended_capture: false,
        };
        call.store().device_files().save(&device.key, &custom).await?;
    }
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    match call.store().access_devices().remove(&device.key).await {
        Ok(_) => Ok(call.success()),
        Err(error) if error.is_reference() => {
            Err(errors::refused(format!("Access Device is in use: {}", device.key.device_name())))
        }
        Err(error) => Err(error.into()),
    }
}
