//! Who asks. Basic and BroadWorksSSO are checked by the Application Server (LAD-012 to LAD-014),
//! Bearer by the authentication service (LAD-037 to LAD-045). Whoever was checked once may go on
//! with the session cookie alone.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, header};
use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_ocip::client::{AnswerError, LoginInfo, requests};
use lineman_xsi::Encoding;

use super::exchange::Exchange;
use super::failure::XsiFailure;
use super::{XsiActions, bearer};

/// Some clients leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// OCI-P number with which the Application Server says that it does not trust this XSP.
const UNAUTHORIZED: u32 = 4001;

/// An authenticated user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Primary BroadWorks user id.
    pub(crate) user_id: String,
    /// The id that was used to log in, when it was not the primary one: an alternate id.
    pub(crate) login_id: Option<String>,
    /// Days until the password expires, when a password was used.
    pub(crate) password_expires_days: Option<i64>,
    /// Character set of the caller's locale; ISO-8859-1 when nobody said.
    pub(crate) encoding: Encoding,
}

impl Caller {
    /// Whether a path names the caller by an id that is already known to be the caller's.
    pub(crate) fn is_known_as(&self, user_id: &str) -> bool {
        same_user(&self.user_id, user_id)
            || self.login_id.as_deref().is_some_and(|login| same_user(login, user_id))
    }
}

/// Whether two ids are of one user: domains are compared in any case.
pub(crate) fn same_user(one: &str, other: &str) -> bool {
    lineman_store::user_key(one) == lineman_store::user_key(other)
}

enum Credentials {
    Basic {
        user_id: String,
        password: Secret,
    },
    Bearer(Secret),
    /// A login token (`POST profile/LoginToken`).
    SingleSignOn(Secret),
}

/// Finds out who asks.
pub(crate) async fn authenticate(
    application: &XsiActions,
    exchange: &Exchange<'_>,
) -> Result<Caller, XsiFailure> {
    let holder = application.sessions.holder(exchange.headers());
    let caller = if exchange.headers().contains_key(header::AUTHORIZATION) {
        let credentials =
            credentials(exchange.headers()).ok_or(XsiFailure::AuthenticationRequired)?;
        let caller = check(application, exchange, credentials).await?;
        if holder.is_none_or(|holder| holder.user_id != caller.user_id)
            && let Some(cookie) = application.sessions.begin(caller.clone())
        {
            exchange.set_cookie(cookie);
        }
        caller
    } else {
        holder.ok_or(XsiFailure::AuthenticationRequired)?
    };
    exchange.set_encoding(caller.encoding);
    Ok(caller)
}

async fn check(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    credentials: Credentials,
) -> Result<Caller, XsiFailure> {
    match credentials {
        Credentials::Basic { user_id, password } => {
            let request = requests::authentication_verify(&user_id, password.reveal());
            verify(application, exchange, request, Some(user_id)).await
        }
        Credentials::SingleSignOn(token) => {
            if let Some(caller) = application.sessions.holder_of_token(token.reveal()) {
                return Ok(caller);
            }
            let request = requests::authentication_verify_login_token(token.reveal());
            let caller = verify(application, exchange, request, None).await?;
            application.sessions.begin_for_token(token.reveal(), caller.clone());
            Ok(caller)
        }
        Credentials::Bearer(token) => {
            let user_id = bearer::validate(application, exchange, &token).await?;
            Ok(Caller {
                user_id,
                login_id: None,
                password_expires_days: None,
                encoding: Encoding::Iso88591,
            })
        }
    }
}

async fn verify(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    request: Command,
    login_id: Option<String>,
) -> Result<Caller, XsiFailure> {
    let answer = application.oci.call(request, exchange.tracking_id(), exchange).await?;
    let info = LoginInfo::from_verify(&answer).map_err(|error| match error {
        AnswerError::Refused(error) if error.number() == Some(UNAUTHORIZED) => {
            XsiFailure::Refused(error)
        }
        AnswerError::Refused(error) => XsiFailure::CredentialsRefused(error),
        other => XsiFailure::UnusableAnswer(other.to_string()),
    })?;
    Ok(Caller {
        login_id,
        user_id: info.user_id,
        password_expires_days: info.password_expires_days,
        encoding: Encoding::parse(&info.encoding).unwrap_or(Encoding::Iso88591),
    })
}

/// Reads the `authorization` header; none when there is none that can be read.
fn credentials(headers: &HeaderMap) -> Option<Credentials> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?;
    if values.next().is_some() {
        // Two identities in one request: neither counts.
        return None;
    }
    let (scheme, rest) = value.to_str().ok()?.trim().split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = BASE64.decode(rest).ok()?;
        // UTF-8 by RFC 7617; older clients send ISO-8859-1.
        let text = String::from_utf8(decoded)
            .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect());
        let (user_id, password) = text.split_once(':')?;
        // No id and no password holds these, and no document and no log line should.
        let fits = !user_id.is_empty() && !text.chars().any(char::is_control);
        fits.then(|| Credentials::Basic {
            user_id: user_id.to_owned(),
            password: Secret::new(password),
        })
    } else {
        let token: fn(Secret) -> Credentials = if scheme.eq_ignore_ascii_case("bearer") {
            Credentials::Bearer
        } else if scheme.eq_ignore_ascii_case("BroadWorksSSO") {
            Credentials::SingleSignOn
        } else {
            return None;
        };
        let fits = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| token(Secret::new(rest)))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(value: &str) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).expect("a header"));
        credentials(&headers).map(|credentials| match credentials {
            Credentials::Basic { user_id, password } => (user_id, password.reveal().to_owned()),
            Credentials::Bearer(token) => ("bearer".to_owned(), token.reveal().to_owned()),
            Credentials::SingleSignOn(token) => ("sso".to_owned(), token.reveal().to_owned()),
        })
    }

    fn basic_value(text: &[u8]) -> String {
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(text))
    }

    #[test]
    fn lad_010_basic_is_read_in_any_case_with_colons_in_the_password() {
        assert_eq!(
            read(&basic_value(b"u@example.com:p:w")),
            Some(("u@example.com".into(), "p:w".into()))
        );
        assert_eq!(read("bAsIc dTpw"), Some(("u".into(), "p".into())));
        assert_eq!(read("Basic dTpwdw"), Some(("u".into(), "pw".into())), "no padding");
        assert_eq!(read(&basic_value(b"u:\xe9")), Some(("u".into(), "é".into())), "ISO-8859-1");
    }

    #[test]
    fn lad_037_bearer_is_read_in_any_case() {
        assert_eq!(read("bearer a.b.c"), Some(("bearer".into(), "a.b.c".into())));
        assert_eq!(read("Bearer  a.b.c "), Some(("bearer".into(), "a.b.c".into())));
        assert_eq!(read("broadworkssso 0123"), Some(("sso".into(), "0123".into())));
    }

    #[test]
    fn what_cannot_be_read_is_no_credential() {
        for value in ["", "Basic", "Basic !!!", "Basic dXA=", "Digest username=\"u\"", "Bearer "] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(read(&basic_value(b":password")), None);
        assert_eq!(
            read(&basic_value(b"u\r\n2026.01.01 00:00:00:000 GMT+00:00 | Info | x:p")),
            None,
            "a user id that would forge a log record"
        );
        let mut twice = HeaderMap::new();
        twice.append(header::AUTHORIZATION, HeaderValue::from_static("Basic dTpw"));
        twice.append(header::AUTHORIZATION, HeaderValue::from_static("Bearer a"));
        assert!(credentials(&twice).is_none());
    }
}
