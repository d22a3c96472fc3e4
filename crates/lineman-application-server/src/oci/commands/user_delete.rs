//! `UserDeleteRequest`.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::Command;

use super::messaging::deprovision;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// Removes a user; whom the messaging server knows is taken back there first.
pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    // Nobody deletes themselves.
    call.origin.caller.must_administer_group(&user.service_provider_id, &user.group_id)?;
    let _lock = call.server.messaging.lock(&user.user_id).await;
    let service = call.store().user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    if service.is_some_and(|service| service.is_active) {
        deprovision(call, &user).await?;
    }
    for endpoint in call.store().endpoints().list_of_user(&user.user_id).await? {
        call.remove_endpoint(&endpoint.line_port).await?;
    }
    call.store().subscribers().remove(&user.user_id).await?;
    Ok(call.success())
}
