//! `UserPhoneDirectory…`: what a user sees.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{
    DirectoryCriterion, DirectoryField, DirectoryMode, DirectoryOrder, DirectoryPage,
    DirectoryQuery, DirectoryScope,
};

use super::scope::user_scope;
use super::search::{Page, cell, paged_answer, query, required_page, search};
use crate::oci::criteria::{ROWS, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

const LIST: &[&str] = &[
    "Name",
    "Number",
    "Extension",
    "Mobile",
    "Email Address",
    "Department",
    "First Name",
    "Last Name",
    "User Id",
    "Title",
    "IMP Id",
    "My Room Room Id",
    "My Room Bridge Id",
    "Service Name",
];

const SEARCHED: &[&str] = &[
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
    "First Name",
    "Last Name",
    "My Room Room Id",
    "My Room Bridge Id",
    "Service Name",
];

const PAGED: &[&str] = &[
    "User Id",
    "CLID First Name",
    "CLID Last Name",
    "First Name",
    "Last Name",
    "Hiragana First Name",
    "Hiragana Last Name",
    "Title",
    "Phone Number",
    "Extension",
    "Mobile",
    "Pager",
    "Email Address",
    "Yahoo Id",
    "Department",
    "Group Id",
    "Location",
    "Address Line 1",
    "Address Line 2",
    "City",
    "State",
    "Zip",
    "Country",
    "IMP Id",
    "Location Code",
    "My Room Room Id",
    "My Room Bridge Id",
    "Service Name",
    "Receptionist Note",
    "User External Id",
    "User Place Type",
];

fn table(headings: &[&str], found: &DirectoryPage) -> Table {
    let mut table = Table::new(headings);
    for entry in &found.entries {
        table.push(headings.iter().map(|heading| cell(entry, heading)));
    }
    table
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let fields = call.fields();
    let common = fields.flag("includeCommonPhoneList")?;
    let common =
        common.ok_or_else(|| errors::validation("Element 'includeCommonPhoneList' is required"))?;
    let limit = size_limit(fields)?;
    let scope = user_scope(call, &user).await?;
    let mut query = query(call, scope, Page { offset: 0, limit })?;
    query.users_only = !common;
    let found = search(call, &query).await?;
    check_size(usize::try_from(found.total).unwrap_or(usize::MAX), limit)?;
    Ok(call.answer().with_element(table(LIST, &found).to_element("directoryTable")))
}

/// Users only; of the enterprise when it is asked for and there is one, else of the group.
pub(super) async fn paged(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let fields = call.fields();
    let wide = fields
        .flag("isEnterpriseInfoRequested")?
        .ok_or_else(|| errors::validation("Element 'isEnterpriseInfoRequested' is required"))?;
    let scope = match user_scope(call, &user).await? {
        DirectoryScope::EnterpriseAndGroup(provider, _) if wide => {
            DirectoryScope::Enterprise(provider)
        }
        _ => DirectoryScope::Group(&user.service_provider_id, &user.group_id),
    };
    let mut query = query(call, scope, required_page(fields)?)?;
    query.users_only = true;
    let found = search(call, &query).await?;
    let table = table(PAGED, &found);
    Ok(paged_answer(call, found.total).with_element(table.to_element("directoryTable")))
}

/// Names, those of common phone lists included, that hold a text.
pub(super) async fn searched(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let text = call.fields().optional("nameSearchString", NAME)?;
    let criteria = text.map(|text| DirectoryCriterion {
        field: DirectoryField::Name,
        mode: DirectoryMode::Contains,
        value: text.to_owned(),
        is_case_sensitive: false,
    });
    let query = DirectoryQuery {
        scope: user_scope(call, &user).await?,
        users_only: false,
        criteria: criteria.into_iter().collect(),
        any: false,
        order: vec![DirectoryOrder { field: DirectoryField::LastName, descending: false }],
        offset: 0,
        limit: ROWS,
    };
    let found = search(call, &query).await?;
    check_size(usize::try_from(found.total).unwrap_or(usize::MAX), ROWS)?;
    Ok(call.answer().with_element(table(SEARCHED, &found).to_element("directoryTable")))
}
