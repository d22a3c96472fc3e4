//! `SystemBroadCloudGetRequest22` and `SystemBroadCloudModifyRequest`: the system's messaging
//! server, which is `AS_CLI/Interface/Messaging` in OCI-P (PRV-022).

use lineman_model::Secret;
use lineman_ocip::Command;

use super::integrated_imp::check_url;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, NAME, PROVISIONING_PASSWORD, URL};
use crate::oci::server::Call;

/// The answer must have a port; no proxy is used.
const PROXY_PORT: &str = "80";

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let messaging = call.store().system_settings().messaging().await?;
    Ok(call
        .answer()
        .with_optional("provisioningUrl", messaging.provisioning_url)
        .with_optional("provisioningUserId", messaging.provisioning_user_id)
        .with_flag("enableSynchronization", messaging.enable_synchronization)
        .with("proxyPort", PROXY_PORT))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    if let Change::Set(_) = fields.change("proxyHost", URL)? {
        return Err(errors::refused("A proxy to the messaging server is not supported"));
    }
    let mut messaging = call.store().system_settings().messaging().await?;
    let url = fields.change("provisioningUrl", URL)?;
    check_url(&url)?;
    url.apply(&mut messaging.provisioning_url);
    fields.change("provisioningUserId", NAME)?.apply(&mut messaging.provisioning_user_id);
    match fields.change("provisioningPassword", PROVISIONING_PASSWORD)? {
        Change::Keep => {}
        Change::Clear => messaging.provisioning_password = None,
        Change::Set(new) => messaging.provisioning_password = Some(Secret::new(new)),
    }
    if let Some(enable) = fields.flag("enableSynchronization")? {
        messaging.enable_synchronization = enable;
    }
    call.store().system_settings().set_messaging(&messaging).await?;
    Ok(call.success())
}
