//! The cloud services' logs: one JSON object a line, one grammar for all (design.md section 4).
//!
//! `{"time":"…Z","level":"info","service":"idp-proxy","event":"profile.matched","trackingId":"…",
//!   "orgId":"…","userId":"…","email":"…","bwUserId":"…","enterprise":"…","status":200,"code":"100006",
//!   "message":"…", …}`. Unknown keys are kept in `fields`. No line carries a step or a fault id.

use lineman_model::{Component, Timestamp};
use serde_json::{Map, Value};

/// One line of a cloud log.
#[derive(Debug, Clone, PartialEq)]
pub struct CloudRecord {
    /// When.
    pub time: Timestamp,
    /// `info`, `warning`, `error`.
    pub level: String,
    /// Which service.
    pub service: Component,
    /// What happened.
    pub event: CloudEvent,
    /// Joins the line to a sign-in or a provisioning request.
    pub tracking_id: Option<String>,
    /// Organisation (UUID).
    pub org_id: Option<String>,
    /// User (UUID).
    pub user_id: Option<String>,
    /// Email of the user.
    pub email: Option<String>,
    /// BroadWorks user id.
    pub bw_user_id: Option<String>,
    /// `serviceProvider` of the subscriber, or `SP+group`.
    pub enterprise: Option<String>,
    /// HTTP status answered or received.
    pub status: Option<u16>,
    /// End-user or API code.
    pub code: Option<String>,
    /// Free text: the `<message>` of the bridge, the reason of a refusal.
    pub message: Option<String>,
    /// Further keys.
    pub fields: Map<String, Value>,
}

macro_rules! events {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// What a cloud line says. `Other` keeps a name that we do not know.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum CloudEvent {
            $($(#[doc = $doc])* $variant,)*
            /// A name that is not in the table.
            Other(String),
        }

        impl CloudEvent {
            /// The name in the log.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }

            /// The event of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

events! {
    /// identity: the email belongs to a BroadWorks organisation; the app is sent to the portal.
    RouteFound = "route.found",
    /// identity: nobody has this email.
    RouteUnknownUser = "route.unknown-user",
    /// activation portal: the sign-in form was served.
    PortalFormServed = "portal.form-served",
    /// activation portal: user name and password came in.
    PortalLoginReceived = "portal.login-received",
    /// activation portal: the login failed; `code` is the end-user code.
    PortalLoginFailed = "portal.login-failed",
    /// activation portal: the assertion went to the app.
    PortalAssertionSent = "portal.assertion-sent",
    /// IdP proxy: asks Xsi-Actions for the profile; `url`.
    ProfileRequested = "profile.requested",
    /// IdP proxy: Xsi-Actions answered; `status`, `bwUserId` on success.
    ProfileAnswered = "profile.answered",
    /// IdP proxy: Xsi-Actions could not be reached.
    ProfileUnreachable = "profile.unreachable",
    /// IdP proxy: the profile belongs to a user of the organisation.
    ProfileMatched = "profile.matched",
    /// IdP proxy: the profile belongs to no user.
    ProfileMismatch = "profile.mismatch",
    /// IdP proxy: a SAML assertion was issued; `assertionId`.
    AssertionIssued = "assertion.issued",
    /// identity: the assertion was accepted.
    AssertionAccepted = "assertion.accepted",
    /// identity: the assertion was refused; `message`.
    AssertionRejected = "assertion.rejected",
    /// identity: an access token was issued.
    TokenIssued = "token.issued",
    /// identity: the user record was read; `entitlements` is an array.
    UserRead = "user.read",
    /// identity: the calling behaviour was read; `callingBehavior`.
    CallingBehaviorRead = "calling-behavior.read",
    /// identity: a token was validated for the IdP proxy.
    TokenValidated = "token.validated",
    /// identity: a token was refused; `message`.
    TokenRejected = "token.rejected",
    /// IdP proxy: the app asks for the long-lived token.
    JwtRequested = "jwt.requested",
    /// IdP proxy: asks the AuthService; `url`.
    AuthServiceRequested = "auth-service.requested",
    /// IdP proxy: the AuthService answered; `status`.
    AuthServiceAnswered = "auth-service.answered",
    /// IdP proxy: no connection, or the TLS handshake was refused; `message`.
    AuthServiceUnreachable = "auth-service.unreachable",
    /// IdP proxy: the long-lived token went to the app.
    JwtDelivered = "jwt.delivered",
    /// bridge: a subscriberProfile came in; `requestId`.
    ProfileReceived = "subscriber-profile.received",
    /// bridge: accepted and queued; `status` 200.
    ProfileAccepted = "subscriber-profile.accepted",
    /// bridge: refused; `status`, `message`.
    ProfileRefused = "subscriber-profile.refused",
    /// bridge: the creation job was taken up.
    CreationStarted = "creation.started",
    /// identity: the organisation was created.
    OrganizationCreated = "organization.created",
    /// identity: the organisation was there already.
    OrganizationFound = "organization.found",
    /// identity: the user was created; `entitlements` is an array.
    UserCreated = "user.created",
    /// bridge: the creation job is done.
    CreationDone = "creation.done",
    /// bridge: an attempt of the creation job failed and will be tried again.
    CreationRetried = "creation.retried",
    /// bridge: the creation job failed for good; `message`.
    CreationFailed = "creation.failed",
    /// bridge: the service of a subscriber was removed.
    SubscriberRemoved = "subscriber.removed",
    /// any service: an escalation record was made (ESC-018).
    EscalationRecorded = "escalation.recorded",
}
