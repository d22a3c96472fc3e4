//! The tracking id of a request: taken in, handed on, answered with (LAD-034).

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue};
use lineman_ladder::literals;
use lineman_model::TrackingId;

/// The tracking id that the request carries, if it is one that a log and a document can hold.
pub(crate) fn of_headers(headers: &HeaderMap) -> Option<TrackingId> {
    headers
        .get(literals::HEADER_TRACKING_ID)
        .and_then(|value| value.to_str().ok())
        .and_then(TrackingId::from_outside)
}

/// Answers with the request's tracking id.
pub(crate) async fn echo(request: Request, next: Next) -> Response {
    let tracking_id = of_headers(request.headers());
    let mut response = next.run(request).await;
    if let Some(tracking_id) = tracking_id
        && let Ok(value) = HeaderValue::from_str(tracking_id.as_str())
    {
        let name = HeaderName::from_static(literals::HEADER_TRACKING_ID);
        response.headers_mut().insert(name, value);
    }
    response
}
