//! `UserSharedCallAppearanceAddEndpointRequest…` and `…DeleteEndpointListRequest14`: further lines
//! of a user.

use lineman_ocip::Command;
use lineman_store::broadworks::EndpointKind;

use super::user_fields::{check_line_port, endpoint, line_port_taken};
use crate::oci::errors::{self, Failure};
use crate::oci::fields::USER_ID;
use crate::oci::server::Call;

pub(super) async fn add(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let fields = call.fields();
    let described = fields
        .structure("accessDeviceEndpoint")
        .ok_or_else(|| errors::validation("Element 'accessDeviceEndpoint' is required"))?;
    let mut wanted = endpoint(call, described, &user, EndpointKind::SharedCallAppearance).await?;
    wanted.is_active = fields.flag("isActive")?.unwrap_or(true);
    wanted.allow_origination = fields.flag("allowOrigination")?.unwrap_or(true);
    wanted.allow_termination = fields.flag("allowTermination")?.unwrap_or(true);
    check_line_port(call, &wanted.line_port, &user.user_id).await?;
    match call.add_endpoint(&wanted).await {
        Ok(()) => Ok(call.success()),
        Err(error) if error.is_exists() => Err(line_port_taken(&wanted.line_port)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn delete(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.changeable_subscriber().await?;
    let endpoints = call.store().endpoints();
    let present = endpoints.list_of_user(&user.user_id).await?;
    let mut wanted = Vec::new();
    for key in call.fields().structures("accessDeviceEndpoint") {
        let line_port = key.required("linePort", USER_ID)?;
        let found = present.iter().find(|endpoint| {
            endpoint.kind == EndpointKind::SharedCallAppearance
                && lineman_store::user_key(&endpoint.line_port)
                    == lineman_store::user_key(line_port)
        });
        match found {
            Some(endpoint) => wanted.push(endpoint),
            None => {
                return Err(errors::refused(format!("Line/Port not found: {line_port}")));
            }
        }
    }
    for endpoint in wanted {
        call.remove_endpoint(&endpoint.line_port).await?;
    }
    Ok(call.success())
}
