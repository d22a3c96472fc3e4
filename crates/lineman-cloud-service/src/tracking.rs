//! The tracking id of a request (XCC-001).

use axum::http::HeaderMap;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_model::TrackingId;

/// The request's tracking id, when it carries a usable one.
#[must_use]
pub fn tracking_id(headers: &HeaderMap) -> Option<TrackingId> {
    TrackingId::from_outside(headers.get(HEADER_TRACKING_ID)?.to_str().ok()?)
}
