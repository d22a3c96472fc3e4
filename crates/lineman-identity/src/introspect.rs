//! Step 5.1: the IdP proxy asks whether a token is good (LAD-024, RFC 7662).

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use lineman_cloud_service::{ApiError, tracking_id};
use lineman_logs::cloud::CloudEvent;
use lineman_model::Secret;
use serde::Deserialize;
use serde_json::json;

use crate::bearer::{TokenState, log_refused, token_state};
use crate::failure::store_failure;
use crate::service::Shared;

#[derive(Deserialize)]
pub(crate) struct IntrospectForm {
    token: String,
}

/// `POST /oauth2/v1/introspect`.
pub(crate) async fn introspect(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    form: Result<Form<IntrospectForm>, FormRejection>,
) -> Response {
    let tracking_id = tracking_id(&headers);
    let tracking_id = tracking_id.as_ref();
    let Ok(Form(form)) = form else {
        return ApiError::new(StatusCode::BAD_REQUEST, "the form must hold one token")
            .for_request(tracking_id)
            .into_response();
    };
    match token_state(&shared, &Secret::new(form.token)).await {
        Ok(TokenState::Good { token, user }) => {
            let line = shared.line_about(CloudEvent::TokenValidated, &user, tracking_id);
            line.write();
            Json(json!({
                "active": true,
                "sub": user.user_id,
                "username": user.email,
                "org_id": user.org_id,
                "bw_user_id": user.bw_user_id,
                "client_id": token.client_id,
                "scope": token.scope,
                "exp": token.expires_at.as_seconds(),
            }))
            .into_response()
        }
        Ok(TokenState::Bad { reason, user }) => {
            log_refused(&shared, reason, user.as_ref(), 200, tracking_id);
            Json(json!({"active": false, "reason": reason})).into_response()
        }
        Err(error) => store_failure(&error).for_request(tracking_id).into_response(),
    }
}
