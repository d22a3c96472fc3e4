//! `ResellerIntegratedIMPGetRequest22` and `ResellerIntegratedIMPModifyRequest`.

use lineman_ocip::Command;
use lineman_store::broadworks::{ImpIdType, MessagingServer};

use super::fields::{Parent, answer, apply, apply_details};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::OWNER_ID;
use crate::oci::server::Call;

const PARENT: Parent =
    Parent { server: "useSystemMessagingServer", domain: "useSystemServiceDomain" };

async fn named<'a>(call: &Call<'a>) -> Result<(&'a str, MessagingServer), Failure> {
    let id = call.fields().required("resellerId", OWNER_ID)?;
    let caller = &call.origin.caller;
    if caller.reseller() != Some(id) {
        caller.must_provision()?;
    }
    let messaging = call.store().resellers().messaging(id).await?;
    let messaging =
        messaging.ok_or_else(|| errors::refused(format!("Reseller not found: {id}")))?;
    Ok((id, messaging))
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let (_, messaging) = named(call).await?;
    let kind = messaging.imp_id_type.unwrap_or(ImpIdType::Primary);
    Ok(answer(call.answer(), &messaging).with("defaultImpIdType", kind.as_str()))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let (id, mut messaging) = named(call).await?;
    call.origin.caller.must_provision()?;
    apply(call.fields(), &mut messaging, &PARENT)?;
    apply_details(call.fields(), &mut messaging)?;
    call.store().resellers().set_messaging(id, &messaging).await?;
    Ok(call.success())
}
