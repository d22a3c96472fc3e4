//! Validation of a long-lived token: POST to the authentication service on the loopback listener
//! (LAD-039 to LAD-045).

use http::StatusCode;
use lineman_ladder::literals;
use lineman_logs::http_block::HttpRequestBlock;
use lineman_logs::xsi_actions_log::XsiActionsEntry;
use lineman_model::Secret;
use lineman_net::http::{TransportFailure, read_capped};
use lineman_ocip::MASK;
use serde::Deserialize;

use super::XsiActions;
use super::exchange::Exchange;
use super::failure::XsiFailure;
use crate::container::masking;

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

#[derive(Deserialize)]
struct Rejected {
    error: Reason,
}

#[derive(Deserialize)]
struct Reason {
    reason: String,
}

/// Has a token validated; gives the BroadWorks user id that it names.
pub(crate) async fn validate(
    application: &XsiActions,
    exchange: &Exchange<'_>,
    token: &Secret,
) -> Result<String, XsiFailure> {
    let Some(base) = application.settings.auth_service_url().await else {
        let reason = "no URL of the authentication service is configured for this container";
        return Err(failed(exchange, "", reason.to_owned()));
    };
    let url = format!("{}/token", base.trim_end_matches('/'));
    let mut request = application
        .http
        .post(&url)
        .header(http::header::CONTENT_TYPE, "text/plain")
        .body(token.reveal().to_owned());
    let mut shown = vec![("Content-Type".to_owned(), "text/plain".to_owned())];
    if let Some(tracking_id) = exchange.tracking_id() {
        let name = literals::HEADER_BROADSOFT_CORRELATION_ID;
        request = request.header(name, tracking_id);
        shown.push((name.to_owned(), tracking_id.to_owned()));
    }
    exchange.log(
        "Info",
        XsiActionsEntry::TokenValidationRequest(HttpRequestBlock {
            method: "POST".to_owned(),
            target: url.clone(),
            headers: shown,
            body: MASK.to_owned(),
        }),
    );
    let response = request
        .send()
        .await
        .map_err(|error| failed(exchange, &url, TransportFailure::from(&error).to_string()))?;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = read_capped(response, ANSWER_BYTES)
        .await
        .map_err(|error| failed(exchange, &url, error.to_string()))?;
    let text = String::from_utf8_lossy(&body).into_owned();
    let block = masking::response_block(status, &headers, text);
    exchange.log("Info", XsiActionsEntry::TokenValidationResponse(block));
    match status {
        StatusCode::OK => serde_json::from_slice::<Validated>(&body)
            .map(|validated| validated.token.sub)
            .map_err(|error| failed(exchange, &url, format!("unreadable answer: {error}"))),
        StatusCode::UNAUTHORIZED => {
            let reason = serde_json::from_slice::<Rejected>(&body)
                .map_or_else(|_| "no reason given".to_owned(), |rejected| rejected.error.reason);
            Err(XsiFailure::TokenRefused(reason))
        }
        other => Err(failed(exchange, &url, format!("it answered {}", other.as_u16()))),
    }
}

fn failed(exchange: &Exchange<'_>, target: &str, reason: String) -> XsiFailure {
    exchange.log(
        "Warn",
        XsiActionsEntry::PeerFailure { target: target.to_owned(), reason: reason.clone() },
    );
    XsiFailure::AuthenticationService(reason)
}
