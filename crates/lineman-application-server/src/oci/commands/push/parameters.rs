//! `SystemPushNotificationParameters{Get,Modify}Request`.

use lineman_ocip::Command;
use lineman_store::broadworks::PushParameters;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::Fields;
use crate::oci::server::Call;

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let parameters = call.store().push_settings().parameters().await?;
    let number = |number: u32| number.to_string();
    Ok(call
        .answer()
        .with_flag("enforceAllowedApplicationList", parameters.enforce_allowed_application_list)
        .with("maximumRegistrationsPerUser", number(parameters.maximum_registrations_per_user))
        .with("maximumRegistrationAgeDays", number(parameters.maximum_registration_age_days))
        .with("newCallTimeout", number(parameters.new_call_timeout))
        .with("subscriptionEventsPerSecond", number(parameters.subscription_events_per_second)))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let mut parameters = call.store().push_settings().parameters().await?;
    if let Some(enforce) = fields.flag("enforceAllowedApplicationList")? {
        parameters.enforce_allowed_application_list = enforce;
    }
    for (name, bounds, value) in [
        (
            "maximumRegistrationsPerUser",
            PushParameters::PER_USER,
            &mut parameters.maximum_registrations_per_user,
        ),
        (
            "maximumRegistrationAgeDays",
            PushParameters::AGE_DAYS,
            &mut parameters.maximum_registration_age_days,
        ),
        ("newCallTimeout", PushParameters::TIMEOUT, &mut parameters.new_call_timeout),
        (
            "subscriptionEventsPerSecond",
            PushParameters::EVENTS,
            &mut parameters.subscription_events_per_second,
        ),
    ] {
        if let Some(number) = bounded(fields, name, bounds)? {
            *value = number;
        }
    }
    call.store().push_settings().set_parameters(&parameters).await?;
    Ok(call.success())
}

fn bounded(
    fields: Fields<'_>,
    name: &str,
    (least, most): (u32, u32),
) -> Result<Option<u32>, Failure> {
    match fields.number(name, least)? {
        Some(number) if number > most => {
            Err(errors::validation(format!("Element '{name}' is not a number in range")))
        }
        number => Ok(number),
    }
}
