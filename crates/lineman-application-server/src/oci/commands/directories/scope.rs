//! Whose directory, and who may see it: in an enterprise everybody sees everybody, in a service
//! provider only those of one's own group.

use lineman_store::broadworks::{DirectoryScope, ServiceProvider, Subscriber};

use super::super::{group_get, provider_get};
use crate::oci::caller::Caller;
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// A service provider that must be an enterprise.
pub(super) async fn enterprise(call: &Call<'_>, id: &str) -> Result<ServiceProvider, Failure> {
    let provider = provider_get::find(call, id).await?;
    if provider.is_enterprise {
        Ok(provider)
    } else {
        Err(errors::refused(format!("Enterprise not found: {id}")))
    }
}

/// The directory of a group, for someone who may see it.
pub(super) async fn group_scope<'a>(
    call: &Call<'_>,
    provider: &'a str,
    group: &'a str,
) -> Result<DirectoryScope<'a>, Failure> {
    call.origin.caller.may_read_provider(provider)?;
    group_get::find(call, provider, group).await?;
    if provider_get::find(call, provider).await?.is_enterprise {
        return Ok(DirectoryScope::EnterpriseAndGroup(provider, group));
    }
    may_see_group(call, provider, group)?;
    Ok(DirectoryScope::Group(provider, group))
}

/// The group's administrators and users, and trusted peers.
pub(super) fn may_see_group(call: &Call<'_>, provider: &str, group: &str) -> Result<(), Failure> {
    match &call.origin.caller {
        Caller::Trusted { .. } => Ok(()),
        Caller::LoggedIn(who)
            if who.service_provider_id.as_deref() == Some(provider)
                && who.group_id.as_deref() == Some(group) =>
        {
            Ok(())
        }
        caller => caller.must_administer_group(provider, group),
    }
}

/// The directory that a user sees.
pub(super) async fn user_scope<'a>(
    call: &Call<'_>,
    user: &'a Subscriber,
) -> Result<DirectoryScope<'a>, Failure> {
    let (provider, group) = (user.service_provider_id.as_str(), user.group_id.as_str());
    Ok(if provider_get::find(call, provider).await?.is_enterprise {
        DirectoryScope::EnterpriseAndGroup(provider, group)
    } else {
        DirectoryScope::Group(provider, group)
    })
}
