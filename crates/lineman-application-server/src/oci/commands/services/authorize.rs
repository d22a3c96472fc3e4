//! Authorising services and packs to a service provider or a group, and asking about one.

use lineman_ocip::Command;
use lineman_store::broadworks::{ServiceAuthorization, ServiceKind};

use super::super::{group_get, provider_get};
use super::allowed::Level;
use super::{names, not_found, pack_not_found, quantity, quantity_element};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME, OWNER_ID};
use crate::oci::server::Call;

/// Most services in one request.
const SERVICES: usize = 1_000;

const KINDS: &[(&str, &str, ServiceKind)] = &[
    ("servicePackAuthorization", "servicePackName", ServiceKind::Pack),
    ("groupServiceAuthorization", "serviceName", ServiceKind::Group),
    ("userServiceAuthorization", "serviceName", ServiceKind::User),
];

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.optional("groupId", OWNER_ID)?;
    // What a level may use is for those above it to say.
    match group {
        None => {
            call.origin.caller.must_have_providers()?;
            call.origin.caller.must_administer_provider(provider)?;
            provider_get::find(call, provider).await?;
        }
        Some(group) => {
            call.origin.caller.must_administer_provider(provider)?;
            group_get::find(call, provider, group).await?;
        }
    }
    let level = Level::of(call, provider, group).await?;
    let above = Level::of(call, provider, None).await?;
    let mut said = Vec::new();
    for (element, name, kind) in KINDS {
        for entry in fields.structures(element) {
            let mut wanted = read(entry, name, *kind)?;
            known(call, provider, *kind, &wanted.service_name).await?;
            let present = level.about(*kind, &wanted.service_name);
            wanted.is_assigned = present.is_assigned && wanted.is_authorized;
            let below = group.is_some() && *kind != ServiceKind::Pack && wanted.is_authorized;
            if below && !above.about(*kind, &wanted.service_name).is_authorized {
                return Err(errors::refused(format!(
                    "Service is not authorized to the service provider: {}",
                    wanted.service_name
                )));
            }
            said.push(wanted);
            if said.len() > SERVICES {
                return Err(errors::validation(format!("More than {SERVICES} services")));
            }
        }
    }
    call.store().service_authorizations().set(provider, group, &said).await?;
    Ok(call.success())
}

fn read(entry: Fields<'_>, name: &str, kind: ServiceKind) -> Result<ServiceAuthorization, Failure> {
    let service_name = entry.required(name, NAME)?.to_owned();
    let (is_authorized, quantity) = match entry.flag("unauthorized")? {
        Some(unauthorized) => (!unauthorized, None),
        None => (true, quantity(entry, "authorizedQuantity")?),
    };
    Ok(ServiceAuthorization { kind, service_name, is_authorized, quantity, is_assigned: false })
}

async fn known(
    call: &Call<'_>,
    provider: &str,
    kind: ServiceKind,
    name: &str,
) -> Result<(), Failure> {
    match kind {
        ServiceKind::User if names::USER.contains(&name) => Ok(()),
        ServiceKind::Group if names::GROUP.contains(&name) => Ok(()),
        ServiceKind::Pack => match call.store().service_packs().find(provider, name).await? {
            Some(_) => Ok(()),
            None => Err(pack_not_found(name)),
        },
        ServiceKind::User | ServiceKind::Group => Err(not_found(name)),
    }
}

/// What is said about one service: authorised or not, how often, how often used.
pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.optional("groupId", OWNER_ID)?;
    match group {
        None => {
            call.origin.caller.must_administer_provider(provider)?;
            provider_get::find(call, provider).await?;
        }
        Some(group) => {
            call.origin.caller.must_administer_group(provider, group)?;
            group_get::find(call, provider, group).await?;
        }
    }
    let (kind, name) = if let Some(name) = fields.optional("userServiceName", NAME)? {
        (ServiceKind::User, name)
    } else if let Some(name) = fields.optional("groupServiceName", NAME)? {
        (ServiceKind::Group, name)
    } else {
        (ServiceKind::Pack, fields.required("servicePackName", NAME)?)
    };
    known(call, provider, kind, name).await?;
    let said = Level::of(call, provider, group).await?.about(kind, name);
    let (authorized, quantity, used) = match kind {
        ServiceKind::User => {
            let used = call.store().service_authorizations().usage(provider, group, name).await?;
            (said.is_authorized, said.quantity, used)
        }
        ServiceKind::Group => (said.is_authorized, said.quantity, u32::from(said.is_assigned)),
        ServiceKind::Pack => {
            let packs = call.store().service_packs();
            let pack = packs.find(provider, name).await?.ok_or_else(|| pack_not_found(name))?;
            let authorized = pack.is_available && (group.is_none() || said.is_authorized);
            let quantity = if group.is_none() { pack.quantity } else { said.quantity };
            (authorized, quantity, packs.usage(provider, group, name).await?)
        }
    };
    let answer = call.answer().with_flag("authorized", authorized);
    if !authorized {
        return Ok(answer);
    }
    let answer = answer
        .with_element(quantity_element("authorizedQuantity", quantity))
        .with_element(quantity_element("usedQuantity", Some(used)));
    Ok(if kind == ServiceKind::Pack { answer } else { answer.with_flag("authorizable", true) })
}
