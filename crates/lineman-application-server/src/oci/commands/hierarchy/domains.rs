//! Domains of the system, and which of them a service provider or a group has.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::HierarchyNode;

use super::super::{group_get, provider_get};
use crate::oci::criteria::{Criteria, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DOMAIN, NAME, OWNER_ID, RESELLER_ID};
use crate::oci::server::Call;

/// In front of a domain's name in the settings of a level; at the system the value is the reseller.
const PREFIX: &str = "domain.";
const DEFAULT: &str = "defaultDomain";
/// Most domains of a level.
const DOMAINS: usize = 10_000;

/// The domain that ids without one get.
pub(super) async fn system_default(call: &Call<'_>) -> Result<String, Failure> {
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    Ok(kept.get(DEFAULT).cloned().unwrap_or_else(|| call.server.config.system_domain.clone()))
}

fn domains(kept: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    kept.iter().filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?, value.as_str())))
}

fn not_found(domain: &str) -> Failure {
    errors::refused(format!("Domain not found: {domain}"))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let fields = call.fields();
    let domain = fields.required("domain", DOMAIN)?.to_lowercase();
    let reseller = fields.optional("resellerId", RESELLER_ID)?;
    if let Some(reseller) = reseller {
        super::resellers::find(call, reseller).await?;
    }
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let name = format!("{PREFIX}{domain}");
    if kept.contains_key(&name) {
        return Err(errors::refused(format!("Domain already exists: {domain}")));
    }
    if domains(&kept).count() >= DOMAINS {
        return Err(errors::refused(format!("More than {DOMAINS} domains")));
    }
    let reseller = reseller.unwrap_or_default().to_owned();
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::System, |kept| {
            kept.insert(name, reseller);
        })
        .await?;
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let domain = call.fields().required("domain", DOMAIN)?.to_lowercase();
    if system_default(call).await? == domain {
        return Err(errors::refused("The default domain of the system cannot be deleted"));
    }
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let name = format!("{PREFIX}{domain}");
    if !kept.contains_key(&name) {
        return Err(not_found(&domain));
    }
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::System, |kept| {
            kept.remove(&name);
        })
        .await?;
    Ok(call.success())
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria =
        Criteria::read(fields, &["searchCriteriaDomainName", "searchCriteriaResellerId"])?;
    let level = match fields.structure("searchCriteriaExactDomainLevel") {
        Some(exact) => Some(exact.required("domainLevel", NAME)?),
        None => None,
    };
    let without_resellers = fields.flag("excludeReseller")?.unwrap_or(false);
    let reseller = fields.optional("resellerId", RESELLER_ID)?;
    let default = system_default(call).await?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let mut all: Vec<(&str, &str)> = domains(&kept).collect();
    if !all.iter().any(|(domain, _)| *domain == default) {
        all.insert(0, (&default, ""));
    }
    let answer = call.answer().with("systemDefaultDomain", default.as_str());
    if call.version.is_empty() {
        let own = all.iter().filter(|(_, reseller)| reseller.is_empty());
        return Ok(own.fold(answer, |answer, (domain, _)| answer.with("domain", *domain)));
    }
    let mut table = Table::new(&["Domain Name", "Reseller Id"]);
    for (domain, owner) in all {
        let seen = (owner.is_empty() || !without_resellers)
            && reseller.is_none_or(|reseller| owner.is_empty() || owner == reseller)
            && level.is_none_or(|level| (level == "Reseller") != owner.is_empty())
            && criteria.match_row(&[Some(domain), Some(owner)]);
        if seen {
            table.push([domain, owner]);
        }
    }
    check_size(table.len(), limit)?;
    Ok(answer.with_element(table.to_element("domainTable")))
}

pub(super) async fn parameters(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let domain = system_default(call).await?;
    Ok(call.answer().with_flag("useAliasForDomain", false).with(DEFAULT, domain))
}

pub(super) async fn modify_parameters(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    if fields.flag("useAliasForDomain")?.unwrap_or(false) {
        return Err(errors::refused("Aliases of domains are not served"));
    }
    if let Some(domain) = fields.optional(DEFAULT, DOMAIN)? {
        let domain = domain.to_lowercase();
        let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
        if !kept.contains_key(&format!("{PREFIX}{domain}")) {
            return Err(not_found(&domain));
        }
        call.store()
            .hierarchy_settings()
            .modify(HierarchyNode::System, |kept| {
                kept.insert(DEFAULT.to_owned(), domain);
            })
            .await?;
    }
    Ok(call.success())
}

/// The level that a request is about, its own default domain, and where its domains come from.
async fn level<'a>(
    call: &Call<'a>,
) -> Result<(HierarchyNode<'a>, String, HierarchyNode<'a>), Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let Some(group) = fields.optional("groupId", OWNER_ID)? else {
        call.origin.caller.must_administer_provider(provider)?;
        let domain = provider_get::find(call, provider).await?.default_domain;
        return Ok((HierarchyNode::ServiceProvider(provider), domain, HierarchyNode::System));
    };
    call.origin.caller.must_administer_group(provider, group)?;
    let domain = group_get::find(call, provider, group).await?.default_domain;
    let above = HierarchyNode::ServiceProvider(provider);
    Ok((HierarchyNode::Group(provider, group), domain, above))
}

pub(super) async fn assign(call: &Call<'_>, assigned: bool) -> Result<Command, Failure> {
    let (node, default, above) = level(call).await?;
    if matches!(node, HierarchyNode::ServiceProvider(_)) {
        call.origin.caller.must_have_providers()?;
    }
    let named = call.fields().list("domain", DOMAIN)?;
    if named.is_empty() {
        return Err(errors::validation("Element 'domain' is required"));
    }
    let settings = call.store().hierarchy_settings();
    let (own, offered) = (settings.get(node).await?, settings.get(above).await?);
    let mut names = Vec::new();
    for domain in named {
        let domain = domain.to_lowercase();
        let name = format!("{PREFIX}{domain}");
        let known = if assigned { offered.contains_key(&name) } else { own.contains_key(&name) };
        if !known {
            return Err(not_found(&domain));
        }
        if !assigned && domain == default {
            return Err(errors::refused("The default domain cannot be taken away"));
        }
        names.push(name);
    }
    settings
        .modify(node, |kept| {
            for name in names {
                if assigned {
                    kept.insert(name, String::new());
                } else {
                    kept.remove(&name);
                }
            }
        })
        .await?;
    Ok(call.success())
}

pub(super) async fn assigned(call: &Call<'_>) -> Result<Command, Failure> {
    let (node, default, _) = level(call).await?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(fields, &["searchCriteriaDomainName"])?;
    let kept = call.store().hierarchy_settings().get(node).await?;
    let mut all: Vec<&str> = domains(&kept).map(|(domain, _)| domain).collect();
    if !all.contains(&default.as_str()) {
        all.insert(0, &default);
    }
    all.retain(|domain| criteria.match_row(&[Some(domain)]));
    check_size(all.len(), limit)?;
    let name = match node {
        HierarchyNode::Group(..) => "groupDefaultDomain",
        _ => "serviceProviderDefaultDomain",
    };
    let answer = call.answer().with(name, default.as_str());
    Ok(all.into_iter().fold(answer, |answer, domain| answer.with("domain", domain)))
}
