//! The faults that the lab can inject, each at its cause.

/// A fault; its id is that of the finding that names it (design.md section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The user types a wrong password.
    WrongPassword,
    /// The user lacks the entitlement.
    ConnectorEntitlementMissing,
    /// The XSP does not trust the authority of the IdP proxy's certificate.
    ClientCertificateUntrusted,
    /// The user has a device, but no desktop device.
    DesktopDeviceMissing,
    /// The Application Server's provisioning password differs from the template's.
    ImpCredentialsMismatch,
    /// The email belongs to somebody in another organisation.
    UserExists,
    /// The user has no primary number.
    PrimaryNumberMissing,
    /// The BroadWorks id belongs to another Webex user, which shows only after the 200.
    UpstreamCreationFailed,
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::WrongPassword,
        Self::ConnectorEntitlementMissing,
        Self::ClientCertificateUntrusted,
        Self::DesktopDeviceMissing,
        Self::ImpCredentialsMismatch,
        Self::UserExists,
        Self::PrimaryNumberMissing,
        Self::UpstreamCreationFailed,
    ];

    /// Its id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong-password",
            Self::ConnectorEntitlementMissing => "connector-entitlement-missing",
            Self::ClientCertificateUntrusted => "client-certificate-untrusted",
            Self::DesktopDeviceMissing => "desktop-device-missing",
            Self::ImpCredentialsMismatch => "imp-credentials-mismatch",
            Self::UserExists => "user-exists",
            Self::PrimaryNumberMissing => "primary-number-missing",
            Self::UpstreamCreationFailed => "upstream-creation-failed",
        }
    }

    /// The fault of an id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.id() == id)
    }

    /// Whether it hits everybody of the enterprise (design.md section 6).
    #[must_use]
    pub const fn hits_enterprise(self) -> bool {
        matches!(self, Self::ClientCertificateUntrusted | Self::ImpCredentialsMismatch)
    }

    /// Whether it ends the provisioning of the first subscriber, so that there is nobody to sign in.
    #[must_use]
    pub const fn stops_provisioning(self) -> bool {
        matches!(
            self,
            Self::ImpCredentialsMismatch
                | Self::UserExists
                | Self::PrimaryNumberMissing
                | Self::UpstreamCreationFailed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_go_both_ways() {
        for fault in Fault::ALL {
            assert_eq!(Fault::parse(fault.id()), Some(*fault));
        }
        assert_eq!(Fault::parse("no-such-fault"), None);
    }
}
