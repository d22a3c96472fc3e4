//! What the commands about Integrated IM&P share: settings, and telling the messaging server.

use lineman_model::Secret;
use lineman_store::broadworks::{MessagingServer, Subscriber};
use url::Url;

use crate::messaging::{Change as Told, Exchange, InEffect, Outcome, in_effect};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, Fields, NAME, PROVISIONING_PASSWORD, URL};
use crate::oci::server::Call;

/// Server, container and name of the option that decides how the bridge is addressed (PRV-044).
const OPTION: (&str, &str, &str) = ("as", "provisioning", "bw.imp.useProvisioningUrl");

/// Refuses a provisioning URL that could never be used.
pub(super) fn check_url(change: &Change) -> Result<(), Failure> {
    let Change::Set(text) = change else { return Ok(()) };
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(()),
        _ => Err(errors::validation("Element 'provisioningUrl' is not a URL")),
    }
}

/// Applies the fields of a service provider's or group's modification. `use_parent` names the
/// field that leaves the choice of the messaging server to the level above, `use_parent_domain`
/// the one for the service domain.
pub(super) fn apply(
    fields: Fields<'_>,
    server: &mut MessagingServer,
    use_parent: &str,
    use_parent_domain: &str,
) -> Result<(), Failure> {
    if let Some(choice) = fields.flag(use_parent)? {
        server.use_parent = choice;
    }
    let url = fields.change("provisioningUrl", URL)?;
    check_url(&url)?;
    url.apply(&mut server.provisioning_url);
    fields.change("provisioningUserId", NAME)?.apply(&mut server.provisioning_user_id);
    match fields.change("provisioningPassword", PROVISIONING_PASSWORD)? {
        Change::Keep => {}
        Change::Clear => server.provisioning_password = None,
        Change::Set(new) => server.provisioning_password = Some(Secret::new(new)),
    }
    fields.change("serviceDomain", DOMAIN)?.apply(&mut server.service_domain);
    if fields.flag(use_parent_domain)? == Some(true) {
        server.service_domain = None;
    }
    Ok(())
}

/// Provisions a user: the POST of step P2. An error means that the service must not be assigned.
pub(super) async fn provision(call: &Call<'_>, user: &Subscriber) -> Result<(), Failure> {
    if !is_synchronized(call).await? {
        return Ok(());
    }
    let server = in_effect(call.store(), &user.service_provider_id, &user.group_id).await?;
    let Some(server) = server else {
        call.server.log.messaging_failure(call.thread, "", "", "no provisioning URL configured");
        return Err(errors::messaging_communication());
    };
    match tell(call, &server, user, Told::Assigned).await? {
        Outcome::Accepted => Ok(()),
        Outcome::Refused { status, message } => {
            tracing::warn!(user = %user.user_id, status, ?message, "messaging server refused");
            Err(errors::messaging_provisioning())
        }
        Outcome::Unreachable => Err(errors::messaging_communication()),
    }
}

/// Takes a user back. A refusal is in the log and changes nothing more.
pub(super) async fn deprovision(call: &Call<'_>, user: &Subscriber) -> Result<(), Failure> {
    if !is_synchronized(call).await? {
        return Ok(());
    }
    let server = in_effect(call.store(), &user.service_provider_id, &user.group_id).await?;
    if let Some(server) = server {
        let outcome = tell(call, &server, user, Told::Removed).await?;
        if outcome != Outcome::Accepted {
            tracing::warn!(user = %user.user_id, ?outcome, "the messaging server keeps the user");
        }
    }
    Ok(())
}

async fn is_synchronized(call: &Call<'_>) -> Result<bool, Failure> {
    Ok(call.store().system_settings().messaging().await?.enable_synchronization)
}

async fn tell(
    call: &Call<'_>,
    server: &InEffect,
    subscriber: &Subscriber,
    change: Told,
) -> Result<Outcome, Failure> {
    let (owner, container, name) = OPTION;
    let option = call.store().system_settings().container_option(owner, container, name).await?;
    Ok(call
        .server
        .messaging
        .tell(Exchange {
            log: &call.server.log,
            thread: call.thread,
            random: call.server.random(),
            server,
            subscriber,
            change,
            by_name: option.map(|value| value == "true"),
        })
        .await)
}
