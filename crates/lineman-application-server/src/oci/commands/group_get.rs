//! `GroupGetRequest…`.

use lineman_ocip::Command;
use lineman_store::broadworks::{Group, HierarchyNode, SubscriberScope};

use super::hierarchy::{profile, time_zone_of};
use super::provider_get::SLICES;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{EXTERNAL_ID, OWNER_ID};
use crate::oci::server::Call;

/// The group with this id.
pub(super) async fn find(call: &Call<'_>, provider: &str, group: &str) -> Result<Group, Failure> {
    let found = call.store().groups().find(provider, group).await?;
    found.ok_or_else(|| errors::group_not_found(provider, group))
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    if let Some(external) = fields.optional("groupExternalId", EXTERNAL_ID)? {
        // No request gives a group such an id.
        call.origin.caller.must_have_providers()?;
        return Err(errors::refused(format!("Group not found: {external}")));
    }
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.may_read_group(provider, id)?;
    let group = find(call, provider, id).await?;
    let users = call.store().subscribers().count(SubscriberScope::Group(provider, id)).await?;
    let settings = call.store().hierarchy_settings();
    let kept = settings.get(HierarchyNode::Group(provider, id)).await?;
    let effective = settings.effective(provider, Some(id)).await?;
    let detail = |name: &str| kept.get(name).cloned();
    let mut answer = call
        .answer()
        .with("defaultDomain", group.default_domain)
        .with("userLimit", group.user_limit.to_string())
        .with("userCount", users.to_string())
        .with_optional("groupName", group.name)
        .with_optional("callingLineIdName", detail("callingLineIdName"));
    if !call.version.is_empty() {
        let number = detail("callingLineIdPhoneNumber");
        answer = answer
            .with_optional("callingLineIdPhoneNumber", number.clone())
            .with_optional("callingLineIdDisplayPhoneNumber", number);
    }
    let zone = time_zone_of(&effective);
    answer = answer
        .with("timeZone", zone)
        .with("timeZoneDisplayName", zone)
        .with_optional("locationDialingCode", detail("locationDialingCode"));
    let structures = [profile::contact(&kept), profile::address(&kept)];
    answer = structures.into_iter().flatten().fold(answer, Command::with_element);
    if matches!(call.version, "" | "14sp7") {
        return Ok(answer);
    }
    for name in SLICES {
        answer = answer.with_optional(name, detail(name));
    }
    if call.version == "22" {
        return Ok(answer);
    }
    let reseller = call.store().resellers().of_service_provider(provider).await?;
    answer = answer.with_optional("resellerId", reseller);
    if call.version != "22V2" {
        let name = "defaultUserCallingLineIdPhoneNumber";
        answer = answer.with_optional(name, detail(name));
    }
    if call.version != "22V5" {
        return Ok(answer);
    }
    Ok(answer.with("serviceProviderId", provider).with("groupId", id))
}
