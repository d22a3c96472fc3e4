//! `UserGetListInGroupRequest` and `UserGetListInServiceProviderRequest`.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{Subscriber, SubscriberScope};

use super::group_get::find;
use super::provider_get;
use crate::oci::criteria::{Criteria, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

/// Users that one search looks at.
const SEARCHED: u32 = 100_000;

const SUBJECTS: &[&str] = &[
    "searchCriteriaUserLastName",
    "searchCriteriaUserFirstName",
    "searchCriteriaDn",
    "searchCriteriaEmailAddress",
    "searchCriteriaUserId",
    "searchCriteriaExtension",
    "searchCriteriaUserExternalId",
];

pub(super) async fn in_group(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    // The schema spells this one with a capital.
    let group = fields.required("GroupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    find(call, provider, group).await?;
    let users = matching(call, SubscriberScope::Group(provider, group)).await?;
    let mut table = Table::new(&[
        "User Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "Country Code",
        "National Prefix",
    ]);
    for user in &users {
        let mut row = vec![user.user_id.as_str(), &user.last_name, &user.first_name];
        row.extend(common(user));
        row.extend(["1", ""]);
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

pub(super) async fn in_provider(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    let users = matching(call, SubscriberScope::ServiceProvider(provider)).await?;
    let mut table = Table::new(&[
        "User Id",
        "Group Id",
        "Last Name",
        "First Name",
        "Department",
        "Phone Number",
        "Phone Number Activated",
        "Email Address",
        "Hiragana Last Name",
        "Hiragana First Name",
        "In Trunk Group",
        "Extension",
        "User External Id",
    ]);
    for user in &users {
        let mut row =
            vec![user.user_id.as_str(), &user.group_id, &user.last_name, &user.first_name];
        row.extend(common(user));
        row.push("");
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("userTable")))
}

/// Department to extension, the columns that both tables have.
fn common(user: &Subscriber) -> [&str; 8] {
    let number = user.primary_number.as_deref().unwrap_or_default();
    let detail = |name| user.details.get(name).map(String::as_str).unwrap_or_default();
    [
        "",
        number,
        if number.is_empty() { "" } else { "true" },
        user.email.as_deref().unwrap_or_default(),
        detail("hiraganaLastName"),
        detail("hiraganaFirstName"),
        "false",
        user.extension.as_deref().unwrap_or_default(),
    ]
}

async fn matching(call: &Call<'_>, scope: SubscriberScope<'_>) -> Result<Vec<Subscriber>, Failure> {
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(fields, SUBJECTS)?;
    // Nobody is in a department or a trunk group here.
    let in_department = fields.structure("searchCriteriaExactUserDepartment").is_some();
    let in_trunk_group = match fields.structure("searchCriteriaExactUserInTrunkGroup") {
        Some(exact) => exact.flag("userInTrunkGroup")?.unwrap_or(false),
        None => false,
    };
    if in_department || in_trunk_group {
        return Ok(Vec::new());
    }
    let mut users = call.store().subscribers().list(scope, SEARCHED).await?;
    users.retain(|user| {
        criteria.match_row(&[
            Some(&user.last_name),
            Some(&user.first_name),
            user.primary_number.as_deref(),
            user.email.as_deref(),
            Some(&user.user_id),
            user.extension.as_deref(),
            None,
        ])
    });
    check_size(users.len(), limit)?;
    Ok(users)
}
