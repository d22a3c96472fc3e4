//! `…AccessDeviceGetUserListRequest…`, `…AccessDeviceModifyUserRequest` and
//! `…CPEConfigReorderDeviceLinePortsRequest`: the lines of a device.

use lineman_ocip::{Command, Table};
use lineman_store::broadworks::{DeviceLevel, Endpoint};

use super::owner::device;
use crate::oci::criteria::{Criteria, check_size, size_limit};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{NAME, USER_ID};
use crate::oci::server::Call;

/// What users of devices are, as far as there are others.
const USER_TYPE: &str = "Normal";

pub(super) async fn list(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let fields = call.fields();
    let limit = size_limit(fields)?;
    let criteria = Criteria::read(
        fields,
        &[
            "searchCriteriaLinePortUserPart",
            "searchCriteriaLinePortDomain",
            "searchCriteriaUserLastName",
            "searchCriteriaUserFirstName",
            "searchCriteriaDn",
            "searchCriteriaUserId",
            "searchCriteriaExtension",
        ],
    )?;
    let kind = match fields.structure("searchCriteriaExactEndpointType") {
        Some(exact) => Some(exact.required("endpointType", NAME)?),
        None => None,
    };
    let mut table = Table::new(&[
        "Line/Port",
        "Last Name",
        "First Name",
        "Phone Number",
        "User Id",
        "User Type",
        "Endpoint Type",
        "Order",
        "Primary Line/Port",
        "Extension",
        "Department",
        "Email Address",
        "Private Identity",
    ]);
    let mut rows = 0;
    let endpoints = call.store().endpoints().list_of_device(&device.key).await?;
    for (index, endpoint) in endpoints.iter().enumerate() {
        let user = call.subscriber(&endpoint.user_id).await?;
        let (name, domain) =
            endpoint.line_port.rsplit_once('@').unwrap_or((&endpoint.line_port, ""));
        let wanted = kind.is_none_or(|kind| kind == endpoint.kind.as_str())
            && criteria.match_row(&[
                Some(name),
                Some(domain),
                Some(&user.last_name),
                Some(&user.first_name),
                user.primary_number.as_deref(),
                Some(&user.user_id),
                user.extension.as_deref(),
            ]);
        if !wanted {
            continue;
        }
        rows += 1;
        table.push([
            endpoint.line_port.as_str(),
            &user.last_name,
            &user.first_name,
            user.primary_number.as_deref().unwrap_or_default(),
            &user.user_id,
            USER_TYPE,
            endpoint.kind.as_str(),
            &endpoint.port_number.map_or_else(|| (index + 1).to_string(), |port| port.to_string()),
            if is_primary(endpoint, &endpoints) { "true" } else { "false" },
            user.extension.as_deref().unwrap_or_default(),
            "",
            user.email.as_deref().unwrap_or_default(),
            "",
        ]);
    }
    check_size(rows, limit)?;
    Ok(call.answer().with_element(table.to_element("deviceUserTable")))
}

/// The first line of a device is its primary one until another is made so.
fn is_primary(endpoint: &Endpoint, all: &[Endpoint]) -> bool {
    let chosen = all.iter().find(|other| other.is_primary_line_port).or_else(|| all.first());
    chosen.is_some_and(|chosen| chosen.line_port == endpoint.line_port)
}

/// The endpoint of a device that has a line/port.
fn find<'a>(endpoints: &'a [Endpoint], line_port: &str) -> Result<&'a Endpoint, Failure> {
    let wanted = lineman_store::user_key(line_port);
    endpoints
        .iter()
        .find(|endpoint| lineman_store::user_key(&endpoint.line_port) == wanted)
        .ok_or_else(|| errors::refused(format!("Line/Port not found: {line_port}")))
}

pub(super) async fn modify(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let store = call.store();
    let endpoints = store.endpoints().list_of_device(&device.key).await?;
    let chosen = find(&endpoints, call.fields().required("linePort", USER_ID)?)?;
    let Some(primary) = call.fields().flag("isPrimaryLinePort")? else { return Ok(call.success()) };
    for endpoint in &endpoints {
        let is_chosen = endpoint.line_port == chosen.line_port;
        let mut changed = endpoint.clone();
        changed.is_primary_line_port =
            if is_chosen { primary } else { endpoint.is_primary_line_port && !primary };
        if changed != *endpoint {
            store.endpoints().update(&changed).await?;
        }
    }
    Ok(call.success())
}

/// All lines of the device, in their new order.
pub(super) async fn reorder(call: &Call<'_>, level: DeviceLevel) -> Result<Command, Failure> {
    let device = device(call, level).await?;
    let store = call.store();
    let endpoints = store.endpoints().list_of_device(&device.key).await?;
    let mut ordered: Vec<&Endpoint> = Vec::with_capacity(endpoints.len());
    for line_port in call.fields().list("orderedLinePortList", USER_ID)? {
        let endpoint = find(&endpoints, &line_port)?;
        if ordered.iter().any(|known| known.line_port == endpoint.line_port) {
            return Err(errors::refused(format!("Line/Port is listed twice: {line_port}")));
        }
        ordered.push(endpoint);
    }
    if ordered.len() != endpoints.len() {
        return Err(errors::refused("All lines of the device must be listed"));
    }
    for (index, endpoint) in ordered.into_iter().enumerate() {
        let mut changed = endpoint.clone();
        changed.line_order = u32::try_from(index + 1).unwrap_or(u32::MAX);
        store.endpoints().update(&changed).await?;
    }
    Ok(call.success())
}
