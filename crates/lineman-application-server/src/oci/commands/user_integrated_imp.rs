//! `UserIntegratedIMPGetRequest21sp1` and `UserIntegratedIMPModifyRequest`: the user's own switch.
//! Switching on provisions, switching off takes back.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::Command;
use lineman_store::broadworks::{Subscriber, UserService};

use super::integrated_imp::{deprovision, provision};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::USER_ID;
use crate::oci::server::Call;

async fn assigned(call: &Call<'_>, user: &Subscriber) -> Result<UserService, Failure> {
    let service = call.store().user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    service.ok_or_else(|| {
        errors::refused(format!("{SERVICE_INTEGRATED_IMP} is not assigned: {}", user.user_id))
    })
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let service = assigned(call, &user).await?;
    let imp_id = service.settings.get("impId").cloned().unwrap_or(user.user_id);
    Ok(call.answer().with_flag("isActive", service.is_active).with("impId", imp_id))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let wanted = fields.flag("isActive")?;
    let imp_id = fields.optional("impId", USER_ID)?;
    let _lock = call.server.messaging.lock(&user.user_id).await;
    let mut service = assigned(call, &user).await?;
    let active = wanted.unwrap_or(service.is_active);
    if active && !service.is_active {
        // The id takes effect only with the switch turning on.
        if let Some(imp_id) = imp_id {
            service.settings.insert(String::from("impId"), imp_id.to_owned());
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
