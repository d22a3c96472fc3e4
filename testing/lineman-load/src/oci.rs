//! OCI-P sessions of an administrator.

use anyhow::Result;
use lineman_deployment::lab::OciClient;
use lineman_model::{Secret, SystemRandom};
use lineman_ocip::Command;

use crate::process::{ADMINISTRATOR, Process};
use crate::subscribers::{DOMAIN, GROUP, PROVIDER};

/// A logged-in session.
///
/// # Errors
/// When the server does not let us in.
pub async fn log_in(process: &Process) -> Result<OciClient> {
    let (user, password) = ADMINISTRATOR;
    let address = process.address("ocip")?;
    Ok(OciClient::login(address, user, &Secret::new(password), &SystemRandom).await?)
}

/// The enterprise and the group that all subscribers of this crate belong to.
///
/// # Errors
/// When the server refuses.
pub async fn prepare_group(client: &mut OciClient, user_limit: u32) -> Result<()> {
    let provider = Command::request("ServiceProviderAddRequest13mp2")
        .with("isEnterprise", "true")
        .with("serviceProviderId", PROVIDER)
        .with("defaultDomain", DOMAIN);
    client.call(provider).await?;
    let group = Command::request("GroupAddRequest")
        .with("serviceProviderId", PROVIDER)
        .with("groupId", GROUP)
        .with("defaultDomain", DOMAIN)
        .with("userLimit", user_limit.to_string());
    client.call(group).await?;
    Ok(())
}
