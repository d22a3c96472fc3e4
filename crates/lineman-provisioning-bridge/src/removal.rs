//! `DELETE …/subscriberProfile?bwuserid=`: the service was taken away, so the user goes.

use axum::http::{HeaderMap, Uri};
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_logs::cloud::CloudEvent;
use lineman_model::TrackingId;

use crate::bridge::Service;
use crate::refusal::Refusal;
use crate::request::authenticate;

/// Removes the user. A user of another template's organisation does not exist for this account.
pub(crate) async fn remove(
    service: &Service,
    uri: &Uri,
    headers: &HeaderMap,
    bw_user_id: Option<&str>,
    tracking_id: Option<&TrackingId>,
) -> Result<(), Refusal> {
    let store = &service.store;
    let template = authenticate(store, uri, headers).await?;
    let bw_user_id = bw_user_id.map(str::trim).filter(|id| !id.is_empty());
    let bw_user_id = bw_user_id.ok_or(BridgeRefusal::UserIdMissing)?;
    // No store can hold a NUL, so nobody has such an id.
    if bw_user_id.contains('\0') {
        return Err(Refusal::NoSuchUser);
    }
    if store.provisioning_requests().find_open(bw_user_id).await?.is_some() {
        return Err(Refusal::BeingCreated);
    }
    let user = store.users().find_by_bw_user_id(bw_user_id).await?.ok_or(Refusal::NoSuchUser)?;
    let organization = store.organizations().find(&user.org_id).await?;
    let is_ours = organization
        .is_some_and(|home| home.template_id.as_deref() == Some(template.template_id.as_str()));
    if !is_ours {
        return Err(Refusal::NoSuchUser);
    }
    service
        .identity
        .delete_user(&user.user_id, tracking_id.map(TrackingId::as_str))
        .await
        .map_err(|failure| Refusal::Upstream(failure.to_string()))?;
    let line = service.log.line(CloudEvent::SubscriberRemoved).tracking(tracking_id);
    line.org(&user.org_id).user(&user.user_id).email(&user.email).bw_user(bw_user_id).write();
    Ok(())
}
