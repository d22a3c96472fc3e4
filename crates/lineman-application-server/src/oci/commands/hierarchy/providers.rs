//! Changing service providers and enterprises; their paged list; what a new one begins with.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::HierarchyNode;

use super::super::provider_get::find;
use super::super::user_fields::apply_details;
use super::{profile, resellers};
use crate::oci::criteria::{Criteria, ROWS};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, NAME, OWNER_ID, RESELLER_ID};
use crate::oci::paging::{Page, Sorting};
use crate::oci::server::Call;

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let id = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(id)?;
    let mut provider = find(call, id).await?;
    fields.change("defaultDomain", DOMAIN)?.apply_required(&mut provider.default_domain);
    fields.change("serviceProviderName", NAME)?.apply(&mut provider.name);
    fields.change("supportEmail", NAME)?.apply(&mut provider.support_email);
    let mut changes = profile::changes(fields, profile::PROVIDER)?;
    changes.extend(super::extension_length::provider_changes(fields)?);
    let reseller = fields.optional("resellerId", RESELLER_ID)?;
    if let Some(reseller) = reseller {
        // Only those above resellers move a service provider from one to another.
        call.origin.caller.must_provision()?;
        resellers::find(call, reseller).await?;
    }
    call.store().service_providers().update(&provider).await?;
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::ServiceProvider(id), |kept| apply_details(kept, changes))
        .await?;
    if reseller.is_some() {
        call.store().resellers().give(id, reseller).await?;
    }
    Ok(call.success())
}

pub(super) async fn get_default(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let domain = super::domains::system_default(call).await?;
    Ok(call.answer().with_flag("isEnterprise", false).with("defaultDomain", domain))
}

pub(super) async fn page(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let page = Page::read(fields)?;
    let sorting = Sorting::read(fields, &["sortByServiceProviderId", "sortByServiceProviderName"])?;
    let criteria = Criteria::read(
        fields,
        &[
            "searchCriteriaServiceProviderId",
            "searchCriteriaServiceProviderName",
            "searchCriteriaResellerId",
        ],
    )?;
    let wanted = match fields.structure("searchCriteriaExactOrganizationType") {
        Some(exact) => match exact.required("organizationType", NAME)? {
            "Enterprise" => Some(true),
            "Service Provider" => Some(false),
            _ => return Err(errors::validation("Element 'organizationType'")),
        },
        None => None,
    };
    let resellers = call.store().resellers().of_service_providers().await?;
    let mut rows: Vec<[String; 5]> = Vec::new();
    for provider in call.store().service_providers().list(ROWS).await? {
        let id = provider.service_provider_id;
        let reseller = resellers.get(&id).cloned();
        let seen = call.origin.caller.sees_provider(&id)
            && wanted.is_none_or(|wanted| wanted == provider.is_enterprise)
            && criteria.match_row(&[Some(&id), provider.name.as_deref(), reseller.as_deref()]);
        if seen {
            rows.push([
                id,
                provider.name.unwrap_or_default(),
                provider.is_enterprise.to_string(),
                reseller.unwrap_or_default(),
                String::new(),
            ]);
        }
    }
    sorting.sort(&mut rows, |row, subject| row[subject].clone());
    let mut table = Table::new(&[
        "Service Provider Id",
        "Service Provider Name",
        "Is Enterprise",
        "Reseller Id",
        "Service Provider External Id",
    ]);
    for row in page.of(rows) {
        table.push(row);
    }
    Ok(call.answer().with_element(table.to_element("serviceProviderTable")))
}

/// A change that the request may hold, as a number in its bounds.
pub(super) fn bounded(
    change: Change,
    name: &str,
    least: u32,
    most: u32,
) -> Result<Change, Failure> {
    if let Change::Set(text) = &change
        && !text.trim().parse::<u32>().is_ok_and(|number| (least..=most).contains(&number))
    {
        return Err(errors::validation(format!("Element '{name}' is not a number in range")));
    }
    Ok(change)
}
