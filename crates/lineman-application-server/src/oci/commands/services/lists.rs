//! Lists of authorised services.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::ServiceKind;

use super::super::{group_get, provider_get};
use super::allowed::{Allowed, Level, usages};
use super::{names, quantity_text};
use crate::oci::criteria::ROWS;
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const UNLIMITED: &str = "Unlimited";

fn limited(quantity: Option<u32>) -> &'static str {
    if quantity.is_some() { "Limited" } else { UNLIMITED }
}

async fn provider_of<'a>(call: &Call<'a>) -> Result<&'a str, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    Ok(provider)
}

async fn group_of<'a>(call: &Call<'a>) -> Result<(&'a str, &'a str), Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.may_read_group(provider, group)?;
    group_get::find(call, provider, group).await?;
    Ok((provider, group))
}

pub(super) async fn of_provider(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = provider_of(call).await?;
    let level = Level::of(call, provider, None).await?;
    let used = usages(call, provider, None).await?;
    let packs = call.store().service_packs().list(provider, ROWS).await?;
    let mut groups = Table::new(&[
        "Service Name",
        "Authorized",
        "Assigned",
        "Limited",
        "Quantity",
        "Allocated",
        "Licensed",
        "Service Pack Allocation",
    ]);
    for name in names::GROUP {
        let said = level.about(ServiceKind::Group, name);
        groups.push([
            (*name).to_owned(),
            said.is_authorized.to_string(),
            "false".to_owned(),
            limited(said.quantity).to_owned(),
            quantity_text(said.quantity),
            "0".to_owned(),
            UNLIMITED.to_owned(),
            "0".to_owned(),
        ]);
    }
    let mut users = Table::new(&[
        "Service Name",
        "Authorized",
        "Assigned",
        "Limited",
        "Quantity",
        "Allocated",
        "Licensed",
        "Service Pack Allocation",
        "User Assignable",
        "Service Pack Assignable",
    ]);
    for name in names::USER {
        let said = level.about(ServiceKind::User, name);
        let count = used.get(*name).copied().unwrap_or(0);
        let in_packs = packs.iter().filter(|pack| pack.services.contains(*name)).count();
        users.push([
            (*name).to_owned(),
            said.is_authorized.to_string(),
            (count > 0).to_string(),
            limited(said.quantity).to_owned(),
            quantity_text(said.quantity),
            count.to_string(),
            UNLIMITED.to_owned(),
            in_packs.to_string(),
            "true".to_owned(),
            "true".to_owned(),
        ]);
    }
    Ok(call
        .answer()
        .with_element(groups.to_element("groupServicesAuthorizationTable"))
        .with_element(users.to_element("userServicesAuthorizationTable")))
}

pub(super) async fn of_group(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = group_of(call).await?;
    let allowed = Allowed::of(call, provider, group).await?;
    let used = usages(call, provider, Some(group)).await?;
    let mut packs = Table::new(&[
        "Service Pack Name",
        "Authorized",
        "Assigned",
        "Limited",
        "Allocated",
        "Allowed",
        "Usage",
        "Description",
    ]);
    for pack in call.store().service_packs().list(provider, ROWS).await? {
        let said = allowed.group.about(ServiceKind::Pack, &pack.name);
        let count = call.store().service_packs().usage(provider, Some(group), &pack.name).await?;
        packs.push([
            pack.name,
            (pack.is_available && said.is_authorized).to_string(),
            (count > 0).to_string(),
            limited(said.quantity).to_owned(),
            quantity_text(said.quantity),
            quantity_text(pack.quantity),
            count.to_string(),
            pack.description.unwrap_or_default(),
        ]);
    }
    let mut groups = Table::new(&[
        "Service Name",
        "Authorized",
        "Assigned",
        "Limited",
        "Quantity",
        "Usage",
        "Licensed",
        "Allowed",
        "Instance Count",
    ]);
    for name in names::GROUP {
        let said = allowed.group.about(ServiceKind::Group, name);
        groups.push([
            (*name).to_owned(),
            allowed.allows(ServiceKind::Group, name).to_string(),
            said.is_assigned.to_string(),
            limited(said.quantity).to_owned(),
            quantity_text(said.quantity),
            u32::from(said.is_assigned).to_string(),
            UNLIMITED.to_owned(),
            quantity_text(allowed.provider.about(ServiceKind::Group, name).quantity),
            "0".to_owned(),
        ]);
    }
    let mut users = Table::new(&[
        "Service Name",
        "Authorized",
        "Assigned",
        "Limited",
        "Quantity",
        "Usage",
        "Licensed",
        "Allowed",
        "User Assignable",
        "Group Service Assignable",
    ]);
    for name in names::USER {
        let said = allowed.group.about(ServiceKind::User, name);
        let count = used.get(*name).copied().unwrap_or(0);
        users.push([
            (*name).to_owned(),
            allowed.allows(ServiceKind::User, name).to_string(),
            (count > 0).to_string(),
            limited(said.quantity).to_owned(),
            quantity_text(said.quantity),
            count.to_string(),
            UNLIMITED.to_owned(),
            quantity_text(allowed.provider.about(ServiceKind::User, name).quantity),
            "true".to_owned(),
            "false".to_owned(),
        ]);
    }
    Ok(call
        .answer()
        .with_element(packs.to_element("servicePacksAuthorizationTable"))
        .with_element(groups.to_element("groupServicesAuthorizationTable"))
        .with_element(users.to_element("userServicesAuthorizationTable")))
}

pub(super) async fn user_assignable(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = provider_of(call).await?;
    let level = Level::of(call, provider, None).await?;
    Ok(names::USER
        .iter()
        .filter(|name| level.about(ServiceKind::User, name).is_authorized)
        .fold(call.answer(), |answer, name| answer.with("serviceName", *name)))
}

pub(super) async fn authorized(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, group) = group_of(call).await?;
    let allowed = Allowed::of(call, provider, group).await?;
    let packs = call.store().service_packs().list(provider, ROWS).await?;
    let answer = packs
        .into_iter()
        .filter(|pack| pack.is_available && allowed.allows(ServiceKind::Pack, &pack.name))
        .fold(call.answer(), |answer, pack| answer.with("servicePackName", pack.name));
    let answer = names::GROUP
        .iter()
        .filter(|name| allowed.allows(ServiceKind::Group, name))
        .fold(answer, |answer, name| answer.with("groupServiceName", *name));
    Ok(names::USER
        .iter()
        .filter(|name| allowed.allows(ServiceKind::User, name))
        .fold(answer, |answer, name| answer.with("userServiceName", *name)))
}
