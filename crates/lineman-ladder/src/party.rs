//! Who takes part in a step.

/// A lifeline of the ladder, in drawing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The person.
    User,
    /// The Webex app.
    App,
    /// User Activation Portal.
    ActivationPortal,
    /// Common Identity.
    Identity,
    /// IdP proxy.
    IdpProxy,
    /// Provisioning bridge.
    ProvisioningBridge,
    /// Xsi-Actions on the XSP.
    XsiActions,
    /// AuthenticationService on the XSP.
    AuthService,
    /// Device Management on the XSP.
    DeviceManagement,
    /// Call Settings Webview on the XSP.
    CallSettings,
    /// Session Border Controller.
    Sbc,
    /// Network Server.
    NetworkServer,
    /// Application Server.
    ApplicationServer,
    /// Whoever provisions over OCI-P.
    ProvisioningClient,
    /// Directory synchronisation.
    DirectorySync,
}

impl Party {
    /// A short label for a drawing, at most six characters.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::App => "app",
            Self::ActivationPortal => "portal",
            Self::Identity => "CI",
            Self::IdpProxy => "proxy",
            Self::ProvisioningBridge => "bridge",
            Self::XsiActions => "Xsi",
            Self::AuthService => "auth",
            Self::DeviceManagement => "DMS",
            Self::CallSettings => "CSWV",
            Self::Sbc => "SBC",
            Self::NetworkServer => "NS",
            Self::ApplicationServer => "AS",
            Self::ProvisioningClient => "client",
            Self::DirectorySync => "dirsync",
        }
    }
}
