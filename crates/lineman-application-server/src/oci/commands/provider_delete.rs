//! `ServiceProviderDeleteRequest`.

use lineman_ocip::Command;

use super::provider_get::find;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let id = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(id)?;
    let provider = find(call, id).await?;
    match call.store().service_providers().remove(id).await {
        Ok(_) => Ok(call.success()),
        Err(error) if error.is_reference() => {
            Err(errors::provider_has_groups(provider.is_enterprise))
        }
        Err(error) => Err(error.into()),
    }
}
