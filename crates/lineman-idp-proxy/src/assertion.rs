//! Step 2.3: the assertion for a user whose profile matched (LAD-019).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_model::Random;
use lineman_model::Timestamp;
use lineman_saml::{Assertion, AssertionError, SigningKey, build_response, build_signed};
use lineman_store::cloud::{AuthorizationRequest, User};

/// How long an assertion is good.
const LIFE_MILLIS: i64 = 5 * 60 * 1000;

/// Between whom an assertion goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parties<'a> {
    /// The IdP proxy.
    pub(crate) issuer: &'a str,
    /// Identity.
    pub(crate) identity_url: &'a str,
}

/// An assertion in its response, as a form carries it.
#[derive(Debug)]
pub(crate) struct Issued {
    /// Id of the assertion.
    pub(crate) assertion_id: String,
    /// The response, base64.
    pub(crate) saml_response: String,
}

/// Signs an assertion and wraps it.
pub(crate) fn issue(
    parties: Parties<'_>,
    user: &User,
    request: &AuthorizationRequest,
    key: &SigningKey,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Issued, AssertionError> {
    let identity_url = parties.identity_url.trim_end_matches('/');
    let mut attributes = vec![(String::from("email"), user.email.clone())];
    if let Some(bw_user_id) = &user.bw_user_id {
        attributes.push((String::from("bwUserId"), bw_user_id.clone()));
    }
    let assertion = Assertion {
        // An XML name must not begin with a digit.
        id: format!("_{}", random.hex(16)),
        issuer: parties.issuer.to_owned(),
        audience: identity_url.to_owned(),
        recipient: format!("{identity_url}/oauth2/v1/access_token"),
        in_response_to: request.authn_request_id.clone(),
        subject: user.user_id.clone(),
        issued: now,
        not_on_or_after: now.plus_millis(LIFE_MILLIS),
        attributes,
    };
    let signed = build_signed(&assertion, key)?;
    let response = build_response(
        &format!("_{}", random.hex(16)),
        parties.issuer,
        &request.redirect_uri,
        &request.authn_request_id,
        now,
        &signed,
    );
    Ok(Issued { assertion_id: assertion.id, saml_response: STANDARD.encode(response) })
}
