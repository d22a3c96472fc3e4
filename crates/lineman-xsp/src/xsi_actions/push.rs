//! `/user/{id}/profile/PushNotificationRegistrations`: apps register for push (CMP-027).

use http::{HeaderValue, Method, StatusCode, header};
use lineman_ocip::client::{
    self, PushEventData, PushRegistrationData, PushTokenData, push_registrations, requests,
};
use lineman_xsi::path::encode_user_id;
use lineman_xsi::{
    PathResource, PushDeviceToken, PushEventDetail, PushNotificationRegistration,
    PushNotificationRegistrations, XsiPath,
};

use super::XsiActions;
use super::authentication::Caller;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::profile::require_owner;
use super::reply::Reply;

/// Segment of a registration that is not there yet.
const NEW: &str = "new";
/// Kind of a token when the app names none.
const USUAL_KIND: &str = "Normal";
/// `pushNotificationClientVersion` of documents with `event` and with `eventDetail`.
const CLIENT_VERSIONS: [&str; 2] = ["1", "2"];

/// The methods of the resource; none for a path that is not served.
pub(super) fn methods(tail: &[String]) -> Option<&'static [Method]> {
    static LIST: &[Method] = &[Method::GET, Method::POST, Method::DELETE];
    static ADDING: &[Method] = &[Method::POST];
    static ONE: &[Method] = &[Method::GET, Method::DELETE];
    match tail {
        [] => Some(LIST),
        [new] if new.eq_ignore_ascii_case(NEW) => Some(ADDING),
        [_] => Some(ONE),
        _ => None,
    }
}

/// Answers a request; its method is allowed.
pub(super) async fn serve(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    user_id: &str,
    tail: &[String],
) -> Result<Reply, XsiFailure> {
    require_owner(application, exchange, caller, user_id).await?;
    match *exchange.method() {
        Method::POST => add(application, exchange, caller).await,
        Method::DELETE => {
            let id = tail.first().cloned().or_else(|| exchange.parameter("registrationId"));
            let id = id.ok_or(XsiFailure::MissingParameter("registrationId"))?;
            delete(application, exchange, caller, &id).await
        }
        _ => {
            let mut present = list(application, exchange, caller).await?;
            match tail.first() {
                None => {
                    let registrations = present.into_iter().map(document).collect();
                    let list = PushNotificationRegistrations { registrations };
                    Ok(exchange.reply(StatusCode::OK, &list))
                }
                Some(id) => {
                    let is = |one: &PushRegistrationData| one.registration_id.as_ref() == Some(id);
                    let index = present.iter().position(is).ok_or(XsiFailure::NoSuchResource)?;
                    Ok(exchange.reply(StatusCode::OK, &document(present.swap_remove(index))))
                }
            }
        }
    }
}

async fn list(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
) -> Result<Vec<PushRegistrationData>, XsiFailure> {
    let request = requests::push_registration_list(&caller.user_id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    Ok(push_registrations(&answer)?)
}

/// A new registration, or one of the caller's with this id anew.
async fn add(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
) -> Result<Reply, XsiFailure> {
    let mut registration: PushNotificationRegistration = exchange.document()?;
    let request = requests::push_registration_add(&caller.user_id, &data(registration.clone()));
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::expect(&answer, "UserPushNotificationRegistrationAddResponse")?;
    let id = answer.text("registrationId").map(str::to_owned);
    let id = id.ok_or_else(|| XsiFailure::UnusableAnswer(String::from("no registrationId")))?;
    registration.registration_id = Some(id.clone());
    let mut reply = exchange.reply(StatusCode::CREATED, &registration);
    let list = XsiPath {
        resource: PathResource::PushRegistrations(Vec::new()),
        user_id: caller.user_id.clone(),
    };
    let location = format!("{}/{}", list.encode(), encode_user_id(&id));
    if let Ok(value) = HeaderValue::from_str(&location) {
        reply.headers.insert(header::LOCATION, value);
    }
    Ok(reply)
}

/// Only the caller's own: the Application Server trusts this XSP with everybody's.
async fn delete(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    caller: &Caller,
    id: &str,
) -> Result<Reply, XsiFailure> {
    let present = list(application, exchange, caller).await?;
    if !present.iter().any(|one| one.registration_id.as_deref() == Some(id)) {
        return Err(XsiFailure::NoSuchResource);
    }
    let request = requests::push_registration_delete(id);
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    client::success(&answer)?;
    Ok(Reply::empty(StatusCode::OK))
}

fn data(registration: PushNotificationRegistration) -> PushRegistrationData {
    let details = registration.tokens.iter().flat_map(|token| &token.events);
    let has_details = details.into_iter().any(|event| event.is_detail);
    let event = |event: PushEventDetail| PushEventData {
        name: event.name,
        silent: event.silent.unwrap_or(false),
        mutable_content: event.mutable_content.unwrap_or(false),
        parameters: event.parameters.filter(|text| !text.is_empty()),
    };
    let token = |token: PushDeviceToken| PushTokenData {
        token: token.token,
        kind: token.kind.unwrap_or_else(|| USUAL_KIND.to_owned()),
        events: token.events.into_iter().map(event).collect(),
    };
    PushRegistrationData {
        registration_id: registration.registration_id,
        application_id: registration.application_id,
        application_version: registration.application_version,
        device_os_type: registration.device_os_type,
        device_version: registration.device_os_version,
        timestamp: None,
        client_version: CLIENT_VERSIONS[usize::from(has_details)].to_owned(),
        tokens: registration.tokens.into_iter().map(token).collect(),
    }
}

/// The document of a registration, in the form in which the app had registered.
fn document(data: PushRegistrationData) -> PushNotificationRegistration {
    let is_detail = data.client_version != CLIENT_VERSIONS[0];
    let event = |event: PushEventData| PushEventDetail {
        name: event.name,
        is_detail,
        silent: is_detail.then_some(event.silent),
        mutable_content: is_detail.then_some(event.mutable_content),
        parameters: event.parameters.filter(|_| is_detail),
    };
    let token = |token: PushTokenData| PushDeviceToken {
        token: token.token,
        kind: Some(token.kind),
        events: token.events.into_iter().map(event).collect(),
    };
    PushNotificationRegistration {
        application_id: data.application_id,
        application_version: data.application_version,
        registration_id: data.registration_id,
        device_os_type: data.device_os_type,
        device_os_version: data.device_version,
        tokens: data.tokens.into_iter().map(token).collect(),
    }
}
