//! `ServiceProviderDnAddListRequest`: numbers for a service provider.

use lineman_ocip::Command;

use super::number_ranges::numbers;
use super::provider_get::find;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let id = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(id)?;
    let numbers = numbers(fields)?;
    find(call, id).await?;
    match call.store().numbers().add(id, &numbers).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => {
            Err(errors::refused("A phone number is assigned to a service provider already"))
        }
        Err(error) => Err(error.into()),
    }
}
