//! What the app shows about itself.

use lineman_ladder::literals::{
    PHONE_SERVICE_WEBEX_CALLING, STATUS_NOT_SIGNED_IN, STATUS_SIGNED_IN,
};
use lineman_model::Timestamp;
use serde::Serialize;

use crate::call_settings::CallSettingsLink;
use crate::failure::SignInFailure;

/// The Phone Services screen (CLI-005, CLI-006, CAL-010).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneServices {
    /// Registered.
    SignedIn,
    /// Shown, but without a session.
    NotSignedIn,
    /// Another product.
    WebexCalling,
}

impl PhoneServices {
    /// The text of the screen.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::SignedIn => STATUS_SIGNED_IN,
            Self::NotSignedIn => STATUS_NOT_SIGNED_IN,
            Self::WebexCalling => PHONE_SERVICE_WEBEX_CALLING,
        }
    }
}

/// How a sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignInReport {
    /// Whether the app is signed in at the cloud.
    pub signed_in: bool,
    /// Whether it is registered at BroadWorks.
    pub registered: bool,
    /// Text of the Phone Services screen.
    pub phone_services: &'static str,
    /// Tracking id of the sign-in (CLI-023).
    pub tracking_id: String,
    /// Why it did not end in a registration.
    pub failure: Option<SignInFailure>,
}

/// Where the app registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SipProxy {
    /// Host from the device profile.
    pub host: String,
    /// Port.
    pub port: u16,
    /// `udp` or `tcp`.
    pub transport: &'static str,
}

/// The state of the app, `lineman.app-status/1`. It is for the user in front of the app, so the
/// email stands in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppStatus {
    /// `lineman.app-status/1`.
    pub schema: &'static str,
    /// The email given at the first screen.
    pub email: String,
    /// App version (CLI-001).
    pub version: String,
    /// Whether the app is signed in at the cloud.
    pub signed_in: bool,
    /// Whether the Call Options icon is shown (CLI-002).
    pub calling_icon: bool,
    /// Text of the Phone Services screen.
    pub phone_services: &'static str,
    /// Whether the app is registered at BroadWorks.
    pub registered: bool,
    /// Until when, RFC 3339; null when it is not.
    pub expires_at: Option<String>,
    /// The SIP proxy of the device profile, once it is known.
    pub sip_proxy: Option<SipProxy>,
    /// Tracking id of the latest sign-in.
    pub tracking_id: Option<String>,
    /// Why the latest sign-in did not end in a registration.
    pub failure: Option<SignInFailure>,
}

impl AppStatus {
    /// Version of the form.
    pub const SCHEMA: &'static str = "lineman.app-status/1";
}

/// What the parts of the app know, shared with whoever asks for the status.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) signed_in: bool,
    pub(crate) calling_icon: bool,
    pub(crate) webex_calling: bool,
    pub(crate) registered_until: Option<Timestamp>,
    pub(crate) sip_proxy: Option<SipProxy>,
    pub(crate) tracking_id: Option<String>,
    pub(crate) failure: Option<SignInFailure>,
    pub(crate) call_settings: Option<CallSettingsLink>,
}

impl State {
    pub(crate) const fn phone_services(&self) -> PhoneServices {
        if self.webex_calling {
            PhoneServices::WebexCalling
        } else if self.registered_until.is_some() {
            PhoneServices::SignedIn
        } else {
            PhoneServices::NotSignedIn
        }
    }
}
