//! `ServiceProviderIntegratedIMPGetRequest22` and `…ModifyRequest` (PRV-021, PRV-023).

use lineman_ocip::Command;
use lineman_store::broadworks::ServiceProvider;

use super::super::provider_get::find;
use super::fields::{Parent, answer, apply, apply_details};
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const PARENT: Parent =
    Parent { server: "useSystemMessagingServer", domain: "useSystemServiceDomain" };
const USE_RESELLER: &str = "useResellerIMPIdSetting";

async fn named(call: &Call<'_>) -> Result<ServiceProvider, Failure> {
    let id = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(id)?;
    find(call, id).await
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = named(call).await?;
    let answer = answer(call.answer(), &provider.messaging);
    let resellers = call.store().resellers();
    let reseller = resellers.of_service_provider(&provider.service_provider_id).await?;
    Ok(match (provider.messaging.imp_id_type, reseller) {
        (Some(kind), _) => answer.with("defaultImpIdType", kind.as_str()),
        (None, Some(_)) => answer.with_flag(USE_RESELLER, true),
        (None, None) => answer.with("defaultImpIdType", "Primary"),
    })
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let mut provider = named(call).await?;
    let fields = call.fields();
    apply(fields, &mut provider.messaging, &PARENT)?;
    apply_details(fields, &mut provider.messaging)?;
    if fields.flag(USE_RESELLER)? == Some(true) {
        provider.messaging.imp_id_type = None;
    }
    call.store().service_providers().update(&provider).await?;
    Ok(call.success())
}
