//! `UserPushNotificationRegistration{GetList,Add,Delete}Request`.

use lineman_logs::push_event::PushEventEntry;
use lineman_model::push::{PushEventName, PushTokenKind};
use lineman_model::{Timestamp, uuid_v4};
use lineman_ocip::Command;
use lineman_ocip::client::{PushEventData, PushRegistrationData, PushTokenData};
use lineman_store::StoreError;
use lineman_store::broadworks::{PushEvent, PushRegistration, PushToken, Subscriber};

use super::APPLICATION_ID;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::USER_ID;
use crate::oci::server::{Call, scope};
use crate::push::oldest;

/// Longest id of a registration.
const REGISTRATION_ID: usize = 1024;
/// Longest version.
const VERSION: usize = 2048;
/// Longest name of a system.
const OS_TYPE: usize = 128;
/// Longest version of the document.
const CLIENT_VERSION: usize = 10;
/// Longest token.
const TOKEN: usize = 2048;
/// Most tokens of one registration.
const TOKENS: usize = 8;
/// Most events of one token.
const EVENTS: usize = 16;
/// Longest parameters of one event.
const PARAMETERS: usize = 5899;

pub(super) async fn list(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let parameters = call.store().push_settings().parameters().await?;
    let oldest = oldest(call.server.now(), &parameters);
    let repository = call.store().push_registrations();
    let (user, registrations) = match fields.optional("registrationId", REGISTRATION_ID)? {
        Some(id) => {
            let (user, registration) = readable(call, id).await?;
            let alive = registration.registered_at >= oldest;
            (user, alive.then_some(registration).into_iter().collect())
        }
        None => {
            let user = call.readable_subscriber().await?;
            let registrations = repository.list(&user.user_id, oldest).await?;
            (user, registrations)
        }
    };
    let answer = call.answer().with("userId", &user.user_id);
    Ok(registrations
        .into_iter()
        .fold(answer, |answer, registration| answer.with_element(data(registration).to_element())))
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let id = call.fields().required("userId", USER_ID)?;
    let user = call.subscriber(id).await?;
    call.origin.caller.may_act_for_user(&scope(&user))?;
    let given = PushRegistrationData::of_command(call.request)
        .map_err(|error| errors::validation(error.to_string()))?;
    let registration = checked(call, &user.user_id, given)?;
    let settings = call.store().push_settings();
    let parameters = settings.parameters().await?;
    let refuse = |reason: &str| {
        call.server.push_journal.write(&PushEventEntry::RegistrationRefused {
            user: user.user_id.clone(),
            application: registration.application_id.clone(),
            reason: reason.to_owned(),
        });
        errors::refused(format!("The push registration is refused: {reason}"))
    };
    if parameters.enforce_allowed_application_list
        && !settings.is_listed(&registration.application_id).await?
    {
        return Err(refuse("the application is not allowed"));
    }
    let most = parameters.maximum_registrations_per_user;
    let oldest = oldest(call.server.now(), &parameters);
    let gone = match call.store().push_registrations().add(&registration, most, oldest).await {
        Ok(gone) => gone,
        Err(StoreError::Exists { .. }) => return Err(refuse("the id is another user's")),
        Err(error) => return Err(error.into()),
    };
    let mut events: Vec<&str> = registration
        .tokens
        .iter()
        .flat_map(|token| token.events.iter().map(|event| event.name.as_str()))
        .collect();
    events.sort_unstable();
    events.dedup();
    call.server.push_journal.write(&PushEventEntry::Registered {
        user: user.user_id.clone(),
        registration: registration.registration_id.clone(),
        application: registration.application_id,
        os: registration.device_os_type,
        events: events.join(","),
    });
    for other in gone {
        call.server.push_journal.removed(&user.user_id, &other, "replaced");
    }
    Ok(call.answer().with("registrationId", registration.registration_id))
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let id = call.fields().required("registrationId", REGISTRATION_ID)?;
    let registration = call.store().push_registrations().find(id).await?;
    let registration = registration.ok_or_else(|| not_found(id))?;
    let user = call.subscriber(&registration.user_id).await?;
    call.origin.caller.may_act_for_user(&scope(&user))?;
    if !call.store().push_registrations().remove(id).await? {
        return Err(not_found(id));
    }
    call.server.push_journal.removed(&user.user_id, id, "asked for");
    Ok(call.success())
}

async fn readable(call: &Call<'_>, id: &str) -> Result<(Subscriber, PushRegistration), Failure> {
    let registration = call.store().push_registrations().find(id).await?;
    let registration = registration.ok_or_else(|| not_found(id))?;
    let user = call.subscriber(&registration.user_id).await?;
    call.origin.caller.may_read_user(&scope(&user))?;
    Ok((user, registration))
}

fn not_found(id: &str) -> Failure {
    errors::refused(format!("Push registration not found: {id}"))
}

/// The registration as it is stored; what the schema does not allow is error 6004.
fn checked(
    call: &Call<'_>,
    user_id: &str,
    given: PushRegistrationData,
) -> Result<PushRegistration, Failure> {
    let registration_id = given.registration_id.unwrap_or_else(|| uuid_v4(call.server.random()));
    for (name, text, longest) in [
        ("registrationId", &registration_id, REGISTRATION_ID),
        ("applicationId", &given.application_id, APPLICATION_ID),
        ("applicationVersion", &given.application_version, VERSION),
        ("deviceOsType", &given.device_os_type, OS_TYPE),
        ("deviceVersion", &given.device_version, VERSION),
        ("pushNotificationClientVersion", &given.client_version, CLIENT_VERSION),
    ] {
        fits(name, text, longest)?;
    }
    if given.tokens.is_empty() || given.tokens.len() > TOKENS {
        return Err(errors::validation(format!("A registration has 1 to {TOKENS} tokens")));
    }
    let tokens = given.tokens.into_iter().map(checked_token).collect::<Result<_, _>>()?;
    Ok(PushRegistration {
        registration_id,
        user_id: user_id.to_owned(),
        application_id: given.application_id,
        application_version: given.application_version,
        device_os_type: given.device_os_type,
        device_os_version: given.device_version,
        client_version: given.client_version,
        registered_at: call.server.now(),
        tokens,
    })
}

fn checked_token(given: PushTokenData) -> Result<PushToken, Failure> {
    fits("pushNotificationToken", given.token.reveal(), TOKEN)?;
    let kind = PushTokenKind::parse(&given.kind)
        .ok_or_else(|| errors::validation("Element 'pushNotificationType' is VoIP or Normal"))?;
    if given.events.len() > EVENTS {
        return Err(errors::validation(format!("A token has at most {EVENTS} events")));
    }
    let mut events = Vec::with_capacity(given.events.len());
    for event in given.events {
        fits(
            "pushNotificationEventParameters",
            event.parameters.as_deref().unwrap_or_default(),
            PARAMETERS,
        )?;
        // Apps of other releases ask for events that nothing here makes.
        if let Some(name) = PushEventName::parse(&event.name) {
            let PushEventData { silent, mutable_content, parameters, .. } = event;
            events.push(PushEvent { name, silent, mutable_content, parameters });
        }
    }
    Ok(PushToken { token: given.token, kind, events })
}

fn fits(name: &str, text: &str, longest: usize) -> Result<(), Failure> {
    let good = text.chars().count() <= longest && !text.chars().any(char::is_control);
    if good { Ok(()) } else { Err(errors::validation(format!("Element '{name}' does not fit"))) }
}

fn data(registration: PushRegistration) -> PushRegistrationData {
    let event = |event: PushEvent| PushEventData {
        name: event.name.as_str().to_owned(),
        silent: event.silent,
        mutable_content: event.mutable_content,
        parameters: event.parameters,
    };
    let token = |token: PushToken| PushTokenData {
        token: token.token,
        kind: token.kind.as_str().to_owned(),
        events: token.events.into_iter().map(event).collect(),
    };
    PushRegistrationData {
        registration_id: Some(registration.registration_id),
        application_id: registration.application_id,
        application_version: registration.application_version,
        device_os_type: registration.device_os_type,
        device_version: registration.device_os_version,
        timestamp: Some(timestamp(registration.registered_at)),
        client_version: registration.client_version,
        tokens: registration.tokens.into_iter().map(token).collect(),
    }
}

/// `yyyy-MM-dd'T'HH:mm:ss.SSSZ` of the schema, in UTC.
fn timestamp(time: Timestamp) -> String {
    let text = time.to_rfc3339();
    text.strip_suffix('Z').map_or_else(|| text.clone(), |text| format!("{text}+0000"))
}
