//! `ServiceProviderGetRequest…` (LAD-015).

use lineman_ocip::Command;
use lineman_store::broadworks::ServiceProvider;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

/// The service provider with this id.
pub(super) async fn find(call: &Call<'_>, id: &str) -> Result<ServiceProvider, Failure> {
    let provider = call.store().service_providers().find(id).await?;
    provider.ok_or_else(|| errors::refused(format!("Service Provider not found: {id}")))
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let id = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.may_read_provider(id)?;
    let provider = find(call, id).await?;
    let answer = call.answer();
    let answer = if provider.is_enterprise {
        answer.with_flag("isEnterprise", true)
    } else {
        answer.with_flag("useCustomRoutingProfile", false)
    };
    let mut answer = answer
        .with("defaultDomain", provider.default_domain)
        .with_optional("serviceProviderName", provider.name)
        .with_optional("supportEmail", provider.support_email);
    if call.version != "13mp2" {
        answer = answer.with_flag("useServiceProviderLanguages", false);
    }
    if call.version == "22V4" {
        answer = answer.with("serviceProviderId", provider.service_provider_id);
    }
    Ok(answer)
}
