//! Failures of the store as answers.

use axum::http::StatusCode;
use lineman_cloud_service::ApiError;
use lineman_store::StoreError;

/// What a caller hears when the store could not do something; the reason is for the operator.
pub(crate) fn store_failure(error: &StoreError) -> ApiError {
    match error {
        StoreError::Unstorable { .. } => {
            ApiError::new(StatusCode::BAD_REQUEST, "a value holds a character that is not allowed")
        }
        StoreError::Reference { .. } => {
            ApiError::new(StatusCode::BAD_REQUEST, "something that the request names is not there")
        }
        _ => {
            tracing::error!(%error, "the identity service's store failed");
            ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "the service has an internal problem")
        }
    }
}
