//! `GroupIntegratedIMPGetRequest23` and `GroupIntegratedIMPModifyRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::Group;

use super::super::group_get::find;
use super::fields::{Parent, apply};
use super::imp_id::rules;
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const PARENT: Parent =
    Parent { server: "useServiceProviderMessagingServer", domain: "useServiceProviderSetting" };

async fn named(call: &Call<'_>) -> Result<Group, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    find(call, provider, group).await
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let group = named(call).await?;
    let rules = rules(call, &group.service_provider_id, &group.group_id).await?;
    let own = group.messaging.service_domain;
    let mut answer = call
        .answer()
        .with_flag("useServiceProviderSetting", own.is_none())
        .with_optional("serviceDomain", own)
        .with_optional("effectiveServiceDomain", rules.domain)
        .with_flag("addServiceProviderInIMPUserId", rules.adds_service_provider)
        .with("defaultImpIdType", rules.kind.as_str());
    // The messaging server is shown to those above the service provider only.
    if call.origin.caller.must_have_providers().is_ok() {
        answer = answer
            .with_flag("useServiceProviderMessagingServer", group.messaging.use_parent)
            .with_optional("provisioningUrl", group.messaging.provisioning_url)
            .with_optional("provisioningUserId", group.messaging.provisioning_user_id);
    }
    Ok(answer)
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let mut group = named(call).await?;
    apply(call.fields(), &mut group.messaging, &PARENT)?;
    call.store().groups().update(&group).await?;
    Ok(call.success())
}
