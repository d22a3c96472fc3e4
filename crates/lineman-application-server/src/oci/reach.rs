//! What a reseller's and a department's administrator have in reach at the moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use lineman_store::BroadworksStore;
use lineman_store::broadworks::DepartmentKey;

use super::caller::{Administrator, Caller, Level, Origin};
use super::criteria::ROWS;
use super::errors::Failure;

/// The sender with what is in reach; others need none.
pub(crate) async fn with_reach(store: &BroadworksStore, origin: Origin) -> Result<Origin, Failure> {
    let Caller::LoggedIn(who) = &origin.caller else { return Ok(origin) };
    let reach = match who.level {
        Level::Reseller => of_reseller(store, who).await?,
        Level::GroupDepartment => of_department(store, who).await?,
        _ => return Ok(origin),
    };
    let mut who = Administrator::clone(who);
    who.rights.reach = reach;
    Ok(Origin { caller: Caller::LoggedIn(Arc::new(who)), ..origin })
}

async fn of_reseller(
    store: &BroadworksStore,
    who: &Administrator,
) -> Result<BTreeSet<String>, Failure> {
    let owners = store.resellers().of_service_providers().await?;
    Ok(owners
        .into_iter()
        .filter(|(_, reseller)| who.rights.reseller_id.as_ref() == Some(reseller))
        .map(|(provider, _)| provider)
        .collect())
}

/// The users of the department and of those that are a part of it.
async fn of_department(
    store: &BroadworksStore,
    who: &Administrator,
) -> Result<BTreeSet<String>, Failure> {
    let Some(department) = &who.rights.department else { return Ok(BTreeSet::new()) };
    let all = store.departments().list(&department.service_provider_id, ROWS).await?;
    let mut inside: BTreeSet<DepartmentKey> = [department.clone()].into();
    loop {
        let more: Vec<DepartmentKey> = all
            .iter()
            .filter(|one| one.parent.as_ref().is_some_and(|parent| inside.contains(parent)))
            .filter(|one| !inside.contains(&one.key))
            .map(|one| one.key.clone())
            .collect();
        if more.is_empty() {
            break;
        }
        inside.extend(more);
    }
    let users = store.departments().of_users(Some(&department.service_provider_id)).await?;
    Ok(users.into_iter().filter(|(_, key)| inside.contains(key)).map(|(user, _)| user).collect())
}
