//! The settings of the table: reading and changing.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{UserService, call_setting};

use super::table::{IS_ACTIVE, RECORDING, Setting, Value, find};
use super::{change_setting, read_setting};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields};
use crate::oci::server::Call;

/// Columns of the criteria that a personal assistant may have; there are none here.
const SCHEDULE_HEADINGS: &[&str] = &[
    "Is Active",
    "Criteria Name",
    "Time Schedule",
    "Holiday Schedule",
    "Presence",
    "Transfer to Attendant",
    "Attendant Number",
    "Play Ring Splash",
    "Alert Me First",
    "Number of Rings",
];

pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    let setting = find(family).ok_or_else(|| errors::unknown_request(family))?;
    if family.ends_with("GetRequest") {
        let (_, service) = read_setting(call, setting.service).await?;
        Ok(answer(call, setting, &service))
    } else {
        let fields = call.fields();
        change_setting(call, setting.service, |service| apply(setting, fields, service)).await
    }
}

fn answer(call: &Call<'_>, setting: &Setting, service: &UserService) -> Command {
    let mut answer = call.answer();
    if setting.has_switch {
        answer = answer.with_flag(IS_ACTIVE, service.is_active);
    }
    for value in setting.values_of(call.version) {
        answer = answer.with_optional(value.name, text(value, service, call.version));
    }
    if setting.service == lineman_model::CallService::PersonalAssistant && call.version == "24" {
        let table = Table::new(SCHEDULE_HEADINGS);
        answer = answer.with_element(table.to_element("scheduleTable"));
    }
    answer
}

fn text(value: &Value, service: &UserService, version: &str) -> Option<String> {
    let text = service.value(value.name).unwrap_or(value.default);
    let text = if value.name == call_setting::RECORDING_OPTION && version.is_empty() {
        first_recording_option(text)
    } else {
        text
    };
    Some(text).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The first version of the answer knows three options; the nearest one stands for the others.
fn first_recording_option(option: &str) -> &str {
    match RECORDING.iter().position(|known| *known == option) {
        Some(3) => "Always",
        Some(4) => "On Demand",
        _ => option,
    }
}

fn apply(setting: &Setting, fields: Fields<'_>, service: &mut UserService) -> Result<(), Failure> {
    if setting.has_switch
        && let Some(active) = fields.flag(IS_ACTIVE)?
    {
        service.is_active = active;
    }
    for value in setting.values {
        match value.kind.read(fields, value.name)? {
            Change::Keep => {}
            Change::Clear => {
                service.settings.remove(value.name);
            }
            Change::Set(text) => {
                service.settings.insert(value.name.to_owned(), text);
            }
        }
    }
    match setting.needs {
        Some(needed) if service.is_active && service.value(needed).is_none() => {
            Err(errors::refused(format!(
                "{} cannot be switched on without a phone number",
                setting.service.service_name()
            )))
        }
        _ => Ok(()),
    }
}
