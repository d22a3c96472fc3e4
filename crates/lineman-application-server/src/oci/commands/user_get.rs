//! `UserGetRequest…` (LAD-014): each version has its own list of fields.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::{Command, Element};
use lineman_store::broadworks::{EndpointKind, Subscriber};

use super::messaging;
use super::user_fields::{ADDRESS, ALIASES, address_key, alias_key, endpoint_element};
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// Country code of numbers; the system's default.
const COUNTRY_CODE: &str = "1";

/// The versions from the oldest to the newest.
const VERSIONS: &[&str] = &[
    "21", "21sp1", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9", "23",
    "23V2", "24",
];

/// Whether a version is at least as new as another.
fn since(version: &str, first: &str) -> bool {
    let place = |name| VERSIONS.iter().position(|version| *version == name);
    place(version) >= place(first)
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let version = call.version;
    let answer = names(call, &user);
    let answer = answer
        .with("language", user.language.as_str())
        .with("timeZone", user.time_zone.as_str())
        .with("timeZoneDisplayName", user.time_zone.as_str())
        .with("defaultAlias", user.user_id.as_str());
    let answer = (0..ALIASES)
        .filter_map(|index| user.details.get(&alias_key(index)))
        .fold(answer, |answer, alias| answer.with("alias", alias.as_str()));
    let answer = with_endpoint(call, &user, answer).await?;
    let answer = contact_data(&user, answer)
        .with("countryCode", COUNTRY_CODE)
        .with_optional("networkClassOfService", detail(&user, "networkClassOfService"))
        .with_optional("officeZoneName", detail(&user, "officeZoneName"))
        .with_optional("primaryZoneName", detail(&user, "primaryZoneName"))
        .with_optional("impId", imp_id(call, &user).await?);
    let mut answer = with_alternate_ids(call, &user, answer).await?;
    if since(version, "22V4") {
        answer = answer.with_flag("allowVideo", true);
    }
    if since(version, "22V9") {
        answer = answer.with_flag("isPlace", false);
    }
    Ok(answer)
}

fn detail(user: &Subscriber, name: &str) -> Option<String> {
    user.details.get(name).cloned()
}

/// The fields up to the language.
fn names(call: &Call<'_>, user: &Subscriber) -> Command {
    let mut answer = call
        .answer()
        .with("serviceProviderId", user.service_provider_id.as_str())
        .with("groupId", user.group_id.as_str());
    if since(call.version, "22") {
        answer = answer.with("userId", user.user_id.as_str());
    }
    answer
        .with("lastName", user.last_name.as_str())
        .with("firstName", user.first_name.as_str())
        .with("callingLineIdLastName", user.calling_line_id_last_name.as_str())
        .with("callingLineIdFirstName", user.calling_line_id_first_name.as_str())
        .with_optional("hiraganaLastName", detail(user, "hiraganaLastName"))
        .with_optional("hiraganaFirstName", detail(user, "hiraganaFirstName"))
        .with_optional("phoneNumber", user.primary_number.as_deref())
        .with_optional("extension", user.extension.as_deref())
        .with_optional("callingLineIdPhoneNumber", detail(user, "callingLineIdPhoneNumber"))
}

/// The fields from the title to the address.
fn contact_data(user: &Subscriber, answer: Command) -> Command {
    let answer = answer
        .with_optional("title", detail(user, "title"))
        .with_optional("pagerPhoneNumber", detail(user, "pagerPhoneNumber"))
        .with_optional("mobilePhoneNumber", detail(user, "mobilePhoneNumber"))
        .with_optional("emailAddress", user.email.as_deref())
        .with_optional("yahooId", detail(user, "yahooId"))
        .with_optional("addressLocation", detail(user, "addressLocation"));
    let address = ADDRESS.iter().fold(Element::new("address"), |address, line| {
        address.with_optional(line, detail(user, &address_key(line)))
    });
    if address.children().is_empty() { answer } else { answer.with_element(address) }
}

async fn with_endpoint(
    call: &Call<'_>,
    user: &Subscriber,
    answer: Command,
) -> Result<Command, Failure> {
    let endpoints = call.store().endpoints().list_of_user(&user.user_id).await?;
    let primary = endpoints.iter().find(|endpoint| endpoint.kind == EndpointKind::Primary);
    let Some(primary) = primary else { return Ok(answer) };
    let has_files = match call.store().access_devices().find(&primary.device).await? {
        Some(device) => call
            .store()
            .device_types()
            .find(&device.device_type)
            .await?
            .is_some_and(|device_type| device_type.supports_device_management),
        None => false,
    };
    let hotline = since(call.version, "22V5");
    Ok(answer.with_element(endpoint_element(primary, has_files, hotline)))
}

/// The user's Integrated IM&P id: the set one, else the user id.
async fn imp_id(call: &Call<'_>, user: &Subscriber) -> Result<Option<String>, Failure> {
    let service = call.store().user_services().find(&user.user_id, SERVICE_INTEGRATED_IMP).await?;
    match service.filter(|service| service.is_active) {
        Some(service) => Ok(Some(messaging::imp_id(call, user, &service).await?.0)),
        None => Ok(None),
    }
}

async fn with_alternate_ids(
    call: &Call<'_>,
    user: &Subscriber,
    answer: Command,
) -> Result<Command, Failure> {
    if !since(call.version, "21sp1") {
        return Ok(answer);
    }
    let alternates = call.store().alternate_user_ids().list(&user.user_id).await?;
    Ok(alternates.into_iter().fold(answer, |answer, alternate| {
        answer.with_element(
            Element::new("alternateUserId")
                .with_child("alternateUserId", alternate.alternate_user_id)
                .with_optional("description", alternate.description),
        )
    }))
}
