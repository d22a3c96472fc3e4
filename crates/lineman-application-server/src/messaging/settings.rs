//! Which messaging server is in effect: the group's, the service provider's, the reseller's or the
//! system's (PRV-021, PRV-022).

use lineman_model::Secret;
use lineman_store::broadworks::{MessagingServer, SystemMessaging};
use lineman_store::{BroadworksStore, StoreError};

/// The port of a proxy when none is set.
pub(crate) const USUAL_PROXY_PORT: u16 = 80;

/// The messaging server for a user's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InEffect {
    pub(crate) url: String,
    pub(crate) user_id: String,
    pub(crate) password: Secret,
    /// `http://host:port` of a proxy on the way.
    pub(crate) proxy: Option<String>,
}

/// `enableSynchronization`
pub(crate) async fn is_synchronized(store: &BroadworksStore) -> Result<bool, StoreError> {
    Ok(store.system_settings().messaging().await?.enable_synchronization)
}

/// The settings in effect; none if the nearest level that speaks has no URL.
pub(crate) async fn in_effect(
    store: &BroadworksStore,
    service_provider_id: &str,
    group_id: &str,
) -> Result<Option<InEffect>, StoreError> {
    let system = store.system_settings().messaging().await?;
    let proxy = system.proxy_host.as_ref().map(|host| {
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        format!("http://{host}:{}", system.proxy_port.unwrap_or(USUAL_PROXY_PORT))
    });
    let group = store.groups().find(service_provider_id, group_id).await?;
    if let Some(group) = group.filter(|group| !group.messaging.use_parent) {
        return Ok(of_organisation(group.messaging, proxy));
    }
    let provider = store.service_providers().find(service_provider_id).await?;
    if let Some(provider) = provider.filter(|provider| !provider.messaging.use_parent) {
        return Ok(of_organisation(provider.messaging, proxy));
    }
    let resellers = store.resellers();
    if let Some(reseller) = resellers.of_service_provider(service_provider_id).await? {
        let messaging = resellers.messaging(&reseller).await?;
        if let Some(messaging) = messaging.filter(|messaging| !messaging.use_parent) {
            return Ok(of_organisation(messaging, proxy));
        }
    }
    Ok(of_system(system, proxy))
}

fn of_organisation(server: MessagingServer, proxy: Option<String>) -> Option<InEffect> {
    build(server.provisioning_url, server.provisioning_user_id, server.provisioning_password, proxy)
}

fn of_system(system: SystemMessaging, proxy: Option<String>) -> Option<InEffect> {
    build(system.provisioning_url, system.provisioning_user_id, system.provisioning_password, proxy)
}

fn build(
    url: Option<String>,
    user_id: Option<String>,
    password: Option<Secret>,
    proxy: Option<String>,
) -> Option<InEffect> {
    Some(InEffect {
        url: url?,
        user_id: user_id.unwrap_or_default(),
        password: password.unwrap_or_else(|| Secret::new("")),
        proxy,
    })
}
