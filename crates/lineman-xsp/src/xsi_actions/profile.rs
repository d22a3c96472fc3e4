//! `GET /user/{id}/profile` (LAD-007 to LAD-017). After the credentials, two OCI-P commands collect
//! what is known of the subscriber.

use http::StatusCode;
use lineman_ocip::client::{ServiceProviderProfile, UserProfile, requests};
use lineman_xsi::{AdditionalDetails, Profile, ProfileDetails, ServiceProvider};

use super::XsiActions;
use super::authentication::{Caller, same_user};
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::release::Release;
use super::reply::Reply;

/// The caller's profile. The path may name the caller by the primary or by an alternate id.
pub(crate) async fn get(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<Reply, XsiFailure> {
    let user = fetch(application, exchange, &caller.user_id).await?;
    if !caller.is_known_as(user_id) && !has_alternate(&user, user_id) {
        return Err(XsiFailure::NotTheOwner);
    }
    let request = requests::service_provider_get(&user.service_provider_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    let provider = ServiceProviderProfile::from_answer(&answer)?;
    let profile = describe(caller, user, &provider, Release::of(exchange));
    Ok(exchange.reply(StatusCode::OK, &profile))
}

/// Checks that a path names the caller. Asks for alternate ids only when it names neither the
/// primary id nor the one that was used to log in.
pub(crate) async fn require_owner(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
) -> Result<(), XsiFailure> {
    if caller.is_known_as(user_id) {
        return Ok(());
    }
    let user = fetch(application, exchange, &caller.user_id).await?;
    if has_alternate(&user, user_id) { Ok(()) } else { Err(XsiFailure::NotTheOwner) }
}

async fn fetch(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    user_id: &str,
) -> Result<UserProfile, XsiFailure> {
    let request = requests::user_get(user_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    Ok(UserProfile::from_answer(&answer)?)
}

fn has_alternate(user: &UserProfile, user_id: &str) -> bool {
    user.alternate_user_ids.iter().any(|alternate| same_user(alternate, user_id))
}

fn describe(
    caller: &Caller,
    user: UserProfile,
    provider: &ServiceProviderProfile,
    release: Release,
) -> Profile {
    let link = |leaf: &str| Some(format!("/v2.0/user/{}/profile/{leaf}", caller.user_id));
    Profile {
        details: ProfileDetails {
            user_id: caller.user_id.clone(),
            first_name: Some(user.first_name),
            last_name: Some(user.last_name),
            group_id: Some(user.group_id),
            service_provider: Some(ServiceProvider {
                id: user.service_provider_id,
                is_enterprise: Some(provider.is_enterprise),
            }),
            number: user.phone_number,
            extension: user.extension,
            ..ProfileDetails::default()
        },
        additional_details: AdditionalDetails {
            mobile: user.mobile_phone_number,
            pager: user.pager_phone_number,
            email_address: user.email_address,
            title: user.title,
            location: user.address_location,
            address_line_1: user.address.line1,
            address_line_2: user.address.line2,
            city: user.address.city,
            state: user.address.state,
            zip: user.address.postal_code,
            country: user.address.country,
            department: user.department,
            imp_id: user.imp_id,
            ..AdditionalDetails::default()
        },
        password_expires_days: caller
            .password_expires_days
            .map(|days| u32::try_from(days.max(0)).unwrap_or(u32::MAX)),
        fac: link("Fac"),
        registrations: link("Registrations"),
        schedule_list: link("Schedule"),
        portal_password_change: link("Password/Portal"),
        country_code: user.country_code,
        time_zone: Some(user.time_zone)
            .filter(|zone| !zone.is_empty() && release >= Release::TIME_ZONE),
        ..Profile::default()
    }
}
