//! `ServiceProviderGetListRequest`.

use lineman_ocip::{Command, Table};

use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let wanted = fields.flag("isEnterprise")?;
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(
        fields,
        &[
            "searchCriteriaServiceProviderId",
            "searchCriteriaServiceProviderName",
            "searchCriteriaResellerId",
        ],
    )?;
    let mut table = Table::new(&[
        "Service Provider Id",
        "Service Provider Name",
        "Is Enterprise",
        "Reseller Id",
    ]);
    let resellers = call.store().resellers().of_service_providers().await?;
    for provider in call.store().service_providers().list(ROWS).await? {
        let id = provider.service_provider_id.as_str();
        let kind = wanted.is_none_or(|wanted| wanted == provider.is_enterprise);
        let reseller = resellers.get(id).map(String::as_str);
        let seen = kind && call.origin.caller.sees_provider(id);
        if seen && criteria.match_row(&[Some(id), provider.name.as_deref(), reseller]) {
            let enterprise = if provider.is_enterprise { "true" } else { "false" };
            let name = provider.name.as_deref().unwrap_or_default();
            table.push([id, name, enterprise, reseller.unwrap_or_default()]);
        }
    }
    check_size(table.len(), limit)?;
    Ok(call.answer().with_element(table.to_element("serviceProviderTable")))
}
