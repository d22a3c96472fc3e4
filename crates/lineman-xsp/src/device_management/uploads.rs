//! `PUT /dms/<access URI>/<file>`: files that devices keep with us, if the file allows it.

use axum::body::Body;
use http::StatusCode;
use lineman_model::limits;
use lineman_store::StoreError;
use lineman_store::broadworks::{DeviceUpload, FileFlag};

use super::DeviceManagement;
use super::authentication::Caller;
use super::exchange::{Exchange, Outcome};
use super::target::Target;

/// Takes a file over; it is the device's own from now on.
pub(crate) async fn take(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    target: &Target,
    caller: &Caller<'_>,
    body: Body,
) -> Result<Outcome, StoreError> {
    if !caller.candidate.file.has(FileFlag::AllowUpload) {
        let reason = "uploads are not accepted";
        return Ok(Outcome::refused(StatusCode::METHOD_NOT_ALLOWED, reason));
    }
    let Ok(content) = axum::body::to_bytes(body, limits::HTTP_BODY_BYTES).await else {
        let reason = "the file is too large or was cut off";
        return Ok(Outcome::refused(StatusCode::PAYLOAD_TOO_LARGE, reason));
    };
    let bytes = content.len() as u64;
    let upload = DeviceUpload {
        file_name: target.file_name.clone(),
        content: content.to_vec(),
        uploaded_at: service.clock.now(),
    };
    let key = &caller.device.key;
    let files = service.store.device_files();
    let replaces = files.find_upload(key, &upload.file_name).await?.is_some();
    if !files.upload(key, &upload).await? {
        let reason = "the device keeps as many files as it may";
        return Ok(Outcome::refused(StatusCode::INSUFFICIENT_STORAGE, reason));
    }
    let device_name = key.device_name().to_owned();
    tracing::debug!(path = exchange.path(), %device_name, bytes, "a device uploaded a file");
    Ok(Outcome::Uploaded { replaces, device_name, bytes })
}
