//! `…DnGetStatusListRequest`: could these numbers be added here?

use std::collections::BTreeSet;

use lineman_ocip::{Command, Element};
use lineman_store::number_key;

use super::super::number_ranges::check;
use super::super::provider_get::find;
use super::group::of_request;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NUMBER, OWNER_ID};
use crate::oci::server::Call;

/// Most numbers of one request.
const NUMBERS: usize = 1_000;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let (provider, group) = if fields.element("groupId").is_some() {
        let (provider, group) = of_request(call).await?;
        (provider, Some(group))
    } else {
        let provider = fields.required("serviceProviderId", OWNER_ID)?;
        call.origin.caller.must_administer_provider(provider)?;
        find(call, provider).await?;
        (provider, None)
    };
    let numbers = fields.list("dn", NUMBER)?;
    if numbers.is_empty() || numbers.len() > NUMBERS {
        return Err(errors::validation(format!("Between 1 and {NUMBERS} elements 'dn'")));
    }
    let mut seen = BTreeSet::new();
    let mut answer = call.answer();
    for number in numbers {
        let status = if check(&number).is_err() {
            "Invalid"
        } else if !seen.insert(number_key(&number)) {
            "Duplicate In List"
        } else {
            state(call, provider, group, &number).await?
        };
        answer = answer.with_element(
            Element::new("dnStatus").with_child("dn", number).with_child("status", status),
        );
    }
    Ok(answer)
}

/// A service provider can add what nobody has; a group can be given what its service provider has
/// and no group.
async fn state(
    call: &Call<'_>,
    provider: &str,
    group: Option<&str>,
    number: &str,
) -> Result<&'static str, Failure> {
    let found = call.store().numbers().find(number).await?;
    Ok(match (found, group) {
        (None, None) => "Available",
        (None, Some(_)) => "Unavailable",
        (Some(found), _) if found.service_provider_id != provider => "Unavailable",
        (Some(_), None) => "Duplicate",
        (Some(found), Some(group)) => match found.group_id.as_deref() {
            None => "Available",
            Some(own) if own == group => "Duplicate",
            Some(_) => "Unavailable",
        },
    })
}
