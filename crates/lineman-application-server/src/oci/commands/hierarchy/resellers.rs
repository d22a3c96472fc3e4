//! Resellers: add, get, list, modify, delete.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::Reseller;

use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, EXTERNAL_ID, RESELLER_ID, RESELLER_NAME};
use crate::oci::server::Call;

/// The reseller with this id.
pub(in crate::oci::commands) async fn find(call: &Call<'_>, id: &str) -> Result<Reseller, Failure> {
    let reseller = call.store().resellers().find(id).await?;
    reseller.ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> Failure {
    errors::refused(format!("Reseller not found: {id}"))
}

/// The reseller that a request names, by either id.
async fn named(call: &Call<'_>) -> Result<Reseller, Failure> {
    let fields = call.fields();
    if let Some(external) = fields.optional("resellerExternalId", EXTERNAL_ID)? {
        let reseller = call.store().resellers().find_by_external_id(external).await?;
        return reseller.ok_or_else(|| not_found(external));
    }
    find(call, fields.required("resellerId", RESELLER_ID)?).await
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let fields = call.fields();
    let reseller = Reseller {
        reseller_id: fields.required("resellerId", RESELLER_ID)?.to_owned(),
        name: fields.optional("resellerName", RESELLER_NAME)?.map(str::to_owned),
        external_id: fields.optional("resellerExternalId", EXTERNAL_ID)?.map(str::to_owned),
    };
    match call.store().resellers().add(&reseller).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => {
            Err(errors::refused(format!("The Reseller already exists: {}", reseller.reseller_id)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let reseller = named(call).await?;
    if call.origin.caller.reseller() != Some(&reseller.reseller_id) {
        call.origin.caller.must_provision()?;
    }
    let answer = call.answer().with_optional("resellerName", reseller.name);
    if call.version != "22V2" {
        return Ok(answer);
    }
    Ok(answer
        .with("resellerId", reseller.reseller_id)
        .with_optional("resellerExternalId", reseller.external_id))
}

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_have_providers()?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria =
        Criteria::read(fields, &["searchCriteriaResellerId", "searchCriteriaResellerName"])?;
    let own = call.origin.caller.reseller();
    let mut table = Table::new(&["Reseller Id", "Reseller Name", "Reseller External Id"]);
    for reseller in call.store().resellers().list(ROWS).await? {
        let seen = own.is_none_or(|own| own == reseller.reseller_id);
        if seen && criteria.match_row(&[Some(&reseller.reseller_id), reseller.name.as_deref()]) {
            table.push([
                reseller.reseller_id,
                reseller.name.unwrap_or_default(),
                reseller.external_id.unwrap_or_default(),
            ]);
        }
    }
    check_size(table.len(), limit)?;
    Ok(call.answer().with_element(table.to_element("resellerTable")))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let reseller = named(call).await?;
    let mut name = reseller.name;
    let change = call.fields().change("resellerName", RESELLER_NAME)?;
    if change != Change::Keep {
        change.apply(&mut name);
        call.store().resellers().rename(&reseller.reseller_id, name.as_deref()).await?;
    }
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let reseller = named(call).await?;
    let administrators = call.store().administrators().list(None, None, ROWS).await?;
    let of_reseller = |details: &std::collections::BTreeMap<String, String>| {
        details.get("resellerId") == Some(&reseller.reseller_id)
    };
    match call.store().resellers().remove(&reseller.reseller_id).await {
        Ok(_) => {}
        Err(error) if error.is_reference() => {
            return Err(errors::refused(
                "Reseller contains service providers or enterprises.  Must delete all of them \
                 first.",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    for administrator in administrators.iter().filter(|one| of_reseller(&one.details)) {
        call.store().administrators().remove(&administrator.user_id).await?;
    }
    Ok(call.success())
}
