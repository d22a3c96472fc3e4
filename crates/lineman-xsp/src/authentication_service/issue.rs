//! `GET /authService/token`: mints a long-lived token for the BroadWorks user that the header
//! names (LAD-026 to LAD-034), or that the caller is. An application is trusted because of its
//! client certificate, and only because of it (LAD-029).

use http::{HeaderMap, StatusCode};
use lineman_ladder::literals;
use lineman_logs::authentication_service::AuthenticationServiceEntry;
use lineman_model::{Timestamp, uuid_v4};
use lineman_ocip::client::{AnswerError, LoginInfo, requests};

use super::AuthenticationService;
use super::callers::{self, Caller, no_settings};
use super::client_key::ClientKey;
use super::exchange::{Answer, Exchange};
use super::tokens::Claims;

/// OCI-P number of a user that is not there.
const USER_NOT_FOUND: u32 = 4008;
/// Query parameter with the caller's own public key.
const KEY: &str = "key";
/// `loginType` of a subscriber; administrators have no phone and no token.
const SUBSCRIBER: &str = "User";

pub(crate) async fn get(service: &AuthenticationService, exchange: &Exchange<'_>) -> Answer {
    match issue(service, exchange).await {
        Ok(answer) | Err(answer) => answer,
    }
}

async fn issue(service: &AuthenticationService, exchange: &Exchange<'_>) -> Result<Answer, Answer> {
    let bad = |reason: &str| Answer::refusal(StatusCode::BAD_REQUEST, reason);
    let caller = callers::caller(service, exchange).await?;
    let client_key = match exchange.parameter(KEY) {
        Some(text) => Some(ClientKey::read(&text).map_err(|error| bad(&error.to_string()))?),
        None => None,
    };
    let named = exchange.headers().contains_key(literals::HEADER_BW_USER_ID);
    let header = user_id(exchange.headers());
    if header.is_none() && (named || caller == Caller::Application) {
        let name = literals::HEADER_BW_USER_ID;
        return Err(bad(&format!("header {name} is missing or not a user id")));
    }
    let subject = match (&caller, header) {
        (Caller::Application, Some(asked)) => lookup(service, exchange, asked).await?,
        (Caller::User(own), None) => lookup(service, exchange, own).await?,
        (Caller::User(own), Some(asked)) => {
            let own = lookup(service, exchange, own).await?;
            // The header may have the alternate id of the same user.
            if !same_user(&own, asked) && !same_user(&own, &lookup(service, exchange, asked).await?)
            {
                return Err(Answer::refusal(StatusCode::FORBIDDEN, "a token of another user"));
            }
            own
        }
        (Caller::Application, None) => return Err(bad("no user")),
    };
    let token = mint(service, exchange, &subject).await?;
    match client_key {
        None => Ok(Answer::bearer(&token)),
        Some(key) => key
            .encrypt(&token, service.random.as_ref())
            .map(|token| Answer::encrypted(&token))
            .map_err(|error| no_key(&error.to_string())),
    }
}

/// The primary id of the subscriber with this id.
async fn lookup(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    asked: &str,
) -> Result<String, Answer> {
    let request = requests::user_get_login_info(asked);
    let answer = service.oci.call(request, exchange.tracking_id(), exchange).await;
    let answer = answer.map_err(|failure| {
        tracing::warn!(%failure, "no long-lived token could be minted");
        let reason = "the Application Server does not answer";
        Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, reason)
    })?;
    match LoginInfo::from_login_info(&answer) {
        Ok(info) if info.login_type == SUBSCRIBER => Ok(info.user_id),
        Ok(_) => Err(Answer::refusal(StatusCode::NOT_FOUND, "not a BroadWorks user")),
        Err(error) => Err(refused(&error)),
    }
}

async fn mint(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    subject: &str,
) -> Result<String, Answer> {
    let settings = service.settings.token().await.map_err(|error| no_settings(&error))?;
    let key = service.keys.newest().await.map_err(|error| no_key(&error.to_string()))?;
    let now = service.clock.now();
    let lifetime = i64::try_from(settings.duration.as_millis()).unwrap_or(i64::MAX);
    let claims = Claims {
        iss: settings.issuer,
        sub: subject.to_owned(),
        iat: now.as_seconds(),
        exp: now.plus_millis(lifetime).as_seconds(),
        jti: uuid_v4(service.random.as_ref()),
        issued_at_millis: Some(now.as_millis()),
    };
    let token = claims.sign(&key).map_err(|error| no_key(&error.to_string()))?;
    exchange.log(
        "Info",
        AuthenticationServiceEntry::TokenGenerated {
            subject: claims.sub,
            issuer: claims.iss,
            key_id: key.key_id().to_owned(),
            expires: Timestamp::from_millis(claims.exp.saturating_mul(1000)),
        },
    );
    Ok(token)
}

fn no_key(reason: &str) -> Answer {
    tracing::error!(reason, "no long-lived token could be signed");
    Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, "no signing key")
}

fn refused(error: &AnswerError) -> Answer {
    match error.number() {
        Some(USER_NOT_FOUND) => Answer::refusal(StatusCode::NOT_FOUND, "not a BroadWorks user"),
        // Nothing else that the Application Server says of a lookup is the caller's fault.
        _ => Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, &error.to_string()),
    }
}

/// The user id of the header: exactly one, printable, not longer than BroadWorks allows.
fn user_id(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(literals::HEADER_BW_USER_ID).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let text = std::str::from_utf8(value.as_bytes()).ok()?.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= lineman_xsi::path::USER_ID_CHARACTERS
        && !text.chars().any(char::is_control);
    fits.then_some(text)
}

fn same_user(one: &str, other: &str) -> bool {
    lineman_store::user_key(one) == lineman_store::user_key(other)
}
