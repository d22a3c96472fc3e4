//! Why a sign-in does not end in a registration.

use lineman_net::NetError;
use serde::Serialize;

/// The app could not even try.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The HTTP client could not be built.
    #[error("preparing the sign-in: {0}")]
    Net(#[from] NetError),
    /// A configured address is unusable.
    #[error("preparing the sign-in: {what} is no http or https address")]
    Address {
        /// Which one.
        what: &'static str,
    },
}

/// What went wrong, in the order in which it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureReason {
    /// Identity does not know the email.
    UserUnknown,
    /// Identity did not say where to sign in.
    DiscoveryFailed,
    /// The portal's form did not come, or is none.
    PortalUnavailable,
    /// The portal refused the credentials; `code` tells why.
    SignInRefused,
    /// The portal's answer holds no usable assertion.
    AssertionMissing,
    /// Identity did not accept the assertion.
    AssertionRejected,
    /// The user's record, calling behaviour or device record could not be read.
    ProfileUnavailable,
    /// The user lacks the entitlement `broadworks-connector`.
    ConnectorEntitlementMissing,
    /// The user is one of Webex Calling.
    WebexCallingUser,
    /// Calling behaviour is not "Calling in Webex".
    CallingBehaviorWrong,
    /// The long-lived token did not come.
    TokenUnavailable,
    /// The device list did not come.
    DeviceListUnavailable,
    /// The desktop device is not among the user's devices.
    DesktopDeviceMissing,
    /// The device token did not come.
    DeviceTokenUnavailable,
    /// The device profile did not come.
    DeviceProfileUnavailable,
    /// The device profile cannot be read.
    DeviceProfileUnparseable,
    /// The SBC cannot be reached.
    SbcUnreachable,
    /// REGISTER was refused, or nobody answered it.
    RegistrationFailed,
}

/// A failed sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignInFailure {
    /// What went wrong.
    pub reason: FailureReason,
    /// HTTP or SIP status that came, if one did.
    pub status: Option<u16>,
    /// A code that came with it, such as `100006` or `invalid_grant`.
    pub code: Option<String>,
    /// What more is known, without personal data.
    pub detail: Option<String>,
}

impl SignInFailure {
    pub(crate) const fn new(reason: FailureReason) -> Self {
        Self { reason, status: None, code: None, detail: None }
    }

    pub(crate) const fn status(mut self, status: Option<u16>) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
