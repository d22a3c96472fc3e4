//! Step 3: the assertion is exchanged for tokens (LAD-020), and refresh tokens for new ones.

mod assertion;
mod refresh;

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lineman_cloud_service::{digest, equal, tracking_id};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Secret, TrackingId, limits};
use lineman_store::cloud::{OauthClient, Token, TokenKind, User};
use serde::Deserialize;
use serde_json::json;

use crate::oauth_error::OauthError;
use crate::service::Shared;
use crate::tokens::{ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS, new_token};

/// RFC 7522, section 2.1.
const GRANT_ASSERTION: &str = "urn:ietf:params:oauth:grant-type:saml2-bearer";
/// RFC 6749, section 6.
const GRANT_REFRESH: &str = "refresh_token";
/// Tokens are remembered a week after their end, so that "expired" can be told from "unknown".
const REMEMBERED_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

#[derive(Deserialize)]
pub(crate) struct TokenForm {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    assertion: Option<String>,
    refresh_token: Option<String>,
    scope: Option<String>,
}

/// What was granted.
struct Grant {
    grant_type: &'static str,
    user: User,
    client_id: String,
    scope: String,
}

/// `POST /oauth2/v1/access_token`.
pub(crate) async fn access_token(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    form: Result<Form<TokenForm>, FormRejection>,
) -> Response {
    let tracking_id = tracking_id(&headers);
    let outcome = match form {
        Ok(Form(form)) => exchange(&shared, form, tracking_id.as_ref()).await,
        Err(_) => Err(OauthError::invalid_request("the form is not readable")),
    };
    outcome.unwrap_or_else(OauthError::into_response)
}

async fn exchange(
    shared: &Shared,
    form: TokenForm,
    tracking_id: Option<&TrackingId>,
) -> Result<Response, OauthError> {
    let grant_type = form.grant_type.as_deref();
    let grant_type = grant_type.ok_or_else(|| OauthError::invalid_request("no grant_type"))?;
    if ![GRANT_ASSERTION, GRANT_REFRESH].contains(&grant_type) {
        return Err(OauthError::unsupported_grant_type());
    }
    let client = client(shared, form.client_id.as_deref(), form.client_secret).await?;
    let scope = form.scope.as_deref();
    let grant = match (grant_type, form.assertion, form.refresh_token) {
        (GRANT_ASSERTION, Some(text), _) => {
            assertion::redeem(shared, &client, &text, scope, tracking_id).await?
        }
        (GRANT_REFRESH, _, Some(text)) => {
            refresh::redeem(shared, &client, &Secret::new(text), scope).await?
        }
        _ => return Err(OauthError::invalid_request("the grant itself is missing")),
    };
    issue(shared, grant, tracking_id).await
}

/// The client; one that has a secret must show it.
async fn client(
    shared: &Shared,
    client_id: Option<&str>,
    client_secret: Option<String>,
) -> Result<OauthClient, OauthError> {
    let refused = || OauthError::invalid_client(StatusCode::UNAUTHORIZED);
    let client_id = client_id.filter(|id| !id.is_empty() && id.len() <= limits::FIELD_BYTES);
    let client_id = client_id.ok_or_else(refused)?;
    let client = shared.store.oauth_clients().find(client_id).await?.ok_or_else(refused)?;
    let admitted = match (&client.secret_hash, client_secret) {
        (None, _) => true,
        (Some(expected), Some(secret)) => equal(expected, &digest(&Secret::new(secret))),
        (Some(_), None) => false,
    };
    admitted.then_some(client).ok_or_else(refused)
}

/// The scopes asked for, all of the allowed ones when none is named.
fn granted_scope<'a>(
    allowed: impl Iterator<Item = &'a str> + Clone,
    wanted: Option<&str>,
) -> Result<String, OauthError> {
    let wanted: Vec<&str> = wanted.unwrap_or_default().split_ascii_whitespace().collect();
    if wanted.is_empty() {
        return Ok(allowed.collect::<Vec<_>>().join(" "));
    }
    let fits = wanted.iter().all(|scope| allowed.clone().any(|known| known == *scope));
    if fits { Ok(wanted.join(" ")) } else { Err(OauthError::invalid_scope()) }
}

async fn issue(
    shared: &Shared,
    grant: Grant,
    tracking_id: Option<&TrackingId>,
) -> Result<Response, OauthError> {
    let Grant { grant_type, user, client_id, scope } = grant;
    let now = shared.now();
    let token = || new_token(shared.random.as_ref(), &shared.config.token_cluster, &user.org_id);
    let (access, refresh) = (token(), token());
    let record = |kind, secret: &Secret, seconds: i64| Token {
        token_hash: digest(secret),
        kind,
        user_id: user.user_id.clone(),
        org_id: user.org_id.clone(),
        client_id: client_id.clone(),
        scope: scope.clone(),
        issued_at: now,
        expires_at: now.plus_millis(seconds * 1000),
        revoked_at: None,
    };
    let tokens = shared.store.tokens();
    tokens.remove_expired(now.plus_millis(-REMEMBERED_MILLIS)).await?;
    tokens
        .add(&[
            record(TokenKind::Access, &access, ACCESS_TOKEN_SECONDS),
            record(TokenKind::Refresh, &refresh, REFRESH_TOKEN_SECONDS),
        ])
        .await?;
    let line = shared.line_about(CloudEvent::TokenIssued, &user, tracking_id);
    line.status(200).field("grantType", grant_type).field("clientId", client_id).write();
    let body = json!({
        "access_token": access.reveal(),
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_SECONDS,
        "refresh_token": refresh.reveal(),
        "refresh_token_expires_in": REFRESH_TOKEN_SECONDS,
        "scope": scope,
    });
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((no_store, Json(body)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_may_be_narrowed_and_never_widened() {
        let allowed = ["a", "b", "c"];
        let granted = |wanted| granted_scope(allowed.iter().copied(), wanted).ok();
        assert_eq!(granted(None).as_deref(), Some("a b c"));
        assert_eq!(granted(Some(" ")).as_deref(), Some("a b c"));
        assert_eq!(granted(Some("c a")).as_deref(), Some("c a"));
        assert_eq!(granted(Some("a d")), None);
    }
}
