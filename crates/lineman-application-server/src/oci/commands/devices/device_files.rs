//! `{Group,ServiceProvider,System}AccessDeviceFile{GetList,Get,Modify}Request…`: the files of one
//! device.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{
    AccessDevice, DeviceFile, DeviceLevel, DeviceTypeFile, FileSource,
};

use super::file_urls::{NO_REPOSITORY, access_url, device_values};
use super::owner::{device, device_type};
use super::uploaded_file;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME};
use crate::oci::server::Call;

/// Longest file format.
pub(super) const FILE_FORMAT: usize = 128;

/// The file of a device's type that a request names.
pub(super) async fn named(
    call: &Call<'_>,
    device: &AccessDevice,
) -> Result<DeviceTypeFile, Failure> {
    let format = call.fields().required("fileFormat", FILE_FORMAT)?;
    let found = call.store().device_type_files().find(&device.device_type, format).await?;
    found.ok_or_else(|| errors::refused(format!("File format not found: {format}")))
}

pub(super) async fn list(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let kind = device_type(call, &device.device_type).await?;
    let values = device_values(call, &device, &kind).await?;
    let base = &call.server.config.device_access_base;
    let mut table = Table::new(&[
        "File Format",
        "Is Authenticated",
        "Access URL",
        "Repository URL",
        "Template URL",
        "Extended Capture URL",
        "Is File Linked",
    ]);
    for file in call.store().device_type_files().list(&kind.device_type).await? {
        table.push([
            file.file_format.as_str(),
            if file.is_authenticated() { "true" } else { "false" },
            &access_url(base, &kind, &file.file_format, &values),
            NO_REPOSITORY,
            NO_REPOSITORY,
            "",
            "",
        ]);
    }
    Ok(call.answer().with_element(table.to_element("deviceFilesTable")))
}

pub(super) async fn get(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let file = named(call, &device).await?;
    let kind = device_type(call, &device.device_type).await?;
    let own = call.store().device_files().find(&device.key, &file.file_format).await?;
    let source = own.as_ref().map_or(FileSource::Default, |own| own.source);
    let name = own.as_ref().and_then(|own| own.configuration_file_name.as_deref());
    let mut answer = call
        .answer()
        .with("fileSource", source.as_str())
        .with_optional("configurationFileName", name);
    if call.version != "14sp8" {
        let values = device_values(call, &device, &kind).await?;
        let base = &call.server.config.device_access_base;
        answer = answer.with("accessUrl", access_url(base, &kind, &file.file_format, &values));
    }
    if call.version == "20" {
        let capture = own.as_ref().is_some_and(|own| own.extended_capture);
        answer = answer.with_flag("extendedCaptureEnabled", capture);
    }
    Ok(answer)
}

pub(super) async fn modify(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let file = named(call, &device).await?;
    if file.options.get("fileCustomization").is_some_and(|allowed| allowed == "Disallow") {
        return Err(errors::refused(format!(
            "File customization is not allowed: {}",
            file.file_format
        )));
    }
    change(call, call.fields(), &device, file).await
}

/// Takes over what a request says about a device's file.
pub(super) async fn change(
    call: &Call<'_>,
    fields: Fields<'_>,
    device: &AccessDevice,
    file: DeviceTypeFile,
) -> Result<Command, Failure> {
    let files = call.store().device_files();
    let known = files.find(&device.key, &file.file_format).await?;
    let mut own = known.unwrap_or(DeviceFile {
        file_format: file.file_format,
        source: FileSource::Default,
        configuration_file_name: None,
        content: None,
        extended_capture: false,
    });
    if let Some(content) = uploaded_file::read(fields, "uploadFile")? {
        own.content = Some(content);
        own.configuration_file_name = Some(uploaded_file::name(&own.file_format));
        own.source = FileSource::Custom;
    }
    if let Some(source) = fields.optional("fileSource", NAME)? {
        own.source = FileSource::parse(source)
            .ok_or_else(|| errors::validation("Element 'fileSource' is not a file source"))?;
    }
    if own.source == FileSource::Custom && own.content.is_none() {
        return Err(errors::refused("A custom file needs a file that is uploaded"));
    }
    if let Some(capture) = fields.flag("extendedCaptureEnabled")? {
        own.extended_capture = capture;
    }
    files.save(&device.key, &own).await?;
    Ok(call.success())
}
