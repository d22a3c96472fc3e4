//! Sessions of the form. The cookie and the form's token are known by their hashes only.

use lineman_cloud_service::{digest, equal};
use lineman_model::{Secret, TrackingId, limits};
use lineman_saml::AuthnRequest;
use lineman_store::StoreError;
use lineman_store::cloud::{AuthorizationRequest, PortalSession};
use serde::Deserialize;
use url::Url;

use crate::portal::Shared;
use crate::sign_in::PATH;

/// A form must be sent within ten minutes.
pub(crate) const SESSION_MILLIS: i64 = 10 * 60 * 1000;
/// Addresses that run in the portal's page instead of leading to an app.
const UNSAFE_SCHEMES: [&str; 5] = ["javascript", "data", "vbscript", "blob", "file"];

/// What identity sends a browser along with (HTTP-Redirect binding).
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SignInQuery {
    #[serde(rename = "SAMLRequest")]
    saml_request: Option<String>,
    #[serde(rename = "RelayState")]
    relay_state: Option<String>,
}

impl SignInQuery {
    /// Where the form goes: with the query, so that a new session can begin from it (EUE-005).
    pub(crate) fn action(&self) -> String {
        let (Some(saml_request), Some(relay_state)) = (&self.saml_request, &self.relay_state)
        else {
            return PATH.to_owned();
        };
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("SAMLRequest", saml_request)
            .append_pair("RelayState", relay_state)
            .finish();
        format!("{PATH}?{query}")
    }
}

/// A session that has just begun.
pub(crate) struct Begun {
    /// The value of the cookie.
    pub(crate) session: Secret,
    /// The token of the form.
    pub(crate) csrf: Secret,
    /// Its record.
    pub(crate) record: PortalSession,
}

/// Begins a session for a sign-in that identity has begun; none when it has not.
pub(crate) async fn begin(
    shared: &Shared,
    query: &SignInQuery,
    tracking_id: Option<&TrackingId>,
) -> Result<Option<Begun>, StoreError> {
    let now = shared.clock.now();
    let Some(pending) = pending(shared, query).await? else { return Ok(None) };
    let (session, csrf) = (Secret::new(shared.random.hex(32)), Secret::new(shared.random.hex(32)));
    let record = PortalSession {
        session_hash: digest(&session),
        csrf_hash: digest(&csrf),
        relay_state: pending.relay_state,
        authn_request_id: pending.authn_request_id,
        redirect_uri: pending.redirect_uri,
        login_hint: Some(pending.login_hint),
        tracking_id: tracking_id.map(ToString::to_string).or(pending.tracking_id),
        created_at: now,
        expires_at: now.plus_millis(SESSION_MILLIS).min(pending.expires_at),
    };
    let sessions = shared.store.portal_sessions();
    sessions.remove_expired(now).await?;
    sessions.add(&record).await?;
    Ok(Some(Begun { session, csrf, record }))
}

/// The sign-in that a query belongs to. The request is not signed, so nothing of it is believed
/// that identity has not stored: above all not where the assertion shall go.
async fn pending(
    shared: &Shared,
    query: &SignInQuery,
) -> Result<Option<AuthorizationRequest>, StoreError> {
    let (Some(saml_request), Some(relay_state)) = (&query.saml_request, &query.relay_state) else {
        return Ok(None);
    };
    if relay_state.len() > limits::FIELD_BYTES || relay_state.contains('\0') {
        return Ok(None);
    }
    let Ok(request) = AuthnRequest::decode(saml_request) else { return Ok(None) };
    let now = shared.clock.now();
    let pending = shared.store.authorization_requests().find(relay_state, now).await?;
    Ok(pending.filter(|pending| {
        pending.authn_request_id == request.id
            && pending.redirect_uri == request.assertion_consumer_service_url
            && request.issuer == shared.config.identity_url
            && request.destination == format!("{}{PATH}", shared.config.base_url)
            && redirect_address(&pending.redirect_uri).is_some()
    }))
}

/// The address of the app, if a form may go there.
pub(crate) fn redirect_address(redirect_uri: &str) -> Option<Url> {
    Url::parse(redirect_uri).ok().filter(|url| !UNSAFE_SCHEMES.contains(&url.scheme()))
}

/// The session of a form that came in: cookie, name of the session and token must agree.
pub(crate) async fn find(
    shared: &Shared,
    cookie: Option<&Secret>,
    state: &str,
    csrf: &Secret,
) -> Result<Option<PortalSession>, StoreError> {
    let Some(cookie) = cookie else { return Ok(None) };
    let session_hash = digest(cookie);
    if !equal(&session_hash, state) {
        return Ok(None);
    }
    let session = shared.store.portal_sessions().find(&session_hash, shared.clock.now()).await?;
    Ok(session.filter(|session| equal(&session.csrf_hash, &digest(csrf))))
}
