//! The named roots of failed journeys, as a table of conditions (design.md section 6).
//!
//! A signature is looked at when the first failed step of a journey is one of its steps. Its rules
//! compare the facts that the journey's records carry at these steps; the first signature with a
//! rule that holds names the root. Severity, scope, component and texts stand in the catalog.

use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_catalog::findings as id;
use lineman_model::{Confidence, LogKind, StepId};

/// A condition on the facts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// An OCI-P error of this number.
    Oci(u32),
    /// An Xsi error of this number.
    Xsi(u32),
    /// An HTTP status between these two, both included.
    Http(u16, u16),
    /// A SIP answer of the Application Server itself between these two.
    ServerRefused(u16, u16),
    /// A SIP answer that the app got.
    Sip(u16),
    /// Credentials were sent and refused.
    CredentialsRefused,
    /// An end-user code.
    Portal(&'static str),
    /// The bridge refused for this reason: by status and message.
    Bridge(BridgeRefusal),
    /// Some word of the other side contains this, in any case.
    Says(&'static str),
    /// No connection or no answer.
    Unreachable,
    /// No connection, in words that contain this.
    UnreachableSays(&'static str),
    /// A refused TLS handshake.
    TlsRefused,
    /// No address configured.
    NotConfigured,
    /// A token was refused, for a reason that contains this.
    TokenSays(&'static str),
    /// A token was refused.
    TokenRefused,
    /// `broadworks-connector` is missing.
    EntitlementMissing,
    /// Webex Calling entitlements are there.
    OtherCallingEntitlement,
    /// The calling behaviour is another.
    CallingBehavior,
    /// No device at all.
    NoDevices,
    /// No desktop device.
    DesktopDeviceMissing,
    /// The profile cannot be parsed.
    Unparseable,
    /// The document has no number.
    NumberMissing,
    /// The document has no email.
    EmailMissing,
    /// The document has a malformed email.
    EmailMalformed,
    /// The request went to an IP address.
    AddressedByIp,
    /// The email is unknown.
    UserUnknown,
    /// The profile is nobody's.
    ProfileMismatch,
    /// No Application Server for the user.
    NotLocated,
    /// The creation failed.
    CreationFailed,
    /// An answer was lost, or there was none.
    NoAnswer,
    /// This log was given.
    Given(LogKind),
    /// This step's time is over without a sign of it.
    Missing(StepId),
    /// Nothing shows that this step succeeded.
    NotOk(StepId),
}

/// Conditions that name a root together.
#[derive(Debug)]
pub(crate) struct Rule {
    /// All of them hold.
    pub(crate) all: &'static [When],
    /// None of them holds.
    pub(crate) none: &'static [When],
    /// How sure the name is then.
    pub(crate) confidence: Confidence,
}

/// One named root.
#[derive(Debug)]
pub(crate) struct Signature {
    /// Id of the finding.
    pub(crate) id: &'static str,
    /// The step that it names.
    pub(crate) step: StepId,
    /// Steps whose failure it may explain, and whose facts count.
    pub(crate) at: &'static [StepId],
    /// Further steps whose facts count.
    pub(crate) context: &'static [StepId],
    /// Any of them.
    pub(crate) rules: &'static [Rule],
}

const fn certain(all: &'static [When]) -> Rule {
    Rule { all, none: &[], confidence: Confidence::Certain }
}

const fn likely(all: &'static [When]) -> Rule {
    Rule { all, none: &[], confidence: Confidence::Likely }
}

const fn possible(all: &'static [When]) -> Rule {
    Rule { all, none: &[], confidence: Confidence::Possible }
}

use BridgeRefusal as B;
use StepId as S;
use When as W;

macro_rules! signature {
    ($id:ident, $step:ident, [$($at:ident),*], [$($context:ident),*], [$($rule:expr),* $(,)?]) => {
        Signature {
            id: id::$id, step: S::$step, at: &[$(S::$at),*], context: &[$(S::$context),*],
            rules: &[$($rule),*],
        }
    };
}

/// In order: the first that fits names the root.
#[rustfmt::skip]
pub(crate) static SIGNATURES: &[Signature] = &[
    // provisioning
    signature!(BRIDGE_UNREACHABLE, P2, [P2], [], [certain(&[W::Unreachable]), certain(&[W::Oci(18211)])]),
    signature!(IMP_CREDENTIALS_MISMATCH, P3, [P3], [], [certain(&[W::Bridge(B::CredentialsMismatch)])]),
    signature!(BRIDGE_ADDRESSED_BY_IP, P3, [P3], [P2], [
        certain(&[W::Http(403, 403), W::AddressedByIp]), certain(&[W::Bridge(B::AddressedByIp)]),
    ]),
    signature!(BRIDGE_FORBIDDEN, P3, [P3], [], [certain(&[W::Http(403, 403)])]),
    signature!(USER_IN_CONSUMER_ORG, P3, [P3], [], [certain(&[W::Bridge(B::UserInConsumerOrganization)])]),
    signature!(USER_EXISTS, P3, [P3], [], [certain(&[W::Http(409, 409)])]),
    signature!(EMAIL_NOT_TRUSTED, P3, [P3], [], [certain(&[W::Bridge(B::EmailNotTrusted)])]),
    signature!(ORG_CREATION_DISABLED, P3, [P3], [], [certain(&[W::Bridge(B::OrganizationCreationDisabled)])]),
    signature!(PRIMARY_NUMBER_MISSING, P3, [P3], [P2], [
        certain(&[W::Bridge(B::PrimaryNumberMissing)]), likely(&[W::Http(400, 400), W::NumberMissing]),
    ]),
    signature!(EMAIL_INVALID, P3, [P3], [P2], [
        certain(&[W::Bridge(B::EmailInvalid)]), likely(&[W::Http(400, 400), W::EmailMissing]),
        likely(&[W::Http(400, 400), W::EmailMalformed]),
    ]),
    signature!(BRIDGE_REJECTED, P3, [P3], [], [
        certain(&[W::Http(100, 599)]), possible(&[W::Oci(18215)]),
    ]),
    signature!(UPSTREAM_CREATION_FAILED, P6, [P6], [], [
        certain(&[W::CreationFailed]), likely(&[W::UserUnknown]), likely(&[W::Missing(S::P6)]),
    ]),
    signature!(UPSTREAM_CREATION_FAILED, P4, [P4], [], [certain(&[W::Unreachable])]),
    // sign-in: the password
    signature!(USER_LOCKED, S2_1, [S2_1, S2_1_1], [], [certain(&[W::Portal("200018")])]),
    signature!(ALTERNATE_ID_MISSING, S2_1, [S2_1, S2_1_1], [], [certain(&[W::Oci(4008)]), certain(&[W::Xsi(4008)])]),
    signature!(WRONG_PASSWORD, S2_1, [S2_1, S2_1_1], [], [
        certain(&[W::Oci(4962)]), certain(&[W::Xsi(4962)]), likely(&[W::Portal("100006")]),
        possible(&[W::Http(401, 401)]),
    ]),
    signature!(XSP_UNREACHABLE, S2_1, [S2_1, S2_3], [], [
        certain(&[W::Unreachable]),
        // Not when the portal got no answer of the IdP proxy.
        Rule { all: &[W::Http(502, 504), W::NotOk(S::S2_1)], none: &[W::NoAnswer], confidence: Confidence::Likely },
    ]),
    signature!(PROFILE_MISMATCH, S2_3, [S2_3], [], [certain(&[W::ProfileMismatch]), likely(&[W::Portal("200010")])]),
    signature!(ASSERTION_REJECTED, S3, [S3], [], [
        certain(&[W::Says("assertion")]), likely(&[W::Http(400, 401)]),
        Rule { all: &[W::Says("")], none: &[W::Http(500, 599)], confidence: Confidence::Likely },
    ]),
    // sign-in: may the user call?
    signature!(CONNECTOR_ENTITLEMENT_MISSING, S4, [S4], [], [certain(&[W::EntitlementMissing])]),
    signature!(CALLING_BEHAVIOR_WRONG, S4, [S4], [], [certain(&[W::CallingBehavior])]),
    signature!(WEBEX_CALLING_ENTITLEMENT, S4, [S4], [], [certain(&[W::OtherCallingEntitlement])]),
    // sign-in: the long-lived token
    signature!(IDENTITY_TOKEN_REJECTED, S5_1, [S5_1], [], [certain(&[W::TokenRefused]), likely(&[W::Http(401, 401)])]),
    signature!(CLIENT_CERTIFICATE_UNTRUSTED, S5_2, [S5_2], [], [
        certain(&[W::TlsRefused]), likely(&[W::Says("client certificate")]),
        // The AuthService logs the handshakes that it refuses.
        Rule {
            all: &[W::UnreachableSays("closed")], none: &[W::Given(LogKind::AuthenticationService)],
            confidence: Confidence::Possible,
        },
    ]),
    signature!(LOGIN_INFO_UNKNOWN_USER, S5_3, [S5_3], [], [certain(&[W::Oci(4008)]), certain(&[W::Http(404, 404)])]),
    // sign-in: the device
    signature!(AUTH_SERVICE_URL_MISSING, S6_1, [S6_1], [], [certain(&[W::NotConfigured])]),
    signature!(TOKEN_REVOKED, S6_1, [S6_1], [], [certain(&[W::TokenSays("revoked")]), certain(&[W::TokenSays("expired")])]),
    signature!(RSA_KEYS_NOT_COPIED, S6_1, [S6_1], [], [certain(&[W::TokenSays("key")]), certain(&[W::TokenSays("signature")])]),
    signature!(TOKEN_REVOKED, S6_1, [S6_1], [], [possible(&[W::TokenRefused]), possible(&[W::Http(401, 401)])]),
    signature!(DEVICE_TYPES_UNASSIGNED, S6_3, [S6_3], [], [certain(&[W::NoDevices])]),
    signature!(DESKTOP_DEVICE_MISSING, S6_3, [S6_3], [], [certain(&[W::DesktopDeviceMissing])]),
    signature!(DEVICE_PROFILE_UNPARSEABLE, S6_4, [S6_4], [], [certain(&[W::Unparseable])]),
    signature!(DEVICE_PROFILE_UNREACHABLE, S6_4, [S6_4], [], [certain(&[W::Http(300, 599)]), certain(&[W::Unreachable])]),
    // registration
    signature!(AS_NOT_LOCATED, S7_1, [S7_1, S7_2], [], [
        certain(&[W::NotLocated]),
        Rule { all: &[W::Sip(404)], none: &[W::ServerRefused(400, 699)], confidence: Confidence::Likely },
    ]),
    signature!(SESSION_DISPLACED, S7_2, [S7_2], [], [certain(&[W::Says(lineman_ladder::literals::SESSION_DISPLACED)])]),
    signature!(SIP_CREDENTIALS_WRONG, S7_2, [S7_2], [], [
        certain(&[W::CredentialsRefused]), likely(&[W::ServerRefused(401, 404)]), possible(&[W::Sip(403)]),
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Every signature names a finding of the catalog and one of that finding's steps.
    #[test]
    fn signatures_agree_with_the_catalog() {
        for signature in SIGNATURES {
            let entry = lineman_catalog::finding(signature.id);
            let steps = entry.map(|entry| entry.steps);
            assert!(steps.is_some_and(|steps| steps.contains(&signature.step)), "{}", signature.id);
            assert!(signature.at.contains(&signature.step), "{}", signature.id);
            assert!(!signature.rules.is_empty(), "{}", signature.id);
        }
    }

    /// The findings that this release can raise.
    #[test]
    fn the_findings_of_the_eight_faults_have_a_signature() {
        for id in [
            "wrong-password",
            "connector-entitlement-missing",
            "client-certificate-untrusted",
            "desktop-device-missing",
            "imp-credentials-mismatch",
            "user-exists",
            "primary-number-missing",
            "upstream-creation-failed",
        ] {
            assert!(SIGNATURES.iter().any(|signature| signature.id == id), "{id}");
        }
    }
}
