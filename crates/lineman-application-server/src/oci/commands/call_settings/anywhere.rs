//! `UserBroadWorksAnywhere…`: one number for several telephones.

use lineman_model::CallService;
use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{AnywhereLocation, UserService, call_setting};

use super::values::{ADDRESS, address, directory_number};
use super::{change_setting, read_setting};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NAME, NUMBER};
use crate::oci::server::Call;

const KIND: CallService = CallService::BroadWorksAnywhere;
/// Most telephones of a user.
const LOCATIONS: usize = 20;
const CLICK_TO_DIAL: &str = "alertAllLocationsForClickToDialCalls";
const GROUP_PAGING: &str = "alertAllLocationsForGroupPagingCalls";
const CRITERIA_HEADINGS: &[&str] = &[
    "Is Active",
    "Criteria Name",
    "Time Schedule",
    "Calls From",
    "Blacklisted",
    "Holiday Schedule",
    "Calls To Type",
    "Calls To Number",
    "Calls To Extension",
];

fn not_found(number: &str) -> Failure {
    errors::refused(format!("Phone number not found: {number}"))
}

fn locations(service: &UserService) -> Result<Vec<AnywhereLocation>, Failure> {
    Ok(service.list(call_setting::ANYWHERE_LOCATIONS)?)
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let (_, service) = read_setting(call, KIND).await?;
    let mut answer = call.answer().with_flag(CLICK_TO_DIAL, service.flag(CLICK_TO_DIAL));
    if call.version == "16sp2" {
        answer = answer.with_flag(GROUP_PAGING, service.flag(GROUP_PAGING));
    }
    let mut table = Table::new(&["Phone Number", "Description"]);
    for location in locations(&service)? {
        table.push([location.phone_number, location.description.unwrap_or_default()]);
    }
    Ok(answer.with_element(table.to_element("phoneNumberTable")))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    change_setting(call, KIND, |service| {
        for name in [CLICK_TO_DIAL, GROUP_PAGING] {
            if let Some(flag) = fields.flag(name)? {
                service.settings.insert(name.to_owned(), flag.to_string());
            }
        }
        Ok(())
    })
    .await
}

pub(super) async fn get_number(call: &Call<'_>) -> Result<Command, Failure> {
    let (_, service) = read_setting(call, KIND).await?;
    let number = call.fields().required("phoneNumber", NUMBER)?;
    let location = locations(&service)?
        .into_iter()
        .find(|location| location.phone_number == number)
        .ok_or_else(|| not_found(number))?;
    Ok(call
        .answer()
        .with_optional("description", location.description)
        .with_optional("outboundAlternateNumber", location.outbound_alternate_number)
        .with_flag("isActive", location.is_active)
        .with_flag("broadworksCallControl", location.broadworks_call_control)
        .with_flag("useDiversionInhibitor", location.use_diversion_inhibitor)
        .with_flag("answerConfirmationRequired", location.answer_confirmation_required)
        .with_element(Table::new(CRITERIA_HEADINGS).to_element("criteriaTable")))
}

pub(super) async fn add_number(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let phone_number = directory_number(fields.required("phoneNumber", NUMBER)?)?;
    let mut location = AnywhereLocation {
        phone_number,
        description: None,
        is_active: false,
        outbound_alternate_number: None,
        broadworks_call_control: false,
        use_diversion_inhibitor: false,
        answer_confirmation_required: false,
    };
    apply(fields, &mut location)?;
    change_setting(call, KIND, |service| {
        let mut list = locations(service)?;
        if list.iter().any(|known| known.phone_number == location.phone_number) {
            let number = location.phone_number;
            return Err(errors::refused(format!("Phone number already exists: {number}")));
        }
        if list.len() == LOCATIONS {
            return Err(errors::refused(format!("At most {LOCATIONS} phone numbers are possible")));
        }
        list.push(location);
        Ok(service.set_list(call_setting::ANYWHERE_LOCATIONS, &list)?)
    })
    .await
}

pub(super) async fn modify_number(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let number = fields.required("phoneNumber", NUMBER)?;
    if let Some(criteria) = fields.structures("criteriaActivation").next() {
        let name = criteria.required("criteriaName", NAME)?;
        return Err(errors::refused(format!("Criteria not found: {name}")));
    }
    let renamed = fields.optional("newPhoneNumber", NUMBER)?.map(directory_number).transpose()?;
    change_setting(call, KIND, |service| {
        let mut list = locations(service)?;
        if let Some(new) = renamed.as_deref().filter(|new| *new != number)
            && list.iter().any(|known| known.phone_number == new)
        {
            return Err(errors::refused(format!("Phone number already exists: {new}")));
        }
        let location = list
            .iter_mut()
            .find(|location| location.phone_number == number)
            .ok_or_else(|| not_found(number))?;
        apply(fields, location)?;
        if let Some(new) = renamed {
            location.phone_number = new;
        }
        Ok(service.set_list(call_setting::ANYWHERE_LOCATIONS, &list)?)
    })
    .await
}

pub(super) async fn delete_number(call: &Call<'_>) -> Result<Command, Failure> {
    let number = call.fields().required("phoneNumber", NUMBER)?;
    change_setting(call, KIND, |service| {
        let mut list = locations(service)?;
        let before = list.len();
        list.retain(|location| location.phone_number != number);
        if list.len() == before {
            return Err(not_found(number));
        }
        Ok(service.set_list(call_setting::ANYWHERE_LOCATIONS, &list)?)
    })
    .await
}

fn apply(fields: Fields<'_>, location: &mut AnywhereLocation) -> Result<(), Failure> {
    fields.change("description", NAME)?.apply(&mut location.description);
    match fields.change("outboundAlternateNumber", ADDRESS)? {
        Change::Keep => {}
        Change::Clear => location.outbound_alternate_number = None,
        Change::Set(number) => location.outbound_alternate_number = Some(address(&number)?),
    }
    for (name, flag) in [
        ("isActive", &mut location.is_active),
        ("broadworksCallControl", &mut location.broadworks_call_control),
        ("useDiversionInhibitor", &mut location.use_diversion_inhibitor),
        ("answerConfirmationRequired", &mut location.answer_confirmation_required),
    ] {
        if let Some(value) = fields.flag(name)? {
            *flag = value;
        }
    }
    Ok(())
}
