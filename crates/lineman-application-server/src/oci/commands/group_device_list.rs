//! `GroupAccessDeviceGetListRequest`.

use lineman_ocip::{Command, Table};

use super::group_device_get::status;
use super::group_get::find;
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::fields::{DEVICE_NAME, OWNER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(
        fields,
        &[
            "searchCriteriaDeviceName",
            "searchCriteriaDeviceMACAddress",
            "searchCriteriaDeviceNetAddress",
            "searchCriteriaAccessDeviceVersion",
        ],
    )?;
    let wanted = match fields.structure("searchCriteriaExactDeviceType") {
        Some(exact) => Some(exact.required("deviceType", DEVICE_NAME)?),
        None => None,
    };
    find(call, provider, group).await?;
    let store = call.store();
    let devices: Vec<_> = store
        .access_devices()
        .list_of_group(provider, group, ROWS)
        .await?
        .into_iter()
        .filter(|device| {
            wanted.is_none_or(|wanted| wanted == device.device_type)
                && criteria.match_row(&[
                    Some(device.key.device_name()),
                    device.mac_address.as_deref(),
                    None,
                    device.version.as_deref(),
                ])
        })
        .collect();
    check_size(devices.len(), limit)?;
    let mut table = Table::new(&[
        "Device Name",
        "Device Type",
        "Available Ports",
        "Net Address",
        "MAC Address",
        "Status",
        "Version",
        "Access Device External Id",
    ]);
    for device in devices {
        let endpoints = store.endpoints().list_of_device(&device.key).await?;
        table.push([
            device.key.device_name(),
            &device.device_type,
            "Unlimited",
            "",
            device.mac_address.as_deref().unwrap_or_default(),
            status(call, &endpoints).await?,
            device.version.as_deref().unwrap_or_default(),
            "",
        ]);
    }
    Ok(call.answer().with_element(table.to_element("accessDeviceTable")))
}
