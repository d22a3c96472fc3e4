//! `PUT …/subscriberProfile`: name, numbers or email of a user are other ones. What Webex does not use, such as an
//! IM&P password, is accepted and ignored, as the stanza `services` is (PRV-020).

use axum::http::{HeaderMap, Uri};
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_logs::cloud::CloudEvent;
use lineman_model::TrackingId;

use crate::bridge::Service;
use crate::profile::SubscriberProfile;
use crate::refusal::Refusal;
use crate::request::authenticate;
use crate::rules::{TemplateRules, check};

/// Changes the user. A user of another template's organisation does not exist for this account.
pub(crate) async fn change(
    service: &Service,
    uri: &Uri,
    headers: &HeaderMap,
    profile: Option<&SubscriberProfile>,
    tracking_id: Option<&TrackingId>,
) -> Result<(), Refusal> {
    let store = &service.store;
    let template = authenticate(store, uri, headers).await?;
    let profile = profile.ok_or(BridgeRefusal::ProfileUnreadable)?;
    let rules = TemplateRules {
        enterprise_mode: template.enterprise_mode,
        trusted_emails: template.trusted_emails,
    };
    let accepted = check(profile, rules)?;
    if store.provisioning_requests().find_open(&accepted.bw_user_id).await?.is_some() {
        return Err(Refusal::NotYet);
    }
    let user = store.users().find_by_bw_user_id(&accepted.bw_user_id).await?;
    let user = user.ok_or(Refusal::NoSuchUser)?;
    let organization = store.organizations().find(&user.org_id).await?;
    let is_ours = organization
        .is_some_and(|home| home.template_id.as_deref() == Some(template.template_id.as_str()));
    if !is_ours {
        return Err(Refusal::NoSuchUser);
    }
    // PRV-047
    let namesake = store.users().find_by_email(&accepted.email).await?;
    if namesake.is_some_and(|other| other.user_id != user.user_id) {
        return Err(BridgeRefusal::UserExists.into());
    }
    let user = store
        .users()
        .modify(&user.user_id, service.clock.now(), move |user| {
            user.email = accepted.email;
            user.first_name = accepted.first_name;
            user.last_name = accepted.last_name;
            user.primary_phone_number = Some(accepted.primary_phone_number);
            user.extension = accepted.extension;
        })
        .await?;
    let line = service.log.line(CloudEvent::SubscriberChanged).tracking(tracking_id);
    let line = line.org(&user.org_id).user(&user.user_id).email(&user.email);
    line.bw_user(user.bw_user_id.as_deref().unwrap_or_default()).write();
    Ok(())
}
