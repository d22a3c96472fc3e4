//! NPSLog of the notification push server. No sample is public (log-formats.md 3.4): the header is
//! the common one, bodies are INFERRED templates. Device tokens never stand in it.

use lineman_model::Timestamp;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::split::RawRecord;

/// Channel of our records. INFERRED: the application's name.
pub const CHANNEL: &str = "NotificationPushServer";

/// One record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NpsRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Warn`, ...
    pub severity: String,
    /// The thread column.
    pub thread: String,
    /// What it says.
    pub entry: NpsEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NpsEntry {
    /// An Application Server asks for a push.
    Request {
        /// `address:port` of the Application Server.
        peer: String,
        /// Id of the event.
        notification: String,
        /// `NEW_CALL`, ...
        event: String,
        /// BroadWorks user id.
        user: String,
        /// SIP Call-ID.
        call_id: Option<String>,
        /// How many device tokens.
        targets: u64,
    },
    /// A push was handed to the provider.
    Push {
        /// Id of the event.
        notification: String,
        /// Registration and number of its token.
        target: String,
        /// `FCM` or `APNS`.
        provider: String,
        /// The app.
        application: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// How many times it was tried.
        attempts: u64,
        /// `sent`, `unregistered` or `failed`.
        outcome: String,
        /// The provider's word, when it was not taken.
        reason: Option<String>,
    },
    /// An access token was fetched from the provider's authorisation server, or refused.
    AccessToken {
        /// `FCM`.
        provider: String,
        /// Where.
        url: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Why not.
        reason: Option<String>,
    },
    /// A request was refused.
    Refused {
        /// `address:port` of the client.
        peer: String,
        /// HTTP status.
        status: u16,
        /// Why.
        reason: String,
    },
    /// Anything else: channel, columns after the thread, body.
    Other {
        /// The channel.
        channel: String,
        /// Further columns.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}

const REQUEST: &str = "Push requested";
const PUSH: &str = "Push handed over";
const ACCESS_TOKEN: &str = "Access token requested";
const REFUSED: &str = "Request refused";
const KEY_PEER: &str = "peer";
const KEY_NOTIFICATION: &str = "notificationId";
const KEY_EVENT: &str = "event";
const KEY_USER: &str = "userId";
const KEY_CALL_ID: &str = "callId";
const KEY_TARGETS: &str = "targets";
const KEY_TARGET: &str = "target";
const KEY_PROVIDER: &str = "provider";
const KEY_APPLICATION: &str = "applicationId";
const KEY_STATUS: &str = "status";
const KEY_ATTEMPTS: &str = "attempts";
const KEY_OUTCOME: &str = "outcome";
const KEY_REASON: &str = "reason";
const KEY_URL: &str = "url";

impl NpsRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let mut columns = vec![self.thread.clone()];
        let (channel, body) = match &self.entry {
            NpsEntry::Request { peer, notification, event, user, call_id, targets } => (
                CHANNEL,
                Body::new(REQUEST)
                    .with(KEY_PEER, peer)
                    .with(KEY_NOTIFICATION, notification)
                    .with(KEY_EVENT, event)
                    .with(KEY_USER, user)
                    .with_optional(KEY_CALL_ID, call_id.as_deref())
                    .with(KEY_TARGETS, targets)
                    .write(),
            ),
            NpsEntry::Push {
                notification,
                target,
                provider,
                application,
                status,
                attempts,
                outcome,
                reason,
            } => (
                CHANNEL,
                Body::new(PUSH)
                    .with(KEY_NOTIFICATION, notification)
                    .with(KEY_TARGET, target)
                    .with(KEY_PROVIDER, provider)
                    .with(KEY_APPLICATION, application)
                    .with_optional(KEY_STATUS, *status)
                    .with(KEY_ATTEMPTS, attempts)
                    .with(KEY_OUTCOME, outcome)
                    .with_optional(KEY_REASON, reason.as_deref())
                    .write(),
            ),
            NpsEntry::AccessToken { provider, url, status, reason } => (
                CHANNEL,
                Body::new(ACCESS_TOKEN)
                    .with(KEY_PROVIDER, provider)
                    .with(KEY_URL, url)
                    .with_optional(KEY_STATUS, *status)
                    .with_optional(KEY_REASON, reason.as_deref())
                    .write(),
            ),
            NpsEntry::Refused { peer, status, reason } => (
                CHANNEL,
                Body::new(REFUSED)
                    .with(KEY_PEER, peer)
                    .with(KEY_STATUS, status)
                    .with(KEY_REASON, reason)
                    .write(),
            ),
            NpsEntry::Other { channel, columns: further, body } => {
                columns.extend(further.iter().cloned());
                (channel.as_str(), body.clone())
            }
        };
        BroadWorksRecord::new(self.time, &self.severity, channel, columns, body).write()
    }

    /// Reads a record; a zone word that does not give its offset is taken for UTC.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        BroadWorksRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a record of the common grammar.
    #[must_use]
    pub fn from_record(record: BroadWorksRecord) -> Self {
        let time = record.instant(0);
        let BroadWorksRecord { severity, channel, mut columns, body, .. } = record;
        let thread = if columns.is_empty() { String::new() } else { columns.remove(0) };
        let entry = entry(&Body::read(&body)).unwrap_or(NpsEntry::Other { channel, columns, body });
        Self { time, severity, thread, entry }
    }
}

fn entry(parts: &Body) -> Option<NpsEntry> {
    let text = |key: &str| parts.owned(key).unwrap_or_default();
    let status = || parts.get(KEY_STATUS).and_then(|status| status.parse().ok());
    Some(match parts.marker.as_str() {
        REQUEST => NpsEntry::Request {
            peer: text(KEY_PEER),
            notification: parts.owned(KEY_NOTIFICATION)?,
            event: text(KEY_EVENT),
            user: text(KEY_USER),
            call_id: parts.owned(KEY_CALL_ID),
            targets: parts.get(KEY_TARGETS)?.parse().ok()?,
        },
        PUSH => NpsEntry::Push {
            notification: parts.owned(KEY_NOTIFICATION)?,
            target: text(KEY_TARGET),
            provider: text(KEY_PROVIDER),
            application: text(KEY_APPLICATION),
            status: status(),
            attempts: parts.get(KEY_ATTEMPTS)?.parse().ok()?,
            outcome: text(KEY_OUTCOME),
            reason: parts.owned(KEY_REASON),
        },
        ACCESS_TOKEN => NpsEntry::AccessToken {
            provider: text(KEY_PROVIDER),
            url: parts.owned(KEY_URL)?,
            status: status(),
            reason: parts.owned(KEY_REASON),
        },
        REFUSED => {
            NpsEntry::Refused { peer: text(KEY_PEER), status: status()?, reason: text(KEY_REASON) }
        }
        _ => return None,
    })
}
