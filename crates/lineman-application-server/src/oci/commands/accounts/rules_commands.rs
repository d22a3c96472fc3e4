//! Reading and changing the rules for passwords of the system, a service provider, a group.

use lineman_ocip::Command;
use lineman_store::broadworks::HierarchyNode;

use super::super::user_fields::apply_details;
use super::super::{group_get, provider_get};
use super::password_rules::{
    APPLY_TO, FIELDS, PREFIX, PROVIDER_APPLIES_TO, SYSTEM_APPLIES_TO, value,
};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, NAME, OWNER_ID};
use crate::oci::server::Call;

const ALLOW_WEB_ADD: &str = "allowWebAddExternalAuthenticationUsers";
const ROUTE_POINT: &str = "enforceExternalAuthForRoutePoint";

/// Bounds of the numbers.
const NUMBERS: &[(&str, u32, u32)] = &[
    ("minDigits", 1, 10),
    ("minUpperCaseLetters", 1, 10),
    ("minLowerCaseLetters", 1, 10),
    ("minNonAlphanumericCharacters", 1, 10),
    ("minLength", 3, 40),
    ("maxFailedLoginAttempts", 0, 10),
    ("passwordExpiresDays", 0, 199),
    ("numberOfPreviousPasswords", 1, 10),
    ("lockOutInMinutes", 1, 10_080),
];

/// The level that a request is about.
fn node<'a>(call: &Call<'a>) -> Result<HierarchyNode<'a>, Failure> {
    let fields = call.fields();
    Ok(match fields.optional("serviceProviderId", OWNER_ID)? {
        None => HierarchyNode::System,
        Some(provider) => match fields.optional("groupId", OWNER_ID)? {
            None => HierarchyNode::ServiceProvider(provider),
            Some(group) => HierarchyNode::Group(provider, group),
        },
    })
}

/// Checks the rights and that the level is there; the family must fit the level.
async fn checked<'a>(call: &Call<'a>) -> Result<HierarchyNode<'a>, Failure> {
    let node = node(call)?;
    let caller = &call.origin.caller;
    let name = call.request.name();
    let fits = match node {
        HierarchyNode::System | HierarchyNode::Reseller(_) => name.starts_with("System"),
        HierarchyNode::ServiceProvider(_) => name.starts_with("ServiceProvider"),
        HierarchyNode::Group(..) => name.starts_with("Group"),
    };
    if !fits {
        return Err(errors::validation("Element 'serviceProviderId' or 'groupId' is missing"));
    }
    match node {
        HierarchyNode::System | HierarchyNode::Reseller(_) => caller.must_be_system()?,
        HierarchyNode::ServiceProvider(provider) => {
            caller.must_administer_provider(provider)?;
            provider_get::find(call, provider).await?;
        }
        HierarchyNode::Group(provider, group) => {
            caller.must_administer_group(provider, group)?;
            group_get::find(call, provider, group).await?;
        }
    }
    Ok(node)
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let node = checked(call).await?;
    let kept = call.store().hierarchy_settings().get(node).await?;
    let own = |name: &str, default: &str| {
        kept.get(&format!("{PREFIX}{name}")).cloned().unwrap_or_else(|| default.to_owned())
    };
    let mut answer = call.answer();
    match node {
        HierarchyNode::System | HierarchyNode::Reseller(_) => {
            answer = answer
                .with(APPLY_TO, own(APPLY_TO, SYSTEM_APPLIES_TO))
                .with(ALLOW_WEB_ADD, own(ALLOW_WEB_ADD, "false"));
        }
        HierarchyNode::ServiceProvider(provider) => {
            if call.version == "13mp2" {
                answer = answer.with("serviceProviderId", provider);
            }
            answer = answer
                .with(APPLY_TO, own(APPLY_TO, PROVIDER_APPLIES_TO))
                .with(ALLOW_WEB_ADD, own(ALLOW_WEB_ADD, "false"));
        }
        HierarchyNode::Group(provider, group) => {
            if call.version.is_empty() {
                answer = answer.with("serviceProviderId", provider).with("groupId", group);
            }
        }
    }
    // Each version goes on further in the same list.
    let last = match call.version {
        "" | "13mp2" => "disallowRulesModification",
        "16" => "numberOfPreviousPasswords",
        "22" => "forcePasswordChangeAfterReset",
        "23" | "24" => ROUTE_POINT,
        _ => "lockOutInMinutes",
    };
    for (name, _) in FIELDS {
        let text = value(&kept, name);
        let shown = *name != ROUTE_POINT || node == HierarchyNode::System;
        if shown && !text.is_empty() {
            answer = answer.with(name, text);
        }
        if *name == last {
            break;
        }
    }
    Ok(answer)
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let node = checked(call).await?;
    let fields = call.fields();
    let settings = call.store().hierarchy_settings();
    // A level can keep those below from making rules of their own.
    let above = match node {
        HierarchyNode::System | HierarchyNode::Reseller(_) => None,
        HierarchyNode::ServiceProvider(_) => Some(HierarchyNode::System),
        HierarchyNode::Group(provider, _) => Some(HierarchyNode::ServiceProvider(provider)),
    };
    if let Some(above) = above
        && value(&settings.get(above).await?, "disallowRulesModification") == "true"
    {
        call.origin.caller.must_provision()?;
    }
    let mut changes = Vec::new();
    let mut push = |name: &str, change| changes.push((format!("{PREFIX}{name}"), change));
    if !matches!(node, HierarchyNode::Group(..)) {
        if let Some(applies_to) = fields.optional(APPLY_TO, NAME)? {
            if !known_scope(node, applies_to) {
                return Err(errors::validation(format!("Element '{APPLY_TO}'")));
            }
            push(APPLY_TO, Change::Set(applies_to.to_owned()));
        }
        if let Some(flag) = fields.flag(ALLOW_WEB_ADD)? {
            push(ALLOW_WEB_ADD, Change::Set(flag.to_string()));
        }
    }
    for (name, default) in FIELDS {
        if let Some((_, least, most)) = NUMBERS.iter().find(|(number, ..)| number == name) {
            if let Some(number) = fields.number(name, *least)? {
                if number > *most {
                    return Err(errors::validation(format!(
                        "Element '{name}' is not a number in range"
                    )));
                }
                push(name, Change::Set(number.to_string()));
            }
        } else if default.is_empty() {
            push(name, fields.change(name, NAME)?);
        } else if let Some(flag) = fields.flag(name)? {
            push(name, Change::Set(flag.to_string()));
        }
    }
    settings.modify(node, |kept| apply_details(kept, changes)).await?;
    Ok(call.success())
}

fn known_scope(node: HierarchyNode<'_>, applies_to: &str) -> bool {
    match node {
        HierarchyNode::System => matches!(
            applies_to,
            "System, Provisioning Administrator"
                | "System, Provisioning, Service Provider Administrator"
                | "Administrator and User"
        ),
        _ => matches!(
            applies_to,
            "Administrator"
                | "Administrator and User"
                | "Group Administrator and User External Authentication"
        ),
    }
}
