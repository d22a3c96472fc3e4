//! Service packs of a service provider.

use std::collections::BTreeSet;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{ServiceKind, ServicePack};

use super::super::provider_get;
use super::allowed::Level;
use super::{names, not_found, pack_not_found, quantity, quantity_element, quantity_text};
use crate::oci::criteria::ROWS;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NAME, OWNER_ID, URL};
use crate::oci::server::Call;

/// Most groups that the use of a pack is shown for.
const GROUPS: u32 = 100_000;

async fn provider_of<'a>(call: &Call<'a>) -> Result<&'a str, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    Ok(provider)
}

async fn pack_of<'a>(call: &Call<'a>) -> Result<(&'a str, ServicePack), Failure> {
    let provider = provider_of(call).await?;
    let name = call.fields().required("servicePackName", NAME)?;
    let pack = call.store().service_packs().find(provider, name).await?;
    Ok((provider, pack.ok_or_else(|| pack_not_found(name))?))
}

/// The services that a request names; all are authorised to the service provider.
async fn services(call: &Call<'_>, provider: &str) -> Result<BTreeSet<String>, Failure> {
    let level = Level::of(call, provider, None).await?;
    let services = call.fields().list("serviceName", NAME)?;
    for name in &services {
        if !names::USER.contains(&name.as_str()) {
            return Err(not_found(name));
        }
        if !level.about(ServiceKind::User, name).is_authorized {
            return Err(errors::refused(format!(
                "Service is not authorized to the service provider: {name}"
            )));
        }
    }
    Ok(services.into_iter().collect())
}

fn exists(name: &str) -> Failure {
    errors::refused(format!("Service Pack already exists: {name}"))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = provider_of(call).await?;
    let fields = call.fields();
    let pack = ServicePack {
        name: fields.required("servicePackName", NAME)?.to_owned(),
        description: fields.optional("servicePackDescription", URL)?.map(str::to_owned),
        is_available: fields
            .flag("isAvailableForUse")?
            .ok_or_else(|| errors::validation("Element 'isAvailableForUse' is required"))?,
        quantity: quantity(fields, "servicePackQuantity")?,
        services: services(call, provider).await?,
    };
    match call.store().service_packs().add(provider, &pack).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(exists(&pack.name)),
        Err(error) => Err(error.into()),
    }
}

/// Services can be added to a pack that nobody has; whoever has it would not get them.
pub(super) async fn add_services(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, mut pack) = pack_of(call).await?;
    let added = services(call, provider).await?;
    if added.is_empty() {
        return Err(errors::validation("Element 'serviceName' is required"));
    }
    if call.store().service_packs().usage(provider, None, &pack.name).await? > 0 {
        return Err(errors::refused(format!("Service Pack is in use: {}", pack.name)));
    }
    pack.services.extend(added);
    call.store().service_packs().update(provider, &pack, &pack.name).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, mut pack) = pack_of(call).await?;
    let fields = call.fields();
    fields.change("servicePackDescription", URL)?.apply(&mut pack.description);
    if let Some(available) = fields.flag("isAvailableForUse")? {
        pack.is_available = available;
    }
    if fields.element("servicePackQuantity").is_some() {
        pack.quantity = quantity(fields, "servicePackQuantity")?;
    }
    let name = fields.optional("newServicePackName", NAME)?.unwrap_or(&pack.name);
    match call.store().service_packs().update(provider, &pack, name).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(exists(name)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, pack) = pack_of(call).await?;
    match call.store().service_packs().remove(provider, &pack.name).await {
        Ok(_) => Ok(call.success()),
        Err(error) if error.is_reference() => {
            Err(errors::refused(format!("Service Pack is in use: {}", pack.name)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = provider_of(call).await?;
    let packs = call.store().service_packs().list(provider, ROWS).await?;
    Ok(packs
        .into_iter()
        .fold(call.answer(), |answer, pack| answer.with("servicePackName", pack.name)))
}

pub(super) async fn detail(call: &Call<'_>) -> Result<Command, Failure> {
    let (provider, pack) = pack_of(call).await?;
    let used = call.store().service_packs().usage(provider, None, &pack.name).await?;
    let level = Level::of(call, provider, None).await?;
    let mut table = Table::new(&["Service", "Authorized", "Allocated", "Available"]);
    for name in &pack.services {
        let said = level.about(ServiceKind::User, name);
        let available = said.quantity.map(|quantity| quantity.saturating_sub(used));
        table.push([
            name.clone(),
            quantity_text(said.quantity),
            used.to_string(),
            quantity_text(available),
        ]);
    }
    Ok(call
        .answer()
        .with("servicePackName", pack.name)
        .with_optional("servicePackDescription", pack.description)
        .with_flag("isAvailableForUse", pack.is_available)
        .with_element(quantity_element("servicePackQuantity", pack.quantity))
        .with_element(quantity_element("assignedQuantity", Some(used)))
        .with_element(quantity_element("allowedQuantity", pack.quantity))
        .with_element(table.to_element("userServiceTable")))
}

/// For each pack the groups whose users have it.
pub(super) async fn utilization(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = provider_of(call).await?;
    let store = call.store();
    let packs = store.service_packs().list(provider, ROWS).await?;
    let groups = store.groups().list(Some(provider), GROUPS).await?;
    let mut tables = Vec::new();
    for pack in &packs {
        let mut table = Table::new(&["Group", "Total Packs", "Assigned"]);
        for group in &groups {
            let group_id = group.group_id.as_str();
            let used = store.service_packs().usage(provider, Some(group_id), &pack.name).await?;
            if used > 0 {
                table.push([
                    group.group_id.clone(),
                    quantity_text(pack.quantity),
                    used.to_string(),
                ]);
            }
        }
        tables.push(table.to_element("serviceUtilizationTable"));
    }
    let answer = packs
        .into_iter()
        .fold(call.answer(), |answer, pack| answer.with("servicePackName", pack.name));
    Ok(tables.into_iter().fold(answer, Command::with_element))
}
