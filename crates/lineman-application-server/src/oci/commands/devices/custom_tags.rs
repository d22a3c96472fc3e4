//! Custom tags of devices, and of device types in groups and service providers:
//! `…CustomTag{Add,Modify,DeleteList,AddOrModifyList,GetList}Request`.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DeviceLevel, TagScope};

use super::owner::{Owner, device, managed_device_type};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields};
use crate::oci::server::Call;

pub(super) const TAG_NAME: usize = 64;
pub(super) const TAG_VALUE: usize = 256;
/// Most tags in one request.
const TAGS: usize = 1000;

/// What the tags of a family belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Device,
    DeviceType,
}

/// What a family does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Add,
    Modify,
    Delete,
    AddOrModify,
    List,
}

impl Family {
    /// From the name of a family behind its level.
    pub(super) fn parse(level: DeviceLevel, rest: &str) -> Option<(Self, Action)> {
        let (family, verb) = match rest.strip_prefix("AccessDeviceCustomTag") {
            Some(verb) => (Self::Device, verb),
            None => (Self::DeviceType, rest.strip_prefix("DeviceTypeCustomTag")?),
        };
        if family == Self::DeviceType && level == DeviceLevel::System {
            return None;
        }
        let action = match verb {
            "AddRequest" => Action::Add,
            "ModifyRequest" => Action::Modify,
            "DeleteListRequest" => Action::Delete,
            "AddOrModifyListRequest" => Action::AddOrModify,
            "GetListRequest" => Action::List,
            _ => return None,
        };
        Some((family, action))
    }
}

/// A tag's name has a percent sign at both ends and is none of BroadWorks' own.
pub(super) fn tag_name(fields: Fields<'_>) -> Result<String, Failure> {
    let name = fields.required("tagName", TAG_NAME)?;
    let inner = name.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
    let good = inner
        .is_some_and(|inner| !inner.is_empty() && !inner.contains('%') && !inner.starts_with("BW"));
    if good {
        Ok(name.to_owned())
    } else {
        Err(errors::validation(format!("Invalid tag name: {name}")))
    }
}

pub(super) fn tag_exists(name: &str) -> Failure {
    errors::refused(format!("Tag already exists: {name}"))
}

pub(super) fn tag_not_found(name: &str) -> Failure {
    errors::refused(format!("Tag not found: {name}"))
}

async fn scope(call: &Call<'_>, level: DeviceLevel, family: Family) -> Result<TagScope, Failure> {
    if family == Family::Device {
        return Ok(TagScope::Device(device(call, level).await?.key));
    }
    let owner = Owner::existing(call, level).await?;
    let device_type = managed_device_type(call).await?.device_type;
    let service_provider_id = owner.provider.to_owned();
    Ok(match level {
        DeviceLevel::Group => {
            TagScope::Group { service_provider_id, group_id: owner.group.to_owned(), device_type }
        }
        _ => TagScope::ServiceProvider { service_provider_id, device_type },
    })
}

pub(super) async fn run(
    call: &Call<'_>,
    level: DeviceLevel,
    family: Family,
    action: Action,
) -> Result<Command, Failure> {
    let scope = scope(call, level, family).await?;
    let known = call.store().tags().list(&scope).await?;
    match action {
        Action::Add => add(call, &scope, &known).await,
        Action::Modify => modify(call, &scope, &known).await,
        Action::Delete => delete(call, &scope, &known).await,
        Action::AddOrModify => add_or_modify(call, &scope).await,
        Action::List => Ok(list(call, level, family, known)),
    }
}

type Tags = BTreeMap<String, String>;

async fn add(call: &Call<'_>, scope: &TagScope, known: &Tags) -> Result<Command, Failure> {
    let name = tag_name(call.fields())?;
    if known.contains_key(&name) {
        return Err(tag_exists(&name));
    }
    let value = call.fields().optional("tagValue", TAG_VALUE)?.unwrap_or_default();
    call.store().tags().set(scope, &name, value).await?;
    Ok(call.success())
}

async fn modify(call: &Call<'_>, scope: &TagScope, known: &Tags) -> Result<Command, Failure> {
    let name = tag_name(call.fields())?;
    if !known.contains_key(&name) {
        return Err(tag_not_found(&name));
    }
    match call.fields().change("tagValue", TAG_VALUE)? {
        Change::Keep => {}
        Change::Clear => call.store().tags().set(scope, &name, "").await?,
        Change::Set(value) => call.store().tags().set(scope, &name, &value).await?,
    }
    Ok(call.success())
}

async fn add_or_modify(call: &Call<'_>, scope: &TagScope) -> Result<Command, Failure> {
    let mut tags = Vec::new();
    for tag in call.fields().structures("tag") {
        let value = tag.optional("tagValue", TAG_VALUE)?.unwrap_or_default().to_owned();
        tags.push((tag_name(tag)?, value));
        if tags.len() > TAGS {
            return Err(errors::validation("Too many tags"));
        }
    }
    if tags.is_empty() {
        return Err(errors::validation("Element 'tag' is required"));
    }
    for (name, value) in tags {
        call.store().tags().set(scope, &name, &value).await?;
    }
    Ok(call.success())
}

async fn delete(call: &Call<'_>, scope: &TagScope, known: &Tags) -> Result<Command, Failure> {
    let names = call.fields().list("tagName", TAG_NAME)?;
    if let Some(unknown) = names.iter().find(|name| !known.contains_key(*name)) {
        return Err(tag_not_found(unknown));
    }
    for name in names {
        call.store().tags().remove(scope, &name).await?;
    }
    Ok(call.success())
}

fn list(call: &Call<'_>, level: DeviceLevel, family: Family, known: Tags) -> Command {
    let mut table = Table::new(&["Tag Name", "Tag Value", "Actual Tag Value"]);
    for (name, value) in known {
        table.push([name, value.clone(), value]);
    }
    let name = match (family, level) {
        (Family::Device, _) => "deviceCustomTagsTable",
        (Family::DeviceType, DeviceLevel::Group) => "groupDeviceTypeCustomTagsTable",
        (Family::DeviceType, _) => "serviceProviderDeviceTypeCustomTagsTable",
    };
    call.answer().with_element(table.to_element(name))
}
