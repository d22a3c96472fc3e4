//! The calling library's log of the Webex app, `bwc/current_log.txt` (LOG-013 to 018).
//!
//! Components `BWC:SCF` and `BWC:INTERNAL`. The device-profile, config and login-error lines follow
//! published lines (CAL-019, log-formats.md 4.1); the SIP dump is INFERRED. Personal data is
//! replaced by session tokens, also inside SIP messages.

use std::sync::LazyLock;

use lineman_ladder::literals::DEVICE_TYPE_DESKTOP;
use lineman_model::{Timestamp, find_tracking_id};
use regex::Regex;

use crate::client::{ClientRecord, Position};
use crate::sip_dump::SipDump;
use crate::split::RawRecord;
use crate::tokens::{Message, Tokens};

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

/// The templates: prose, and the tokens that tell the entries apart. Prose is never read.
mod template {
    pub(super) const ACCESS_DEVICES: &str = "AccessDevices answered:";
    pub(super) const DEVICE_TOKEN: &str = "DeviceToken answered:";
    pub(super) const CONFIG_DOWNLOAD: &str = "ConfigDownload ended:";
    pub(super) const CONFIG_PARSED: &str = "ConfigDownload - SIP proxy found in the configuration:";
    pub(super) const CONFIG_UNPARSEABLE: &str =
        "ConfigDownload - failed to parse the configuration:";
    pub(super) const LOGIN_ERROR: &str = "Login error occurred:";
    pub(super) const TRANSPORT_FAILED: &str = "SIP connection failed:";
    pub(super) const KEEP_ALIVE: &str = "SIP keep-alive:";
    pub(super) const REGISTERED: &str = "SIP registration done:";
    pub(super) const NOT_REGISTERED: &str = "SIP registration failed:";
}

/// Function and component of the published line of CAL-019.
const DEVICE_LIST_FUNCTION: &str = "onAccessDeviceListSucceeded";
const COMPONENT_SCF: &str = "BWC:SCF";
/// The published literal of a configuration that could not be read (solution-facts 6).
const UNPARSEABLE: &str = "failed to parse the configuration";

const KEY_REQUEST: &str = "request";
const REQUEST_ACCESS_DEVICES: &str = "AccessDevices";
const REQUEST_DEVICE_TOKEN: &str = "DeviceToken";
const REQUEST_CONFIG: &str = "Config";
const KEY_PATH: &str = "path";
const KEY_HTTP_STATUS: &str = "httpStatus";
const KEY_DEVICE_TYPE: &str = "deviceType";
const KEY_TRACKING_ID: &str = "trackingId";
const KEY_PROXY: &str = "sipProxy";
const KEY_PORT: &str = "port";
const KEY_TRANSPORT: &str = "transport";
const KEY_CONFIG: &str = "config";
const CONFIG_UNPARSEABLE: &str = "unparseable";
const KEY_REASON: &str = "reason";
const KEY_ERROR_CODE: &str = "errorCode";
const KEY_CONNECTION: &str = "sipConnection";
const KEY_REGISTRATION: &str = "registration";
const FAILED: &str = "failed";
const DONE: &str = "done";
const KEY_PEER: &str = "peer";
const KEY_KEEP_ALIVE: &str = "keepAlive";
const KEY_EXPIRES: &str = "expires";
const KEY_SIP_STATUS: &str = "sipStatus";

impl ClientCallingEntry {
    /// Where in the calling library the line comes from, and its level.
    #[must_use]
    pub const fn position(&self) -> Position {
        let (scf, internal) = (COMPONENT_SCF, "BWC:INTERNAL");
        match self {
            Self::AccessDeviceList { .. } => Position::new(
                "Info",
                "BroadWorksConfigDownloader.cpp",
                91,
                "BroadWorksConfigDownloader::onAccessDevices",
                scf,
            ),
            Self::DeviceProfileNotFound { .. } => Position::new(
                "Error",
                "BroadWorksConfigDownloader.cpp",
                106,
                DEVICE_LIST_FUNCTION,
                scf,
            ),
            Self::DeviceToken { .. } => Position::new(
                "Info",
                "BroadWorksConfigDownloader.cpp",
                128,
                "BroadWorksConfigDownloader::onDeviceToken",
                scf,
            ),
            Self::ConfigDownload { .. } => Position::new(
                "Info",
                "BroadWorksConfigDownloader.cpp",
                147,
                "BroadWorksConfigDownloader::onConfig",
                scf,
            ),
            Self::ConfigParsed { .. } => Position::new(
                "Info",
                "BroadWorksConfigDownloader.cpp",
                163,
                "BroadWorksConfigDownloader::parse",
                scf,
            ),
            Self::ConfigParseFailed { .. } => Position::new(
                "Error",
                "BroadWorksConfigDownloader.cpp",
                170,
                "BroadWorksConfigDownloader::parse",
                scf,
            ),
            Self::LoginError { .. } => Position::new(
                "Error",
                "BroadWorksLoginAdapter.cpp",
                452,
                "BroadWorksLoginAdapter::handleLoginError",
                scf,
            ),
            Self::Sip(_) => {
                Position::new("Debug", "SipTransport.cpp", 210, "SipTransport::log", internal)
            }
            Self::SipTransportFailed { .. } => {
                Position::new("Error", "SipTransport.cpp", 244, "SipTransport::onFailure", internal)
            }
            Self::KeepAlive { .. } => {
                Position::new("Debug", "SipTransport.cpp", 268, "SipTransport::keepAlive", internal)
            }
            Self::Registered { .. } => Position::new(
                "Info",
                "SipRegistration.cpp",
                133,
                "SipRegistration::onRegistered",
                internal,
            ),
            Self::RegistrationFailed { .. } => Position::new(
                "Error",
                "SipRegistration.cpp",
                149,
                "SipRegistration::onFailed",
                internal,
            ),
            Self::Other => Position::new("Info", "Bwc.cpp", 1, "Bwc::log", internal),
        }
    }

    /// The message; none for a message that is kept as it is.
    #[must_use]
    pub fn message(&self) -> Option<String> {
        let message = match self {
            Self::AccessDeviceList { path, status, device_types, tracking_id } => {
                let mut message = Message::new(template::ACCESS_DEVICES)
                    .with(KEY_REQUEST, REQUEST_ACCESS_DEVICES)
                    .with(KEY_PATH, path)
                    .with_optional(KEY_HTTP_STATUS, *status);
                for device_type in device_types {
                    message = message.with(KEY_DEVICE_TYPE, device_type);
                }
                message.with(KEY_TRACKING_ID, tracking_id)
            }
            Self::DeviceProfileNotFound { device_type } => {
                // CAL-019, word by word.
                let quoted = crate::escape::encode_field(device_type);
                return Some(format!(
                    "ConfigDownload - the device profile '{quoted}' is not found."
                ));
            }
            Self::DeviceToken { status, tracking_id } => Message::new(template::DEVICE_TOKEN)
                .with(KEY_REQUEST, REQUEST_DEVICE_TOKEN)
                .with_optional(KEY_HTTP_STATUS, *status)
                .with(KEY_TRACKING_ID, tracking_id),
            Self::ConfigDownload { path, status, tracking_id } => {
                Message::new(template::CONFIG_DOWNLOAD)
                    .with(KEY_REQUEST, REQUEST_CONFIG)
                    .with(KEY_PATH, path)
                    .with_optional(KEY_HTTP_STATUS, *status)
                    .with(KEY_TRACKING_ID, tracking_id)
            }
            Self::ConfigParsed { proxy, port, transport } => Message::new(template::CONFIG_PARSED)
                .with(KEY_PROXY, proxy)
                .with(KEY_PORT, port)
                .with(KEY_TRANSPORT, transport),
            Self::ConfigParseFailed { reason } => Message::new(template::CONFIG_UNPARSEABLE)
                .with(KEY_CONFIG, CONFIG_UNPARSEABLE)
                .with(KEY_REASON, reason),
            Self::LoginError { error_code } => {
                Message::new(template::LOGIN_ERROR).with(KEY_ERROR_CODE, error_code)
            }
            Self::Sip(dump) => return Some(dump.write()),
            Self::SipTransportFailed { peer, transport, reason } => {
                Message::new(template::TRANSPORT_FAILED)
                    .with(KEY_CONNECTION, FAILED)
                    .with(KEY_PEER, peer)
                    .with(KEY_TRANSPORT, transport)
                    .with(KEY_REASON, reason)
            }
            Self::KeepAlive { state, peer } => {
                Message::new(template::KEEP_ALIVE).with(KEY_KEEP_ALIVE, state).with(KEY_PEER, peer)
            }
            Self::Registered { expires } => Message::new(template::REGISTERED)
                .with(KEY_REGISTRATION, DONE)
                .with(KEY_EXPIRES, expires),
            Self::RegistrationFailed { status, reason } => Message::new(template::NOT_REGISTERED)
                .with(KEY_REGISTRATION, FAILED)
                .with_optional(KEY_SIP_STATUS, *status)
                .with(KEY_REASON, reason),
            Self::Other => return None,
        };
        Some(message.text())
    }

    /// What a record says, by its technical tokens alone.
    #[must_use]
    pub fn of_record(record: &ClientRecord) -> Self {
        if let Some(device_type) = device_profile_not_found(record) {
            return Self::DeviceProfileNotFound { device_type };
        }
        if let Some(dump) = SipDump::detect(&record.message) {
            return Self::Sip(dump);
        }
        let tokens = Tokens::read(&record.message);
        Self::of_tokens(&tokens, &record.message).unwrap_or(Self::Other)
    }

    fn of_tokens(tokens: &Tokens, message: &str) -> Option<Self> {
        let tracking_id = || {
            tokens
                .owned(KEY_TRACKING_ID)
                .or_else(|| find_tracking_id(message).map(str::to_owned))
                .unwrap_or_default()
        };
        let status = tokens.number(KEY_HTTP_STATUS);
        let text = |key: &str| tokens.owned(key).unwrap_or_default();
        match tokens.get(KEY_REQUEST) {
            Some(REQUEST_ACCESS_DEVICES) => {
                return Some(Self::AccessDeviceList {
                    path: text(KEY_PATH),
                    status,
                    device_types: tokens.all(KEY_DEVICE_TYPE),
                    tracking_id: tracking_id(),
                });
            }
            Some(REQUEST_DEVICE_TOKEN) => {
                return Some(Self::DeviceToken { status, tracking_id: tracking_id() });
            }
            Some(REQUEST_CONFIG) => {
                return Some(Self::ConfigDownload {
                    path: text(KEY_PATH),
                    status,
                    tracking_id: tracking_id(),
                });
            }
            _ => {}
        }
        if let (Some(proxy), Some(port)) = (tokens.owned(KEY_PROXY), tokens.number(KEY_PORT)) {
            return Some(Self::ConfigParsed { proxy, port, transport: text(KEY_TRANSPORT) });
        }
        if tokens.get(KEY_CONNECTION) == Some(FAILED) {
            return Some(Self::SipTransportFailed {
                peer: text(KEY_PEER),
                transport: text(KEY_TRANSPORT),
                reason: text(KEY_REASON),
            });
        }
        if let Some(state) = tokens.owned(KEY_KEEP_ALIVE) {
            return Some(Self::KeepAlive { state, peer: text(KEY_PEER) });
        }
        match tokens.get(KEY_REGISTRATION) {
            Some(DONE) => {
                return Some(Self::Registered { expires: tokens.number(KEY_EXPIRES)? });
            }
            Some(FAILED) => {
                return Some(Self::RegistrationFailed {
                    status: tokens.number(KEY_SIP_STATUS),
                    reason: text(KEY_REASON),
                });
            }
            _ => {}
        }
        if tokens.get(KEY_CONFIG) == Some(CONFIG_UNPARSEABLE) {
            return Some(Self::ConfigParseFailed { reason: text(KEY_REASON) });
        }
        if let Some(error_code) = tokens.number(KEY_ERROR_CODE) {
            return Some(Self::LoginError { error_code });
        }
        message.contains(UNPARSEABLE).then(|| Self::ConfigParseFailed { reason: String::new() })
    }
}

/// Text in any kind of quotation marks.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(?s)[\u{27}\u{22}\u{2018}\u{201a}\u{201c}\u{201e}\u{ab}\u{2039}\u{300c}\u{60}](?P<text>.+)[\u{27}\u{22}\u{2018}\u{2019}\u{201c}\u{201d}\u{bb}\u{203a}\u{300d}\u{60}]").ok()
});

/// CAL-019 in any language: function, component, and a device type in quotation marks.
fn device_profile_not_found(record: &ClientRecord) -> Option<String> {
    let named = record.function.ends_with(DEVICE_LIST_FUNCTION)
        && record.component.starts_with(COMPONENT_SCF);
    if !named {
        return None;
    }
    let found = QUOTED.as_ref()?.captures(&record.message)?;
    Some(device_type(&found["text"]))
}

/// A device type as BroadWorks spells it: translations and word processors change the dash and the
/// blanks around it (LAD-049).
#[must_use]
pub fn device_type(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\n' | '\u{a0}' | '\u{3000}' => ' ',
            other => other,
        })
        .collect();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>().to_ascii_lowercase();
    if squeezed(&plain) == squeezed(DEVICE_TYPE_DESKTOP) {
        return DEVICE_TYPE_DESKTOP.to_owned();
    }
    text.to_owned()
}

impl ClientCallingRecord {
    /// A record of the calling library.
    #[must_use]
    pub fn new(time: Timestamp, process: u64, thread: &str, entry: ClientCallingEntry) -> Self {
        let message = entry.message().unwrap_or_default();
        Self { head: entry.position().head(time, process, thread, message), entry }
    }

    /// The record as text, with its line break.
    #[must_use]
    pub fn write(&self) -> String {
        match self.entry.message() {
            Some(message) => ClientRecord { message, ..self.head.clone() }.write(),
            None => self.head.write(),
        }
    }

    /// Reads a record of any client form.
    #[must_use]
    pub fn read(raw: &RawRecord<'_>) -> Option<Self> {
        ClientRecord::read(raw).map(Self::from_record)
    }

    /// Interprets a client record.
    #[must_use]
    pub fn from_record(head: ClientRecord) -> Self {
        let entry = ClientCallingEntry::of_record(&head);
        Self { head, entry }
    }
}
