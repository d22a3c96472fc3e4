//! `ServiceProviderIntegratedIMPGetRequest22` and `…ModifyRequest` (PRV-021, PRV-023).

use lineman_ocip::Command;
use lineman_store::broadworks::ServiceProvider;

use super::integrated_imp::apply;
use super::provider_get::find;
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

async fn named(call: &Call<'_>) -> Result<ServiceProvider, Failure> {
    let id = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(id)?;
    find(call, id).await
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let messaging = named(call).await?.messaging;
    Ok(call
        .answer()
        .with_flag("useSystemServiceDomain", messaging.service_domain.is_none())
        .with_optional("serviceDomain", messaging.service_domain)
        .with_flag("useSystemMessagingServer", messaging.use_parent)
        .with_optional("provisioningUrl", messaging.provisioning_url)
        .with_optional("provisioningUserId", messaging.provisioning_user_id)
        .with("defaultImpIdType", "Primary"))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let mut provider = named(call).await?;
    apply(
        call.fields(),
        &mut provider.messaging,
        "useSystemMessagingServer",
        "useSystemServiceDomain",
    )?;
    call.store().service_providers().update(&provider).await?;
    Ok(call.success())
}
