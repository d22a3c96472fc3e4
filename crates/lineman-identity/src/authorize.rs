//! Steps 1 and 2: the email leads to the activation portal (LAD-004, LAD-005).

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lineman_cloud_service::tracking_id;
use lineman_logs::cloud::CloudEvent;
use lineman_model::{TrackingId, limits};
use lineman_saml::AuthnRequest;
use lineman_store::cloud::{
    AuthenticationMode, AuthorizationRequest, OauthClient, Organization, User, UserStatus,
};
use serde::Deserialize;
use url::Url;

use crate::oauth_error::OauthError;
use crate::service::Shared;

/// A sign-in that has begun must end within half an hour.
const SIGN_IN_MILLIS: i64 = 30 * 60 * 1000;
/// Characters of a S256 challenge (RFC 7636, section 4.2).
const CHALLENGE_CHARACTERS: usize = 43;

#[derive(Deserialize)]
pub(crate) struct AuthorizeQuery {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    login_hint: Option<String>,
    state: Option<String>,
}

/// The query with everything that must be in it.
struct Wish {
    client: OauthClient,
    redirect_uri: String,
    code_challenge: String,
    login_hint: String,
    state: Option<String>,
}

/// `GET /oauth2/v1/authorize`.
pub(crate) async fn authorize(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    query: Result<Query<AuthorizeQuery>, QueryRejection>,
) -> Response {
    let tracking_id = tracking_id(&headers);
    let outcome = match query {
        Ok(Query(query)) => begin(&shared, query, tracking_id.as_ref()).await,
        Err(rejection) => Err(OauthError::invalid_request(rejection.body_text())),
    };
    match outcome {
        Ok(location) => redirect(&location),
        Err(error) => error.into_response(),
    }
}

fn redirect(location: &Url) -> Response {
    let Ok(value) = HeaderValue::from_str(location.as_str()) else {
        return OauthError::server_error().into_response();
    };
    (
        StatusCode::FOUND,
        [(header::LOCATION, value), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
    )
        .into_response()
}

async fn begin(
    shared: &Shared,
    query: AuthorizeQuery,
    tracking_id: Option<&TrackingId>,
) -> Result<Url, OauthError> {
    let wish = check(shared, query).await?;
    let Some((user, organization)) = find_user(shared, &wish.login_hint).await? else {
        let refusal = OauthError::user_not_found();
        let line = shared.log.line(CloudEvent::RouteUnknownUser).warning().tracking(tracking_id);
        line.email(&wish.login_hint).status(refusal.status()).write();
        return Err(refusal);
    };
    if let Some(reason) = obstacle(shared, &user, &organization).await? {
        let refusal = OauthError::access_denied(reason);
        let line = shared.line_about(CloudEvent::RouteRefused, &user, tracking_id).warning();
        line.status(refusal.status()).message(reason).write();
        return Err(refusal);
    }
    let location = to_portal(shared, wish, tracking_id).await?;
    let mut line = shared.line_about(CloudEvent::RouteFound, &user, tracking_id);
    if let Some(enterprise) = &organization.sp_enterprise_id {
        line = line.enterprise(enterprise);
    }
    line.status(StatusCode::FOUND.as_u16()).write();
    Ok(location)
}

async fn check(shared: &Shared, query: AuthorizeQuery) -> Result<Wish, OauthError> {
    if query.response_type.as_deref() != Some("code") {
        return Err(OauthError::invalid_request("response_type must be code"));
    }
    let client_id = required("client_id", query.client_id)?;
    let redirect_uri = required("redirect_uri", query.redirect_uri)?;
    let client = shared.store.oauth_clients().find(&client_id).await?;
    let client = client.ok_or_else(|| OauthError::invalid_client(StatusCode::BAD_REQUEST))?;
    // Only addresses that were registered, letter by letter: the assertion goes there.
    if !client.redirect_uris.contains(&redirect_uri) {
        return Err(OauthError::invalid_request("redirect_uri is not one of the client's"));
    }
    let code_challenge = required("code_challenge", query.code_challenge)?;
    let is_digest = code_challenge.len() == CHALLENGE_CHARACTERS
        && code_challenge.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if query.code_challenge_method.as_deref() != Some("S256") || !is_digest {
        return Err(OauthError::invalid_request("code_challenge must be one of the method S256"));
    }
    let login_hint = required("login_hint", query.login_hint)?;
    let state = query.state.map(|state| required("state", Some(state))).transpose()?;
    Ok(Wish { client, redirect_uri, code_challenge, login_hint, state })
}

fn required(name: &str, value: Option<String>) -> Result<String, OauthError> {
    match value {
        None => Err(OauthError::invalid_request(format!("{name} is missing"))),
        Some(value) if value.trim().is_empty() => {
            Err(OauthError::invalid_request(format!("{name} is empty")))
        }
        Some(value) if value.len() > limits::FIELD_BYTES => {
            Err(OauthError::invalid_request(format!("{name} is too long")))
        }
        Some(value) => Ok(value),
    }
}

async fn find_user(
    shared: &Shared,
    email: &str,
) -> Result<Option<(User, Organization)>, OauthError> {
    let Some(user) = shared.store.users().find_by_email(email).await? else { return Ok(None) };
    let organization = shared.store.organizations().find(&user.org_id).await?;
    Ok(organization.map(|organization| (user, organization)))
}

/// Why somebody who exists is not sent to the portal.
async fn obstacle(
    shared: &Shared,
    user: &User,
    organization: &Organization,
) -> Result<Option<&'static str>, OauthError> {
    if user.status != UserStatus::Active {
        return Ok(Some("the user is not active"));
    }
    let template = match &organization.template_id {
        Some(template_id) => shared.store.templates().find(template_id).await?,
        None => None,
    };
    // LAD-001: the portal is the way of BroadWorks authentication mode.
    let broadworks = template
        .is_some_and(|template| template.authentication_mode == AuthenticationMode::BroadWorks);
    Ok((!broadworks).then_some("the organisation does not use BroadWorks authentication"))
}

/// Stores the sign-in and gives the address of the portal's form.
async fn to_portal(
    shared: &Shared,
    wish: Wish,
    tracking_id: Option<&TrackingId>,
) -> Result<Url, OauthError> {
    let now = shared.now();
    let destination = format!("{}/sign-in", shared.config.portal_url);
    let request = AuthnRequest {
        id: format!("_{}", shared.random.hex(16)),
        issuer: shared.config.base_url.clone(),
        destination: destination.clone(),
        assertion_consumer_service_url: wish.redirect_uri.clone(),
    };
    let (Ok(encoded), Ok(mut location)) = (request.encode(now), Url::parse(&destination)) else {
        tracing::error!(portal = destination, "the portal's address is unusable");
        return Err(OauthError::server_error());
    };
    let relay_state = shared.random.hex(16);
    let pending = shared.store.authorization_requests();
    pending.remove_expired(now).await?;
    pending
        .add(&AuthorizationRequest {
            relay_state: relay_state.clone(),
            client_id: wish.client.client_id,
            redirect_uri: wish.redirect_uri,
            code_challenge: wish.code_challenge,
            client_state: wish.state,
            login_hint: wish.login_hint,
            authn_request_id: request.id,
            tracking_id: tracking_id.map(ToString::to_string),
            created_at: now,
            expires_at: now.plus_millis(SIGN_IN_MILLIS),
        })
        .await?;
    location
        .query_pairs_mut()
        .append_pair("SAMLRequest", &encoded)
        .append_pair("RelayState", &relay_state);
    Ok(location)
}
