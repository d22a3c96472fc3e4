//! Identity-token mode: the caller shows an identity token instead of a certificate, and the
//! identity provider is asked whose it is (broadworks-wire.md 3.1). The question is that of RFC
//! 7662 with our client id and secret; the answer's extra fields are those of `docs/wire.md`.

use http::{HeaderMap, StatusCode, header};
use lineman_ladder::literals;
use lineman_logs::authentication_service::AuthenticationServiceEntry as Entry;
use lineman_model::{Secret, Timestamp};
use lineman_net::http::{TransportFailure, read_capped};
use serde::Deserialize;

use super::AuthenticationService;
use super::exchange::{Answer, Exchange};
use super::settings::IdentityProvider;

/// Longest identity token.
const TOKEN_BYTES: usize = 16 * 1024;

/// What the identity provider says of a token.
#[derive(Debug, Deserialize)]
struct TokenInfo {
    active: bool,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    iss: Option<String>,
    #[serde(default)]
    exp: Option<i64>,
    #[serde(default)]
    scope: Option<Scope>,
    /// Who the user is to BroadWorks.
    #[serde(default)]
    bw_user_id: Option<String>,
    /// The email: an alternate user id.
    #[serde(default)]
    username: Option<String>,
}

/// RFC 7662 has one text; some servers have a list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Scope {
    Text(String),
    List(Vec<String>),
}

impl Scope {
    fn has(&self, wanted: &str) -> bool {
        match self {
            Self::Text(text) => text.split_ascii_whitespace().any(|scope| scope == wanted),
            Self::List(list) => list.iter().any(|scope| scope == wanted),
        }
    }
}

/// Why a token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Inactive,
    Issuer,
    Expired,
    Scope,
    NoUser,
}

impl Refusal {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Issuer => "issuer",
            Self::Expired => "expired",
            Self::Scope => "scope",
            Self::NoUser => "no BroadWorks user",
        }
    }

    /// A good token that is not enough is 403, a bad one 401 (RFC 6750 section 3.1).
    const fn status(self) -> StatusCode {
        match self {
            Self::Scope | Self::NoUser => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

/// The Bearer token of a request: exactly one, printable, not too long.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.trim().split_once(' ')?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer")
        && !token.is_empty()
        && token.len() <= TOKEN_BYTES
        && token.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| Secret::new(token))
}

/// Has an identity token checked; the id of the user whose it is.
pub(crate) async fn verify(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    provider: &IdentityProvider,
    token: &Secret,
) -> Result<String, Answer> {
    let info = ask(service, exchange, provider, token).await?;
    let subject = info.bw_user_id.clone().or_else(|| info.username.clone());
    match judge(provider, &info, service.clock.now()) {
        Ok(user) => {
            let issuer = info.iss.unwrap_or_default();
            let entry = Entry::IdentityTokenValidated { subject: user.clone(), issuer };
            exchange.log("Info", entry);
            Ok(user)
        }
        Err(refusal) => {
            let reason = match &info.reason {
                Some(why) if refusal == Refusal::Inactive => why.clone(),
                _ => refusal.as_str().to_owned(),
            };
            exchange.log("Notice", Entry::IdentityTokenRejected { subject, reason });
            let reason = format!("identity token refused: {}", refusal.as_str());
            Err(Answer::refusal(refusal.status(), &reason))
        }
    }
}

fn judge(provider: &IdentityProvider, info: &TokenInfo, now: Timestamp) -> Result<String, Refusal> {
    if !info.active {
        return Err(Refusal::Inactive);
    }
    let named = [&provider.issuer_name, &provider.issuer_url];
    let issuer = info.iss.as_deref().map(|issuer| issuer.trim_end_matches('/'));
    let known = issuer.is_some_and(|issuer| {
        named
            .iter()
            .any(|name| name.as_deref().map(|name| name.trim_end_matches('/')) == Some(issuer))
    });
    if !known {
        return Err(Refusal::Issuer);
    }
    if info.exp.is_some_and(|exp| exp <= now.as_seconds()) {
        return Err(Refusal::Expired);
    }
    let enough = info
        .scope
        .as_ref()
        .is_some_and(|scope| provider.scopes.iter().all(|wanted| scope.has(wanted)));
    if !enough {
        return Err(Refusal::Scope);
    }
    let user = info.bw_user_id.as_deref().or(info.username.as_deref());
    user.map(str::trim).filter(|user| fits(user)).map(str::to_owned).ok_or(Refusal::NoUser)
}

fn fits(user: &str) -> bool {
    !user.is_empty()
        && user.chars().count() <= lineman_xsi::path::USER_ID_CHARACTERS
        && !user.chars().any(char::is_control)
}

async fn ask(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    provider: &IdentityProvider,
    token: &Secret,
) -> Result<TokenInfo, Answer> {
    let url = &provider.token_info_url;
    let failed = |status: Option<u16>, reason: String| {
        tracing::warn!(%reason, "no identity token could be checked");
        let entry = Entry::TokenInfo { url: url.clone(), status, reason: Some(reason) };
        exchange.log("Warn", entry);
        let reason = "the identity provider does not answer as it should";
        Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, reason)
    };
    let mut request = service
        .http
        .post(url)
        .basic_auth(&provider.client_id, Some(provider.client_secret.reveal()))
        .header(header::ACCEPT, "application/json")
        .form(&[("token", token.reveal()), ("token_type_hint", "access_token")]);
    if let Some(tracking_id) = exchange.tracking_id() {
        request = request.header(literals::HEADER_TRACKING_ID, tracking_id);
    }
    let response = request
        .send()
        .await
        .map_err(|error| failed(None, TransportFailure::from(&error).to_string()))?;
    let status = response.status();
    let body = read_capped(response, provider.response_body_max)
        .await
        .map_err(|error| failed(Some(status.as_u16()), error.to_string()))?;
    if status != StatusCode::OK {
        return Err(failed(Some(status.as_u16()), String::from("another status than 200")));
    }
    // The library's message could quote the answer.
    let info = serde_json::from_slice(&body)
        .map_err(|_| failed(Some(status.as_u16()), String::from("not a token information")))?;
    let entry = Entry::TokenInfo { url: url.clone(), status: Some(status.as_u16()), reason: None };
    exchange.log("Info", entry);
    Ok(info)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider() -> IdentityProvider {
        IdentityProvider {
            client_id: String::from("c"),
            client_secret: Secret::new("s"),
            issuer_name: None,
            issuer_url: Some(String::from("https://idbroker.example.com/idb")),
            token_info_url: String::from("http://localhost/info"),
            response_body_max: 1024,
            scopes: vec![String::from("broadworks-connector:user")],
        }
    }

    fn verdict(text: &str) -> Result<String, Refusal> {
        let info: TokenInfo = serde_json::from_str(text).expect("JSON");
        judge(&provider(), &info, Timestamp::from_millis(1_000_000))
    }

    #[test]
    fn every_condition_counts() {
        let good = r#"{"active":true,"iss":"https://idbroker.example.com/idb/","exp":1001,
            "scope":"openid broadworks-connector:user","username":"u@example.org"}"#;
        assert_eq!(verdict(good), Ok(String::from("u@example.org")));
        let list =
            good.replace("\"openid broadworks-connector:user\"", "[\"broadworks-connector:user\"]");
        assert_eq!(verdict(&list), Ok(String::from("u@example.org")));
        for (from, to, refusal) in [
            ("true", "false", Refusal::Inactive),
            ("idbroker.example.com", "other.example.com", Refusal::Issuer),
            ("1001", "1000", Refusal::Expired),
            ("connector:user", "connector:users", Refusal::Scope),
            ("u@example.org", "a\\r\\nb", Refusal::NoUser),
            ("username", "name", Refusal::NoUser),
        ] {
            assert_eq!(verdict(&good.replace(from, to)), Err(refusal), "{to}");
        }
        assert_eq!(verdict(r#"{"active":true}"#), Err(Refusal::Issuer));
    }
}
