//! Xsi-Actions: who a subscriber is, and which devices there are (LAD-007 to LAD-017, LAD-035 to
//! LAD-050).

mod authentication;
mod bearer;
mod call_logs;
mod calls;
mod device_token;
mod devices;
mod directories;
mod exchange;
mod failure;
mod login_token;
mod password;
mod profile;
mod profile_lists;
mod push;
mod release;
mod reply;
mod search;
mod services;
mod versions;
mod voice_messages;

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use http::{Method, StatusCode};
use lineman_logs::LogSink;
use lineman_model::Clock;
use lineman_xsi::{PathProblem, PathResource, XsiPath};

use crate::container::sessions::Sessions;
use crate::container::transaction_limit::TransactionLimit;
use crate::container::workers::Workers;
use crate::node_settings::NodeSettings;
use crate::oci_client::OciClient;
use authentication::Caller;
use exchange::Exchange;
use failure::XsiFailure;
use reply::Reply;

/// The application.
pub(crate) struct XsiActions {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
    pub(crate) oci: OciClient,
    pub(crate) http: reqwest::Client,
    pub(crate) public_base_url: String,
    pub(crate) settings: NodeSettings,
    pub(crate) workers: Arc<Workers>,
    pub(crate) sessions: Sessions<Caller>,
    pub(crate) transactions: TransactionLimit,
}

impl XsiActions {
    /// Answers a request below the application's context.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let exchange = Exchange::begin(self, request).await;
        let reply = match self.answer(&exchange).await {
            Ok(reply) => reply,
            Err(failure) => failure.reply(&exchange),
        };
        exchange.end(reply)
    }

    async fn answer(&self, exchange: &Exchange<'_>) -> Result<Reply, XsiFailure> {
        if is_logout(exchange.path()) {
            if let Some(cookie) = self.sessions.end(exchange.headers()) {
                exchange.set_cookie(cookie);
            }
            return Ok(Reply::empty(StatusCode::OK));
        }
        let path = XsiPath::parse(exchange.path()).map_err(|problem| match problem {
            PathProblem::OtherContext | PathProblem::UnknownResource => XsiFailure::NoSuchResource,
            PathProblem::InvalidUserId => XsiFailure::InvalidUserId,
        })?;
        let allowed = methods(&path.resource).ok_or(XsiFailure::NoSuchResource)?;
        // Hyper leaves the body out when it answers HEAD.
        let method = match exchange.method() {
            &Method::HEAD => &Method::GET,
            other => other,
        };
        if !allowed.contains(method) {
            return Err(XsiFailure::MethodNotAllowed(allowed));
        }
        let caller = authentication::authenticate(self, exchange).await?;
        if let Some(limit) = self.settings.transaction_limit().await {
            let admitted = self.transactions.admit(&caller.user_id, limit);
            admitted.map_err(XsiFailure::TooManyRequests)?;
        }
        let user_id = path.user_id.as_str();
        match &path.resource {
            PathResource::Versions => Ok(versions::get(exchange)),
            PathResource::Profile => profile::get(self, exchange, &caller, user_id).await,
            PathResource::Devices => devices::get(self, exchange, &caller, user_id).await,
            PathResource::DeviceToken => device_token::post(self, exchange, &caller, user_id).await,
            PathResource::LoginToken => login_token::post(self, exchange, &caller, user_id).await,
            PathResource::PortalPassword => password::put(self, exchange, &caller, user_id).await,
            PathResource::Calls(tail) => calls::serve(self, exchange, &caller, user_id, tail).await,
            PathResource::Services(tail) => {
                services::serve(self, exchange, &caller, user_id, tail).await
            }
            PathResource::PushRegistrations(tail) => {
                push::serve(self, exchange, &caller, user_id, tail).await
            }
            PathResource::Device(line_port) => {
                devices::one(self, exchange, &caller, user_id, line_port).await
            }
            PathResource::Directories(tail) => {
                directories::serve(self, exchange, &caller, user_id, tail).await
            }
            PathResource::VoiceMessages(tail) => {
                voice_messages::serve(self, exchange, &caller, user_id, tail).await
            }
            PathResource::MessageSummary => {
                voice_messages::summary(self, exchange, &caller, user_id).await
            }
            resource @ (PathResource::FeatureAccessCodes
            | PathResource::ImpProfile
            | PathResource::Registrations
            | PathResource::Schedules(_)) => {
                profile_lists::get(self, exchange, &caller, user_id, resource).await
            }
        }
    }
}

/// Any address that ends so ends the session (broadworks-wire 2.2).
fn is_logout(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case("j_logout"))
}

static GET: &[Method] = &[Method::GET];
static PUT: &[Method] = &[Method::PUT];
static POST: &[Method] = &[Method::POST];

/// The methods of a resource; none for a resource that is not served.
fn methods(resource: &PathResource) -> Option<&'static [Method]> {
    match resource {
        PathResource::Versions | PathResource::Profile | PathResource::Devices => Some(GET),
        PathResource::DeviceToken | PathResource::LoginToken => Some(POST),
        PathResource::PortalPassword => Some(PUT),
        PathResource::Services(tail) => services::methods(tail),
        PathResource::PushRegistrations(tail) => push::methods(tail),
        PathResource::Calls(tail) => calls::methods(tail),
        PathResource::Device(_) => Some(&[Method::GET, Method::PUT]),
        PathResource::Directories(tail) => directories::methods(tail),
        PathResource::VoiceMessages(tail) => voice_messages::methods(tail),
        PathResource::MessageSummary
        | PathResource::FeatureAccessCodes
        | PathResource::ImpProfile
        | PathResource::Registrations => Some(GET),
        PathResource::Schedules(tail) if tail.is_empty() => Some(GET),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_versions_is_served() {
        for path in versions::SERVED {
            let path = path.replace("<userid>", "una%40x.org");
            let path = path.replace("<lineport>", "una-pc%40x.org").replace("<messageid>", "1");
            let parsed = XsiPath::parse(&format!("/com.broadsoft.xsi-actions/v2.0{path}"));
            let parsed = parsed.unwrap_or_else(|problem| panic!("{path}: {problem}"));
            assert!(methods(&parsed.resource).is_some(), "{path}");
        }
    }
}
