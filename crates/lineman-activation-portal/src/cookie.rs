//! The session cookie.

use axum::http::{HeaderMap, header};
use lineman_model::{Secret, limits};

use crate::session::SESSION_MILLIS;
use crate::sign_in::PATH;

const NAME: &str = "lineman-portal";

/// The value of `set-cookie` for a session.
pub(crate) fn set(session: &Secret, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!(
        "{NAME}={}; Path={PATH}; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        session.reveal(),
        SESSION_MILLIS / 1000
    )
}

/// The value of `set-cookie` that ends it.
pub(crate) fn forget(secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{NAME}=; Path={PATH}; Max-Age=0; HttpOnly; SameSite=Lax{secure}")
}

/// The session that a request's cookies name (RFC 6265, section 5.4).
pub(crate) fn session(headers: &HeaderMap) -> Option<Secret> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && value.len() <= limits::FIELD_BYTES)
        .map(|(_, value)| Secret::new(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        assert!(session(&headers).is_none());
        headers.append(header::COOKIE, "a=b; c".parse().unwrap());
        headers.append(header::COOKIE, "x-lineman-portal=no;lineman-portal=yes".parse().unwrap());
        assert_eq!(session(&headers).unwrap().reveal(), "yes");
    }
}
