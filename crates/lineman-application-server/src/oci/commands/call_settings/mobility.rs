//! `UserBroadWorksMobility…`: mobile telephones as extensions. Of a mobile identity its number, its
//! description and two switches are kept; the many other switches are read and left alone.

use lineman_model::CallService;
use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::{MobileIdentity, UserService, call_setting};

use super::table::IS_ACTIVE;
use super::values::{Kind, directory_number};
use super::{change_setting, read_setting};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NUMBER};
use crate::oci::server::Call;

const KIND: CallService = CallService::BroadWorksMobility;
/// Most mobile identities of a user.
const IDENTITIES: usize = 10;
/// Longest description.
const DESCRIPTION: usize = 40;
const ALERTED: &str = "profileIdentityMobileNumberAlerted";
const ALERTED_CHANGE: &str = "profileIdentityMobilityNumbersAlerted";
const DEVICES: Kind = Kind::Choice(&["Fixed", "Mobile", "Both"]);
/// Switches of the user, in the order of the answer: before and behind the devices that ring.
const FIRST_FLAGS: &[&str] = &["useMobileIdentityCallAnchoring", "preventCallsToOwnMobiles"];
const LATER_FLAGS: &[&str] = &[
    "profileIdentityIncludeSharedCallAppearance",
    "profileIdentityIncludeBroadworksAnywhere",
    "profileIdentityIncludeExecutiveAssistant",
];
/// Country code of numbers; the system's default.
const COUNTRY_CODE: &str = "1";

fn identities(service: &UserService) -> Result<Vec<MobileIdentity>, Failure> {
    Ok(service.list(call_setting::MOBILE_IDENTITIES)?)
}

fn not_found(number: &str) -> Failure {
    errors::refused(format!("Mobile number not found: {number}"))
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let (_, service) = read_setting(call, KIND).await?;
    let identities = identities(&service)?;
    let alerted: Vec<String> = service.list(ALERTED)?;
    let flags = |answer: Command, names: &[&str]| {
        names.iter().fold(answer, |answer, name| answer.with_flag(name, service.flag(name)))
    };
    let mut answer = flags(call.answer().with_flag(IS_ACTIVE, service.is_active), FIRST_FLAGS);
    if call.version == "21" {
        for identity in &identities {
            answer = answer.with_element(
                Element::new("mobileIdentity")
                    .with_child("mobileNumber", identity.mobile_number.as_str())
                    .with_optional("description", identity.description.as_deref())
                    .with_child("isPrimary", identity.is_primary.to_string())
                    .with_child("enableAlerting", identity.enable_alerting.to_string()),
            );
        }
    }
    let devices = service.value(call_setting::DEVICES_TO_RING).unwrap_or("Both");
    let answer = flags(answer.with(call_setting::DEVICES_TO_RING, devices), LATER_FLAGS);
    if call.version == "21" {
        return Ok(alerted.into_iter().fold(answer, |answer, number| answer.with(ALERTED, number)));
    }
    let mut alerted_table = Table::new(&["Mobile Number", "Country Code", "National Prefix"]);
    for number in alerted {
        alerted_table.push([number.as_str(), COUNTRY_CODE, ""]);
    }
    let mut table = Table::new(&[
        "Mobile Number",
        "Description",
        "Country Code",
        "National Prefix",
        "Is Primary",
        "Enable Alerting",
    ]);
    for identity in identities {
        table.push([
            identity.mobile_number,
            identity.description.unwrap_or_default(),
            COUNTRY_CODE.to_owned(),
            String::new(),
            identity.is_primary.to_string(),
            identity.enable_alerting.to_string(),
        ]);
    }
    Ok(answer
        .with_element(alerted_table.to_element("profileIdentityMobileNumberAlertedTable"))
        .with_element(table.to_element("mobileIdentityTable")))
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    change_setting(call, KIND, |service| apply(fields, service)).await
}

fn apply(fields: Fields<'_>, service: &mut UserService) -> Result<(), Failure> {
    if let Some(active) = fields.flag(IS_ACTIVE)? {
        service.is_active = active;
    }
    for name in FIRST_FLAGS.iter().chain(LATER_FLAGS) {
        if let Some(flag) = fields.flag(name)? {
            service.settings.insert((*name).to_owned(), flag.to_string());
        }
    }
    if let Change::Set(devices) = DEVICES.read(fields, call_setting::DEVICES_TO_RING)? {
        service.settings.insert(call_setting::DEVICES_TO_RING.to_owned(), devices);
    }
    let mut list = identities(service)?;
    for entry in fields.structures("mobileIdentity") {
        let number = entry.required("mobileNumber", NUMBER)?;
        let identity = list
            .iter_mut()
            .find(|identity| identity.mobile_number == number)
            .ok_or_else(|| not_found(number))?;
        describe(entry, identity)?;
        if identity.is_primary {
            only_primary(&mut list, number);
        }
    }
    service.set_list(call_setting::MOBILE_IDENTITIES, &list)?;
    if let Some(element) = fields.element(ALERTED_CHANGE) {
        let numbers = match fields.structure(ALERTED_CHANGE) {
            Some(numbers) if !element.is_nil() => numbers.list("mobileNumber", NUMBER)?,
            _ => Vec::new(),
        };
        if let Some(unknown) = numbers
            .iter()
            .find(|number| !list.iter().any(|identity| identity.mobile_number == **number))
        {
            return Err(not_found(unknown));
        }
        service.set_list(ALERTED, &numbers)?;
    }
    Ok(())
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let number = directory_number(fields.required("mobileNumber", NUMBER)?)?;
    let mut identity = MobileIdentity {
        mobile_number: number.clone(),
        description: None,
        is_primary: false,
        enable_alerting: false,
    };
    describe(fields, &mut identity)?;
    change_setting(call, KIND, |service| {
        let mut list = identities(service)?;
        if list.iter().any(|known| known.mobile_number == number) {
            return Err(errors::refused(format!("Mobile number already exists: {number}")));
        }
        if list.len() == IDENTITIES {
            return Err(errors::refused(format!(
                "At most {IDENTITIES} mobile numbers are possible"
            )));
        }
        let is_primary = identity.is_primary;
        list.push(identity);
        if is_primary {
            only_primary(&mut list, &number);
        }
        Ok(service.set_list(call_setting::MOBILE_IDENTITIES, &list)?)
    })
    .await
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let number = call.fields().required("mobileNumber", NUMBER)?;
    change_setting(call, KIND, |service| {
        let mut list = identities(service)?;
        let before = list.len();
        list.retain(|identity| identity.mobile_number != number);
        if list.len() == before {
            return Err(not_found(number));
        }
        let mut alerted: Vec<String> = service.list(ALERTED)?;
        alerted.retain(|known| known != number);
        service.set_list(ALERTED, &alerted)?;
        Ok(service.set_list(call_setting::MOBILE_IDENTITIES, &list)?)
    })
    .await
}

fn describe(fields: Fields<'_>, identity: &mut MobileIdentity) -> Result<(), Failure> {
    fields.change("description", DESCRIPTION)?.apply(&mut identity.description);
    if let Some(primary) = fields.flag("isPrimary")? {
        identity.is_primary = primary;
    }
    if let Some(alerting) = fields.flag("enableAlerting")? {
        identity.enable_alerting = alerting;
    }
    Ok(())
}

/// A user has one primary mobile telephone.
fn only_primary(list: &mut [MobileIdentity], number: &str) {
    for identity in list {
        identity.is_primary = identity.mobile_number == number;
    }
}
