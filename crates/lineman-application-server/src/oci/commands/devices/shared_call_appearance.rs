//! `UserSharedCallAppearance{Get,Modify}Request…`: the service and its further lines.

use std::collections::BTreeMap;

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::EndpointKind;

use super::owner::device_type;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

/// The service as OCI-P spells it.
const SERVICE: &str = "Shared Call Appearance";
const CLICK_TO_DIAL: &str = "alertAllAppearancesForClickToDialCalls";
const GROUP_PAGING: &str = "alertAllAppearancesForGroupPagingCalls";
const RETRIEVE: &str = "allowSCACallRetrieve";
const ARRANGEMENT: &str = "multipleCallArrangementIsActive";
const BRIDGING: &str = "allowBridgingBetweenLocations";
const WARNING_TONE: &str = "bridgeWarningTone";
const CALL_PARK: &str = "enableCallParkNotification";
const TONES: &[&str] = &["Barge-In and Repeat", "Barge-In", "None"];
/// Most lines of a user besides the primary one.
const APPEARANCES: &str = "35";
const FLAGS: &[&str] = &[CLICK_TO_DIAL, GROUP_PAGING, RETRIEVE, ARRANGEMENT, BRIDGING, CALL_PARK];

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let service = call.store().user_services().find(&user.user_id, SERVICE).await?;
    let settings = service.map(|service| service.settings).unwrap_or_default();
    let flag = |name: &str| settings.get(name).is_some_and(|value| value == "true");
    let table = endpoints(call, &user.user_id).await?;
    let since_14sp2 = call.version != "14";
    let since_16sp2 = matches!(call.version, "16sp2" | "21sp1");
    let mut answer = call.answer().with_flag(CLICK_TO_DIAL, flag(CLICK_TO_DIAL));
    if since_16sp2 {
        answer = answer.with_flag(GROUP_PAGING, flag(GROUP_PAGING));
    }
    answer = answer.with("maxAppearances", APPEARANCES);
    if since_14sp2 {
        answer = answer.with_flag(RETRIEVE, flag(RETRIEVE));
    }
    let tone = settings.get(WARNING_TONE).map_or(TONES[0], String::as_str);
    answer = answer
        .with_flag("enableMultipleCallArrangement", true)
        .with_flag(ARRANGEMENT, flag(ARRANGEMENT))
        .with_element(table.to_element("endpointTable"))
        .with_flag(BRIDGING, flag(BRIDGING))
        .with(WARNING_TONE, tone);
    if since_16sp2 {
        answer = answer.with_flag(CALL_PARK, flag(CALL_PARK));
    }
    Ok(answer)
}

async fn endpoints(call: &Call<'_>, user_id: &str) -> Result<Table, Failure> {
    let mut headings =
        vec!["Device Level", "Device Name", "Device Type", "Line/Port", "SIP Contact"];
    if matches!(call.version, "16sp2" | "21sp1") {
        headings.push("Port Number");
    }
    if call.version == "21sp1" {
        headings.extend([
            "Device Support Visual Device Management",
            "Is Active",
            "Allow Origination",
            "Allow Termination",
            "Mac Address",
            "Path Header",
        ]);
    }
    let mut table = Table::new(&headings);
    let word = |flag: bool| if flag { "true" } else { "false" };
    for endpoint in call.store().endpoints().list_of_user(user_id).await? {
        if endpoint.kind != EndpointKind::SharedCallAppearance {
            continue;
        }
        let Some(device) = call.store().access_devices().find(&endpoint.device).await? else {
            continue;
        };
        let managed = device_type(call, &device.device_type).await?.supports_device_management;
        // 21sp1 shows contacts without their scheme.
        let contact = endpoint.static_contact.as_deref().unwrap_or_default();
        let contact = match contact.strip_prefix("sip:") {
            Some(bare) if call.version == "21sp1" => bare,
            _ => contact,
        };
        let port = endpoint.port_number.map(|port| port.to_string()).unwrap_or_default();
        let row = [
            device.key.level().as_str(),
            device.key.device_name(),
            &device.device_type,
            &endpoint.line_port,
            contact,
            &port,
            word(managed),
            word(endpoint.is_active),
            word(endpoint.allow_origination),
            word(endpoint.allow_termination),
            device.mac_address.as_deref().unwrap_or_default(),
            "",
        ];
        table.push(row.into_iter().take(headings.len()));
    }
    Ok(table)
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let services = call.store().user_services();
    let Some(service) = services.find(&user.user_id, SERVICE).await? else {
        return Err(errors::refused(format!("Service is not assigned: {SERVICE}")));
    };
    let fields = call.fields();
    let mut settings: BTreeMap<String, String> = service.settings;
    for name in FLAGS {
        if let Some(value) = fields.flag(name)? {
            settings.insert((*name).to_owned(), value.to_string());
        }
    }
    if let Some(tone) = fields.optional(WARNING_TONE, NAME)? {
        if !TONES.contains(&tone) {
            return Err(errors::validation("Element 'bridgeWarningTone' is not a tone"));
        }
        settings.insert(WARNING_TONE.to_owned(), tone.to_owned());
    }
    services.configure(&user.user_id, SERVICE, service.is_active, &settings).await?;
    Ok(call.success())
}
