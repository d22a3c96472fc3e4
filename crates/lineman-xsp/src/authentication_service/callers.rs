//! Who asks for a token: an application with a certificate that may speak for every user, a user's
//! own app with the user's certificate, or somebody with an identity token (AUT-005 to AUT-009).

use http::StatusCode;
use lineman_store::StoreError;

use super::AuthenticationService;
use super::exchange::{Answer, Exchange};
use super::identity_token;
use super::settings::{CertificatePolicy, IdentityMode};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Caller {
    /// May have a token for anybody.
    Application,
    /// May have a token for this user only.
    User(String),
}

/// The user that a certificate names: its common name, when that is a user id with a domain. The
/// common name of an application has no `@`.
pub(crate) fn user_of_subject(subject: &str) -> Option<&str> {
    let common_name =
        subject.split(", ").filter_map(|part| part.trim().strip_prefix("CN=")).last()?;
    let fits = common_name.contains('@')
        && common_name.chars().count() <= lineman_xsi::path::USER_ID_CHARACTERS;
    fits.then_some(common_name)
}

/// Why a certificate that is otherwise good is not admitted.
pub(crate) fn not_admitted(subject: &str, policy: CertificatePolicy) -> Option<&'static str> {
    match user_of_subject(subject) {
        Some(_) if !policy.user_app => Some("allowUserApp is false"),
        None if !policy.client_app => Some("allowClientApp is false"),
        _ => None,
    }
}

/// Finds out who asks.
pub(super) async fn caller(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
) -> Result<Caller, Answer> {
    let subject = exchange.peer().and_then(|peer| peer.client_subject.as_deref());
    if let Some(subject) = subject {
        // The listener asked when the connection began; the setting may have changed since.
        let policy = service.settings.certificates().await.map_err(|error| no_settings(&error))?;
        if let Some(reason) = not_admitted(subject, policy) {
            return Err(Answer::refusal(StatusCode::FORBIDDEN, reason));
        }
        return Ok(match user_of_subject(subject) {
            Some(user) => Caller::User(user.to_owned()),
            None => Caller::Application,
        });
    }
    match service.settings.identity().await.map_err(|error| no_settings(&error))? {
        IdentityMode::Off => Err(Answer::refusal(StatusCode::FORBIDDEN, "no client certificate")),
        IdentityMode::Incomplete(setting) => {
            tracing::error!(setting, "the identity provider is switched on and not configured");
            let reason = "the identity provider is not configured";
            Err(Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, reason))
        }
        IdentityMode::On(provider) => {
            let Some(token) = identity_token::bearer(exchange.headers()) else {
                return Err(Answer::refusal(StatusCode::UNAUTHORIZED, "no identity token"));
            };
            identity_token::verify(service, exchange, &provider, &token).await.map(Caller::User)
        }
    }
}

pub(super) fn no_settings(error: &StoreError) -> Answer {
    tracing::error!(%error, "the settings of the authentication service cannot be read");
    Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, "no settings")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aut_007_a_certificate_with_a_user_id_is_a_users() {
        assert_eq!(user_of_subject("C=DE, O=Example, CN=una@example.com"), Some("una@example.com"));
        for subject in ["CN=idp-proxy", "O=una@example.com", "CN=una@example.com, CN=idp-proxy", ""]
        {
            assert_eq!(user_of_subject(subject), None, "{subject}");
        }
        let policy = |user_app, client_app| CertificatePolicy { user_app, client_app };
        assert_eq!(not_admitted("CN=u@x", policy(false, true)), Some("allowUserApp is false"));
        assert_eq!(not_admitted("CN=u@x", policy(true, false)), None);
        assert_eq!(not_admitted("CN=idp", policy(true, false)), Some("allowClientApp is false"));
        assert_eq!(not_admitted("CN=idp", policy(false, true)), None);
    }
}
