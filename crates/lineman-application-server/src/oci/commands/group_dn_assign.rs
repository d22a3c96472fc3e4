//! `GroupDnAssignListRequest`: numbers of the service provider for a group.

use lineman_ocip::Command;
use lineman_store::StoreError;

use super::group_get::find;
use super::number_ranges::numbers;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let numbers = numbers(fields)?;
    find(call, provider, id).await?;
    match call.store().numbers().assign(provider, id, &numbers).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Missing { .. }) => {
            Err(errors::refused("A phone number is not available in the service provider"))
        }
        Err(error) => Err(error.into()),
    }
}
