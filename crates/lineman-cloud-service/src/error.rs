//! The error answer of cloud services: one message for the caller, one for the log.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::TrackingId;
use serde_json::json;

/// An error that a caller sees as
/// `{"message":…,"errors":[{"description":…,"code"?:…}],"trackingId":…}`.
#[derive(Debug, Clone)]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// What the caller reads.
    pub message: String,
    /// Code from the catalog, when there is one.
    pub code: Option<&'static str>,
    /// Tracking id of the request.
    pub tracking_id: Option<TrackingId>,
}

impl ApiError {
    /// An error without a code.
    #[must_use]
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), code: None, tracking_id: None }
    }

    /// Adds a code.
    #[must_use]
    pub const fn with_code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds the tracking id.
    #[must_use]
    pub fn for_request(mut self, tracking_id: Option<&TrackingId>) -> Self {
        self.tracking_id = tracking_id.cloned();
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut detail = json!({"description": self.message});
        if let Some(code) = self.code {
            detail["code"] = json!(code);
        }
        let mut body = json!({"message": self.message, "errors": [detail]});
        if let Some(code) = self.code {
            body["code"] = json!(code);
        }
        if let Some(tracking_id) = &self.tracking_id {
            body["trackingId"] = json!(tracking_id.as_str());
        }
        let mut response = (self.status, Json(body)).into_response();
        if let Some(value) = self.tracking_id.and_then(|id| HeaderValue::from_str(id.as_str()).ok())
        {
            response.headers_mut().insert(HEADER_TRACKING_ID, value);
        }
        response
    }
}
