//! `ServiceProviderAddRequest13mp2`: a service provider or an enterprise.

use lineman_ocip::Command;
use lineman_store::broadworks::{HierarchyNode, MessagingServer, ServiceProvider};

use super::hierarchy::{profile, resellers};
use super::user_fields::apply_details;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{DOMAIN, NAME, OWNER_ID, RESELLER_ID};
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
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
    // A reseller's administrator adds its own, whatever the request says.
    let reseller = match call.origin.caller.reseller() {
        Some(own) => Some(own.to_owned()),
        None => fields.optional("resellerId", RESELLER_ID)?.map(str::to_owned),
    };
    if let Some(reseller) = &reseller {
        resellers::find(call, reseller).await?;
    }
    let kept = profile::changes(fields, profile::PROVIDER)?;
    match call.store().service_providers().add(&provider).await {
        Ok(()) => {
            call.store()
                .hierarchy_settings()
                .modify(HierarchyNode::ServiceProvider(id), |own| apply_details(own, kept))
                .await?;
            if reseller.is_some() {
                call.store().resellers().give(id, reseller.as_deref()).await?;
            }
            Ok(call.success())
        }
        Err(error) if error.is_exists() => {
            Err(errors::refused(format!("The Service Provider or Enterprise already exists: {id}")))
        }
        Err(error) => Err(error.into()),
    }
}
