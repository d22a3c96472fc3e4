//! The SAML 2.0 bearer grant (RFC 7522; LAD-019, LAD-020).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lineman_logs::cloud::CloudEvent;
use lineman_model::TrackingId;
use lineman_saml::{Expectation, MESSAGE_BYTES, Refusal, VerifiedAssertion, verify};
use lineman_store::StoreError;
use lineman_store::cloud::{OauthClient, User, UserStatus};

use super::{GRANT_ASSERTION, Grant, granted_scope};
use crate::oauth_error::OauthError;
use crate::service::Shared;

/// Why an assertion gives no token.
enum Refused {
    /// The reason is for the log; whose sign-in it was, when that is known.
    Rejected {
        reason: String,
        email: Option<String>,
    },
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn rejected(reason: impl ToString) -> Refused {
    Refused::Rejected { reason: reason.to_string(), email: None }
}

/// Redeems an assertion: its signature, its time, its audience, once, for a sign-in that this
/// client has begun.
pub(super) async fn redeem(
    shared: &Shared,
    client: &OauthClient,
    encoded: &str,
    scope: Option<&str>,
    tracking_id: Option<&TrackingId>,
) -> Result<Grant, OauthError> {
    // A scope that is not allowed must not use the assertion up.
    let scope = granted_scope(client.scopes.iter().map(String::as_str), scope)?;
    match accept(shared, client, encoded).await {
        Ok(user) => {
            let line = shared.line_about(CloudEvent::AssertionAccepted, &user, tracking_id);
            line.write();
            let client_id = client.client_id.clone();
            Ok(Grant { grant_type: GRANT_ASSERTION, user, client_id, scope })
        }
        Err(Refused::Store(error)) => Err(error.into()),
        Err(Refused::Rejected { reason, email }) => {
            let refusal = OauthError::invalid_grant("the assertion is not acceptable");
            let line = shared.log.line(CloudEvent::AssertionRejected).warning();
            let mut line = line.tracking(tracking_id).status(refusal.status()).message(&reason);
            if let Some(email) = &email {
                line = line.email(email);
            }
            line.write();
            Err(refusal)
        }
    }
}

async fn accept(shared: &Shared, client: &OauthClient, encoded: &str) -> Result<User, Refused> {
    let assertion = check(shared, encoded).map_err(rejected)?;
    let VerifiedAssertion { id, subject, in_response_to, not_on_or_after, .. } = assertion;
    let now = shared.now();
    // Used up before anything else is looked at, so that parallel attempts cannot both pass.
    let used = shared.store.used_assertions();
    let skew = shared.config.clock_skew_millis;
    used.remove_expired(now).await?;
    if !used.use_once(&id, not_on_or_after.plus_millis(skew)).await? {
        return Err(rejected("the assertion was used before"));
    }
    let pending = shared.store.authorization_requests();
    let begun = pending.find_by_authn_request(&in_response_to, now).await?;
    let begun = begun.ok_or_else(|| rejected("it answers no sign-in that has begun"))?;
    let refuse = |reason: &str| Refused::Rejected {
        reason: reason.to_owned(),
        email: Some(begun.login_hint.clone()),
    };
    if begun.client_id != client.client_id {
        return Err(refuse("the sign-in was begun by another client"));
    }
    if pending.take_by_authn_request(&in_response_to, now).await?.is_none() {
        return Err(refuse("the sign-in has ended already"));
    }
    let user = shared.store.users().find(&subject).await?;
    let user = user.ok_or_else(|| refuse("the subject is not a user"))?;
    if user.status != UserStatus::Active {
        return Err(refuse("the user is not active"));
    }
    // The IdP proxy matches the BroadWorks profile to whoever began (LAD-018); so do we.
    let expected = shared.store.users().find_by_email(&begun.login_hint).await?;
    if expected.is_none_or(|expected| expected.user_id != user.user_id) {
        return Err(refuse("the subject is not the user who began the sign-in"));
    }
    Ok(user)
}

fn check(shared: &Shared, encoded: &str) -> Result<VerifiedAssertion, Refusal> {
    // Padding is optional (RFC 7522, section 2.1).
    let encoded = encoded.trim_end_matches('=');
    if encoded.len() / 4 * 3 > MESSAGE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let malformed = |what: &str| Refusal::Malformed(what.to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| malformed("it is not base64url"))?;
    let xml = String::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8"))?;
    let config = &shared.config;
    verify(
        &xml,
        &shared.trusted,
        &Expectation {
            issuer: &config.idp_proxy_url,
            audience: &config.base_url,
            recipient: &config.recipient(),
            now: shared.now(),
            skew_ms: config.clock_skew_millis,
        },
    )
}
