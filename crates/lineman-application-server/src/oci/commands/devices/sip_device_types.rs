//! `SystemSIPDeviceType{Add,Modify,Get,Delete}Request…` and `SystemDeviceTypeGetRequest…`.

use lineman_ocip::{Command, Element};
use lineman_store::broadworks::DeviceType;

use super::access_device_fields::SIP;
use super::device_management_options as options;
use super::owner::named_device_type;
use super::sip_device_type_fields::{
    DEVICE_MANAGEMENT, FIELDS, Kind, OPTION, PROFILE, TypeField, value,
};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DEVICE_NAME, Fields, NAME};
use crate::oci::server::Call;

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let kind = named_device_type(call).await?;
    let fields = FIELDS.iter().filter(|field| field.is_in(call.version));
    Ok(fields.fold(call.answer(), |answer, field| write(answer, &kind, field, call.version)))
}

fn write(answer: Command, kind: &DeviceType, field: &TypeField, version: &str) -> Command {
    match field.kind {
        Kind::Flag(_) | Kind::Word(_) => answer.with(field.name, value(kind, field.name)),
        Kind::Text(_) => answer.with_optional(field.name, kind.option(field.name)),
        Kind::Ports => answer.with_element(number_of_ports(kind)),
        Kind::Protocol => answer.with(field.name, SIP),
        Kind::Options => match options::write(kind, false, version) {
            Some(options) => answer.with_element(options),
            None => answer,
        },
    }
}

fn number_of_ports(kind: &DeviceType) -> Element {
    let element = Element::new(DeviceType::NUMBER_OF_PORTS);
    match kind.number_of_ports() {
        None => element.with_child("unlimited", "true"),
        Some(ports) => element.with_child("quantity", ports.to_string()),
    }
}

/// The summary that administrators below the system see too.
pub(super) async fn get_summary(call: &Call<'_>) -> Result<Command, Failure> {
    let kind = named_device_type(call).await?;
    let mut answer = call
        .answer()
        .with("isObsolete", value(&kind, "isObsolete"))
        .with(PROFILE, value(&kind, PROFILE))
        .with_optional("webBasedConfigURL", kind.option("webBasedConfigURL"))
        .with("staticRegistrationCapable", value(&kind, "staticRegistrationCapable"));
    if let Some(options) = options::write(&kind, true, call.version) {
        answer = answer.with_element(options);
    }
    answer = answer
        .with("protocolChoice", SIP)
        .with("isIpAddressOptional", "true")
        .with("useDomain", "true")
        .with("isMobilityManagerDevice", value(&kind, "isMobilityManagerDevice"));
    if call.version != "16sp1" {
        answer = answer.with(OPTION, value(&kind, OPTION));
    }
    if !matches!(call.version, "16sp1" | "18") {
        answer = answer.with("staticLineOrdering", value(&kind, "staticLineOrdering"));
    }
    Ok(answer)
}

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let fields = call.fields();
    let name = fields.required("deviceType", DEVICE_NAME)?;
    if call.store().device_types().find(name).await?.is_some() {
        return Err(errors::refused(format!("Device Type already exists: {name}")));
    }
    let mut kind = DeviceType::new(name, "");
    kind.context_name.clear();
    kind.encoding.clear();
    fields.required(PROFILE, NAME)?;
    let ports = fields
        .structure(DeviceType::NUMBER_OF_PORTS)
        .ok_or_else(|| errors::validation("Element 'numberOfPorts' is required"))?;
    if ports.flag("unlimited")? != Some(true) {
        let ports = ports
            .number("quantity", 1)?
            .ok_or_else(|| errors::validation("Element 'numberOfPorts' is empty"))?;
        kind.options.insert(DeviceType::NUMBER_OF_PORTS.to_owned(), ports.to_string());
    }
    let option = fields.required(OPTION, NAME)?;
    kind.supports_device_management = option == DEVICE_MANAGEMENT;
    apply(call, fields, &mut kind, true).await?;
    call.store().device_types().save(&kind).await?;
    Ok(call.success())
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let mut kind = named_device_type(call).await?;
    apply(call, call.fields(), &mut kind, false).await?;
    call.store().device_types().save(&kind).await?;
    Ok(call.success())
}

async fn apply(
    call: &Call<'_>,
    fields: Fields<'_>,
    kind: &mut DeviceType,
    new: bool,
) -> Result<(), Failure> {
    for field in FIELDS.iter().filter(|field| new || !field.fixed) {
        let change = match field.kind {
            Kind::Flag(_) => match fields.flag(field.name)? {
                Some(value) => Change::Set(value.to_string()),
                None => Change::Keep,
            },
            Kind::Word(words) => match fields.optional(field.name, NAME)? {
                Some(word) if words.contains(&word) => Change::Set(word.to_owned()),
                Some(_) => {
                    let name = field.name;
                    return Err(errors::validation(format!(
                        "Element '{name}' is not one of its words"
                    )));
                }
                None => Change::Keep,
            },
            Kind::Text(longest) => fields.change(field.name, longest)?,
            Kind::Options => {
                if let Some(structure) = fields.structure(field.name) {
                    options::apply(call, structure, kind).await?;
                }
                Change::Keep
            }
            Kind::Ports | Kind::Protocol => Change::Keep,
        };
        match change {
            Change::Keep => {}
            Change::Clear => {
                kind.options.remove(field.name);
            }
            Change::Set(value) => {
                kind.options.insert(field.name.to_owned(), value);
            }
        }
    }
    Ok(())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_be_system()?;
    let name = named_device_type(call).await?.device_type;
    match call.store().device_types().remove(&name).await {
        Ok(_) => Ok(call.success()),
        Err(error) if error.is_reference() => {
            Err(errors::refused(format!("Device Type is in use: {name}")))
        }
        Err(error) => Err(error.into()),
    }
}
