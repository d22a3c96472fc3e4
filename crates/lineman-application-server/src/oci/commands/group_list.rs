//! `GroupGetListInServiceProviderRequest`.

use lineman_ocip::{Command, Table};

use super::provider_get::find;
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(fields, &["searchCriteriaGroupId", "searchCriteriaGroupName"])?;
    find(call, provider).await?;
    let mut table = Table::new(&["Group Id", "Group Name", "User Limit"]);
    for group in call.store().groups().list(Some(provider), ROWS).await? {
        if criteria.match_row(&[Some(&group.group_id), group.name.as_deref()]) {
            let limit = group.user_limit.to_string();
            table.push([group.group_id, group.name.unwrap_or_default(), limit]);
        }
    }
    check_size(table.len(), limit)?;
    Ok(call.answer().with_element(table.to_element("groupTable")))
}
