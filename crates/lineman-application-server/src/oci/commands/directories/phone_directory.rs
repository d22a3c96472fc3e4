//! `EnterprisePhoneDirectory…` and `GroupPhoneDirectory…`: what administrators see.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DirectoryPage, DirectoryScope};

use super::scope::{enterprise, group_scope};
use super::search::{Page, cell, page, paged_answer, query, search};
use crate::oci::criteria::{check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const HEADINGS: &[&str] = &[
    "Name",
    "Number",
    "Extension",
    "Mobile",
    "Email Address",
    "Department",
    "Hiragana Name",
    "Group Id",
    "Yahoo Id",
    "User Id",
    "IMP Id",
    "Is Virtual On-Net User",
];

const EXTENDED: &[&str] = &[
    "First Name",
    "Last Name",
    "Pager",
    "Title",
    "Time Zone",
    "Location",
    "Address Line 1",
    "Address Line 2",
    "City",
    "State",
    "Zip",
    "Country",
    "Service Name",
];

fn table(call: &Call<'_>, found: &DirectoryPage) -> Result<Table, Failure> {
    let extended = call.fields().required("isExtendedInfoRequested", 5)?;
    let mut headings = HEADINGS.to_vec();
    if matches!(extended, "true" | "1") {
        headings.extend(EXTENDED);
    }
    let mut table = Table::new(&headings);
    for entry in &found.entries {
        table.push(headings.iter().map(|heading| cell(entry, heading)));
    }
    Ok(table)
}

async fn answer(
    call: &Call<'_>,
    scope: DirectoryScope<'_>,
    paged: bool,
) -> Result<Command, Failure> {
    let fields = call.fields();
    if paged {
        let found = search(call, &query(call, scope, page(fields)?)?).await?;
        let table = table(call, &found)?;
        return Ok(paged_answer(call, found.total).with_element(table.to_element("directoryTable")));
    }
    let limit = size_limit(fields)?;
    let found = search(call, &query(call, scope, Page { offset: 0, limit })?).await?;
    check_size(usize::try_from(found.total).unwrap_or(usize::MAX), limit)?;
    Ok(call.answer().with_element(table(call, &found)?.to_element("directoryTable")))
}

pub(super) async fn of_enterprise(call: &Call<'_>, paged: bool) -> Result<Command, Failure> {
    let id = call.fields().required("enterpriseId", OWNER_ID)?;
    call.origin.caller.may_read_provider(id)?;
    enterprise(call, id).await?;
    answer(call, DirectoryScope::Enterprise(id), paged).await
}

pub(super) async fn of_group(call: &Call<'_>, paged: bool) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    let scope = group_scope(call, provider, group).await?;
    answer(call, scope, paged).await
}
