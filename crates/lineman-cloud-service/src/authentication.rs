//! Credentials in the `authorization` header.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_model::Secret;
use subtle::ConstantTimeEq as _;

/// The secret that the services of one deployment show each other.
#[derive(Debug, Clone)]
pub struct ServiceSecret(Secret);

impl ServiceSecret {
    /// Wraps the secret of the configuration.
    #[must_use]
    pub const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// The value of the `authorization` header that shows it.
    #[must_use]
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0.reveal())
    }

    /// Whether a request shows it.
    #[must_use]
    pub fn admits(&self, headers: &HeaderMap) -> bool {
        bearer_token(headers).is_some_and(|token| equal(token.reveal(), self.0.reveal()))
    }
}

/// Compares two secrets in a time that does not depend on where they differ.
#[must_use]
pub fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

/// The token of `authorization: Bearer …`, scheme in any case.
#[must_use]
pub fn bearer_token(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty())
        .then(|| Secret::new(token.trim()))
}

/// User name and password of `authorization: Basic …`.
#[derive(Debug, Clone)]
pub struct BasicCredentials {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// Reads `authorization: Basic …`, scheme in any case (RFC 7617).
#[must_use]
pub fn basic_credentials(headers: &HeaderMap) -> Option<BasicCredentials> {
    let value = headers.get(axum::http::header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some(BasicCredentials { user: user.to_owned(), password: Secret::new(password) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", value.parse().unwrap());
        headers
    }

    #[test]
    fn the_secret_admits_only_itself() {
        let secret = ServiceSecret::new(Secret::new("s3cret"));
        assert!(secret.admits(&headers("bearer s3cret")));
        assert!(secret.admits(&headers(&secret.authorization())));
        assert!(!secret.admits(&headers("Bearer s3cre")));
        assert!(!secret.admits(&headers("Basic s3cret")));
        assert!(!secret.admits(&HeaderMap::new()));
    }

    #[test]
    fn basic_credentials_keep_colons_in_the_password() {
        let credentials = basic_credentials(&headers("BASIC dXNlcjphOmI=")).unwrap();
        assert_eq!(credentials.user, "user");
        assert_eq!(credentials.password.reveal(), "a:b");
        assert!(basic_credentials(&headers("Basic %%%")).is_none());
    }
}
