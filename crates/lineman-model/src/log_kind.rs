//! The kind of an input (design.md section 5).

use std::fmt;

use serde::{Serialize, Serializer};

/// The kind of an input (design.md section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogKind {
    /// Application Server provisioning log: OCI-P, transactions, Integrated IM&P HTTP (LOG-001).
    PsLog,
    /// Application Server execution log: SIP and call processing (LOG-005).
    XsLog,
    /// Network Server execution log: SIP redirects.
    NsXsLog,
    /// XSP container access log (LOG-002).
    AccessLog,
    /// XSP Xsi-Actions log (LOG-003).
    XsiActionsLog,
    /// XSP authentication service log (LOG-004).
    AuthenticationService,
    /// XSP device management log.
    DmsDebugLog,
    /// Notification push server log.
    NpsLog,
    /// Call Settings Webview log (LOG-026).
    CallSettingsWebview,
    /// Webex app startup log, `current_log` (LOG-006 to 012).
    ClientStartup,
    /// BroadWorks calling library log of the app, `bwc/` (LOG-013 to 018).
    ClientCalling,
    /// Webex Media Engine log, `media/` (LOG-019 to 024).
    ClientMedia,
    /// A cloud service's JSON lines.
    Cloud,
    /// Calling environment data, `ced.dat` (CLI-013).
    Ced,
    /// Output of the BroadWorks command line.
    BwCli,
    /// Device profile of the Webex app.
    ConfigWxt,
    /// Help Desk or SCIM user record.
    UserJson,
    /// Packet capture.
    Pcap,
    /// Nothing that we recognise.
    Unknown,
}

impl LogKind {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::PsLog,
        Self::XsLog,
        Self::NsXsLog,
        Self::AccessLog,
        Self::XsiActionsLog,
        Self::AuthenticationService,
        Self::DmsDebugLog,
        Self::NpsLog,
        Self::CallSettingsWebview,
        Self::ClientStartup,
        Self::ClientCalling,
        Self::ClientMedia,
        Self::Cloud,
        Self::Ced,
        Self::BwCli,
        Self::ConfigWxt,
        Self::UserJson,
        Self::Pcap,
        Self::Unknown,
    ];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PsLog => "PSLog",
            Self::XsLog => "XSLog",
            Self::NsXsLog => "NSXSLog",
            Self::AccessLog => "access_log",
            Self::XsiActionsLog => "XsiActionsLog",
            Self::AuthenticationService => "authenticationService",
            Self::DmsDebugLog => "dmsDebugLog",
            Self::NpsLog => "NPSLog",
            Self::CallSettingsWebview => "CallSettingsWebview",
            Self::ClientStartup => "client-startup",
            Self::ClientCalling => "client-calling",
            Self::ClientMedia => "client-media",
            Self::Cloud => "cloud",
            Self::Ced => "ced",
            Self::BwCli => "bwcli",
            Self::ConfigWxt => "config-wxt.xml",
            Self::UserJson => "user-json",
            Self::Pcap => "pcap",
            Self::Unknown => "unknown",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for LogKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for LogKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
