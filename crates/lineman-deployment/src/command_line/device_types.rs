//! `System/DeviceType/SIP`.

use lineman_cli_shell::{BackendError, NewValue, Row, Shown};
use lineman_store::broadworks::DeviceType;

use super::{CommandLine, failed, refused};

/// Most rows of a list.
const MOST: u32 = 1000;

fn row(device_type: DeviceType) -> Row {
    let supports = if device_type.supports_device_management { "true" } else { "false" };
    Row {
        key: vec![device_type.device_type],
        values: [
            ("supportsDeviceManagement", supports.to_owned()),
            ("deviceAccessContextName", device_type.context_name),
            ("deviceAccessURI", device_type.access_uri),
            ("defaultDeviceEncoding", device_type.encoding),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Shown::Text(value)))
        .collect(),
    }
}

pub(super) async fn rows(
    command_line: &CommandLine,
    key: Option<&[String]>,
) -> Result<Vec<Row>, BackendError> {
    let types = command_line.store.device_types();
    let found = match key {
        Some([name]) => types.find(name).await.map_err(failed)?.into_iter().collect(),
        _ => types.list(MOST).await.map_err(failed)?,
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) async fn set(
    command_line: &CommandLine,
    key: &[String],
    changes: Vec<(&'static str, NewValue)>,
) -> Result<(), BackendError> {
    let name = key.first().map(String::as_str).unwrap_or_default();
    let types = command_line.store.device_types();
    let mut device_type = types
        .find(name)
        .await
        .map_err(failed)?
        .ok_or_else(|| refused(format!("there is no device type {name}; `get` lists them")))?;
    for (attribute, change) in changes {
        let NewValue::Text(value) = change else {
            return Err(refused(format!("{attribute} cannot be cleared")));
        };
        match attribute {
            "supportsDeviceManagement" => device_type.supports_device_management = value == "true",
            "deviceAccessContextName" => device_type.context_name = value,
            "deviceAccessURI" => device_type.access_uri = value,
            "defaultDeviceEncoding" => device_type.encoding = value,
            other => return Err(refused(format!("{other} cannot be changed"))),
        }
    }
    types.save(&device_type).await.map_err(failed)
}
