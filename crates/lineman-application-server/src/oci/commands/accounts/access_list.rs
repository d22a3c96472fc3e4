//! Addresses from which nobody needs a password: hosts of an external authentication.

use std::net::IpAddr;

use lineman_ladder::settings::EXTERNAL_AUTHENTICATION_PREFIX as PREFIX;
use lineman_ocip::{Command, Table};
use lineman_store::broadworks::HierarchyNode;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, NAME};
use crate::oci::server::Call;

/// Most addresses.
const ADDRESSES: usize = 1_000;

/// Whether the sender's address is on the list.
pub(in crate::oci::commands) async fn needs_no_password(call: &Call<'_>) -> Result<bool, Failure> {
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let address = call.origin.peer.ip().to_canonical();
    Ok(kept.contains_key(&format!("{PREFIX}{address}")))
}

/// The address that a request names; a name would have to be believed to a resolver.
fn address(call: &Call<'_>) -> Result<String, Failure> {
    let text = call.fields().required("netAddress", DOMAIN)?;
    let address: IpAddr = text
        .trim()
        .parse()
        .map_err(|_| errors::refused(format!("Net address is not an IP address: {text}")))?;
    Ok(format!("{PREFIX}{}", address.to_canonical()))
}

fn not_found() -> Failure {
    errors::refused("Net address is not on the list")
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = address(call)?;
    let description = call.fields().optional("description", NAME)?.unwrap_or_default().to_owned();
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    if kept.contains_key(&name) {
        return Err(errors::refused("Net address is on the list already"));
    }
    if kept.keys().filter(|name| name.starts_with(PREFIX)).count() >= ADDRESSES {
        return Err(errors::refused(format!("More than {ADDRESSES} net addresses")));
    }
    set(call, name, Some(description)).await
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = address(call)?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let present = kept.get(&name).ok_or_else(not_found)?;
    match call.fields().change("description", NAME)? {
        Change::Keep => set(call, name, Some(present.clone())).await,
        Change::Clear => set(call, name, Some(String::new())).await,
        Change::Set(description) => set(call, name, Some(description)).await,
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = address(call)?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    if !kept.contains_key(&name) {
        return Err(not_found());
    }
    set(call, name, None).await
}

async fn set(call: &Call<'_>, name: String, value: Option<String>) -> Result<Command, Failure> {
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::System, |kept| {
            match value {
                Some(value) => kept.insert(name, value),
                None => kept.remove(&name),
            };
        })
        .await?;
    Ok(call.success())
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let kept = call.store().hierarchy_settings().get(HierarchyNode::System).await?;
    let mut table = Table::new(&["Net Address", "Description"]);
    for (name, description) in &kept {
        if let Some(address) = name.strip_prefix(PREFIX) {
            table.push([address, description.as_str()]);
        }
    }
    Ok(call.answer().with_element(table.to_element("aclTable")))
}
