//! `GroupDeleteRequest`: a group without users, with its devices and its claim on numbers.

use lineman_ocip::Command;
use lineman_store::broadworks::SubscriberScope;

use super::group_get::find;
use crate::oci::criteria::ROWS;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let id = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    find(call, provider, id).await?;
    let store = call.store();
    if store.subscribers().count(SubscriberScope::Group(provider, id)).await? > 0 {
        return Err(errors::refused("Group contains users.  Must delete all the users first."));
    }
    for device in store.access_devices().list_of_group(provider, id, ROWS).await? {
        store.access_devices().remove(&device.key).await?;
    }
    let numbers: Vec<String> = store
        .numbers()
        .list(provider, ROWS)
        .await?
        .into_iter()
        .filter(|number| number.group_id.as_deref() == Some(id))
        .map(|number| number.number)
        .collect();
    store.numbers().unassign(provider, &numbers).await?;
    store.groups().remove(provider, id).await?;
    Ok(call.success())
}
