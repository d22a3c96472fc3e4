//! `SystemBroadCloudGetRequest22` and `SystemBroadCloudModifyRequest`: the system's messaging
//! server, which is `AS_CLI/Interface/Messaging` in OCI-P (PRV-022).

use lineman_model::Secret;
use lineman_ocip::Command;

use super::fields::{check_url, port};
use crate::messaging::USUAL_PROXY_PORT;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, NAME, PROVISIONING_PASSWORD, URL};
use crate::oci::server::Call;

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let messaging = call.store().system_settings().messaging().await?;
    Ok(call
        .answer()
        .with_optional("provisioningUrl", messaging.provisioning_url)
        .with_optional("provisioningUserId", messaging.provisioning_user_id)
        .with_flag("enableSynchronization", messaging.enable_synchronization)
        .with_optional("proxyHost", messaging.proxy_host)
        .with("proxyPort", messaging.proxy_port.unwrap_or(USUAL_PROXY_PORT).to_string()))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let mut messaging = call.store().system_settings().messaging().await?;
    let url = fields.change("provisioningUrl", URL)?;
    check_url("provisioningUrl", &url)?;
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
    let proxy = fields.change("proxyHost", DOMAIN)?;
    if let Change::Set(host) = &proxy
        && url::Host::parse(host).is_err()
    {
        return Err(errors::validation("Element 'proxyHost' is not a host"));
    }
    proxy.apply(&mut messaging.proxy_host);
    if let Some(port) = port(fields, "proxyPort")? {
        messaging.proxy_port = port;
    }
    call.store().system_settings().set_messaging(&messaging).await?;
    Ok(call.success())
}
