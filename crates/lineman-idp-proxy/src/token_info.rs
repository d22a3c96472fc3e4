//! `POST /idp/authenticate`: whose an identity token is, for an AuthenticationService in
//! identity-token mode (RFC 7662; broadworks-wire.md 3.1). Its client id and secret open it.

use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use lineman_cloud_service::{ApiError, basic_credentials, equal};
use lineman_ladder::literals::ENTITLEMENT_BROADWORKS_CONNECTOR;
use lineman_ladder::settings::identity_provider::SCOPE_BROADWORKS_USER;
use lineman_model::{Secret, TrackingId};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::identity_client::{Introspection, TokenOwner, introspect};
use crate::service::Service;

/// What the caller sends.
#[derive(Deserialize)]
pub(crate) struct TokenForm {
    token: String,
}

/// The answer to who may ask.
pub(crate) async fn authenticate(
    service: &Service,
    headers: &HeaderMap,
    form: Result<Form<TokenForm>, FormRejection>,
    tracking_id: Option<&TrackingId>,
) -> Result<Value, ApiError> {
    let refused = |status, text: &str| Err(ApiError::new(status, text));
    let Some(client) = &service.config.token_info_client else {
        return refused(StatusCode::NOT_FOUND, "no client may ask here");
    };
    let admitted = basic_credentials(headers).is_some_and(|shown| {
        // Both are compared, whatever the first says.
        equal(&shown.user, &client.client_id)
            & equal(shown.password.reveal(), client.client_secret.reveal())
    });
    if !admitted {
        return refused(StatusCode::UNAUTHORIZED, "a client id and its secret are needed");
    }
    let Ok(Form(form)) = form else {
        return refused(StatusCode::BAD_REQUEST, "the form must hold one token");
    };
    let config = &service.config;
    let (url, secret) = (&config.identity_url, &config.service_secret);
    let token = Secret::new(form.token);
    match introspect(&service.identity_client, url, secret, &token, tracking_id).await {
        Introspection::Active(owner) => describe(service, &owner).await,
        Introspection::Inactive { reason } => Ok(json!({"active": false, "reason": reason})),
        Introspection::Unavailable(reason) => {
            tracing::warn!(%reason, "an identity token could not be validated");
            refused(StatusCode::SERVICE_UNAVAILABLE, "the token cannot be validated now")
        }
    }
}

/// The scope says that the user is one of this product, which is an entitlement (DEC-001).
async fn describe(service: &Service, owner: &TokenOwner) -> Result<Value, ApiError> {
    let user = service.store.users().find(&owner.user_id).await.map_err(|error| {
        tracing::error!(%error, "a user could not be looked up");
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "the user cannot be looked up now")
    })?;
    let entitled = user.is_some_and(|user| {
        user.entitlements.iter().any(|one| one == ENTITLEMENT_BROADWORKS_CONNECTOR)
    });
    let scope = if entitled { SCOPE_BROADWORKS_USER } else { "" };
    Ok(json!({
        "active": true,
        "iss": service.config.identity_url.trim_end_matches('/'),
        "sub": owner.user_id,
        "username": owner.email,
        "bw_user_id": owner.bw_user_id,
        "scope": scope,
        "exp": owner.expires_at,
    }))
}
