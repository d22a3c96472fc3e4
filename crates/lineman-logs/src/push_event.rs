//! What the XSLog says of push: each registration and each decision leaves a record (LOG-005). The
//! body is an INFERRED template; no public sample shows one. Device tokens never stand in it.

use lineman_model::Timestamp;

use crate::body::Body;
use crate::xs_log::{XsLogEntry, XsLogRecord};

/// Channel of registrations: one that genuine XSLogs have.
pub const CHANNEL_REGISTRATIONS: &str = "SubscriberSubsystem";
/// Channel of decisions.
pub const CHANNEL_DECISIONS: &str = "CallP";
/// Component and service in the columns of a decision. INFERRED.
const COLUMNS: [&str; 2] = ["Service", "Push Notification"];

/// The body of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushEventEntry {
    /// An app registered.
    Registered {
        /// BroadWorks user id.
        user: String,
        /// Id of the registration.
        registration: String,
        /// The app.
        application: String,
        /// `ios`, `android`, ...
        os: String,
        /// The events, separated by commas.
        events: String,
    },
    /// A registration was refused.
    RegistrationRefused {
        /// BroadWorks user id.
        user: String,
        /// The app.
        application: String,
        /// Why.
        reason: String,
    },
    /// A registration went.
    Removed {
        /// BroadWorks user id.
        user: String,
        /// Id of the registration.
        registration: String,
        /// `asked for`, `replaced`, `token unregistered`, ...
        reason: String,
    },
    /// A token was, or was not, told of an event.
    Decision {
        /// BroadWorks user id.
        user: String,
        /// `NEW_CALL`, ...
        event: String,
        /// SIP Call-ID.
        call_id: Option<String>,
        /// Id of the event; none when nobody was asked.
        notification: Option<String>,
        /// Id of the registration; none when there is none.
        registration: Option<String>,
        /// `sent`, `unregistered`, `failed` or `not sent`.
        outcome: String,
        /// Why it was not sent.
        reason: Option<String>,
    },
}

const REGISTERED: &str = "Push registration added";
const REFUSED: &str = "Push registration refused";
const REMOVED: &str = "Push registration removed";
const DECISION: &str = "Push decision";
const KEY_USER: &str = "userId";
const KEY_REGISTRATION: &str = "registrationId";
const KEY_APPLICATION: &str = "applicationId";
const KEY_OS: &str = "deviceOSType";
const KEY_EVENTS: &str = "events";
const KEY_EVENT: &str = "event";
const KEY_CALL_ID: &str = "callId";
const KEY_NOTIFICATION: &str = "notificationId";
const KEY_OUTCOME: &str = "outcome";
const KEY_REASON: &str = "reason";

impl PushEventEntry {
    /// The record of the XSLog.
    #[must_use]
    pub fn record(&self, time: Timestamp) -> XsLogRecord {
        let decision = matches!(self, Self::Decision { .. });
        XsLogRecord {
            time,
            severity: String::from("Info"),
            channel: if decision { CHANNEL_DECISIONS } else { CHANNEL_REGISTRATIONS }.to_owned(),
            thread: None,
            sequence: None,
            party: None,
            call_half: None,
            correlation_id: None,
            extra: if decision { COLUMNS.map(str::to_owned).to_vec() } else { Vec::new() },
            entry: XsLogEntry::Other(self.write()),
        }
    }

    /// Reads a record of the XSLog; none when it is another one.
    #[must_use]
    pub fn of_record(record: &XsLogRecord) -> Option<Self> {
        match &record.entry {
            XsLogEntry::Other(body) => Self::read(body),
            _ => None,
        }
    }

    /// The body as text.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Registered { user, registration, application, os, events } => {
                Body::new(REGISTERED)
                    .with(KEY_USER, user)
                    .with(KEY_REGISTRATION, registration)
                    .with(KEY_APPLICATION, application)
                    .with(KEY_OS, os)
                    .with(KEY_EVENTS, events)
            }
            Self::RegistrationRefused { user, application, reason } => Body::new(REFUSED)
                .with(KEY_USER, user)
                .with(KEY_APPLICATION, application)
                .with(KEY_REASON, reason),
            Self::Removed { user, registration, reason } => Body::new(REMOVED)
                .with(KEY_USER, user)
                .with(KEY_REGISTRATION, registration)
                .with(KEY_REASON, reason),
            Self::Decision {
                user,
                event,
                call_id,
                notification,
                registration,
                outcome,
                reason,
            } => Body::new(DECISION)
                .with(KEY_USER, user)
                .with(KEY_EVENT, event)
                .with_optional(KEY_CALL_ID, call_id.as_deref())
                .with_optional(KEY_NOTIFICATION, notification.as_deref())
                .with_optional(KEY_REGISTRATION, registration.as_deref())
                .with(KEY_OUTCOME, outcome)
                .with_optional(KEY_REASON, reason.as_deref()),
        }
        .write()
    }

    /// Reads the body of an XSLog record; none when it is another one.
    #[must_use]
    pub fn read(body: &str) -> Option<Self> {
        let parts = Body::read(body);
        let text = |key: &str| parts.owned(key).unwrap_or_default();
        Some(match parts.marker.as_str() {
            REGISTERED => Self::Registered {
                user: parts.owned(KEY_USER)?,
                registration: text(KEY_REGISTRATION),
                application: text(KEY_APPLICATION),
                os: text(KEY_OS),
                events: text(KEY_EVENTS),
            },
            REFUSED => Self::RegistrationRefused {
                user: parts.owned(KEY_USER)?,
                application: text(KEY_APPLICATION),
                reason: text(KEY_REASON),
            },
            REMOVED => Self::Removed {
                user: parts.owned(KEY_USER)?,
                registration: text(KEY_REGISTRATION),
                reason: text(KEY_REASON),
            },
            DECISION => Self::Decision {
                user: parts.owned(KEY_USER)?,
                event: text(KEY_EVENT),
                call_id: parts.owned(KEY_CALL_ID),
                notification: parts.owned(KEY_NOTIFICATION),
                registration: parts.owned(KEY_REGISTRATION),
                outcome: text(KEY_OUTCOME),
                reason: parts.owned(KEY_REASON),
            },
            _ => return None,
        })
    }
}
