//! The tracking id of a request (XCC-001).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::TrackingId;

/// The request's tracking id, when it carries a usable one.
#[must_use]
pub fn tracking_id(headers: &HeaderMap) -> Option<TrackingId> {
    TrackingId::from_outside(headers.get(HEADER_TRACKING_ID)?.to_str().ok()?)
}

/// Middleware: the answer carries the tracking id of the request (docs/wire.md, "General").
pub async fn echo_tracking_id(request: Request, next: Next) -> Response {
    let tracking_id = tracking_id(request.headers());
    let mut response = next.run(request).await;
    if let Some(value) = tracking_id.and_then(|id| HeaderValue::from_str(id.as_str()).ok()) {
        response.headers_mut().insert(HEADER_TRACKING_ID, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn every_answer_repeats_the_tracking_id() {
        let router = Router::new().layer(axum::middleware::from_fn(echo_tracking_id));
        let answer = |value: &'static str| {
            let request = Request::get("/x").header(HEADER_TRACKING_ID, value);
            router.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        let response = answer("CLIENT_1").await.unwrap();
        assert_eq!(response.status(), 404);
        assert_eq!(response.headers()[HEADER_TRACKING_ID], "CLIENT_1");
        let response = answer("not an id").await.unwrap();
        assert!(!response.headers().contains_key(HEADER_TRACKING_ID));
    }
}
