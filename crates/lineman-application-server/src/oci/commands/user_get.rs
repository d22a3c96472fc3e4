//! `UserGetRequest…` (LAD-014): each version has its own list of fields.

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_ocip::{Command, Element};
use lineman_store::broadworks::{EffectiveSettings, EndpointKind, Subscriber};

use super::hierarchy::{country_code, full_path, key_element};
use super::messaging;
use super::user_fields::{
    ADDRESS, ALIASES, EndpointForm, address_key, alias_key, endpoint_element,
};
use crate::oci::criteria::ROWS;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

/// The versions from the oldest to the newest.
pub(in crate::oci) const VERSIONS: &[&str] = &[
    "14", "14sp4", "14sp9", "15sp2", "17", "17sp3", "17sp4", "18", "19", "20", "21", "21sp1",
    "21sp1V2", "22", "22V2", "22V3", "22V4", "22V5", "22V6", "22V7", "22V8", "22V9", "23", "23V2",
    "24",
];

/// Whether a version is at least as new as another.
fn since(version: &str, first: &str) -> bool {
    let place = |name| VERSIONS.iter().position(|version| *version == name);
    place(version) >= place(first)
}

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let version = call.version;
    let effective = call
        .store()
        .hierarchy_settings()
        .effective(&user.service_provider_id, Some(&user.group_id))
        .await?;
    let answer = with_department(call, &user, names(call, &user)).await?;
    let answer = answer
        .with("language", user.language.as_str())
        .with("timeZone", user.time_zone.as_str())
        .with("timeZoneDisplayName", user.time_zone.as_str())
        .with("defaultAlias", user.user_id.as_str());
    let answer = (0..ALIASES)
        .filter_map(|index| user.details.get(&alias_key(index)))
        .fold(answer, |answer, alias| answer.with("alias", alias.as_str()));
    let answer = with_endpoint(call, &user, answer).await?;
    let mut answer = contact_data(&user, answer);
    if since(version, "14sp4") {
        answer = answer.with("countryCode", country_code(&effective));
    }
    if since(version, "15sp2") {
        answer =
            answer.with_optional("networkClassOfService", detail(&user, "networkClassOfService"));
    }
    if since(version, "17") {
        answer = answer
            .with_optional("officeZoneName", detail(&user, "officeZoneName"))
            .with_optional("primaryZoneName", detail(&user, "primaryZoneName"));
    }
    if since(version, "17sp3") && version != "17sp4" {
        answer = answer.with_optional("impId", imp_id(call, &user).await?);
    }
    let answer = with_alternate_ids(call, &user, answer).await?;
    with_latest(call, &user, &effective, answer).await
}

/// What came with release 22 and later.
async fn with_latest(
    call: &Call<'_>,
    user: &Subscriber,
    effective: &EffectiveSettings,
    mut answer: Command,
) -> Result<Command, Failure> {
    let version = call.version;
    if since(version, "22V4") {
        answer = answer.with_flag("allowVideo", true);
    }
    if since(version, "22V2") {
        let resellers = call.store().resellers();
        let reseller = resellers.of_service_provider(&user.service_provider_id).await?;
        answer = answer.with_optional("resellerId", reseller);
    }
    if since(version, "22V7") {
        answer = answer.with_optional("userExternalId", detail(user, "externalId"));
    }
    if since(version, "23V2") {
        answer = answer.with_optional("userPersonId", detail(user, "personId"));
    }
    if since(version, "22V9") {
        let is_place = detail(user, "isPlace").as_deref() == Some("true");
        answer = answer.with_flag("isPlace", is_place);
    }
    if since(version, "23") {
        answer = answer.with_optional("locationDialingCode", effective.get("locationDialingCode"));
    }
    Ok(answer)
}

async fn with_department(
    call: &Call<'_>,
    user: &Subscriber,
    answer: Command,
) -> Result<Command, Failure> {
    let departments = call.store().departments();
    let Some(key) = departments.of_user(&user.user_id).await? else { return Ok(answer) };
    let all = departments.list(&key.service_provider_id, ROWS).await?;
    Ok(answer
        .with_element(key_element("department", &key))
        .with("departmentFullPath", full_path(&all, &key)))
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
    answer = answer
        .with("lastName", user.last_name.as_str())
        .with("firstName", user.first_name.as_str())
        .with("callingLineIdLastName", user.calling_line_id_last_name.as_str())
        .with("callingLineIdFirstName", user.calling_line_id_first_name.as_str());
    if since(call.version, "20")
        && let Some((last, first)) =
            detail(user, "nameDialing.last").zip(detail(user, "nameDialing.first"))
    {
        answer = answer.with_element(
            Element::new("nameDialingName")
                .with_child("nameDialingLastName", last)
                .with_child("nameDialingFirstName", first),
        );
    }
    answer
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
    let form = EndpointForm {
        has_files: since(call.version, "20").then_some(has_files),
        contact_structure: since(call.version, "22V5"),
        hotline: since(call.version, "22V8"),
    };
    Ok(answer.with_element(endpoint_element(primary, form)))
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
