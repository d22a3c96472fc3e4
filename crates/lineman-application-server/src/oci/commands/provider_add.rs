//! `ServiceProviderAddRequest13mp2`: a service provider or an enterprise.

use lineman_ocip::Command;
use lineman_store::broadworks::{MessagingServer, ServiceProvider};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DOMAIN, NAME, OWNER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let fields = call.fields();
    let id = fields.required("serviceProviderId", OWNER_ID)?;
    let provider = ServiceProvider {
        service_provider_id: id.to_owned(),
        is_enterprise: fields.flag("isEnterprise")?.unwrap_or(false),
        name: fields.optional("serviceProviderName", NAME)?.map(str::to_owned),
        default_domain: fields.required("defaultDomain", DOMAIN)?.to_owned(),
        support_email: fields.optional("supportEmail", NAME)?.map(str::to_owned),
        messaging: MessagingServer::default(),
    };
    match call.store().service_providers().add(&provider).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => {
            Err(errors::refused(format!("The Service Provider or Enterprise already exists: {id}")))
        }
        Err(error) => Err(error.into()),
    }
}
