//! `GroupIntegratedIMPGetRequest23` and `GroupIntegratedIMPModifyRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::Group;

use super::group_get::find;
use super::integrated_imp::apply;
use super::provider_get;
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

async fn named(call: &Call<'_>) -> Result<Group, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    find(call, provider, group).await
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let group = named(call).await?;
    let provider = provider_get::find(call, &group.service_provider_id).await?;
    let own = group.messaging.service_domain;
    let effective = own.clone().or(provider.messaging.service_domain);
    let mut answer = call
        .answer()
        .with_flag("useServiceProviderSetting", own.is_none())
        .with_optional("serviceDomain", own)
        .with_optional("effectiveServiceDomain", effective)
        .with_flag("addServiceProviderInIMPUserId", false)
        .with("defaultImpIdType", "Primary");
    // The messaging server is shown to those above the service provider only.
    if call.origin.caller.must_provision().is_ok() {
        answer = answer
            .with_flag("useServiceProviderMessagingServer", group.messaging.use_parent)
            .with_optional("provisioningUrl", group.messaging.provisioning_url)
            .with_optional("provisioningUserId", group.messaging.provisioning_user_id);
    }
    Ok(answer)
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let mut group = named(call).await?;
    apply(
        call.fields(),
        &mut group.messaging,
        "useServiceProviderMessagingServer",
        "useServiceProviderSetting",
    )?;
    call.store().groups().update(&group).await?;
    Ok(call.success())
}
