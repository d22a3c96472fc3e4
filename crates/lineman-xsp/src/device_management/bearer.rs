//! Long-lived tokens: the authentication service behind the loopback listener says whose they are.

use http::StatusCode;
use lineman_ladder::literals;
use lineman_net::http::{TransportFailure, read_capped};
use serde::Deserialize;

use super::DeviceManagement;
use super::exchange::{Exchange, Outcome};

/// Largest answer of the authentication service.
const ANSWER_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
struct Validated {
    token: Claims,
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
}

/// Whether a token looks like a long-lived one: a JWT has three parts.
pub(crate) fn is_long_lived(token: &str) -> bool {
    token.split('.').count() == 3
}

/// The BroadWorks user id that a token names.
pub(crate) async fn user_of(
    service: &DeviceManagement,
    exchange: &Exchange<'_>,
    token: &str,
) -> Result<String, Outcome> {
    let unavailable = |reason: String| {
        tracing::warn!(%reason, "Device Management cannot have a token validated");
        Outcome::refused(
            StatusCode::SERVICE_UNAVAILABLE,
            format!("the token cannot be validated: {reason}"),
        )
    };
    let Some(base) = service.settings.auth_service_url().await else {
        let reason = "no URL of the authentication service is configured for this container";
        return Err(unavailable(reason.to_owned()));
    };
    let mut request = service
        .http
        .post(format!("{}/token", base.trim_end_matches('/')))
        .header(http::header::CONTENT_TYPE, "text/plain")
        .body(token.to_owned());
    if let Some(tracking_id) = exchange.tracking_id() {
        request = request.header(literals::HEADER_BROADSOFT_CORRELATION_ID, tracking_id);
    }
    let answer = request.send().await;
    let answer = answer.map_err(|error| unavailable(TransportFailure::from(&error).to_string()))?;
    let status = answer.status();
    let body = read_capped(answer, ANSWER_BYTES).await;
    let body = body.map_err(|error| unavailable(error.to_string()))?;
    match status {
        StatusCode::OK => serde_json::from_slice::<Validated>(&body)
            .map(|validated| validated.token.sub)
            .map_err(|error| unavailable(format!("unreadable answer: {error}"))),
        StatusCode::UNAUTHORIZED => Err(Outcome::unauthorized("the token is refused")),
        other => Err(unavailable(format!("it answered {}", other.as_u16()))),
    }
}
