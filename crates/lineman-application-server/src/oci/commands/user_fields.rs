//! What adding, changing and reading a user share.

use std::collections::BTreeMap;

use lineman_ocip::Element;
use lineman_store::StoreError;
use lineman_store::broadworks::{
    AlternateUserId, DepartmentKey, DeviceKey, DeviceLevel, Endpoint, EndpointKind, Subscriber,
};

use super::devices::ports;
use super::{hierarchy, number_ranges};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DEVICE_NAME, Fields, NAME, NUMBER, TEXT, USER_ID};
use crate::oci::server::Call;

/// Optional fields that are kept by their element name.
pub(super) const DETAILS: &[(&str, usize)] = &[
    ("hiraganaLastName", NAME),
    ("hiraganaFirstName", NAME),
    ("callingLineIdPhoneNumber", NUMBER),
    ("title", NAME),
    ("pagerPhoneNumber", NUMBER),
    ("mobilePhoneNumber", NUMBER),
    ("yahooId", USER_ID),
    ("addressLocation", NAME),
    ("networkClassOfService", NAME),
    ("officeZoneName", NAME),
    ("primaryZoneName", NAME),
];

/// The lines of a postal address, in order.
pub(super) const ADDRESS: &[&str] =
    &["addressLine1", "addressLine2", "city", "stateOrProvince", "zipOrPostalCode", "country"];

/// Most SIP aliases of a user.
pub(super) const ALIASES: usize = 3;

/// Where a line of the address is kept.
pub(super) fn address_key(line: &str) -> String {
    format!("address.{line}")
}

/// Where an alias is kept.
pub(super) fn alias_key(index: usize) -> String {
    format!("alias.{index}")
}

/// What a request says about the details.
pub(super) fn detail_changes(fields: Fields<'_>) -> Result<Vec<(String, Change)>, Failure> {
    let mut changes = Vec::new();
    for (name, longest) in DETAILS {
        changes.push(((*name).to_owned(), fields.change(name, *longest)?));
    }
    if let Some(name) = fields.element("nameDialingName") {
        let name = Fields::within(name);
        for (kept, element) in [("last", "nameDialingLastName"), ("first", "nameDialingFirstName")]
        {
            let change = match name.change(element, NAME)? {
                Change::Keep => Change::Clear,
                change => change,
            };
            changes.push((format!("nameDialing.{kept}"), change));
        }
    }
    for (element, kept) in [("newUserExternalId", "externalId"), ("newUserPersonId", "personId")] {
        changes.push((kept.to_owned(), fields.change(element, NAME)?));
    }
    if let Some(is_place) = fields.flag("isPlace")? {
        changes.push(("isPlace".to_owned(), Change::Set(is_place.to_string())));
    }
    if let Some(address) = fields.structure("address") {
        for line in ADDRESS {
            changes.push((address_key(line), address.change(line, NAME)?));
        }
    }
    Ok(changes)
}

/// Applies changes to the details.
pub(super) fn apply_details(
    details: &mut BTreeMap<String, String>,
    changes: Vec<(String, Change)>,
) {
    for (key, change) in changes {
        match change {
            Change::Keep => {}
            Change::Clear => {
                details.remove(&key);
            }
            Change::Set(value) => {
                details.insert(key, value);
            }
        }
    }
}

/// Replaces the SIP aliases.
pub(super) fn set_aliases(details: &mut BTreeMap<String, String>, aliases: Vec<String>) {
    for index in 0..ALIASES {
        details.remove(&alias_key(index));
    }
    for (index, alias) in aliases.into_iter().enumerate() {
        details.insert(alias_key(index), alias);
    }
}

/// What is asked for and is not served is refused, not swallowed.
pub(super) fn refuse_unserved(fields: Fields<'_>) -> Result<(), Failure> {
    let endpoint = fields.structure("endpoint").unwrap_or(fields);
    if endpoint.structure("trunkAddressing").is_some() {
        return Err(errors::refused("Trunk Group not found"));
    }
    Ok(())
}

/// A number that the group has and that is nobody else's.
pub(super) async fn check_number(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    user_id: &str,
    number: &str,
) -> Result<(), Failure> {
    number_ranges::check(number)?;
    let found = call.store().numbers().find(number).await?;
    let free = found.is_some_and(|found| {
        found.service_provider_id == provider
            && found.group_id.as_deref() == Some(group)
            && found.user_id.is_none_or(|owner| owner == user_id)
    });
    if free {
        Ok(())
    } else {
        Err(errors::refused(format!("Phone Number is not available in the group: {number}")))
    }
}

/// An extension of a length that the group allows, that nobody else in the group has.
pub(super) async fn check_extension(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    user_id: &str,
    extension: &str,
) -> Result<(), Failure> {
    hierarchy::check_extension(call, provider, group, extension).await?;
    match call.store().subscribers().find_by_extension(provider, group, extension).await? {
        Some(taken) if taken.user_id != user_id => {
            Err(errors::refused(format!("Extension is in use in the group: {extension}")))
        }
        _ => Ok(()),
    }
}

/// The department that a request names; it is the group's or the enterprise's.
pub(super) async fn department(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    element: &Element,
) -> Result<DepartmentKey, Failure> {
    let key = hierarchy::department_key(element)?;
    let in_reach = key.service_provider_id == provider
        && key.group_id.as_deref().is_none_or(|own| own == group);
    if in_reach && call.store().departments().find(&key).await?.is_some() {
        return Ok(key);
    }
    Err(errors::refused(format!("Department not found: {}", key.name)))
}

/// Email addresses are kept as given: whether one is valid is what the bridge judges (PRV-019).
pub(super) const EMAIL: usize = 80;

/// The endpoint that a request describes, on a device that exists.
pub(super) async fn endpoint(
    call: &Call<'_>,
    fields: Fields<'_>,
    user: &Subscriber,
    kind: EndpointKind,
) -> Result<Endpoint, Failure> {
    let device = fields
        .structure("accessDevice")
        .ok_or_else(|| errors::validation("Element 'accessDevice' is required"))?;
    let level = DeviceLevel::parse(device.required("deviceLevel", DEVICE_NAME)?)
        .ok_or_else(|| errors::validation("Element 'deviceLevel' is not a device level"))?;
    let name = device.required("deviceName", DEVICE_NAME)?;
    let line_port = fields.required("linePort", USER_ID)?;
    if !line_port.contains('@') {
        return Err(errors::validation("Element 'linePort' has no domain"));
    }
    let key = DeviceKey::of_subscriber(level, &user.service_provider_id, &user.group_id, name);
    let Some(device) = call.store().access_devices().find(&key).await? else {
        return Err(errors::device_not_found(name));
    };
    // A user's new primary line/port takes the place of the old one.
    let moves = |other: &Endpoint| {
        other.line_port == line_port
            || (kind == EndpointKind::Primary
                && other.kind == kind
                && other.user_id == user.user_id)
    };
    let port_number = ports::choose(call, &device, fields, moves).await?;
    let mut endpoint = Endpoint::new(line_port, user.user_id.as_str(), key, kind);
    endpoint.port_number = port_number;
    endpoint.static_contact = match fields.structure("contact") {
        Some(contact) => contact.optional("sipContact", TEXT)?.map(str::to_owned),
        None => None,
    };
    Ok(endpoint)
}

/// Whether a line/port is free for a user.
pub(super) async fn check_line_port(
    call: &Call<'_>,
    line_port: &str,
    user_id: &str,
) -> Result<(), Failure> {
    match call.store().endpoints().find(line_port).await? {
        Some(taken) if taken.user_id != user_id => Err(line_port_taken(line_port)),
        _ => Ok(()),
    }
}

pub(super) fn line_port_taken(line_port: &str) -> Failure {
    errors::refused(format!("Line/Port already exists: {line_port}"))
}

/// The alternate ids that a list of `alternateUserId{alternateUserId, description?}` names.
pub(super) fn alternate_ids(fields: Fields<'_>) -> Result<Vec<AlternateUserId>, Failure> {
    fields
        .structures("alternateUserId")
        .map(|entry| {
            Ok(AlternateUserId {
                alternate_user_id: entry.required("alternateUserId", USER_ID)?.to_owned(),
                description: entry.optional("description", NAME)?.map(str::to_owned),
            })
        })
        .collect()
}

/// Adds an alternate id.
pub(super) async fn add_alternate_id(
    call: &Call<'_>,
    user_id: &str,
    alternate: &AlternateUserId,
) -> Result<(), Failure> {
    let id = &alternate.alternate_user_id;
    if call.store().administrators().find(id).await?.is_some() {
        return Err(errors::user_exists(id));
    }
    match call.store().alternate_user_ids().add(user_id, alternate).await {
        Ok(()) => Ok(()),
        Err(StoreError::Exists { .. }) => {
            if call.store().subscribers().find(id).await?.is_some() {
                return Err(errors::user_exists(id));
            }
            Err(errors::refused("A user has at most four alternate user ids"))
        }
        Err(error) => Err(error.into()),
    }
}

/// What of an endpoint a version shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndpointForm {
    /// Whether the device's type has files; older versions do not say.
    pub(super) has_files: Option<bool>,
    /// The contact is a structure, not a text.
    pub(super) contact_structure: bool,
    pub(super) hotline: bool,
}

/// The endpoint as an answer shows it.
pub(super) fn endpoint_element(endpoint: &Endpoint, form: EndpointForm) -> Element {
    let device = Element::new("accessDevice")
        .with_child("deviceLevel", endpoint.device.level().as_str())
        .with_child("deviceName", endpoint.device.device_name());
    let mut element = Element::new("accessDeviceEndpoint")
        .with(device)
        .with_child("linePort", endpoint.line_port.as_str());
    if let Some(contact) = &endpoint.static_contact {
        element.push(if form.contact_structure {
            Element::new("contact").with_child("sipContact", contact.as_str())
        } else {
            Element::text_element("contact", contact.as_str())
        });
    }
    let mut element = element
        .with_child("staticRegistrationCapable", "true")
        .with_child("useDomain", "true")
        .with_optional("portNumber", endpoint.port_number.map(|port| port.to_string()));
    if let Some(has_files) = form.has_files {
        let has_files = if has_files { "true" } else { "false" };
        element = element.with_child("supportVisualDeviceManagement", has_files);
    }
    if form.hotline { element.with_child("useHotline", "false") } else { element }
}
