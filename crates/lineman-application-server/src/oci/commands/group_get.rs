//! `GroupGetRequest…`.

use lineman_ocip::Command;
use lineman_store::broadworks::{Group, SubscriberScope};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

/// Time zone of groups; a user's own is kept with the user.
const TIME_ZONE: &str = "America/New_York";

/// The group with this id.
pub(super) async fn find(call: &Call<'_>, provider: &str, group: &str) -> Result<Group, Failure> {
    let found = call.store().groups().find(provider, group).await?;
    found.ok_or_else(|| errors::group_not_found(provider, group))
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, id)?;
    let group = find(call, provider, id).await?;
    let users = call.store().subscribers().count(SubscriberScope::Group(provider, id)).await?;
    let answer = call
        .answer()
        .with("defaultDomain", group.default_domain)
        .with("userLimit", group.user_limit.to_string())
        .with("userCount", users.to_string())
        .with_optional("groupName", group.name)
        .with("timeZone", TIME_ZONE)
        .with("timeZoneDisplayName", TIME_ZONE);
    if call.version != "22V5" {
        return Ok(answer);
    }
    Ok(answer.with("serviceProviderId", provider).with("groupId", id))
}
