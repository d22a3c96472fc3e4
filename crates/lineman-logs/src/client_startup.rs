//! The startup log of the Webex app, `current_log.txt` (LOG-006 to 012).
//!
//! Personal data never stands here: users, emails and numbers are session-stable tokens such as
//! `[EMAIL-1]`, whose originals are in `ced.dat` only (LOG-025, design.md section 4). The line
//! form is sampled; the messages are our own templates (LAD-003), with the guide's literals.

use crate::client::ClientRecord;

/// A startup-log record: where and when, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientStartupRecord {
    /// Time, level, thread, source position. `message` is derived from the entry when written.
    pub head: ClientRecord,
    /// What it says.
    pub entry: ClientStartupEntry,
}

/// What a startup-log record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientStartupEntry {
    /// A phase of the start: `name` such as `discovery`, `portal`, `token`, `entitlements`,
    /// `calling`; `state` is `started`, `done` or `failed`.
    Phase {
        /// Name of the phase.
        name: String,
        /// `started`, `done`, `failed`.
        state: String,
        /// Tracking id of the sign-in.
        tracking_id: String,
    },
    /// An HTTP exchange of the app with the cloud, after it ended.
    HttpExchange {
        /// What for: `route`, `portal-form`, `portal-login`, `assertion-exchange`, `getUserProfile`,
        /// `calling-behavior`, `jwt`.
        purpose: String,
        /// `GET` or `POST`.
        method: String,
        /// Path without host and query.
        path: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id sent.
        tracking_id: String,
        /// Code or short reason on failure: a portal code such as `100006`, an OAuth error, or a
        /// transport error.
        error: Option<String>,
    },
    /// The account of the email was not found: nobody provisioned it.
    UserUnknown {
        /// Session token of the email.
        email: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The SAML assertion arrived from the portal.
    AssertionReceived {
        /// Tracking id.
        tracking_id: String,
    },
    /// An entitlement was looked for (LOG-010): `entitlement broadworks-connector present=true`.
    EntitlementCheck {
        /// Token, lower case.
        entitlement: String,
        /// Whether the user carries it.
        present: bool,
        /// Tracking id.
        tracking_id: String,
    },
    /// The calling behaviour of the user and of the organisation.
    CallingBehavior {
        /// Effective value for the user.
        user: String,
        /// Value of the organisation.
        organization: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The long-lived token arrived; the subject is a session token.
    JwtReceived {
        /// Session token of the BroadWorks user id.
        subject: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// The token could not be fetched: `errorCode=1502` (solution-facts 6).
    JwtFailed {
        /// Client code, 1502.
        error_code: u32,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id.
        tracking_id: String,
    },
    /// The calling library starts (LOG-011).
    CallingLibraryStarted {
        /// Tracking id.
        tracking_id: String,
    },
    /// Calling is not started, with the reason.
    CallingNotStarted {
        /// Reason in technical words.
        reason: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// Text of the Phone Services screen (CLI-005, CAL-010).
    PhoneServices {
        /// `SSO Session: You are signed in`, or the negative.
        status: String,
        /// Tracking id.
        tracking_id: String,
    },
    /// Any other message.
    Other,
}
