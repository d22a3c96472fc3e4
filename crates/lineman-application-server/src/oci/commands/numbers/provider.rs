//! Numbers of a service provider: taking them away, and which are free.

use lineman_ocip::{Command, Table};
use lineman_store::StoreError;

use super::super::number_ranges::numbers;
use super::super::provider_get::find;
use super::NUMBERS;
use super::ranges::ranges;
use crate::oci::criteria::Criteria;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    find(call, provider).await?;
    match call.store().numbers().remove_all(provider, &numbers(fields)?).await {
        Ok(()) => Ok(call.success()),
        Err(StoreError::Missing { .. }) => Err(errors::refused(
            "A phone number is not in the service provider, or is assigned to a group",
        )),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn available(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    find(call, provider).await?;
    let numbers = call.store().numbers().list(provider, NUMBERS).await?;
    let free = numbers
        .into_iter()
        .filter(|number| number.group_id.is_none())
        .map(|number| (number.number, ()))
        .collect();
    Ok(ranges(free)
        .into_iter()
        .fold(call.answer(), |answer, (range, ())| answer.with("availableDn", range)))
}

pub(super) async fn summary(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let criteria = Criteria::read(fields, &["searchCriteriaGroupId", "searchCriteriaDn"])?;
    find(call, provider).await?;
    let numbers = call.store().numbers().list(provider, NUMBERS).await?;
    let rows = numbers
        .into_iter()
        .filter(|number| criteria.match_row(&[number.group_id.as_deref(), Some(&number.number)]))
        .map(|number| (number.number, number.group_id.unwrap_or_default()))
        .collect();
    let mut table = Table::new(&["Phone Numbers", "Group Id", "Can Delete"]);
    for (range, group) in ranges(rows) {
        let can_delete = group.is_empty().to_string();
        table.push([range, group, can_delete]);
    }
    Ok(call.answer().with_element(table.to_element("dnSummaryTable")))
}
