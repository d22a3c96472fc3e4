//! Telling the messaging server: at once when the client must know, later when it only has to happen.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ladder::settings;
use lineman_model::Secret;
use lineman_store::broadworks::{APPLICATION_SERVER_NODE as AS, Subscriber};

use crate::messaging::{self, Change as Told, Outcome, When, in_effect};
use crate::oci::errors::{self, Failure};
use crate::oci::server::Call;

/// Longest reason of the messaging server that a client is told.
const REASON: usize = 400;

/// Provisions a user: the POST of step P2. An error means that the service must not be assigned.
pub(in crate::oci::commands) async fn provision(
    call: &Call<'_>,
    user: &Subscriber,
) -> Result<(), Failure> {
    must_accept(call, user, Told::Assigned).await
}

/// Gives the messaging server a user's new password. An error means that it did not take it.
pub(in crate::oci::commands) async fn password_changed(
    call: &Call<'_>,
    user: &Subscriber,
    password: &Secret,
) -> Result<(), Failure> {
    must_accept(call, user, Told::Password(password)).await
}

async fn must_accept(call: &Call<'_>, user: &Subscriber, told: Told<'_>) -> Result<(), Failure> {
    if !messaging::is_synchronized(call.store()).await? {
        return Ok(());
    }
    let server = in_effect(call.store(), &user.service_provider_id, &user.group_id).await?;
    let Some(server) = server else {
        call.server.log.messaging_failure(call.thread, "", "", "no provisioning URL configured");
        return Err(errors::messaging_communication());
    };
    match call.server.tell_messaging(call.thread, &server, user, told).await? {
        Outcome::Accepted => Ok(()),
        Outcome::Refused { status, message } => {
            tracing::warn!(user = %user.user_id, status, ?message, "messaging server refused");
            let reason = match propagates(call).await? {
                true => message,
                false => None,
            };
            let reason: Option<String> = reason.map(|reason| reason.chars().take(REASON).collect());
            Err(errors::messaging_provisioning(reason.as_deref()))
        }
        Outcome::Unreachable => Err(errors::messaging_communication()),
    }
}

/// `propagateImpErrorDetails`
async fn propagates(call: &Call<'_>) -> Result<bool, Failure> {
    let name = settings::PROPAGATE_IMP_ERROR_DETAILS;
    let value = call.store().node_settings().get(AS, settings::INTEGRATED_IMP, name).await?;
    Ok(value.as_deref() == Some("true"))
}

/// Takes a user back. A refusal is in the log and changes nothing more; what cannot be delivered
/// now is delivered later.
pub(in crate::oci::commands) async fn deprovision(
    call: &Call<'_>,
    user: &Subscriber,
) -> Result<(), Failure> {
    if !messaging::is_synchronized(call.store()).await? {
        return Ok(());
    }
    let server = in_effect(call.store(), &user.service_provider_id, &user.group_id).await?;
    let Some(server) = server else { return Ok(()) };
    let outcome = call.server.tell_messaging(call.thread, &server, user, Told::Removed).await?;
    if outcome.may_be_delivered_later(Told::Removed) {
        messaging::keep(call.server, user, When::Later).await?;
    } else if outcome != Outcome::Accepted {
        tracing::warn!(user = %user.user_id, ?outcome, "the messaging server keeps the user");
    }
    Ok(())
}

/// Has the messaging server told of a user's new name, number or email. `before` is the user as it
/// was.
pub(in crate::oci::commands) async fn profile_changed(
    call: &Call<'_>,
    before: &Subscriber,
) -> Result<(), Failure> {
    let user = call.store().subscribers().find_by_user_id(&before.user_id).await?;
    let Some(user) = user.filter(|user| concerns(before, user)) else { return Ok(()) };
    let services = call.store().user_services();
    let service = services.find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    if service.is_some_and(|service| service.is_active)
        && messaging::is_synchronized(call.store()).await?
    {
        messaging::keep(call.server, &user, When::Now).await?;
    }
    Ok(())
}

/// Whether the document of a user differs.
fn concerns(before: &Subscriber, user: &Subscriber) -> bool {
    let told = |user: &Subscriber| {
        (
            user.first_name.clone(),
            user.last_name.clone(),
            user.primary_number.clone(),
            user.extension.clone(),
            user.email.clone(),
        )
    };
    told(before) != told(user)
}

/// `userAttrIsActive`: whether the service is switched on when it is assigned.
pub(in crate::oci::commands) async fn is_active_at_first(call: &Call<'_>) -> Result<bool, Failure> {
    let value = call
        .store()
        .node_settings()
        .get(AS, settings::INTEGRATED_IMP_DEFAULTS, settings::USER_ATTRIBUTE_IS_ACTIVE)
        .await?;
    Ok(value.map_or(call.server.config.messaging.active_by_default, |value| value == "true"))
}
