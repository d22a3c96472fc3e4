//! A component of the solution, named as its crate without the prefix.

use std::fmt;

use serde::{Serialize, Serializer};

/// A component of the solution, named as its crate without the prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// BroadWorks Application Server (CMP-013).
    ApplicationServer,
    /// BroadWorks Network Server (CMP-020).
    NetworkServer,
    /// XSP: Xsi-Actions, AuthenticationService, Device Management (CMP-014).
    Xsp,
    /// Session Border Controller (CMP-021).
    Sbc,
    /// Common Identity (CMP-003).
    Identity,
    /// IdP proxy (CMP-004).
    IdpProxy,
    /// User Activation Portal (CMP-005).
    ActivationPortal,
    /// Provisioning bridge (CMP-006, CMP-007).
    ProvisioningBridge,
    /// Partner Hub (CMP-008).
    PartnerHub,
    /// Control Hub (CMP-009).
    ControlHub,
    /// Help Desk (CMP-010).
    HelpDesk,
    /// Directory synchronisation (CMP-028).
    DirectorySync,
    /// Client logs and cases (PHB-001 to 007).
    LogService,
    /// Public REST API.
    PublicApi,
    /// The Webex app (CMP-002).
    App,
}

impl Component {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::ApplicationServer,
        Self::NetworkServer,
        Self::Xsp,
        Self::Sbc,
        Self::Identity,
        Self::IdpProxy,
        Self::ActivationPortal,
        Self::ProvisioningBridge,
        Self::PartnerHub,
        Self::ControlHub,
        Self::HelpDesk,
        Self::DirectorySync,
        Self::LogService,
        Self::PublicApi,
        Self::App,
    ];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApplicationServer => "application-server",
            Self::NetworkServer => "network-server",
            Self::Xsp => "xsp",
            Self::Sbc => "sbc",
            Self::Identity => "identity",
            Self::IdpProxy => "idp-proxy",
            Self::ActivationPortal => "activation-portal",
            Self::ProvisioningBridge => "provisioning-bridge",
            Self::PartnerHub => "partner-hub",
            Self::ControlHub => "control-hub",
            Self::HelpDesk => "help-desk",
            Self::DirectorySync => "directory-sync",
            Self::LogService => "log-service",
            Self::PublicApi => "public-api",
            Self::App => "app",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Component {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
