//! The two logs of the app; what goes into them carries no personal data and no secret.

use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_logs::client::ClientRecord;
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_model::Clock;
use lineman_sip::Message;
use lineman_sip_transport::{SipObserver, SipPeer};

use crate::personal_data::PersonalData;

/// Where a line says it comes from: file, line, function, component.
type Position = (&'static str, u32, &'static str, &'static str);

const STARTUP: Position = ("SignInController.cpp", 118, "SignInController::advance", "");
const CLOUD: Position = ("CloudRequest.cpp", 74, "CloudRequest::onCompleted", "");
const ENTITLEMENTS: Position = ("CallingDecision.cpp", 61, "CallingDecision::evaluate", "");
const TOKEN: Position =
    ("BroadWorksTokenManager.cpp", 130, "BroadWorksTokenManager::fetch", "BWC:SCF");
const LIBRARY: Position =
    ("BroadWorksCallingLibrary.cpp", 88, "BroadWorksCallingLibrary::start", "BWC:SCF");
const DEVICES: Position =
    ("BroadWorksConfigDownloader.cpp", 98, "onAccessDeviceListCompleted", "BWC:SCF");
/// As published (CAL-019).
const NOT_FOUND: Position =
    ("BroadWorksConfigDownloader.cpp", 106, "onAccessDeviceListSucceeded", "BWC:SCF");
const CONFIG: Position = ("BroadWorksConfigDownloader.cpp", 171, "onConfigDownloaded", "BWC:SCF");
/// As published (log-formats.md 4.1).
const LOGIN_ERROR: Position =
    ("BroadWorksLoginAdapter.cpp", 452, "BroadWorksLoginAdapter::handleLoginError", "BWC:SCF");
const SIP: Position = ("SipTransport.cpp", 233, "SipTransport::trace", "BWC:INTERNAL");
const REGISTRATION: Position =
    ("SipRegistration.cpp", 204, "SipRegistration::onStateChanged", "BWC:SCF");

/// Writes both logs.
pub(crate) struct AppLog {
    startup: Arc<dyn LogSink>,
    calling: Arc<dyn LogSink>,
    clock: Arc<dyn Clock>,
    personal_data: Arc<PersonalData>,
}

impl AppLog {
    pub(crate) fn new(
        startup: Arc<dyn LogSink>,
        calling: Arc<dyn LogSink>,
        clock: Arc<dyn Clock>,
        personal_data: Arc<PersonalData>,
    ) -> Self {
        Self { startup, calling, clock, personal_data }
    }

    pub(crate) fn startup(&self, entry: ClientStartupEntry) {
        use ClientStartupEntry as E;
        let (position, bad) = match &entry {
            E::Phase { state, .. } => (STARTUP, state == "failed"),
            E::HttpExchange { status, .. } => (CLOUD, status.is_none_or(|status| status >= 400)),
            E::UserUnknown { .. } => (STARTUP, true),
            E::EntitlementCheck { .. } | E::CallingBehavior { .. } => (ENTITLEMENTS, false),
            E::JwtReceived { .. } => (TOKEN, false),
            E::JwtFailed { .. } => (TOKEN, true),
            E::CallingLibraryStarted { .. } => (LIBRARY, false),
            E::CallingNotStarted { .. } => (ENTITLEMENTS, true),
            E::AssertionReceived { .. } | E::PhoneServices { .. } | E::Other => (STARTUP, false),
        };
        let head = self.head(position, bad);
        self.startup.append(&ClientStartupRecord { head, entry }.write());
    }

    pub(crate) fn calling(&self, entry: ClientCallingEntry) {
        use ClientCallingEntry as E;
        let no_success = |status: &Option<u16>| status.is_none_or(|status| status >= 400);
        let (position, bad) = match &entry {
            E::AccessDeviceList { status, .. } | E::DeviceToken { status, .. } => {
                (DEVICES, no_success(status))
            }
            E::DeviceProfileNotFound { .. } => (NOT_FOUND, true),
            E::ConfigDownload { status, .. } => (CONFIG, no_success(status)),
            E::ConfigParsed { .. } => (CONFIG, false),
            E::ConfigParseFailed { .. } => (CONFIG, true),
            E::LoginError { .. } => (LOGIN_ERROR, true),
            E::Sip(_) | E::KeepAlive { .. } => (SIP, false),
            E::SipTransportFailed { .. } => (SIP, true),
            E::Registered { .. } | E::Other => (REGISTRATION, false),
            E::RegistrationFailed { .. } => (REGISTRATION, true),
        };
        let head = self.head(position, bad);
        self.calling.append(&ClientCallingRecord { head, entry }.write());
    }

    /// Text from outside, fit for a log line.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.personal_data.hide(text)
    }

    fn head(&self, (file, line, function, component): Position, bad: bool) -> ClientRecord {
        ClientRecord {
            time: Some(self.clock.now()),
            level: String::from(if bad { "Error" } else { "Info" }),
            process: Some(u64::from(std::process::id())),
            thread: String::from("0x45c"),
            file: file.to_owned(),
            line,
            function: function.to_owned(),
            component: component.to_owned(),
            message: String::new(),
        }
    }

    /// `bytes` is the length on the wire, so the masked text may be longer or shorter.
    fn sip(&self, direction: Direction, peer: SipPeer, wire: &[u8]) {
        self.calling(ClientCallingEntry::Sip(SipDump {
            transport: peer.protocol.as_str().to_owned(),
            bytes: wire.len(),
            direction,
            peer: peer.address.to_string(),
            message: self.personal_data.hide_in_sip(&Message::log_text(wire)),
        }));
    }
}

impl SipObserver for AppLog {
    fn received(&self, peer: SipPeer, wire: &[u8]) {
        self.sip(Direction::In, peer, wire);
    }

    fn sent(&self, peer: SipPeer, wire: &[u8]) {
        self.sip(Direction::Out, peer, wire);
    }
}
