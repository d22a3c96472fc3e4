//! The calling library's log of the Webex app, `bwc/current_log.txt` (LOG-013 to 018).
//!
//! Components `BWC:SCF` and `BWC:INTERNAL`. The device-profile, config and login-error lines follow
//! published lines (CAL-019, log-formats.md 4.1); the SIP dump is INFERRED. Personal data is
//! replaced by session tokens, also inside SIP messages.

use crate::client::ClientRecord;
use crate::sip_dump::SipDump;

/// A calling-log record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCallingRecord {
    /// Time, level, thread, source position. `message` is derived from the entry when written.
    pub head: ClientRecord,
    /// What it says.
    pub entry: ClientCallingEntry,
}

/// What a calling-log record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientCallingEntry {
    /// The device list was asked for and answered.
    AccessDeviceList {
        /// Path of the request, user masked.
        path: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Device types in the answer.
        device_types: Vec<String>,
        /// Tracking id.
        tracking_id: String,
    },
    /// CAL-019: the device type is not among them.
    DeviceProfileNotFound {
        /// `Business Communicator - PC`.
        device_type: String,
    },
    /// The device token was asked for.
    DeviceToken {
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id.
        tracking_id: String,
    },
    /// The device profile was downloaded.
    ConfigDownload {
        /// Path, `/dms/bc/pc/config-wxt.xml`.
        path: String,
        /// HTTP status; none when no answer came.
        status: Option<u16>,
        /// Tracking id.
        tracking_id: String,
    },
    /// The device profile was parsed: SIP proxy found.
    ConfigParsed {
        /// Address of the SIP proxy (the SBC).
        proxy: String,
        /// Its port.
        port: u16,
        /// `udp`, `tcp`, `tls`.
        transport: String,
    },
    /// `failed to parse the configuration`.
    ConfigParseFailed {
        /// Why.
        reason: String,
    },
    /// `Login error occurred: errorCode=1507`.
    LoginError {
        /// Client code.
        error_code: u32,
    },
    /// A SIP message.
    Sip(SipDump),
    /// The SBC could not be reached.
    SipTransportFailed {
        /// `host:port`.
        peer: String,
        /// `udp`, `tcp`, `tls`.
        transport: String,
        /// Why.
        reason: String,
    },
    /// A keep-alive was sent or answered (LOG-017).
    KeepAlive {
        /// `sent` or `received`.
        state: String,
        /// `host:port`.
        peer: String,
    },
    /// The registration is there.
    Registered {
        /// Seconds that the registrar granted.
        expires: u32,
    },
    /// The registration failed.
    RegistrationFailed {
        /// SIP status; none when no answer came.
        status: Option<u16>,
        /// Why.
        reason: String,
    },
    /// Any other message.
    Other,
}
