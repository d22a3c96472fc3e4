//! Numbers of a group: giving them back, activation, departments.

use lineman_ocip::Command;
use lineman_store::StoreError;

use super::super::group_get::find;
use super::super::hierarchy::department_key;
use super::super::number_ranges::numbers;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

/// The group that a request is about.
pub(super) async fn of_request<'a>(call: &Call<'a>) -> Result<(&'a str, &'a str), Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    find(call, provider, group).await?;
    Ok((provider, group))
}

fn not_of_the_group() -> Failure {
    errors::refused("A phone number is not assigned to the group")
}

pub(super) async fn unassign(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = of_request(call).await?;
    call.origin.caller.must_administer_provider(provider)?;
    let numbers = numbers(call.fields())?;
    for number in &numbers {
        match call.store().numbers().find(number).await? {
            Some(found)
                if found.service_provider_id == provider
                    && found.group_id.as_deref() == Some(group) =>
            {
                if let Some(user) = found.user_id {
                    return Err(errors::refused(format!(
                        "Phone Number is assigned to a user: {number}, {user}"
                    )));
                }
            }
            _ => return Err(not_of_the_group()),
        }
    }
    call.store().numbers().unassign(provider, &numbers).await?;
    Ok(call.success())
}

pub(super) async fn activate(call: &Call<'_>, activated: bool) -> Result<Command, Failure> {
    let (provider, group) = of_request(call).await?;
    let numbers = numbers(call.fields())?;
    match call.store().numbers().set_activated(provider, group, &numbers, activated).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Missing { .. }) => Err(not_of_the_group()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn assign_department(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = of_request(call).await?;
    let fields = call.fields();
    let key = match fields.element("departmentKey").filter(|element| !element.is_nil()) {
        Some(element) => {
            let key = department_key(element)?;
            let in_reach = key.service_provider_id == provider
                && key.group_id.as_deref().is_none_or(|own| own == group);
            if !in_reach || call.store().departments().find(&key).await?.is_none() {
                return Err(errors::refused(format!("Department not found: {}", key.name)));
            }
            Some(key)
        }
        None => None,
    };
    let numbers = numbers(fields)?;
    let departments = call.store().departments();
    match departments.set_of_numbers(provider, group, &numbers, key.as_ref()).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Missing { .. }) => Err(not_of_the_group()),
        Err(error) => Err(error.into()),
    }
}
