//! Services that a group has, and which users have a service.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{ServiceKind, SubscriberScope};

use super::super::group_get;
use super::super::user_list::Departments;
use super::allowed::Allowed;
use super::{names, not_found, pack_not_found};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NAME, OWNER_ID};
use crate::oci::server::Call;

async fn group_of<'a>(call: &Call<'a>) -> Result<(&'a str, &'a str), Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    group_get::find(call, provider, group).await?;
    Ok((provider, group))
}

fn known(name: &str) -> Result<(), Failure> {
    if names::GROUP.contains(&name) { Ok(()) } else { Err(not_found(name)) }
}

pub(super) async fn assign(call: &Call<'_>, assigned: bool) -> Result<Command, Failure> {
    let (provider, group) = group_of(call).await?;
    let services = call.fields().list("serviceName", NAME)?;
    if services.is_empty() {
        return Err(errors::validation("Element 'serviceName' is required"));
    }
    let allowed = Allowed::of(call, provider, group).await?;
    let mut said = Vec::new();
    for name in &services {
        known(name)?;
        if assigned && !allowed.allows(ServiceKind::Group, name) {
            return Err(errors::refused(format!("Service is not authorized to the group: {name}")));
        }
        let mut about = allowed.group.about(ServiceKind::Group, name);
        about.is_assigned = assigned;
        said.push(about);
    }
    call.store().service_authorizations().set(provider, Some(group), &said).await?;
    Ok(call.success())
}

pub(super) async fn is_assigned(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = group_of(call).await?;
    let name = call.fields().required("serviceName", NAME)?;
    known(name)?;
    let allowed = Allowed::of(call, provider, group).await?;
    let assigned = allowed.group.about(ServiceKind::Group, name).is_assigned;
    Ok(call.answer().with_flag("isAssigned", assigned))
}

pub(super) async fn is_assigned_to_user(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let fields = call.fields();
    let assigned = if let Some(name) = fields.optional("serviceName", NAME)? {
        if !names::USER.contains(&name) {
            return Err(not_found(name));
        }
        call.store().user_services().find(&user.user_id, name).await?.is_some()
    } else {
        let name = fields.required("servicePackName", NAME)?;
        call.store().service_packs().of_user(&user.user_id).await?.iter().any(|pack| pack == name)
    };
    Ok(call.answer().with_flag("isAssigned", assigned))
}

/// The users of a group who have a service or a pack.
pub(super) async fn users(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = group_of(call).await?;
    let fields = call.fields();
    let ids = if let Some(name) = fields.optional("serviceName", NAME)? {
        if !names::USER.contains(&name) {
            return Err(not_found(name));
        }
        call.store().service_authorizations().users(provider, group, name).await?
    } else {
        let name = fields.required("servicePackName", NAME)?;
        if call.store().service_packs().find(provider, name).await?.is_none() {
            return Err(pack_not_found(name));
        }
        call.store().service_packs().users(provider, group, name).await?
    };
    let departments = Departments::of(call, Some(provider)).await?;
    let mut table = Table::new(&[
        "User Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "Extension",
    ]);
    let scope = SubscriberScope::Group(provider, group);
    for user in call.store().subscribers().list(scope, u32::MAX).await? {
        if !ids.contains(&user.user_id) {
            continue;
        }
        let detail = |name| user.details.get(name).cloned().unwrap_or_default();
        table.push([
            user.user_id.clone(),
            user.last_name.clone(),
            user.first_name.clone(),
            departments.path(&user.user_id),
            user.primary_number.clone().unwrap_or_default(),
            user.email.clone().unwrap_or_default(),
            detail("hiraganaLastName"),
            detail("hiraganaFirstName"),
            user.extension.clone().unwrap_or_default(),
        ]);
    }
    Ok(call.answer().with_element(table.to_element("userListTable")))
}
