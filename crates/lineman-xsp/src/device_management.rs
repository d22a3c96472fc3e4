//! Device Management: the files of access devices (CAL-002 to CAL-004).

mod authentication;
mod bearer;
mod builds;
mod device_tags;
mod digest;
mod exchange;
mod files;
mod tags;
mod target;
mod uploads;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::{Method, StatusCode};
use lineman_logs::LogSink;
use lineman_model::Clock;
use lineman_store::BroadworksStore;

use crate::container::workers::Workers;
use crate::node_settings::NodeSettings;
pub(crate) use digest::Nonces;
use exchange::{Exchange, Outcome};
use target::Target;

/// The application.
pub(crate) struct DeviceManagement {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
    pub(crate) store: BroadworksStore,
    pub(crate) nonces: Nonces,
    pub(crate) workers: Arc<Workers>,
    pub(crate) settings: NodeSettings,
    pub(crate) http: reqwest::Client,
    /// Base of the URLs that clients reach us with.
    pub(crate) public_base_url: String,
}

impl DeviceManagement {
    /// Answers a request below the application's context.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let (exchange, body) = Exchange::begin(self, request);
        let target = match Target::find(&self.store, exchange.path()).await {
            Ok(target) => target,
            Err(error) => {
                return exchange.end(&Target::default(), authentication::store_failed(&error));
            }
        };
        let outcome = self.answer(&exchange, &target, body).await;
        exchange.end(&target, outcome)
    }

    async fn answer(
        &self,
        exchange: &Exchange<'_>,
        target: &Target,
        body: axum::body::Body,
    ) -> Outcome {
        let upload = *exchange.method() == Method::PUT;
        if !upload && *exchange.method() != Method::GET && *exchange.method() != Method::HEAD {
            let reason = "the method is not served";
            return Outcome::refused(StatusCode::METHOD_NOT_ALLOWED, reason);
        }
        if !upload {
            match authentication::open_to_all(exchange, target) {
                Ok(None) => {}
                Ok(Some(candidate)) => return files::serve_to_all(exchange, target, candidate),
                Err(outcome) => return outcome,
            }
        }
        let outcome = match authentication::caller(self, exchange, target).await {
            Ok(caller) if upload => uploads::take(self, exchange, target, &caller, body).await,
            Ok(caller) => files::serve(self, exchange, target, &caller).await,
            Err(outcome) => Ok(outcome),
        };
        outcome.unwrap_or_else(|error| authentication::store_failed(&error))
    }
}
