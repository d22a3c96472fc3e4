//! `ServiceProviderGetRequest…` (LAD-015).

use lineman_ocip::Command;
use lineman_store::broadworks::{HierarchyNode, ServiceProvider};

use super::hierarchy::profile;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{EXTERNAL_ID, OWNER_ID};
use crate::oci::server::Call;

/// The service provider with this id.
pub(super) async fn find(call: &Call<'_>, id: &str) -> Result<ServiceProvider, Failure> {
    let provider = call.store().service_providers().find(id).await?;
    provider.ok_or_else(|| errors::refused(format!("Service Provider not found: {id}")))
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    if call.version == "22V4"
        && let Some(external) = fields.optional("serviceProviderExternalId", EXTERNAL_ID)?
    {
        // No request gives a service provider such an id.
        call.origin.caller.must_have_providers()?;
        return Err(errors::refused(format!("Service Provider not found: {external}")));
    }
    let id = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.may_read_provider(id)?;
    let provider = find(call, id).await?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::ServiceProvider(id)).await?;
    let detail = |name: &str| kept.get(name).cloned();
    let answer = call.answer();
    let answer = if provider.is_enterprise {
        answer.with_flag("isEnterprise", true)
    } else {
        answer.with_flag("useCustomRoutingProfile", false)
    };
    let answer = answer
        .with("defaultDomain", provider.default_domain)
        .with_optional("serviceProviderName", provider.name)
        .with_optional("supportEmail", provider.support_email);
    let structures = [profile::contact(&kept), profile::address(&kept)];
    let mut answer = structures.into_iter().flatten().fold(answer, Command::with_element);
    if call.version == "13mp2" {
        return Ok(answer);
    }
    let own_languages = detail("useServiceProviderLanguages").as_deref() == Some("true");
    answer = answer.with_flag("useServiceProviderLanguages", own_languages);
    if call.version == "17sp1" {
        return Ok(answer);
    }
    for name in SLICES {
        answer = answer.with_optional(name, detail(name));
    }
    if call.version == "22" {
        return Ok(answer);
    }
    answer =
        answer.with_optional("resellerId", call.store().resellers().of_service_provider(id).await?);
    if call.version == "22V4" {
        answer = answer.with("serviceProviderId", provider.service_provider_id);
    }
    Ok(answer)
}

/// What is kept for other kinds of deployment and shown as it was given.
pub(super) const SLICES: &[&str] = &[
    "servicePolicy",
    "callProcessingSliceId",
    "provisioningSliceId",
    "subscriberPartition",
    "preferredDataCenter",
];
