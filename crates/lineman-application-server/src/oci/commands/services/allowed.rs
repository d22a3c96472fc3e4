//! What a group may use: what its service provider and the group itself are authorised for.

use std::collections::BTreeMap;

use lineman_store::broadworks::{ServiceAuthorization, ServiceKind, ServicePack, Subscriber};

use super::{names, not_found, pack_not_found};
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// What is said about services at one level.
pub(super) struct Level {
    said: Vec<ServiceAuthorization>,
    /// What holds for a service about which nothing is said.
    by_default: bool,
}

impl Level {
    pub(super) async fn of(
        call: &Call<'_>,
        provider: &str,
        group: Option<&str>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            said: call.store().service_authorizations().list(provider, group).await?,
            by_default: call.server.config.services_authorized_by_default,
        })
    }

    /// What is said about one service, or what holds without.
    pub(super) fn about(&self, kind: ServiceKind, name: &str) -> ServiceAuthorization {
        self.said
            .iter()
            .find(|said| said.kind == kind && said.service_name == name)
            .cloned()
            .unwrap_or_else(|| ServiceAuthorization {
                kind,
                service_name: name.to_owned(),
                is_authorized: self.by_default,
                quantity: None,
                is_assigned: false,
            })
    }
}

/// Both levels of a group.
pub(in crate::oci::commands) struct Allowed {
    pub(super) provider: Level,
    pub(super) group: Level,
}

impl Allowed {
    pub(in crate::oci::commands) async fn of(
        call: &Call<'_>,
        provider: &str,
        group: &str,
    ) -> Result<Self, Failure> {
        Ok(Self {
            provider: Level::of(call, provider, None).await?,
            group: Level::of(call, provider, Some(group)).await?,
        })
    }

    /// Whether users of the group may have a service.
    pub(in crate::oci::commands) fn allows(&self, kind: ServiceKind, name: &str) -> bool {
        // A pack is the service provider's own: only the group is asked about it.
        let above = kind == ServiceKind::Pack || self.provider.about(kind, name).is_authorized;
        above && self.group.about(kind, name).is_authorized
    }
}

/// Whether one more user may have a service.
pub(in crate::oci::commands) async fn check_service(
    call: &Call<'_>,
    user: &Subscriber,
    name: &str,
) -> Result<(), Failure> {
    if !names::USER.contains(&name) {
        return Err(not_found(name));
    }
    let (provider, group) = (user.service_provider_id.as_str(), user.group_id.as_str());
    let allowed = Allowed::of(call, provider, group).await?;
    if !allowed.allows(ServiceKind::User, name) {
        return Err(not_authorized(name));
    }
    for (level, group) in [(&allowed.provider, None), (&allowed.group, Some(group))] {
        let Some(quantity) = level.about(ServiceKind::User, name).quantity else { continue };
        if call.store().service_authorizations().usage(provider, group, name).await? >= quantity {
            return Err(exhausted(name, quantity));
        }
    }
    Ok(())
}

/// The pack, if one more user may have it.
pub(in crate::oci::commands) async fn check_pack(
    call: &Call<'_>,
    user: &Subscriber,
    name: &str,
) -> Result<ServicePack, Failure> {
    let (provider, group) = (user.service_provider_id.as_str(), user.group_id.as_str());
    let pack = call.store().service_packs().find(provider, name).await?;
    let pack = pack.ok_or_else(|| pack_not_found(name))?;
    let allowed = Allowed::of(call, provider, group).await?;
    if !pack.is_available || !allowed.allows(ServiceKind::Pack, name) {
        return Err(not_authorized(name));
    }
    let of_group = allowed.group.about(ServiceKind::Pack, name).quantity;
    for (quantity, group) in [(pack.quantity, None), (of_group, Some(group))] {
        let Some(quantity) = quantity else { continue };
        if call.store().service_packs().usage(provider, group, name).await? >= quantity {
            return Err(exhausted(name, quantity));
        }
    }
    Ok(pack)
}

fn not_authorized(name: &str) -> Failure {
    errors::refused(format!("Service is not authorized to the group: {name}"))
}

fn exhausted(name: &str, quantity: u32) -> Failure {
    errors::refused(format!(
        "The authorized quantity of the service is reached: {name}, {quantity}"
    ))
}

/// How many users of a group, or of a service provider, have each service.
pub(super) async fn usages(
    call: &Call<'_>,
    provider: &str,
    group: Option<&str>,
) -> Result<BTreeMap<String, u32>, Failure> {
    Ok(call.store().service_authorizations().usages(provider, group).await?)
}
