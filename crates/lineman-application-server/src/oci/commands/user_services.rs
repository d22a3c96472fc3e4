//! `UserServiceAssignListRequest` and `UserServiceUnassignListRequest`. Assigning
//! `Integrated IMP` is what provisions a user (PRV-001).

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_model::CallService;
use lineman_ocip::Command;
use lineman_store::broadworks::Subscriber;

use super::messaging::{deprovision, is_active_at_first, provision};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

/// The services that can be assigned, as OCI-P spells them.
pub(super) const SERVICES: &[&str] = &[
    "Anonymous Call Rejection",
    "Authentication",
    "Automatic Callback",
    "BroadWorks Anywhere",
    "BroadWorks Mobility",
    "Call Forwarding Always",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Forwarding Not Reachable",
    "Call Recording",
    "Call Waiting",
    "Calling Line ID Delivery Blocking",
    "Do Not Disturb",
    SERVICE_INTEGRATED_IMP,
    "Music On Hold User",
    "Personal Assistant",
    "Remote Office",
    "Shared Call Appearance",
    "Simultaneous Ring Personal",
];

/// The services that a request names.
fn named(call: &Call<'_>) -> Result<Vec<String>, Failure> {
    let fields = call.fields();
    if let Some(pack) = fields.list("servicePackName", NAME)?.first() {
        return Err(errors::refused(format!("Service Pack not found: {pack}")));
    }
    let services = fields.list("serviceName", NAME)?;
    match services.iter().find(|name| !SERVICES.contains(&name.as_str())) {
        Some(unknown) => Err(errors::refused(format!("Service not found: {unknown}"))),
        None => Ok(services),
    }
}

pub(super) async fn assign(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    call.origin.caller.must_administer_group(&user.service_provider_id, &user.group_id)?;
    let mut done = 0;
    for name in named(call)? {
        match assign_one(call, &user, &name).await {
            Ok(()) => done += 1,
            // What was assigned before stays: the answer is a warning then.
            Err(failure) if done > 0 => return Err(failure.into_warning()),
            Err(failure) => return Err(failure),
        }
    }
    Ok(call.success())
}

async fn assign_one(call: &Call<'_>, user: &Subscriber, name: &str) -> Result<(), Failure> {
    let services = call.store().user_services();
    let now = call.server.now();
    if name != SERVICE_INTEGRATED_IMP {
        let call_service = CallService::of_service_name(name);
        let active = call_service.is_none_or(CallService::is_active_at_first);
        services.assign(&user.user_id, name, active, now).await?;
        return Ok(());
    }
    let _lock = call.server.messaging.lock(&user.user_id).await;
    if services.find(&user.user_id, name).await?.is_some() {
        return Ok(());
    }
    let active = is_active_at_first(call).await?;
    if active {
        provision(call, user).await?;
    }
    services.assign(&user.user_id, name, active, now).await?;
    Ok(())
}

pub(super) async fn unassign(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    call.origin.caller.must_administer_group(&user.service_provider_id, &user.group_id)?;
    let services = call.store().user_services();
    for name in named(call)? {
        if name == SERVICE_INTEGRATED_IMP {
            let _lock = call.server.messaging.lock(&user.user_id).await;
            let service = services.find(&user.user_id, &name).await?;
            if service.is_some_and(|service| service.is_active) {
                deprovision(call, &user).await?;
            }
            services.unassign(&user.user_id, &name).await?;
        } else {
            services.unassign(&user.user_id, &name).await?;
        }
    }
    Ok(call.success())
}
