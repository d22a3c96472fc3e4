//! Device Management: the files of access devices (CAL-002 to CAL-004).

mod authentication;
mod digest;
mod exchange;
mod files;
mod tags;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::{Method, StatusCode};
use lineman_logs::LogSink;
use lineman_model::Clock;
use lineman_store::BroadworksStore;

use crate::container::workers::Workers;
pub(crate) use digest::Nonces;
use exchange::{Exchange, Outcome};

/// The application.
pub(crate) struct DeviceManagement {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
    pub(crate) store: BroadworksStore,
    pub(crate) nonces: Nonces,
    pub(crate) workers: Arc<Workers>,
}

impl DeviceManagement {
    /// Answers a request below the application's context.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let exchange = Exchange::begin(self, request);
        let outcome = self.answer(&exchange).await;
        exchange.end(outcome)
    }

    async fn answer(&self, exchange: &Exchange<'_>) -> Outcome {
        if exchange.method() != Method::GET && exchange.method() != Method::HEAD {
            let reason = "uploads are not accepted";
            return Outcome::refused(StatusCode::METHOD_NOT_ALLOWED, reason);
        }
        match authentication::device(self, exchange).await {
            Ok(caller) => files::serve(self, exchange, &caller).await,
            Err(outcome) => outcome,
        }
    }
}
