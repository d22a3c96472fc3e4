//! Xsi-Actions: who a subscriber is, and which devices there are (LAD-007 to LAD-017, LAD-035 to
//! LAD-050).

mod authentication;
mod bearer;
mod device_token;
mod devices;
mod exchange;
mod failure;
mod profile;
mod reply;
mod versions;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::Method;
use lineman_logs::LogSink;
use lineman_model::Clock;
use lineman_xsi::{PathProblem, PathResource, XsiPath};

use crate::container::workers::Workers;
use crate::oci_client::OciClient;
use exchange::Exchange;
use failure::XsiFailure;
use reply::Reply;

/// The application.
pub(crate) struct XsiActions {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
    pub(crate) oci: OciClient,
    pub(crate) http: reqwest::Client,
    pub(crate) auth_service_url: Option<String>,
    pub(crate) public_base_url: String,
    pub(crate) device_credential_retrieval: bool,
    pub(crate) workers: Arc<Workers>,
}

impl XsiActions {
    /// Answers a request below the application's context.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let exchange = Exchange::begin(self, request);
        let reply = match self.answer(&exchange).await {
            Ok(reply) => reply,
            Err(failure) => failure.reply(&exchange),
        };
        exchange.end(reply)
    }

    async fn answer(&self, exchange: &Exchange<'_>) -> Result<Reply, XsiFailure> {
        let path = XsiPath::parse(exchange.path()).map_err(|problem| match problem {
            PathProblem::OtherContext | PathProblem::UnknownResource => XsiFailure::NoSuchResource,
            PathProblem::InvalidUserId => XsiFailure::InvalidUserId,
        })?;
        let allowed = match path.resource {
            PathResource::Profile | PathResource::Devices | PathResource::Versions => Method::GET,
            PathResource::DeviceToken => Method::POST,
            // Login tokens and the scheme that takes them are not served.
            PathResource::LoginToken => return Err(XsiFailure::NoSuchResource),
        };
        // Hyper leaves the body out when it answers HEAD.
        if exchange.method() != allowed
            && !(allowed == Method::GET && exchange.method() == Method::HEAD)
        {
            return Err(XsiFailure::MethodNotAllowed(allowed));
        }
        let caller = authentication::authenticate(self, exchange).await?;
        match path.resource {
            PathResource::Versions => Ok(versions::get(exchange)),
            PathResource::Profile => profile::get(self, exchange, &caller, &path.user_id).await,
            PathResource::Devices => devices::get(self, exchange, &caller, &path.user_id).await,
            PathResource::DeviceToken => {
                device_token::post(self, exchange, &caller, &path.user_id).await
            }
            PathResource::LoginToken => Err(XsiFailure::NoSuchResource),
        }
    }
}
