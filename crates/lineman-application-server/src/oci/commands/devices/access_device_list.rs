//! `{Group,ServiceProvider,System}AccessDeviceGetListRequest…`, `SystemAccessDeviceGetAllRequest` and
//! the counts of a device type's devices.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{AccessDevice, DeviceLevel};

use super::access_device_get::status;
use super::owner::{Owner, device_type, managed_device_type, named_device_type};
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DEVICE_NAME, Fields, OWNER_ID};
use crate::oci::server::Call;

const SUBJECTS: &[&str] = &[
    "searchCriteriaDeviceName",
    "searchCriteriaDeviceMACAddress",
    "searchCriteriaDeviceNetAddress",
    "searchCriteriaAccessDeviceVersion",
    "searchCriteriaGroupId",
    "searchCriteriaServiceProviderId",
];

/// Which devices a request wants.
struct Wanted<'a> {
    criteria: Criteria,
    device_type: Option<&'a str>,
    provider: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn read(fields: Fields<'a>) -> Result<Self, Failure> {
        let exact = |criterion, name, longest| match fields.structure(criterion) {
            Some(exact) => exact.required(name, longest).map(Some),
            None => Ok(None),
        };
        Ok(Self {
            criteria: Criteria::read(fields, SUBJECTS)?,
            device_type: exact("searchCriteriaExactDeviceType", "deviceType", DEVICE_NAME)?,
            provider: exact(
                "searchCriteriaExactDeviceServiceProvider",
                "serviceProviderId",
                OWNER_ID,
            )?,
        })
    }

    fn is(&self, device: &AccessDevice) -> bool {
        self.device_type.is_none_or(|wanted| wanted == device.device_type)
            && self.provider.is_none_or(|wanted| device.key.service_provider_id() == Some(wanted))
            && self.criteria.match_row(&[
                Some(device.key.device_name()),
                device.mac_address.as_deref(),
                net_address(device),
                device.version.as_deref(),
                device.key.group_id(),
                device.key.service_provider_id(),
            ])
    }
}

fn net_address(device: &AccessDevice) -> Option<&str> {
    device.details.get("netAddress").map(String::as_str)
}

pub(super) async fn run(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let limit = size_limit(call.fields())?;
    let wanted = Wanted::read(call.fields())?;
    let store = call.store();
    let devices = store.access_devices().list(level, owner.provider, owner.group, ROWS + 1).await?;
    let devices: Vec<_> = devices.into_iter().filter(|device| wanted.is(device)).collect();
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
        let ports = device_type(call, &device.device_type).await?.number_of_ports();
        let assigned = u32::try_from(endpoints.len()).unwrap_or(u32::MAX);
        let available = ports.map_or_else(
            || String::from("Unlimited"),
            |ports| ports.saturating_sub(assigned).to_string(),
        );
        table.push([
            device.key.device_name(),
            &device.device_type,
            &available,
            net_address(&device).unwrap_or_default(),
            device.mac_address.as_deref().unwrap_or_default(),
            status(call, &endpoints).await?,
            device.version.as_deref().unwrap_or_default(),
            "",
        ]);
    }
    Ok(call.answer().with_element(table.to_element("accessDeviceTable")))
}

pub(super) async fn all(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let limit = size_limit(call.fields())?;
    let wanted = Wanted::read(call.fields())?;
    let store = call.store();
    let devices = store.access_devices().list_all(ROWS + 1).await?;
    let devices: Vec<_> = devices.into_iter().filter(|device| wanted.is(device)).collect();
    check_size(devices.len(), limit)?;
    let mut table = Table::new(&[
        "Service Provider Id",
        "Is Enterprise",
        "Group Id",
        "Device Name",
        "Device Type",
        "Net Address",
        "MAC Address",
        "Status",
        "Reseller Id",
        "Access Device External Id",
    ]);
    for device in devices {
        let endpoints = store.endpoints().list_of_device(&device.key).await?;
        let enterprise = match device.key.service_provider_id() {
            None => "",
            Some(provider) => match store.service_providers().find(provider).await? {
                Some(provider) if provider.is_enterprise => "true",
                _ => "false",
            },
        };
        table.push([
            device.key.service_provider_id().unwrap_or_default(),
            enterprise,
            device.key.group_id().unwrap_or_default(),
            device.key.device_name(),
            &device.device_type,
            net_address(&device).unwrap_or_default(),
            device.mac_address.as_deref().unwrap_or_default(),
            status(call, &endpoints).await?,
            "",
            "",
        ]);
    }
    Ok(call.answer().with_element(table.to_element("accessDeviceTable")))
}

/// How many devices of a type there are; of those that can be reset, if only they are asked for.
pub(super) async fn count(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let owner = Owner::existing(call, level).await?;
    let fields = call.fields();
    let named = fields.optional("deviceType", DEVICE_NAME)?;
    if named.is_none() && level != DeviceLevel::System {
        return Err(errors::validation("Element 'deviceType' is required"));
    }
    let unmanaged = fields.flag("allowUnmanagedDeviceType")?.unwrap_or(false);
    let resettable = fields.flag("countOnlyResetSupportedDevice")?.unwrap_or(false);
    let types = match named {
        None => call.store().device_types().list(ROWS).await?,
        Some(_) if unmanaged => vec![named_device_type(call).await?],
        Some(_) => vec![managed_device_type(call).await?],
    };
    let mut count = 0;
    for kind in types {
        let managed = unmanaged || kind.supports_device_management;
        if managed && (!resettable || kind.option("resetEvent").is_some()) {
            let devices = call.store().access_devices();
            count += devices.count(owner.below(), Some(&kind.device_type)).await?;
        }
    }
    Ok(call.answer().with("accessDeviceCount", count.to_string()))
}
