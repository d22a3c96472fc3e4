//! `SystemDeviceManagementTag…Request` and `SystemDeviceManagementTagSet…Request`: the system default
//! tag set and the named ones.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DeviceType, Tag, TagScope};

use super::custom_tags::{TAG_NAME, TAG_VALUE, tag_exists, tag_name, tag_not_found};
use crate::oci::criteria::ROWS;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::Change;
use crate::oci::server::Call;

/// Longest name of a tag set.
pub(super) const SET_NAME: usize = 30;

pub(super) fn set_not_found(name: &str) -> Failure {
    errors::refused(format!("Tag Set not found: {name}"))
}

/// The set that a request means: `systemDefaultTagSet` or `tagSetName`.
async fn scope(call: &Call<'_>) -> Result<TagScope, Failure> {
    call.origin.caller.must_provision()?;
    let fields = call.fields();
    if fields.flag("systemDefaultTagSet")? == Some(true) {
        return Ok(TagScope::System);
    }
    let name = fields.required("tagSetName", SET_NAME)?;
    if !call.store().tag_sets().exists(name).await? {
        return Err(set_not_found(name));
    }
    Ok(TagScope::TagSet { name: name.to_owned() })
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let scope = scope(call).await?;
    let name = tag_name(call.fields())?;
    let tags = call.store().tags();
    if tags.list(&scope).await?.contains_key(&name) {
        return Err(tag_exists(&name));
    }
    let tag = Tag {
        value: call.fields().optional("tagValue", TAG_VALUE)?.unwrap_or_default().to_owned(),
        is_overridable: call.fields().flag("isTagValueOverridable")?.unwrap_or(true),
    };
    tags.define(&scope, &name, &tag).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let scope = scope(call).await?;
    let name = tag_name(call.fields())?;
    let tags = call.store().tags();
    let Some(mut tag) = tags.definitions(&scope).await?.remove(&name) else {
        return Err(tag_not_found(&name));
    };
    match call.fields().change("tagValue", TAG_VALUE)? {
        Change::Keep => {}
        Change::Clear => tag.value.clear(),
        Change::Set(value) => tag.value = value,
    }
    if let Some(overridable) = call.fields().flag("isTagValueOverridable")? {
        tag.is_overridable = overridable;
    }
    tags.define(&scope, &name, &tag).await?;
    Ok(call.success())
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let scope = scope(call).await?;
    let mut table = Table::new(&["Tag Name", "Tag Value", "Is Overridable"]);
    for (name, tag) in call.store().tags().definitions(&scope).await? {
        let overridable = if tag.is_overridable { "true" } else { "false" };
        table.push([name.as_str(), &tag.value, overridable]);
    }
    Ok(call.answer().with_element(table.to_element("tagsTable")))
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let scope = scope(call).await?;
    let tags = call.store().tags();
    let known = tags.list(&scope).await?;
    let names = call.fields().list("tagName", TAG_NAME)?;
    if let Some(unknown) = names.iter().find(|name| !known.contains_key(*name)) {
        return Err(tag_not_found(unknown));
    }
    for name in names {
        tags.remove(&scope, &name).await?;
    }
    Ok(call.success())
}

fn set_exists(name: &str) -> Failure {
    errors::refused(format!("Tag Set already exists: {name}"))
}

pub(super) async fn add_set(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = call.fields().required("tagSetName", SET_NAME)?;
    match call.store().tag_sets().add(name).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(set_exists(name)),
        Err(error) => Err(error.into()),
    }
}

/// The set that a request names and the device types that use it.
async fn used_set<'a>(call: &Call<'a>) -> Result<(&'a str, Vec<DeviceType>), Failure> {
    call.origin.caller.must_be_system()?;
    let name = call.fields().required("tagSetName", SET_NAME)?;
    if !call.store().tag_sets().exists(name).await? {
        return Err(set_not_found(name));
    }
    let mut types = call.store().device_types().list(ROWS).await?;
    types.retain(|kind| kind.tag_set() == Some(name));
    Ok((name, types))
}

pub(super) async fn modify_set(call: &Call<'_>) -> Result<Command, Failure> {
    let (name, types) = used_set(call).await?;
    let Some(new) = call.fields().optional("newTagSetName", SET_NAME)? else {
        return Ok(call.success());
    };
    match call.store().tag_sets().rename(name, new).await {
        Ok(()) => {}
        Err(error) if error.is_exists() => return Err(set_exists(new)),
        Err(error) => return Err(error.into()),
    }
    for mut kind in types {
        kind.options.insert(DeviceType::TAG_SET.to_owned(), new.to_owned());
        call.store().device_types().save(&kind).await?;
    }
    Ok(call.success())
}

pub(super) async fn list_sets(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let sets = call.store().tag_sets().list(ROWS).await?;
    if call.version.is_empty() {
        return Ok(sets
            .into_iter()
            .fold(call.answer(), |answer, name| answer.with("tagSetName", name)));
    }
    let mut table = Table::new(&["Tag Set Name", "Reseller Id"]);
    for name in sets {
        table.push([name, String::new()]);
    }
    Ok(call.answer().with_element(table.to_element("tagSetTable")))
}

pub(super) async fn delete_set(call: &Call<'_>) -> Result<Command, Failure> {
    let (name, types) = used_set(call).await?;
    if let Some(kind) = types.first() {
        let user = &kind.device_type;
        return Err(errors::refused(format!("Tag Set {name} is in use by Device Type {user}")));
    }
    call.store().tag_sets().remove(name).await?;
    Ok(call.success())
}
