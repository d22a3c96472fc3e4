//! `UserServiceAssignListRequest` and `UserServiceUnassignListRequest`. Assigning
//! `Integrated IMP` is what provisions a user (PRV-001).

use std::collections::BTreeMap;

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_model::CallService;
use lineman_ocip::Command;
use lineman_store::StoreError;
use lineman_store::broadworks::Subscriber;

use super::messaging::{deprovision, is_active_at_first, provision};
use super::services::allowed::{check_pack, check_service};
use super::services::{names, not_found};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

/// Services and packs that a request names.
fn named(call: &Call<'_>) -> Result<(Vec<String>, Vec<String>), Failure> {
    let fields = call.fields();
    Ok((fields.list("serviceName", NAME)?, fields.list("servicePackName", NAME)?))
}

/// What was done and what was refused: in part is a warning, not at all an error.
#[derive(Default)]
struct Outcome {
    done: usize,
    refused: Vec<Failure>,
}

impl Outcome {
    fn note(&mut self, result: Result<(), Failure>) {
        match result {
            Ok(()) => self.done += 1,
            Err(failure) => self.refused.push(failure),
        }
    }

    fn answer(mut self, call: &Call<'_>) -> Result<Command, Failure> {
        if self.refused.is_empty() {
            return Ok(call.success());
        }
        let first = self.refused.remove(0);
        Err(if self.done > 0 { first.into_warning() } else { first })
    }
}

pub(super) async fn assign(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    call.origin.caller.must_administer_group(&user.service_provider_id, &user.group_id)?;
    let (services, packs) = named(call)?;
    let mut outcome = Outcome::default();
    for name in &services {
        outcome.note(assign_one(call, &user, name).await);
    }
    for name in &packs {
        outcome.note(assign_pack(call, &user, name).await);
    }
    outcome.answer(call)
}

async fn assign_pack(call: &Call<'_>, user: &Subscriber, name: &str) -> Result<(), Failure> {
    let packs = call.store().service_packs();
    if packs.of_user(&user.user_id).await?.iter().any(|own| own == name) {
        return Ok(());
    }
    let pack = check_pack(call, user, name).await?;
    let _lock = call.server.messaging.lock(&user.user_id).await;
    let services = call.store().user_services();
    let mut inactive = Vec::new();
    for service in &pack.services {
        if services.find(&user.user_id, service).await?.is_some() {
            continue;
        }
        // A pack that holds the service provisions like the service alone (PRV-001).
        if service == SERVICE_INTEGRATED_IMP {
            if is_active_at_first(call).await? {
                provision(call, user).await?;
                continue;
            }
            inactive.push(service);
        } else if CallService::of_service_name(service)
            .is_some_and(|service| !service.is_active_at_first())
        {
            inactive.push(service);
        }
    }
    let now = call.server.now();
    packs.assign(&user.user_id, &user.service_provider_id, &pack, now).await?;
    for service in inactive {
        services.configure(&user.user_id, service, false, &BTreeMap::new()).await?;
    }
    Ok(())
}

async fn assign_one(call: &Call<'_>, user: &Subscriber, name: &str) -> Result<(), Failure> {
    let services = call.store().user_services();
    let now = call.server.now();
    if services.find(&user.user_id, name).await?.is_none() {
        check_service(call, user, name).await?;
    }
    if name != SERVICE_INTEGRATED_IMP {
        let call_service = CallService::of_service_name(name);
        let active = call_service.is_none_or(CallService::is_active_at_first);
        services.assign(&user.user_id, name, active, now).await?;
        return Ok(());
    }
    let _lock = call.server.messaging.lock(&user.user_id).await;
    if services.find(&user.user_id, name).await?.is_some() {
        return Ok(());
    }
    let active = is_active_at_first(call).await?;
    if active {
        provision(call, user).await?;
    }
    services.assign(&user.user_id, name, active, now).await?;
    Ok(())
}

pub(super) async fn unassign(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    call.origin.caller.must_administer_group(&user.service_provider_id, &user.group_id)?;
    let (services, packs) = named(call)?;
    let mut outcome = Outcome::default();
    for name in &services {
        outcome.note(unassign_one(call, &user, name).await);
    }
    for name in &packs {
        outcome.note(unassign_pack(call, &user, name).await);
    }
    outcome.answer(call)
}

async fn unassign_one(call: &Call<'_>, user: &Subscriber, name: &str) -> Result<(), Failure> {
    if !names::USER.contains(&name) {
        return Err(not_found(name));
    }
    let services = call.store().user_services();
    if name == SERVICE_INTEGRATED_IMP {
        let _lock = call.server.messaging.lock(&user.user_id).await;
        let service = services.find(&user.user_id, name).await?;
        if service.is_some_and(|service| service.is_active) {
            deprovision(call, user).await?;
        }
        services.unassign(&user.user_id, name).await?;
    } else {
        services.unassign(&user.user_id, name).await?;
    }
    Ok(())
}

async fn unassign_pack(call: &Call<'_>, user: &Subscriber, name: &str) -> Result<(), Failure> {
    let _lock = call.server.messaging.lock(&user.user_id).await;
    let service = call.store().user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    match call.store().service_packs().unassign(&user.user_id, name).await {
        Ok(gone) => {
            let was_active = service.is_some_and(|service| service.is_active);
            if was_active && gone.iter().any(|service| service == SERVICE_INTEGRATED_IMP) {
                deprovision(call, user).await?;
            }
            Ok(())
        }
        Err(StoreError::Missing { .. }) => {
            Err(errors::refused(format!("Service Pack is not assigned to the user: {name}")))
        }
        Err(error) => Err(error.into()),
    }
}
