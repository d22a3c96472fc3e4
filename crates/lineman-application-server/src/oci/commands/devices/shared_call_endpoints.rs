//! `UserSharedCallAppearance{Add,Get,Modify}EndpointRequest…` and `…DeleteEndpointListRequest14`:
//! further lines of a user.

use lineman_ocip::Command;
use lineman_store::broadworks::{Endpoint, EndpointKind};

use super::super::user_fields::{check_line_port, endpoint, line_port_taken};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Fields, USER_ID};
use crate::oci::server::Call;

fn described<'a>(call: &Call<'a>) -> Result<Fields<'a>, Failure> {
    call.fields()
        .structure("accessDeviceEndpoint")
        .ok_or_else(|| errors::validation("Element 'accessDeviceEndpoint' is required"))
}

/// A line/port is one user's line: a duplicate is refused (CAL-016).
pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let kind = EndpointKind::SharedCallAppearance;
    let mut wanted = endpoint(call, described(call)?, &user, kind).await?;
    set_switches(fields, &mut wanted)?;
    check_line_port(call, &wanted.line_port, &user.user_id).await?;
    match call.add_endpoint(&wanted).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(line_port_taken(&wanted.line_port)),
        Err(error) => Err(error.into()),
    }
}

fn set_switches(fields: Fields<'_>, endpoint: &mut Endpoint) -> Result<(), Failure> {
    endpoint.is_active = fields.flag("isActive")?.unwrap_or(endpoint.is_active);
    endpoint.allow_origination =
        fields.flag("allowOrigination")?.unwrap_or(endpoint.allow_origination);
    endpoint.allow_termination =
        fields.flag("allowTermination")?.unwrap_or(endpoint.allow_termination);
    Ok(())
}

/// The user's further line that a structure names.
fn find<'a>(present: &'a [Endpoint], key: Fields<'_>) -> Result<&'a Endpoint, Failure> {
    let line_port = key.required("linePort", USER_ID)?;
    let wanted = lineman_store::user_key(line_port);
    present
        .iter()
        .find(|endpoint| {
            endpoint.kind == EndpointKind::SharedCallAppearance
                && lineman_store::user_key(&endpoint.line_port) == wanted
        })
        .ok_or_else(|| errors::refused(format!("Line/Port not found: {line_port}")))
}

pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let present = call.store().endpoints().list_of_user(&user.user_id).await?;
    let endpoint = find(&present, described(call)?)?;
    let answer = call
        .answer()
        .with_flag("isActive", endpoint.is_active)
        .with_flag("allowOrigination", endpoint.allow_origination)
        .with_flag("allowTermination", endpoint.allow_termination);
    Ok(if call.version == "22" { answer.with_flag("useHotline", false) } else { answer })
}

pub(super) async fn modify(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let present = call.store().endpoints().list_of_user(&user.user_id).await?;
    let mut changed = find(&present, described(call)?)?.clone();
    set_switches(call.fields(), &mut changed)?;
    call.store().endpoints().update(&changed).await?;
    Ok(call.success())
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let present = call.store().endpoints().list_of_user(&user.user_id).await?;
    let mut wanted = Vec::new();
    for key in call.fields().structures("accessDeviceEndpoint") {
        wanted.push(find(&present, key)?);
    }
    for endpoint in wanted {
        call.remove_endpoint(&endpoint.line_port).await?;
    }
    Ok(call.success())
}
