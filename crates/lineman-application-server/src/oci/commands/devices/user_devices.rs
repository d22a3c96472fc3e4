//! What users may do with their own devices: `UserAccessDevice{FileGetList,FileGet,FileModify,Reset,
//! TagsGet}Request`.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{AccessDevice, DeviceKey, DeviceLevel, DeviceTypeFile};

use super::device_files::{change, named};
use super::file_urls::NO_REPOSITORY;
use super::owner::device_type;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::DEVICE_NAME;
use crate::oci::server::Call;

/// The device that a request names, if the user has a line on it.
async fn own_device(call: &Call<'_>) -> Result<AccessDevice, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call
        .fields()
        .structure("accessDevice")
        .ok_or_else(|| errors::validation("Element 'accessDevice' is required"))?;
    let level = DeviceLevel::parse(fields.required("deviceLevel", DEVICE_NAME)?)
        .ok_or_else(|| errors::validation("Element 'deviceLevel' is not a device level"))?;
    let name = fields.required("deviceName", DEVICE_NAME)?;
    let key = DeviceKey::of_subscriber(level, &user.service_provider_id, &user.group_id, name);
    let endpoints = call.store().endpoints().list_of_user(&user.user_id).await?;
    if !endpoints.iter().any(|endpoint| endpoint.device == key) {
        return Err(errors::device_not_found(name));
    }
    let device = call.store().access_devices().find(&key).await?;
    device.ok_or_else(|| errors::device_not_found(name))
}

/// Whether users may change a file.
fn is_users(file: &DeviceTypeFile) -> bool {
    file.options.get("fileCustomization").is_some_and(|word| word == "Administrator and User")
}

pub(super) async fn list_files(call: &Call<'_>) -> Result<Command, Failure> {
    let device = own_device(call).await?;
    let mut table = Table::new(&["File Format", "Template URL"]);
    for file in call.store().device_type_files().list(&device.device_type).await? {
        if is_users(&file) {
            table.push([file.file_format.as_str(), NO_REPOSITORY]);
        }
    }
    Ok(call.answer().with_element(table.to_element("deviceFilesTable")))
}

async fn users_file(call: &Call<'_>, device: &AccessDevice) -> Result<DeviceTypeFile, Failure> {
    let file = named(call, device).await?;
    if is_users(&file) {
        return Ok(file);
    }
    Err(errors::refused(format!("File customization is not allowed: {}", file.file_format)))
}

pub(super) async fn get_file(call: &Call<'_>) -> Result<Command, Failure> {
    let device = own_device(call).await?;
    users_file(call, &device).await?;
    Ok(call.answer().with("templateUrl", NO_REPOSITORY))
}

pub(super) async fn modify_file(call: &Call<'_>) -> Result<Command, Failure> {
    let device = own_device(call).await?;
    let file = users_file(call, &device).await?;
    change(call, call.fields(), &device, file).await
}

pub(super) async fn reset(call: &Call<'_>) -> Result<Command, Failure> {
    let device = own_device(call).await?;
    call.store().access_devices().rebuild(&device.key, call.server.now()).await?;
    Ok(call.success())
}

/// The tags that administrators defined; those of BroadWorks itself hold passwords.
pub(super) async fn tags(call: &Call<'_>) -> Result<Command, Failure> {
    let device = own_device(call).await?;
    let kind = device_type(call, &device.device_type).await?;
    let mut table = Table::new(&["Tag Name", "Tag Value"]);
    for (name, tag) in call.store().tags().effective(&device.key, &kind).await? {
        table.push([name, tag.value]);
    }
    Ok(call.answer().with_element(table.to_element("deviceTagsTable")))
}
