//! `SystemAccessDeviceTypeGetListRequest`, `SystemSIPDeviceTypeGetListRequest` and
//! `SystemDeviceTypeGetAvailableListRequest…`.

use lineman_ocip::{Command, Element, Table};
use lineman_store::broadworks::DeviceType;

use super::access_device_fields::SIP;
use super::sip_device_type_fields::{OPTION, PROFILE, value};
use crate::oci::criteria::{Criteria, ROWS, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

pub(super) async fn names(call: &Call<'_>) -> Result<Command, Failure> {
    let types = call.store().device_types().list(ROWS).await?;
    Ok(types.into_iter().fold(call.answer(), |answer, device_type| {
        answer.with("deviceType", device_type.device_type)
    }))
}

pub(super) async fn table(call: &Call<'_>) -> Result<Command, Failure> {
    call.origin.caller.must_provision()?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(fields, &["searchCriteriaDeviceType"])?;
    let profile = match fields.structure("searchCriteriaExactSignalingAddressType") {
        Some(exact) => Some(exact.required("profile", NAME)?),
        None => None,
    };
    let mut options = Vec::new();
    for option in fields.structures("searchCriteriaDeviceConfigurationOptions") {
        options.push(option.required("deviceConfigOptions", NAME)?);
    }
    let mut types = call.store().device_types().list(ROWS).await?;
    types.retain(|kind| {
        criteria.match_row(&[Some(&kind.device_type)])
            && profile.is_none_or(|wanted| value(kind, PROFILE) == wanted)
            && (options.is_empty() || options.contains(&value(kind, OPTION).as_str()))
    });
    check_size(types.len(), limit)?;
    let mut table = Table::new(&["Device Type", "Profile", "Is Obsolete", "Reseller Id"]);
    for kind in &types {
        let profile = value(kind, PROFILE);
        let obsolete = value(kind, "isObsolete");
        table.push([kind.device_type.as_str(), &profile, &obsolete, ""]);
    }
    Ok(call.answer().with_element(table.to_element("deviceTypeTable")))
}

pub(super) async fn available(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let flag = |name: &str| {
        fields
            .flag(name)?
            .ok_or_else(|| errors::validation(format!("Element '{name}' is required")))
    };
    let conference = flag("allowConference")?;
    let music = flag("allowMusicOnHold")?;
    let only_conference = flag("onlyConference")?;
    let only_video = flag("onlyVideoCapable")?;
    flag("onlyOptionalIpAddress")?;
    let mut types = call.store().device_types().list(ROWS).await?;
    types.retain(|kind| {
        !kind.flag("isObsolete")
            && (conference || only_conference || !kind.flag("isConferenceDevice"))
            && (music || !kind.flag("isMusicOnHoldDevice"))
            && (!only_conference || kind.flag("isConferenceDevice"))
            && (!only_video || value(kind, "isVideoCapable") == "true")
    });
    let answer = types
        .iter()
        .fold(call.answer(), |answer, kind| answer.with("deviceType", kind.device_type.as_str()));
    let level = call.version == "22V2" || call.version == "22";
    Ok(types.iter().fold(answer, |answer, kind| answer.with_element(type_info(kind, level))))
}

fn type_info(kind: &DeviceType, level: bool) -> Element {
    let ports = kind.number_of_ports().filter(|_| kind.flag("staticLineOrdering"));
    let mut info = Element::new("typeInfo")
        .with_child(PROFILE, value(kind, PROFILE))
        .with_child("staticRegistrationCapable", value(kind, "staticRegistrationCapable"))
        .with_child("protocolChoice", SIP)
        .with_child("isIpAddressOptional", "true")
        .with_child("useDomain", "true")
        .with_child("isMobilityManagerDevice", value(kind, "isMobilityManagerDevice"))
        .with_child("deviceConfigurationOption", value(kind, OPTION))
        .with_child("staticLineOrdering", value(kind, "staticLineOrdering"))
        .with_optional("numberOfPorts", ports.map(|ports| ports.to_string()));
    if level {
        info = info.with_child("deviceTypeLevel", "System");
    }
    info
}
