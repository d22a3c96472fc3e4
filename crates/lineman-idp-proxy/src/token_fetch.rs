//! Steps 5 to 5.4: the app's identity token for a long-lived token of BroadWorks.

use axum::http::{HeaderMap, StatusCode};
use lineman_cloud_service::{ApiError, Line, bearer_token};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Secret, TrackingId};
use lineman_store::StoreError;

use crate::auth_service_client::{TokenAnswer, fetch_token, token_url};
use crate::cluster::{NO_CLUSTER, cluster_of};
use crate::identity_client::{Introspection, TokenOwner, introspect};
use crate::service::Service;

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchFailure {
    /// No identity token came along (LAD-023).
    #[error("an identity token is needed")]
    NoToken,
    /// Identity refuses it (LAD-024).
    #[error("the identity token is not valid: {0}")]
    TokenRefused(String),
    /// Identity could not be asked.
    #[error("the identity token cannot be validated now")]
    IdentityUnavailable,
    /// The user is not one of BroadWorks.
    #[error("the user has no BroadWorks user id")]
    NoBroadworksUser,
    /// There is no cluster to ask.
    #[error("{NO_CLUSTER}")]
    NoCluster,
    /// The AuthenticationService answered, but not with a token.
    #[error("the authentication service refused: {0}")]
    Refused(String),
    /// The AuthenticationService did not answer.
    #[error("the authentication service cannot be reached: {0}")]
    Unreachable(String),
    /// Our own records could not be read.
    #[error("the BroadWorks cluster cannot be looked up now")]
    Records(#[from] StoreError),
}

impl From<FetchFailure> for ApiError {
    fn from(failure: FetchFailure) -> Self {
        let status = match &failure {
            FetchFailure::NoToken | FetchFailure::TokenRefused(_) => StatusCode::UNAUTHORIZED,
            FetchFailure::NoBroadworksUser => StatusCode::FORBIDDEN,
            FetchFailure::NoCluster | FetchFailure::Refused(_) | FetchFailure::Unreachable(_) => {
                StatusCode::BAD_GATEWAY
            }
            FetchFailure::IdentityUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            FetchFailure::Records(error) => {
                tracing::error!(%error, "a cluster could not be looked up");
                StatusCode::SERVICE_UNAVAILABLE
            }
        };
        Self::new(status, failure.to_string())
    }
}

/// Fetches the token of whoever owns the identity token in the request.
pub(crate) async fn fetch(
    service: &Service,
    headers: &HeaderMap,
    tracking_id: Option<&TrackingId>,
) -> Result<Secret, FetchFailure> {
    service.log.line(CloudEvent::JwtRequested).tracking(tracking_id).write();
    let token = bearer_token(headers).ok_or(FetchFailure::NoToken)?;
    let owner = owner_of(service, &token, tracking_id).await?;
    let shown = service.config.identity_token_mode.then_some(&token);
    let fetch = Fetch { service, owner: &owner, shown, tracking_id };
    fetch.run().await
}

/// Step 5.1. What identity decides is in identity's own log; only its silence is ours to tell.
async fn owner_of(
    service: &Service,
    token: &Secret,
    tracking_id: Option<&TrackingId>,
) -> Result<TokenOwner, FetchFailure> {
    let config = &service.config;
    let (url, secret) = (&config.identity_url, &config.service_secret);
    match introspect(&service.identity_client, url, secret, token, tracking_id).await {
        Introspection::Active(owner) => Ok(owner),
        Introspection::Inactive { reason } => Err(FetchFailure::TokenRefused(reason)),
        Introspection::Unavailable(reason) => {
            let line = service.log.line(CloudEvent::IdentityUnreachable);
            line.tracking(tracking_id).error().message(&reason).write();
            Err(FetchFailure::IdentityUnavailable)
        }
    }
}

/// A fetch for a user who is known.
struct Fetch<'a> {
    service: &'a Service,
    owner: &'a TokenOwner,
    /// The identity token, where the AuthenticationService wants to see it.
    shown: Option<&'a Secret>,
    tracking_id: Option<&'a TrackingId>,
}

impl Fetch<'_> {
    async fn run(&self) -> Result<Secret, FetchFailure> {
        let bw_user_id = self.owner.bw_user_id.as_deref().filter(|id| !id.is_empty());
        let bw_user_id = bw_user_id.ok_or(FetchFailure::NoBroadworksUser)?;
        let Some(cluster) = cluster_of(&self.service.store, &self.owner.org_id).await? else {
            self.line(CloudEvent::AuthServiceUnreachable).error().message(NO_CLUSTER).write();
            return Err(FetchFailure::NoCluster);
        };
        let url = token_url(&cluster.auth_service_url);
        self.line(CloudEvent::AuthServiceRequested).field("url", url.as_str()).write();
        let client = &self.service.auth_service_client;
        match fetch_token(client, &url, bw_user_id, self.shown, self.tracking_id).await {
            TokenAnswer::Token(token) => {
                self.line(CloudEvent::AuthServiceAnswered).status(200).write();
                self.line(CloudEvent::JwtDelivered).write();
                Ok(token)
            }
            TokenAnswer::Refused { status, reason } => {
                let line = self.line(CloudEvent::AuthServiceAnswered).error().status(status);
                line.message(&reason).write();
                Err(FetchFailure::Refused(format!("status {status}: {reason}")))
            }
            TokenAnswer::Unreachable(failure) => {
                let reason = failure.to_string();
                let line = self.line(CloudEvent::AuthServiceUnreachable).error();
                line.message(&reason).field("url", url.as_str()).write();
                Err(FetchFailure::Unreachable(reason))
            }
        }
    }

    fn line(&self, event: CloudEvent) -> Line<'_> {
        let owner = self.owner;
        let mut line = self.service.log.line(event).tracking(self.tracking_id);
        line = line.org(&owner.org_id).user(&owner.user_id);
        if let Some(email) = &owner.email {
            line = line.email(email);
        }
        if let Some(bw_user_id) = &owner.bw_user_id {
            line = line.bw_user(bw_user_id);
        }
        line
    }
}
