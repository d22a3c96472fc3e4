//! `GroupAddRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::{Group, HierarchyNode, MessagingServer};

use super::hierarchy::profile;
use super::provider_get::find;
use super::user_fields::apply_details;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DOMAIN, NAME, OWNER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    let group = Group {
        service_provider_id: provider.to_owned(),
        group_id: fields.required("groupId", OWNER_ID)?.to_owned(),
        name: fields.optional("groupName", NAME)?.map(str::to_owned),
        default_domain: fields.required("defaultDomain", DOMAIN)?.to_owned(),
        user_limit: fields
            .number("userLimit", 1)?
            .ok_or_else(|| errors::validation("Element 'userLimit' is required"))?,
        messaging: MessagingServer::default(),
    };
    find(call, provider).await?;
    let kept = profile::changes(fields, profile::GROUP)?;
    match call.store().groups().add(&group).await {
        Ok(()) => {
            let node = HierarchyNode::Group(provider, &group.group_id);
            let settings = call.store().hierarchy_settings();
            settings.modify(node, |own| apply_details(own, kept)).await?;
            Ok(call.success())
        }
        Err(error) if error.is_exists() => Err(errors::group_exists()),
        Err(error) => Err(error.into()),
    }
}
