//! Errors of the OAuth endpoints (RFC 6749, sections 4.1.2.1 and 5.2).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lineman_store::StoreError;
use serde_json::json;

use crate::failure::store_failure;

/// `{"error":…,"error_description":…}`.
#[derive(Debug)]
pub(crate) struct OauthError {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl OauthError {
    fn new(status: StatusCode, error: &'static str, description: impl Into<String>) -> Self {
        Self { status, error, description: description.into() }
    }

    /// A parameter is missing, repeated, too long or not what it should be.
    pub(crate) fn invalid_request(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    /// The client is not known, or does not prove who it is.
    pub(crate) fn invalid_client(status: StatusCode) -> Self {
        Self::new(status, "invalid_client", "the client is not known or not authenticated")
    }

    /// The assertion or the refresh token is not acceptable; why is in the log only.
    pub(crate) fn invalid_grant(description: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_grant", description)
    }

    /// More was asked for than the client may have.
    pub(crate) fn invalid_scope() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_scope", "the client may not ask for this scope")
    }

    /// Another grant than the two that there are.
    pub(crate) fn unsupported_grant_type() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "unsupported_grant_type",
            "grant_type must be saml2-bearer or refresh_token",
        )
    }

    /// Nobody has this email.
    pub(crate) fn user_not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "user_not_found", "no user has this email address")
    }

    /// The user exists and is not signed in this way.
    pub(crate) fn access_denied(description: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "access_denied", description)
    }

    /// Our own problem.
    pub(crate) fn server_error() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "server_error",
            "the service has an internal problem",
        )
    }

    pub(crate) const fn status(&self) -> u16 {
        self.status.as_u16()
    }
}

impl From<StoreError> for OauthError {
    fn from(error: StoreError) -> Self {
        let answer = store_failure(&error);
        if answer.status.is_client_error() {
            Self::invalid_request(answer.message)
        } else {
            Self::server_error()
        }
    }
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let body = json!({"error": self.error, "error_description": self.description});
        let mut response = (self.status, Json(body)).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}
