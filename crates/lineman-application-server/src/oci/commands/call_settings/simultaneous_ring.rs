//! `UserSimultaneousRingPersonal…17`: further telephones that ring.

use lineman_model::CallService;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{RingLocation, UserService, call_setting};

use super::table::IS_ACTIVE;
use super::values::{ADDRESS, address};
use super::{change_setting, read_setting};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, NAME};
use crate::oci::server::Call;

const KIND: CallService = CallService::SimultaneousRingPersonal;
/// Most telephones (as BroadWorks has it).
const LOCATIONS: usize = 10;
const CRITERIA_HEADINGS: &[&str] = &[
    "Is Active",
    "Criteria Name",
    "Time Schedule",
    "Holiday Schedule",
    "Calls From",
    "Blacklisted",
];

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let (_, service) = read_setting(call, KIND).await?;
    let mut answer = call.answer().with_flag(IS_ACTIVE, service.is_active).with_flag(
        call_setting::NOT_WHILE_ON_A_CALL,
        service.flag(call_setting::NOT_WHILE_ON_A_CALL),
    );
    let locations: Vec<RingLocation> = service.list(call_setting::RING_LOCATIONS)?;
    for location in locations {
        let confirm = location.answer_confirmation_required.to_string();
        answer = answer.with_element(
            Element::new("simultaneousRingNumber")
                .with_child("phoneNumber", location.phone_number)
                .with_child("answerConfirmationRequired", confirm),
        );
    }
    let criteria = Table::new(CRITERIA_HEADINGS);
    Ok(answer.with_element(criteria.to_element("criteriaTable")))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    change_setting(call, KIND, |service| apply(fields, service)).await
}

fn apply(fields: Fields<'_>, service: &mut UserService) -> Result<(), Failure> {
    if let Some(criteria) = fields.structures("criteriaActivation").next() {
        let name = criteria.required("criteriaName", NAME)?;
        return Err(errors::refused(format!("Criteria not found: {name}")));
    }
    if let Some(active) = fields.flag(IS_ACTIVE)? {
        service.is_active = active;
    }
    if let Some(silent) = fields.flag(call_setting::NOT_WHILE_ON_A_CALL)? {
        service.settings.insert(call_setting::NOT_WHILE_ON_A_CALL.into(), silent.to_string());
    }
    if let Some(list) = fields.element(call_setting::RING_LOCATIONS) {
        let locations = if list.is_nil() { Vec::new() } else { locations(fields)? };
        service.set_list(call_setting::RING_LOCATIONS, &locations)?;
    }
    let locations: Vec<RingLocation> = service.list(call_setting::RING_LOCATIONS)?;
    if service.is_active && locations.is_empty() {
        let name = KIND.service_name();
        return Err(errors::refused(format!(
            "{name} cannot be switched on without a phone number"
        )));
    }
    Ok(())
}

fn locations(fields: Fields<'_>) -> Result<Vec<RingLocation>, Failure> {
    let Some(list) = fields.structure(call_setting::RING_LOCATIONS) else {
        return Ok(Vec::new());
    };
    let mut locations: Vec<RingLocation> = Vec::new();
    for entry in list.structures("simultaneousRingNumber") {
        let phone_number = address(entry.required("phoneNumber", ADDRESS)?)?;
        if locations.iter().any(|location| location.phone_number == phone_number) {
            return Err(errors::refused(format!("Phone number is listed twice: {phone_number}")));
        }
        if locations.len() == LOCATIONS {
            return Err(errors::refused(format!(
                "At most {LOCATIONS} phone numbers can ring simultaneously"
            )));
        }
        let answer_confirmation_required =
            entry.flag("answerConfirmationRequired")?.unwrap_or(false);
        locations.push(RingLocation { phone_number, answer_confirmation_required });
    }
    Ok(locations)
}
