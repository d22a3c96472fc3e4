//! `POST /authService/token` on the loopback listener: validates a token for Xsi-Actions (LAD-039
//! to LAD-045).

use axum::body::Body;
use http::StatusCode;
use lineman_logs::authentication_service::AuthenticationServiceEntry;
use lineman_ocip::client::{LoginInfo, requests};

use super::AuthenticationService;
use super::callers::no_settings;
use super::exchange::{Answer, Exchange};
use super::tokens::{Claims, Rejection};

/// Longest token.
const TOKEN_BYTES: usize = 16 * 1024;
/// OCI-P number of a user that is not there.
const USER_NOT_FOUND: u32 = 4008;

pub(crate) async fn post(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    body: Body,
) -> Answer {
    // The listener is bound to the loopback interface; should it be bound elsewhere, strangers get
    // nothing.
    if exchange.peer().is_none_or(|peer| !peer.address.ip().is_loopback()) {
        return Answer::refusal(StatusCode::FORBIDDEN, "only on the loopback interface");
    }
    let Ok(body) = axum::body::to_bytes(body, TOKEN_BYTES).await else {
        return rejected(exchange, None, Rejection::Malformed);
    };
    let Ok(token) = std::str::from_utf8(&body).map(str::trim) else {
        return rejected(exchange, None, Rejection::Malformed);
    };
    let keys = match service.keys.all().await {
        Ok(keys) => keys,
        Err(error) => {
            tracing::error!(%error, "no token can be validated");
            return Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, "no signing key");
        }
    };
    let settings = match service.settings.token().await {
        Ok(settings) => settings,
        Err(error) => return no_settings(&error),
    };
    let claims = match Claims::verify(token, &keys, &settings.issuer, service.clock.now()) {
        Ok(claims) => claims,
        Err((subject, rejection)) => return rejected(exchange, subject, rejection),
    };
    match revoked(service, exchange, &claims).await {
        Ok(false) => accepted(exchange, &claims),
        Ok(true) => rejected(exchange, Some(claims.sub), Rejection::Revoked),
        Err(answer) => answer,
    }
}

/// Whether the token was issued before the user's tokens were revoked. A user who is gone has no
/// good token either.
async fn revoked(
    service: &AuthenticationService,
    exchange: &Exchange<'_>,
    claims: &Claims,
) -> Result<bool, Answer> {
    let request = requests::user_get_login_info(&claims.sub);
    let unavailable = |reason: &str| Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, reason);
    let answer = match service.oci.call(request, exchange.tracking_id(), exchange).await {
        Ok(answer) => answer,
        Err(failure) => {
            tracing::warn!(%failure, "no token can be validated");
            return Err(unavailable("the Application Server does not answer"));
        }
    };
    match LoginInfo::from_login_info(&answer) {
        Ok(info) => {
            let revoked = info.token_revocation_time.unwrap_or(0);
            Ok(revoked > claims.issued_millis())
        }
        Err(error) if error.number() == Some(USER_NOT_FOUND) => Ok(true),
        Err(error) => Err(unavailable(&error.to_string())),
    }
}

fn accepted(exchange: &Exchange<'_>, claims: &Claims) -> Answer {
    exchange.log(
        "Info",
        AuthenticationServiceEntry::TokenValidated {
            subject: claims.sub.clone(),
            issuer: claims.iss.clone(),
        },
    );
    Answer::claims(claims.to_json())
}

fn rejected(exchange: &Exchange<'_>, subject: Option<String>, rejection: Rejection) -> Answer {
    let reason = rejection.as_str();
    exchange.log(
        "Notice",
        AuthenticationServiceEntry::TokenRejected { subject, reason: reason.to_owned() },
    );
    Answer::refusal(StatusCode::UNAUTHORIZED, reason)
}
