//! Whose token is it, and is it good?

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lineman_cloud_service::{ApiError, bearer_token, digest};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Secret, TrackingId, limits};
use lineman_store::StoreError;
use lineman_store::cloud::{Token, TokenKind, User, UserStatus};

use crate::failure::store_failure;
use crate::service::Shared;

/// What is known of an access token.
pub(crate) enum TokenState {
    /// It is good.
    Good {
        /// The token.
        token: Token,
        /// Whose it is.
        user: User,
    },
    /// It is not.
    Bad {
        /// `expired`, `revoked` or `unknown`.
        reason: &'static str,
        /// Whose it was.
        user: Option<User>,
    },
}

/// Looks an access token up.
pub(crate) async fn token_state(shared: &Shared, token: &Secret) -> Result<TokenState, StoreError> {
    let unknown = TokenState::Bad { reason: "unknown", user: None };
    if token.reveal().len() > limits::FIELD_BYTES {
        return Ok(unknown);
    }
    let Some(token) = shared.store.tokens().find(TokenKind::Access, &digest(token)).await? else {
        return Ok(unknown);
    };
    let Some(user) = shared.store.users().find(&token.user_id).await? else { return Ok(unknown) };
    let bad = if token.revoked_at.is_some() || user.status != UserStatus::Active {
        Some("revoked")
    } else if token.expires_at <= shared.now() {
        Some("expired")
    } else {
        None
    };
    Ok(match bad {
        Some(reason) => TokenState::Bad { reason, user: Some(user) },
        None => TokenState::Good { token, user },
    })
}

/// Logs that a token was refused.
pub(crate) fn log_refused(
    shared: &Shared,
    reason: &str,
    user: Option<&User>,
    status: u16,
    tracking_id: Option<&TrackingId>,
) {
    let event = CloudEvent::TokenRejected;
    let line = match user {
        Some(user) => shared.line_about(event, user, tracking_id),
        None => shared.log.line(event).tracking(tracking_id),
    };
    line.warning().status(status).message(reason).write();
}

/// A request that shows no good access token.
pub(crate) struct Unauthorized(ApiError);

impl IntoResponse for Unauthorized {
    fn into_response(self) -> Response {
        let unauthorized = self.0.status == StatusCode::UNAUTHORIZED;
        let mut response = self.0.into_response();
        if unauthorized {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The user whose access token a request shows.
pub(crate) async fn bearer(
    shared: &Shared,
    headers: &HeaderMap,
    tracking_id: Option<&TrackingId>,
) -> Result<User, Unauthorized> {
    let refused = |message: String| {
        let error = ApiError::new(StatusCode::UNAUTHORIZED, message);
        Unauthorized(error.for_request(tracking_id))
    };
    let Some(token) = bearer_token(headers) else {
        return Err(refused(String::from("an access token is needed")));
    };
    match token_state(shared, &token).await {
        Ok(TokenState::Good { user, .. }) => Ok(user),
        Ok(TokenState::Bad { reason, user }) => {
            log_refused(shared, reason, user.as_ref(), 401, tracking_id);
            Err(refused(format!("the access token is not good: {reason}")))
        }
        Err(error) => Err(Unauthorized(store_failure(&error).for_request(tracking_id))),
    }
}
