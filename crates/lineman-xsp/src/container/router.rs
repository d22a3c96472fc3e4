//! Which application answers which request, and the layers around all of them.

use axum::Router;
use axum::middleware;

use super::access_log::{self, AccessLog};
use super::tracking;

/// Puts the container's layers around an application: the access log outermost.
pub(crate) fn with_layers(router: Router, access_log: AccessLog) -> Router {
    router
        .layer(middleware::from_fn(tracking::echo))
        .layer(middleware::from_fn_with_state(access_log, access_log::record))
}
