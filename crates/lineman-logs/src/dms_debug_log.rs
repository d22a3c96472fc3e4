//! dmsDebugLog of the XSP's Device Management. Bodies are INFERRED templates.

use lineman_model::Timestamp;

use crate::body::Body;
use crate::broadworks::BroadWorksRecord;
use crate::split::RawRecord;

/// Channel of our records: the application's name. INFERRED; the Application Server's PSLog has a
/// channel `DeviceManagement`, which is not this one.
pub const CHANNEL: &str = "BroadworksDms";

/// One record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmsDebugRecord {
    /// When it was written.
    pub time: Timestamp,
    /// `Info`, `Warn`, ...
    pub severity: String,
    /// The thread column.
    pub thread: String,
    /// What it says.
    pub entry: DmsDebugEntry,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmsDebugEntry {
    /// A file request.
    Request {
        /// `address:port` of the client.
        peer: String,
        /// `GET` or `PUT`.
        method: String,
        /// The path.
        path: String,
        /// `Bearer`, `Digest`, `Basic`, or `none`.
        authentication: String,
    },
    /// Whose device asks is known.
    Authenticated {
        /// The path.
        path: String,
        /// How: `device token`, `Digest`, `Basic`, `Bearer`, `MAC address`.
        method: String,
        /// Device type.
        device_type: String,
        /// Device name.
        device_name: String,
    },
    /// The file came out differently from the last time, or was to be built anew.
    FileBuilt {
        /// Device name.
        device_name: String,
        /// File name.
        file: String,
        /// Bytes of it.
        bytes: u64,
    },
    /// The client has the file as it is.
    NotModified {
        /// The path.
        path: String,
        /// Device type.
        device_type: String,
        /// Device name.
        device_name: String,
        /// Owner's BroadWorks user id.
        user: String,
    },
    /// A device's file was taken over.
    Uploaded {
        /// The path.
        path: String,
        /// Device name.
        device_name: String,
        /// Bytes of it.
        bytes: u64,
    },
    /// The file was served.
    FileServed {
        /// The path.
        path: String,
        /// Device type.
        device_type: String,
        /// Device name.
        device_name: String,
        /// Owner's BroadWorks user id.
        user: String,
        /// Bytes served.
        bytes: u64,
    },
    /// A tag had no value and became empty.
    TagUndefined {
        /// `%SBC_ADDRESS_WXT%`.
        tag: String,
        /// Device name.
        device_name: String,
        /// File format.
        file: String,
    },
    /// The file was refused.
    Refused {
        /// The path.
        path: String,
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

const REQUEST: &str = "File request";
const SERVED: &str = "File served";
const AUTHENTICATED: &str = "Device authenticated";
const BUILT: &str = "File built";
const NOT_MODIFIED: &str = "File not modified";
const UPLOADED: &str = "File uploaded";
const UNDEFINED: &str = "Tag without a value";
const REFUSED: &str = "File refused";
const KEY_PEER: &str = "peer";
const KEY_METHOD: &str = "method";
const KEY_PATH: &str = "path";
const KEY_AUTHENTICATION: &str = "authentication";
const KEY_DEVICE_TYPE: &str = "deviceType";
const KEY_DEVICE_NAME: &str = "deviceName";
const KEY_USER: &str = "userId";
const KEY_BYTES: &str = "bytes";
const KEY_TAG: &str = "tag";
const KEY_FILE: &str = "file";
const KEY_STATUS: &str = "status";
const KEY_REASON: &str = "reason";

impl DmsDebugRecord {
    /// The record as text, empty lines included.
    #[must_use]
    pub fn write(&self) -> String {
        let mut columns = vec![self.thread.clone()];
        let (channel, body) = match &self.entry {
            DmsDebugEntry::Request { peer, method, path, authentication } => (
                CHANNEL,
                Body::new(REQUEST)
                    .with(KEY_PEER, peer)
                    .with(KEY_METHOD, method)
                    .with(KEY_PATH, path)
                    .with(KEY_AUTHENTICATION, authentication)
                    .write(),
            ),
            DmsDebugEntry::FileServed { path, device_type, device_name, user, bytes } => (
                CHANNEL,
                Body::new(SERVED)
                    .with(KEY_PATH, path)
                    .with(KEY_DEVICE_TYPE, device_type)
                    .with(KEY_DEVICE_NAME, device_name)
                    .with(KEY_USER, user)
                    .with(KEY_BYTES, bytes)
                    .write(),
            ),
            DmsDebugEntry::Authenticated { path, method, device_type, device_name } => (
                CHANNEL,
                Body::new(AUTHENTICATED)
                    .with(KEY_PATH, path)
                    .with(KEY_METHOD, method)
                    .with(KEY_DEVICE_TYPE, device_type)
                    .with(KEY_DEVICE_NAME, device_name)
                    .write(),
            ),
            DmsDebugEntry::FileBuilt { device_name, file, bytes } => (
                CHANNEL,
                Body::new(BUILT)
                    .with(KEY_DEVICE_NAME, device_name)
                    .with(KEY_FILE, file)
                    .with(KEY_BYTES, bytes)
                    .write(),
            ),
            DmsDebugEntry::NotModified { path, device_type, device_name, user } => (
                CHANNEL,
                Body::new(NOT_MODIFIED)
                    .with(KEY_PATH, path)
                    .with(KEY_DEVICE_TYPE, device_type)
                    .with(KEY_DEVICE_NAME, device_name)
                    .with(KEY_USER, user)
                    .write(),
            ),
            DmsDebugEntry::Uploaded { path, device_name, bytes } => (
                CHANNEL,
                Body::new(UPLOADED)
                    .with(KEY_PATH, path)
                    .with(KEY_DEVICE_NAME, device_name)
                    .with(KEY_BYTES, bytes)
                    .write(),
            ),
            DmsDebugEntry::TagUndefined { tag, device_name, file } => (
                CHANNEL,
                Body::new(UNDEFINED)
                    .with(KEY_TAG, tag)
                    .with(KEY_DEVICE_NAME, device_name)
                    .with(KEY_FILE, file)
                    .write(),
            ),
            DmsDebugEntry::Refused { path, status, reason } => (
                CHANNEL,
                Body::new(REFUSED)
                    .with(KEY_PATH, path)
                    .with(KEY_STATUS, status)
                    .with(KEY_REASON, reason)
                    .write(),
            ),
            DmsDebugEntry::Other { channel, columns: further, body } => {
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
        let entry =
            entry(&Body::read(&body)).unwrap_or(DmsDebugEntry::Other { channel, columns, body });
        Self { time, severity, thread, entry }
    }
}

fn entry(parts: &Body) -> Option<DmsDebugEntry> {
    let text = |key: &str| parts.owned(key).unwrap_or_default();
    Some(match parts.marker.as_str() {
        REQUEST => DmsDebugEntry::Request {
            peer: text(KEY_PEER),
            method: text(KEY_METHOD),
            path: parts.owned(KEY_PATH)?,
            authentication: text(KEY_AUTHENTICATION),
        },
        SERVED => DmsDebugEntry::FileServed {
            path: parts.owned(KEY_PATH)?,
            device_type: text(KEY_DEVICE_TYPE),
            device_name: text(KEY_DEVICE_NAME),
            user: text(KEY_USER),
            bytes: parts.get(KEY_BYTES)?.parse().ok()?,
        },
        AUTHENTICATED => DmsDebugEntry::Authenticated {
            path: parts.owned(KEY_PATH)?,
            method: text(KEY_METHOD),
            device_type: text(KEY_DEVICE_TYPE),
            device_name: text(KEY_DEVICE_NAME),
        },
        BUILT => DmsDebugEntry::FileBuilt {
            device_name: text(KEY_DEVICE_NAME),
            file: parts.owned(KEY_FILE)?,
            bytes: parts.get(KEY_BYTES)?.parse().ok()?,
        },
        NOT_MODIFIED => DmsDebugEntry::NotModified {
            path: parts.owned(KEY_PATH)?,
            device_type: text(KEY_DEVICE_TYPE),
            device_name: text(KEY_DEVICE_NAME),
            user: text(KEY_USER),
        },
        UPLOADED => DmsDebugEntry::Uploaded {
            path: parts.owned(KEY_PATH)?,
            device_name: text(KEY_DEVICE_NAME),
            bytes: parts.get(KEY_BYTES)?.parse().ok()?,
        },
        UNDEFINED => DmsDebugEntry::TagUndefined {
            tag: parts.owned(KEY_TAG)?,
            device_name: text(KEY_DEVICE_NAME),
            file: text(KEY_FILE),
        },
        REFUSED => DmsDebugEntry::Refused {
            path: parts.owned(KEY_PATH)?,
            status: parts.get(KEY_STATUS)?.parse().ok()?,
            reason: text(KEY_REASON),
        },
        _ => return None,
    })
}
