//! `UserIMPProfileGetRequest`: where a user's IM&P service is. The request is ours: no public schema
//! has it (docs/wire.md).

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ladder::settings;
use lineman_ocip::Command;
use lineman_store::broadworks::APPLICATION_SERVER_NODE;

use super::super::{group_get, provider_get};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let store = call.store();
    let group = group_get::find(call, &user.service_provider_id, &user.group_id).await?;
    let provider = provider_get::find(call, &user.service_provider_id).await?;
    let node = store.node_settings();
    let found = node.list(APPLICATION_SERVER_NODE, settings::INTEGRATED_IMP).await?;
    let system = |name: &str| found.get(name).and_then(|value| value.text().map(str::to_owned));
    // The nearest level that has one decides.
    let domain = group
        .messaging
        .service_domain
        .or(provider.messaging.service_domain)
        .or_else(|| system(settings::SERVICE_DOMAIN));
    let service = store.user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    let imp_id = service.filter(|service| service.is_active).map(|service| {
        service.settings.get("impId").cloned().unwrap_or_else(|| user.user_id.clone())
    });
    Ok(call
        .answer()
        .with_optional("serviceDomain", domain)
        .with_optional("servicePort", system(settings::SERVICE_PORT))
        .with_optional("impId", imp_id)
        .with_optional("boshURL", system(settings::BOSH_URL)))
}
