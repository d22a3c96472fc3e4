//! `GroupAccessDeviceCustomTag{Add,Modify,GetList,DeleteList}Request`.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::TagScope;

use super::group_device_get::named;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, TEXT, URL};
use crate::oci::server::Call;

const TAG_NAME: usize = 64;

struct Named {
    scope: TagScope,
    tags: BTreeMap<String, String>,
}

async fn device(call: &Call<'_>) -> Result<Named, Failure> {
    let scope = TagScope::Device(named(call).await?.key);
    let tags = call.store().tags().list(&scope).await?;
    Ok(Named { scope, tags })
}

/// A tag's name has a percent sign at both ends.
fn tag_name<'a>(call: &Call<'a>) -> Result<&'a str, Failure> {
    let name = call.fields().required("tagName", TAG_NAME)?;
    let inner = name.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
    if inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('%')) {
        return Ok(name);
    }
    Err(errors::validation(format!("Invalid tag name: {name}")))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let Named { scope, tags } = device(call).await?;
    let name = tag_name(call)?;
    if tags.contains_key(name) {
        return Err(errors::refused(format!("Tag already exists: {name}")));
    }
    let value = call.fields().optional("tagValue", URL)?.unwrap_or_default();
    call.store().tags().set(&scope, name, value).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let Named { scope, tags } = device(call).await?;
    let name = tag_name(call)?;
    if !tags.contains_key(name) {
        return Err(errors::refused(format!("Tag not found: {name}")));
    }
    match call.fields().change("tagValue", TEXT)? {
        Change::Keep => {}
        Change::Clear => call.store().tags().set(&scope, name, "").await?,
        Change::Set(value) => call.store().tags().set(&scope, name, &value).await?,
    }
    Ok(call.success())
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let mut table = Table::new(&["Tag Name", "Tag Value", "Actual Tag Value"]);
    for (name, value) in device(call).await?.tags {
        table.push([name, value.clone(), value]);
    }
    Ok(call.answer().with_element(table.to_element("deviceCustomTagsTable")))
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let Named { scope, tags } = device(call).await?;
    let names = call.fields().list("tagName", TAG_NAME)?;
    if let Some(unknown) = names.iter().find(|name| !tags.contains_key(*name)) {
        return Err(errors::refused(format!("Tag not found: {unknown}")));
    }
    for name in names {
        call.store().tags().remove(&scope, &name).await?;
    }
    Ok(call.success())
}
