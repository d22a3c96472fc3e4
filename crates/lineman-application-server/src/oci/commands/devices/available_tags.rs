//! `{Group,ServiceProvider,System}AccessDeviceGetAvailableCustomTagListRequest`: every tag in effect
//! for a device, and where it comes from.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DeviceLevel, DeviceType, TagScope};

use super::owner::{device, device_type};
use super::system_tags::{SET_NAME, set_not_found};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let mut kind = device_type(call, &device.device_type).await?;
    // As if the device used that set.
    if let Some(set) = call.fields().optional("tagSetName", SET_NAME)? {
        if !call.store().tag_sets().exists(set).await? {
            return Err(set_not_found(set));
        }
        kind.options.insert(DeviceType::TAG_SET.to_owned(), set.to_owned());
    }
    let mut table =
        Table::new(&["Tag Name", "Tag Value", "Tag Level", "Tag Set Name", "Region Name"]);
    for (name, tag) in call.store().tags().effective(&device.key, &kind).await? {
        let set = match &tag.scope {
            TagScope::TagSet { name } => name.as_str(),
            _ => "",
        };
        table.push([name.as_str(), &tag.value, tag.scope.level(), set, ""]);
    }
    Ok(call.answer().with_element(table.to_element("deviceAvailableCustomTagsTable")))
}
