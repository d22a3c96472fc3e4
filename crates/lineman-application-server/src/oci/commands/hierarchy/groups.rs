//! Changing groups; their lists in the system and by page; what a new one begins with.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::HierarchyNode;

use super::super::group_get::find;
use super::super::user_fields::apply_details;
use super::super::{number_ranges, provider_get};
use super::{extension_length, profile, time_zone_of};
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, NAME, OWNER_ID};
use crate::oci::paging::{Page, Sorting};
use crate::oci::server::Call;

/// Users that a new group may have unless it is said otherwise.
const USER_LIMIT: u32 = 25;
/// Most users that a group may be given.
const MOST_USERS: u32 = 999_999;

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, id)?;
    let mut group = find(call, provider, id).await?;
    fields.change("defaultDomain", DOMAIN)?.apply_required(&mut group.default_domain);
    fields.change("groupName", NAME)?.apply(&mut group.name);
    if let Some(limit) = fields.number("userLimit", 1)? {
        if limit > MOST_USERS {
            return Err(errors::validation("Element 'userLimit' is not a number in range"));
        }
        // How many users a group may have is for those above it to say.
        call.origin.caller.must_administer_provider(provider)?;
        group.user_limit = limit;
    }
    let mut changes = profile::changes(fields, profile::GROUP)?;
    for (name, change) in &changes {
        if let Change::Set(number) = change
            && name.ends_with("PhoneNumber")
        {
            number_ranges::check(number)?;
        }
    }
    if let Some(lengths) = fields.structure("extensionLengthSettings") {
        changes.extend(extension_length::group_changes(call, provider, id, lengths).await?);
    }
    call.store().groups().update(&group).await?;
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::Group(provider, id), |kept| apply_details(kept, changes))
        .await?;
    Ok(call.success())
}

pub(super) async fn get_default(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let domain = provider_get::find(call, provider).await?.default_domain;
    let effective = call.store().hierarchy_settings().effective(provider, None).await?;
    let zone = time_zone_of(&effective);
    Ok(call
        .answer()
        .with("defaultDomain", domain)
        .with("userLimit", USER_LIMIT.to_string())
        .with("timeZone", zone)
        .with("timeZoneDisplayName", zone))
}

pub(super) async fn in_system(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(
        fields,
        &[
            "searchCriteriaGroupId",
            "searchCriteriaGroupName",
            "searchCriteriaServiceProviderId",
            "searchCriteriaResellerId",
        ],
    )?;
    let exact = match fields.structure("searchCriteriaExactServiceProvider") {
        Some(exact) => Some(exact.required("serviceProviderId", OWNER_ID)?),
        None => None,
    };
    let resellers = call.store().resellers().of_service_providers().await?;
    let enterprises: BTreeMap<String, bool> = call
        .store()
        .service_providers()
        .list(ROWS)
        .await?
        .into_iter()
        .map(|provider| (provider.service_provider_id, provider.is_enterprise))
        .collect();
    let mut table = Table::new(&[
        "Group Id",
        "Group Name",
        "User Limit",
        "Organization Id",
        "Organization Type",
        "Reseller Id",
    ]);
    for group in call.store().groups().list(exact, GROUPS).await? {
        let provider = &group.service_provider_id;
        let reseller = resellers.get(provider).map(String::as_str);
        let seen = call.origin.caller.sees_provider(provider)
            && criteria.match_row(&[
                Some(&group.group_id),
                group.name.as_deref(),
                Some(provider),
                reseller,
            ]);
        if seen {
            let enterprise = enterprises.get(provider).copied().unwrap_or(false);
            table.push([
                group.group_id.as_str(),
                group.name.as_deref().unwrap_or_default(),
                &group.user_limit.to_string(),
                provider,
                if enterprise { "Enterprise" } else { "Service Provider" },
                reseller.unwrap_or_default(),
            ]);
        }
    }
    check_size(table.len(), limit)?;
    Ok(call.answer().with_element(table.to_element("groupTable")))
}

/// Groups that one search looks at.
const GROUPS: u32 = 100_000;

pub(super) async fn page(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let page = Page::read(fields)?;
    let sorting = Sorting::read(fields, &["sortByGroupId", "sortByGroupName"])?;
    let criteria = Criteria::read(fields, &["searchCriteriaGroupId", "searchCriteriaGroupName"])?;
    provider_get::find(call, provider).await?;
    let mut groups = call.store().groups().list(Some(provider), GROUPS).await?;
    groups.retain(|group| criteria.match_row(&[Some(&group.group_id), group.name.as_deref()]));
    sorting.sort(&mut groups, |group, subject| match subject {
        0 => group.group_id.clone(),
        _ => group.name.clone().unwrap_or_default(),
    });
    let mut table = Table::new(&["Group Id", "Group Name", "User Limit", "Group External Id"]);
    for group in page.of(groups) {
        let limit = group.user_limit.to_string();
        table.push([group.group_id, group.name.unwrap_or_default(), limit, String::new()]);
    }
    Ok(call.answer().with_element(table.to_element("groupTable")))
}
