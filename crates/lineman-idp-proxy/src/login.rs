//! Steps 2.1 to 2.3: the portal hands over what a user typed, and gets an assertion or a code.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use lineman_catalog::EndUserCode;
use lineman_cloud_service::{ApiError, Line};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Secret, TrackingId};
use lineman_saml::AssertionError;
use lineman_store::cloud::{AuthorizationRequest, Cluster, User, UserStatus};
use lineman_store::{StoreError, user_key};
use lineman_xsi::Profile;
use serde::Deserialize;

use crate::assertion::{self, Parties};
use crate::cluster::{NO_CLUSTER, cluster_of};
use crate::service::{MOST_BODY_BYTES, Service};
use crate::xsi_client::{ProfileAnswer, can_be_asked, fetch_profile, profile_url};

/// What the portal sends. Its `loginHint` is not read: the sign-in that identity stored says whose
/// sign-in it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Login {
    username: String,
    password: String,
    authn_request_id: String,
    relay_state: String,
}

/// Why there is no assertion.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoginFailure {
    /// The caller is none of our services.
    #[error("the service secret is missing or wrong")]
    NotAService,
    /// The request cannot be read.
    #[error("reading the login: {0}")]
    Unreadable(String),
    /// One of the codes that the user sees.
    #[error("{}", .0.message())]
    Refused(EndUserCode),
    /// BroadWorks could not be asked.
    #[error("BroadWorks could not be asked for the profile: {0}")]
    Unavailable(String),
    /// Our own records could not be read.
    #[error("the sign-in cannot be looked up now")]
    Records(#[from] StoreError),
    /// The assertion could not be signed.
    #[error("the assertion cannot be signed now")]
    Signing(#[from] AssertionError),
}

impl From<LoginFailure> for ApiError {
    fn from(failure: LoginFailure) -> Self {
        let message = failure.to_string();
        match failure {
            LoginFailure::NotAService => Self::new(StatusCode::UNAUTHORIZED, message),
            LoginFailure::Unreadable(_) => Self::new(StatusCode::BAD_REQUEST, message),
            LoginFailure::Refused(code) => {
                let status = match code {
                    EndUserCode::BadCredentials | EndUserCode::SessionNotFound => {
                        StatusCode::UNAUTHORIZED
                    }
                    _ => StatusCode::FORBIDDEN,
                };
                Self::new(status, message).with_code(code.as_str())
            }
            LoginFailure::Unavailable(_) => Self::new(StatusCode::SERVICE_UNAVAILABLE, message),
            LoginFailure::Records(error) => {
                tracing::error!(%error, "a sign-in could not be looked up");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
            }
            LoginFailure::Signing(error) => {
                tracing::error!(%error, "an assertion could not be signed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
            }
        }
    }
}

/// Answers a login with a SAML response, base64.
pub(crate) async fn login(
    service: &Service,
    headers: &HeaderMap,
    body: Body,
    tracking_id: Option<&TrackingId>,
) -> Result<String, LoginFailure> {
    if !service.config.service_secret.admits(headers) {
        return Err(LoginFailure::NotAService);
    }
    let body = axum::body::to_bytes(body, MOST_BODY_BYTES)
        .await
        .map_err(|error| LoginFailure::Unreadable(error.to_string()))?;
    let login: Login = serde_json::from_slice(&body)
        .map_err(|error| LoginFailure::Unreadable(format!("{:?} error", error.classify())))?;
    // No store can hold a NUL, so no sign-in has such an id.
    if login.authn_request_id.contains('\0') {
        return Err(LoginFailure::Refused(EndUserCode::SessionNotFound));
    }
    let request = service
        .store
        .authorization_requests()
        .find_by_authn_request(&login.authn_request_id, service.clock.now())
        .await?
        .filter(|request| request.relay_state == login.relay_state)
        .ok_or(LoginFailure::Refused(EndUserCode::SessionNotFound))?;
    let stored_id = request.tracking_id.as_deref().and_then(TrackingId::from_outside);
    let sign_in = SignIn { service, request, tracking_id: tracking_id.or(stored_id.as_ref()) };
    let password = Secret::new(login.password);
    sign_in.run(&login.username, &password).await
}

/// One sign-in that is known to have begun.
struct SignIn<'a> {
    service: &'a Service,
    request: AuthorizationRequest,
    tracking_id: Option<&'a TrackingId>,
}

impl SignIn<'_> {
    async fn run(&self, user_name: &str, password: &Secret) -> Result<String, LoginFailure> {
        let Some(user) = self.service.store.users().find_by_email(&self.request.login_hint).await?
        else {
            let line = self.line(CloudEvent::ProfileMismatch).warning();
            line.message("nobody has the email of this sign-in").write();
            return Err(LoginFailure::Refused(EndUserCode::NotAuthorized));
        };
        let profile = {
            let _turn = self.service.turns.take(user_name).await;
            self.profile(&user, user_name, password).await?
        };
        self.match_profile(&user, &profile)?;
        self.issue(&user)
    }

    /// Steps 2.1 and 2.2: the credentials are judged by BroadWorks, unless too many were wrong.
    async fn profile(
        &self,
        user: &User,
        user_name: &str,
        password: &Secret,
    ) -> Result<Profile, LoginFailure> {
        // What BroadWorks would never accept tells a guesser nothing, so it is not counted.
        if !can_be_asked(user_name, password) {
            return Err(LoginFailure::Refused(EndUserCode::BadCredentials));
        }
        let failures = self.service.store.login_failures();
        if failures.state(user_name).await?.is_locked(self.service.clock.now()) {
            return Err(LoginFailure::Refused(EndUserCode::LockedOut));
        }
        let Some(cluster) = cluster_of(&self.service.store, &user.org_id).await? else {
            self.expected(user, CloudEvent::ProfileUnreachable).message(NO_CLUSTER).error().write();
            return Err(LoginFailure::Unavailable(NO_CLUSTER.to_owned()));
        };
        match self.ask(&cluster, user, user_name, password).await {
            Ok(profile) => {
                failures.clear(user_name).await?;
                Ok(profile)
            }
            Err(failure) => {
                if matches!(failure, LoginFailure::Refused(EndUserCode::BadCredentials)) {
                    let (policy, now) = (self.service.config.lock, self.service.clock.now());
                    failures.record(user_name, policy, now).await?;
                }
                Err(failure)
            }
        }
    }

    async fn ask(
        &self,
        cluster: &Cluster,
        user: &User,
        user_name: &str,
        password: &Secret,
    ) -> Result<Profile, LoginFailure> {
        let url = profile_url(&cluster.xsi_actions_url, user_name);
        let requested = self.expected(user, CloudEvent::ProfileRequested);
        requested.field("url", url.as_str()).write();
        let client = &self.service.xsi_client;
        let answer = fetch_profile(client, &url, user_name, password, self.tracking_id).await;
        let answered = self.expected(user, CloudEvent::ProfileAnswered);
        match answer {
            ProfileAnswer::Profile(profile) => {
                answered.status(200).bw_user(&profile.details.user_id).write();
                Ok(*profile)
            }
            ProfileAnswer::BadCredentials { error_code } => {
                let mut line = answered.warning().status(401);
                if let Some(error_code) = error_code {
                    line = line.field("errorCode", error_code);
                }
                line.code(EndUserCode::BadCredentials.as_str()).write();
                Err(LoginFailure::Refused(EndUserCode::BadCredentials))
            }
            ProfileAnswer::NotAuthorized => {
                let line = answered.warning().status(403);
                line.code(EndUserCode::NotAuthorized.as_str()).write();
                Err(LoginFailure::Refused(EndUserCode::NotAuthorized))
            }
            ProfileAnswer::Unexpected { status, reason } => {
                // A 200 with another document than a profile has brought no answer to the question.
                let line = if status == 200 {
                    self.expected(user, CloudEvent::ProfileUnreachable)
                } else {
                    answered
                };
                line.error().status(status).message(&reason).write();
                Err(LoginFailure::Unavailable(format!("status {status}: {reason}")))
            }
            ProfileAnswer::Unreachable(failure) => {
                let reason = failure.to_string();
                let line = self.expected(user, CloudEvent::ProfileUnreachable).error();
                line.message(&reason).field("url", url.as_str()).write();
                Err(LoginFailure::Unavailable(reason))
            }
        }
    }

    /// Step 2.3: the profile must be that of the user whose sign-in this is (LAD-018).
    fn match_profile(&self, user: &User, profile: &Profile) -> Result<(), LoginFailure> {
        let answered = &profile.details.user_id;
        let same = user.bw_user_id.as_deref().is_some_and(|id| user_key(id) == user_key(answered));
        let reason = if !same {
            "the profile belongs to another BroadWorks user than this sign-in"
        } else if user.status == UserStatus::Active {
            self.expected(user, CloudEvent::ProfileMatched).bw_user(answered).write();
            return Ok(());
        } else {
            "the user is not active"
        };
        let line = self.expected(user, CloudEvent::ProfileMismatch).warning();
        line.bw_user(answered).message(reason).write();
        Err(LoginFailure::Refused(EndUserCode::NotAuthorized))
    }

    fn issue(&self, user: &User) -> Result<String, LoginFailure> {
        let Service { config, signing_key, clock, random, .. } = self.service;
        let parties = Parties { issuer: &config.issuer, identity_url: &config.identity_url };
        let (now, random) = (clock.now(), random.as_ref());
        let issued = assertion::issue(parties, user, &self.request, signing_key, now, random)?;
        let mut line = self.expected(user, CloudEvent::AssertionIssued);
        if let Some(bw_user_id) = &user.bw_user_id {
            line = line.bw_user(bw_user_id);
        }
        line.field("assertionId", issued.assertion_id).write();
        Ok(issued.saml_response)
    }

    fn line(&self, event: CloudEvent) -> Line<'_> {
        let line = self.service.log.line(event);
        line.tracking(self.tracking_id).email(&self.request.login_hint)
    }

    /// A line about the user whose sign-in this is.
    fn expected(&self, user: &User, event: CloudEvent) -> Line<'_> {
        self.line(event).org(&user.org_id).user(&user.user_id)
    }
}
