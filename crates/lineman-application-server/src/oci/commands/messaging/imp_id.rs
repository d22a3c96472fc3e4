//! IM&P ids: which one a user has.

use lineman_ladder::settings as names;
use lineman_store::broadworks::{
    APPLICATION_SERVER_NODE as AS, ImpIdType, SettingValue, Subscriber, UserService,
};

use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// Where an id that was set is among the service's settings.
pub(super) const IMP_ID: &str = "impId";
/// Whether it is an alternate one.
pub(super) const IS_ALTERNATE: &str = "isAlternateImpId";

/// How the ids of a group's users are made.
pub(super) struct Rules {
    /// The domain: the group's, the service provider's, the reseller's, the system's.
    pub(super) domain: Option<String>,
    /// Whether the service provider's id is part of it.
    pub(super) adds_service_provider: bool,
    /// Which of the user's ids.
    pub(super) kind: ImpIdType,
}

pub(super) async fn rules(
    call: &Call<'_>,
    provider_id: &str,
    group_id: &str,
) -> Result<Rules, Failure> {
    let store = call.store();
    let system = store.node_settings().list(AS, names::INTEGRATED_IMP).await?;
    let text = |name: &str| system.get(name).and_then(SettingValue::text).map(str::to_owned);
    let group = store.groups().find(provider_id, group_id).await?;
    let provider = store.service_providers().find(provider_id).await?;
    let provider = provider.map(|provider| provider.messaging).unwrap_or_default();
    let reseller = match store.resellers().of_service_provider(provider_id).await? {
        Some(id) => store.resellers().messaging(&id).await?,
        None => None,
    };
    let reseller = reseller.unwrap_or_default();
    Ok(Rules {
        domain: group
            .and_then(|group| group.messaging.service_domain)
            .or(provider.service_domain)
            .or(reseller.service_domain)
            .or_else(|| text(names::SERVICE_DOMAIN)),
        adds_service_provider: text(names::ADD_SERVICE_PROVIDER).as_deref() == Some("true"),
        kind: provider.imp_id_type.or(reseller.imp_id_type).unwrap_or(ImpIdType::Primary),
    })
}

/// The id of a user, and whether it is an alternate one: the one that was set, else one by the
/// rules; without a domain the user id.
pub(in crate::oci::commands) async fn imp_id(
    call: &Call<'_>,
    user: &Subscriber,
    service: &UserService,
) -> Result<(String, bool), Failure> {
    if let Some(id) = service.settings.get(IMP_ID) {
        let is_alternate = service.settings.get(IS_ALTERNATE).is_some_and(|flag| flag == "true");
        return Ok((id.clone(), is_alternate));
    }
    let rules = rules(call, &user.service_provider_id, &user.group_id).await?;
    let Some(domain) = rules.domain else { return Ok((user.user_id.clone(), false)) };
    let alternate = match rules.kind {
        ImpIdType::Primary => None,
        ImpIdType::Alternate => {
            call.store().alternate_user_ids().list(&user.user_id).await?.into_iter().next()
        }
    };
    let is_alternate = alternate.is_some();
    let id = alternate.map_or_else(|| user.user_id.clone(), |found| found.alternate_user_id);
    let local = id.split('@').next().unwrap_or_default();
    let provider = match rules.adds_service_provider {
        true => format!(".{}", user.service_provider_id),
        false => String::new(),
    };
    Ok((format!("{local}{provider}@{domain}"), is_alternate))
}
