//! Which messaging server is in effect: the group's, the service provider's or the system's
//! (PRV-021, PRV-022).

use lineman_model::Secret;
use lineman_store::broadworks::MessagingServer;
use lineman_store::{BroadworksStore, StoreError};

/// The messaging server for a user's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InEffect {
    pub(crate) url: String,
    pub(crate) user_id: String,
    pub(crate) password: Secret,
}

/// The settings in effect; none if the nearest level that speaks has no URL.
pub(crate) async fn in_effect(
    store: &BroadworksStore,
    service_provider_id: &str,
    group_id: &str,
) -> Result<Option<InEffect>, StoreError> {
    let group = store.groups().find(service_provider_id, group_id).await?;
    if let Some(group) = group.filter(|group| !group.messaging.use_parent) {
        return Ok(of_organisation(group.messaging));
    }
    let provider = store.service_providers().find(service_provider_id).await?;
    if let Some(provider) = provider.filter(|provider| !provider.messaging.use_parent) {
        return Ok(of_organisation(provider.messaging));
    }
    let system = store.system_settings().messaging().await?;
    Ok(build(system.provisioning_url, system.provisioning_user_id, system.provisioning_password))
}

fn of_organisation(server: MessagingServer) -> Option<InEffect> {
    build(server.provisioning_url, server.provisioning_user_id, server.provisioning_password)
}

fn build(
    url: Option<String>,
    user_id: Option<String>,
    password: Option<Secret>,
) -> Option<InEffect> {
    Some(InEffect {
        url: url?,
        user_id: user_id.unwrap_or_default(),
        password: password.unwrap_or_else(|| Secret::new("")),
    })
}
