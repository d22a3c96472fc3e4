//! `GET /authService/token`: mints a long-lived token for the BroadWorks user that the header
//! names (LAD-026 to LAD-034). The caller is trusted because of its client certificate, and only
//! because of it (LAD-029).

use http::{HeaderMap, StatusCode};
use lineman_ladder::literals;
use lineman_logs::authentication_service::AuthenticationServiceEntry;
use lineman_model::{Timestamp, uuid_v4};
use lineman_ocip::client::{AnswerError, LoginInfo, requests};

use super::AuthenticationService;
use super::exchange::{Answer, Exchange};
use super::tokens::Claims;

/// OCI-P number of a user that is not there.
const USER_NOT_FOUND: u32 = 4008;
/// `loginType` of a subscriber; administrators have no phone and no token.
const SUBSCRIBER: &str = "User";

pub(crate) async fn get(service: &AuthenticationService, exchange: &Exchange<'_>) -> Answer {
    // The listener lets nobody in without a certificate; should it ever be set up without, no
    // token is minted all the same.
    if exchange.peer().is_none_or(|peer| peer.client_subject.is_none()) {
        return Answer::refusal(StatusCode::FORBIDDEN, "no client certificate");
    }
    let Some(asked) = user_id(exchange.headers()) else {
        let reason = format!("header {} is missing or not a user id", literals::HEADER_BW_USER_ID);
        return Answer::refusal(StatusCode::BAD_REQUEST, &reason);
    };
    let request = requests::user_get_login_info(asked);
    let info = match service.oci.call(request, exchange.tracking_id(), exchange).await {
        Ok(answer) => LoginInfo::from_login_info(&answer),
        Err(failure) => {
            tracing::warn!(%failure, "no long-lived token could be minted");
            let reason = "the Application Server does not answer";
            return Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, reason);
        }
    };
    let info = match info {
        Ok(info) if info.login_type == SUBSCRIBER => info,
        Ok(_) => return Answer::refusal(StatusCode::NOT_FOUND, "not a BroadWorks user"),
        Err(error) => return refused(&error),
    };
    mint(service, exchange, &info.user_id).await
}

async fn mint(service: &AuthenticationService, exchange: &Exchange<'_>, subject: &str) -> Answer {
    let key = match service.keys.newest().await {
        Ok(key) => key,
        Err(error) => return no_key(&error.to_string()),
    };
    let now = service.clock.now();
    let lifetime = i64::try_from(service.duration.as_millis()).unwrap_or(i64::MAX);
    let claims = Claims {
        iss: service.issuer.clone(),
        sub: subject.to_owned(),
        iat: now.as_seconds(),
        exp: now.plus_millis(lifetime).as_seconds(),
        jti: uuid_v4(service.random.as_ref()),
        issued_at_millis: Some(now.as_millis()),
    };
    let token = match claims.sign(&key) {
        Ok(token) => token,
        Err(error) => return no_key(&error.to_string()),
    };
    exchange.log(
        "Info",
        AuthenticationServiceEntry::TokenGenerated {
            subject: claims.sub,
            issuer: claims.iss,
            key_id: key.key_id().to_owned(),
            expires: Timestamp::from_millis(claims.exp.saturating_mul(1000)),
        },
    );
    Answer::bearer(&token)
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
