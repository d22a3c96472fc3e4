//! `UserIntegratedIMPGetRequest21sp1` and `UserIntegratedIMPModifyRequest`: the user's own switch.
//! Switching on provisions, switching off takes back.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::Command;
use lineman_store::broadworks::{Subscriber, UserService};

use super::imp_id::{IMP_ID, IS_ALTERNATE, imp_id};
use super::shared::{deprovision, provision};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::USER_ID;
use crate::oci::server::Call;

/// The user's service; an error when it is not assigned.
pub(super) async fn assigned(call: &Call<'_>, user: &Subscriber) -> Result<UserService, Failure> {
    let service = call.store().user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    service.ok_or_else(|| {
        errors::refused(format!("{SERVICE_INTEGRATED_IMP} is not assigned: {}", user.user_id))
    })
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let service = assigned(call, &user).await?;
    let (id, is_alternate) = imp_id(call, &user, &service).await?;
    Ok(call
        .answer()
        .with_flag("isActive", service.is_active)
        .with("impId", id)
        .with_flag("isAlternateImpId", is_alternate))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let wanted = fields.flag("isActive")?;
    let id = fields.optional("impId", USER_ID)?;
    let is_alternate = fields.flag("isAlternateImpId")?;
    let _lock = call.server.messaging.lock(&user.user_id).await;
    let mut service = assigned(call, &user).await?;
    let active = wanted.unwrap_or(service.is_active);
    if active && !service.is_active {
        // The id takes effect only with the switch turning on.
        if let Some(id) = id {
            service.settings.insert(IMP_ID.to_owned(), id.to_owned());
            let flag = is_alternate.unwrap_or(false).to_string();
            service.settings.insert(IS_ALTERNATE.to_owned(), flag);
        }
        provision(call, &user).await?;
    } else if !active && service.is_active {
        deprovision(call, &user).await?;
    }
    call.store()
        .user_services()
        .configure(&user.user_id, SERVICE_INTEGRATED_IMP, active, &service.settings)
        .await?;
    Ok(call.success())
}
