//! `SystemAccessDeviceTypeGetListRequest`.

use lineman_ocip::Command;

use crate::oci::criteria::ROWS;
use crate::oci::errors::Failure;
use crate::oci::server::Call;

pub(super) async fn run(call: &Call<'_>) -> Result<Command, Failure> {
    let types = call.store().device_types().list(ROWS).await?;
    Ok(types.into_iter().fold(call.answer(), |answer, device_type| {
        answer.with("deviceType", device_type.device_type)
    }))
}
