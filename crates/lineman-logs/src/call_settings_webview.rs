//! `CallSettingsWebview` log of the XSP: who opens the page, and whether it is served (LOG-026,
//! CSW-006). Bodies are INFERRED templates.

use lineman_model::Timestamp;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::split::RawRecord;
use crate::xsp_record::{Heading, Parts};

/// Channel of our records: the name under which the application is deployed.
pub const CHANNEL: &str = "BWCallSettingsWeb";

/// One record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSettingsWebviewRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Warn`, ...
    pub severity: String,
    /// The thread column.
    pub thread: String,
    /// The tracking id, if the request had one.
    pub tracking_id: Option<String>,
    /// What it says.
    pub entry: CallSettingsWebviewEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallSettingsWebviewEntry {
    /// The page or a part of it is asked for.
    Request {
        /// `address:port` of the client.
        peer: String,
        /// `GET` or `POST`.
        method: String,
        /// The path.
        path: String,
        /// The BroadWorks user id, when the page is opened with it.
        user: Option<String>,
        /// The platform that the app names.
        platform: Option<String>,
    },
    /// It was served.
    Served {
        /// The path.
        path: String,
        /// The BroadWorks user id, when the page is opened with it.
        user: Option<String>,
        /// Language of the page.
        language: Option<String>,
        /// HTTP status.
        status: u16,
        /// Bytes served.
        bytes: u64,
    },
    /// It was not served.
    Refused {
        /// The path.
        path: String,
        /// HTTP status.
        status: u16,
        /// Why.
        reason: String,
    },
    /// Anything else: channel, columns after the tracking id, body.
    Other {
        /// The channel.
        channel: String,
        /// Further columns.
        columns: Vec<String>,
        /// The body.
        body: String,
    },
}

const REQUEST: &str = "Page request";
const SERVED: &str = "Page served";
const REFUSED: &str = "Page refused";
const KEY_PEER: &str = "peer";
const KEY_METHOD: &str = "method";
const KEY_PATH: &str = "path";
const KEY_USER: &str = "userId";
const KEY_PLATFORM: &str = "platform";
const KEY_LANGUAGE: &str = "language";
const KEY_STATUS: &str = "status";
const KEY_BYTES: &str = "bytes";
const KEY_REASON: &str = "reason";

impl CallSettingsWebviewRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let heading = Heading {
            time: self.time,
            severity: &self.severity,
            thread: &self.thread,
            tracking_id: self.tracking_id.as_deref(),
        };
        let body = match &self.entry {
            CallSettingsWebviewEntry::Request { peer, method, path, user, platform } => {
                Body::new(REQUEST)
                    .with(KEY_PEER, peer)
                    .with(KEY_METHOD, method)
                    .with(KEY_PATH, path)
                    .with_optional(KEY_USER, user.as_ref())
                    .with_optional(KEY_PLATFORM, platform.as_ref())
            }
            CallSettingsWebviewEntry::Served { path, user, language, status, bytes } => {
                Body::new(SERVED)
                    .with(KEY_PATH, path)
                    .with_optional(KEY_USER, user.as_ref())
                    .with_optional(KEY_LANGUAGE, language.as_ref())
                    .with(KEY_STATUS, status)
                    .with(KEY_BYTES, bytes)
            }
            CallSettingsWebviewEntry::Refused { path, status, reason } => Body::new(REFUSED)
                .with(KEY_PATH, path)
                .with(KEY_STATUS, status)
                .with(KEY_REASON, reason),
            CallSettingsWebviewEntry::Other { channel, columns, body } => {
                return heading.write(channel, columns, body.clone());
            }
        };
        heading.write(CHANNEL, &[], body.write())
    }

    /// Reads a record; a zone word that does not give its offset is taken for UTC.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        BroadWorksRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a record of the common grammar.
    #[must_use]
    pub fn from_record(record: BroadWorksRecord) -> Self {
        let Parts { time, severity, channel, thread, tracking_id, columns, body } =
            Parts::of(record);
        let entry = entry(&Body::read(&body)).unwrap_or(CallSettingsWebviewEntry::Other {
            channel,
            columns,
            body,
        });
        Self { time, severity, thread, tracking_id, entry }
    }
}

fn entry(parts: &Body) -> Option<CallSettingsWebviewEntry> {
    let text = |key: &str| parts.owned(key).unwrap_or_default();
    Some(match parts.marker.as_str() {
        REQUEST => CallSettingsWebviewEntry::Request {
            peer: text(KEY_PEER),
            method: text(KEY_METHOD),
            path: parts.owned(KEY_PATH)?,
            user: parts.owned(KEY_USER),
            platform: parts.owned(KEY_PLATFORM),
        },
        SERVED => CallSettingsWebviewEntry::Served {
            path: parts.owned(KEY_PATH)?,
            user: parts.owned(KEY_USER),
            language: parts.owned(KEY_LANGUAGE),
            status: parts.get(KEY_STATUS)?.parse().ok()?,
            bytes: parts.get(KEY_BYTES)?.parse().ok()?,
        },
        REFUSED => CallSettingsWebviewEntry::Refused {
            path: parts.owned(KEY_PATH)?,
            status: parts.get(KEY_STATUS)?.parse().ok()?,
            reason: text(KEY_REASON),
        },
        _ => return None,
    })
}
