//! The table of steps (design.md section 3, a contract).

use lineman_model::{Component, JourneyKind, LogKind, StepId};

use crate::Party;

/// One step of a journey.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The journey that it belongs to.
    pub journey: JourneyKind,
    /// Who acts.
    pub from: Party,
    /// Towards whom; the actor itself when the step is internal.
    pub to: Party,
    /// What happens, in a few technical words for a drawing.
    pub what: &'static str,
    /// The logs that show it, the most telling first.
    pub logs: &'static [LogKind],
    /// How long after the step before it may appear, in milliseconds.
    pub allowance_ms: i64,
    /// The component to look at when it fails.
    pub component: Component,
    /// The rows of the requirements that describe it.
    pub requirements: &'static [&'static str],
}

use Component as C;
use JourneyKind::{Activation, CallSettings, DirectorySync, Provisioning, SignIn};
use LogKind as L;
use Party as P;
use StepId as S;

/// Ten seconds: a step on the wire.
const WIRE_MS: i64 = 10_000;
/// Two minutes: a person reads and types.
const PERSON_MS: i64 = 120_000;
/// Ten minutes: creation takes minutes (PRV-036).
const CREATION_MS: i64 = 600_000;

macro_rules! step {
    ($id:ident, $journey:ident, $from:ident -> $to:ident, $what:literal, [$($log:ident),*], $ms:expr, $component:ident, [$($row:literal),*]) => {
        Step {
            id: S::$id, journey: $journey, from: P::$from, to: P::$to, what: $what,
            logs: &[$(L::$log),*], allowance_ms: $ms, component: C::$component, requirements: &[$($row),*],
        }
    };
}

#[rustfmt::skip]
static STEPS: &[Step] = &[
    step!(S1, SignIn, App -> Identity, "email, route", [ClientStartup, Cloud], WIRE_MS, Identity, ["LAD-004"]),
    step!(S2, SignIn, Identity -> ActivationPortal, "BroadWorks password", [ClientStartup, Cloud], WIRE_MS, ActivationPortal, ["LAD-005"]),
    step!(S2_1, SignIn, IdpProxy -> XsiActions, "GET profile, Basic", [AccessLog, XsiActionsLog], PERSON_MS, Xsp, ["LAD-006", "LAD-007", "LAD-008", "LAD-009", "LAD-010", "LAD-011"]),
    step!(S2_1_1, SignIn, XsiActions -> ApplicationServer, "OCI-P verify, get", [XsiActionsLog, PsLog], WIRE_MS, ApplicationServer, ["LAD-012", "LAD-013", "LAD-014", "LAD-015", "LAD-016"]),
    step!(S2_2, SignIn, XsiActions -> IdpProxy, "Profile, userId", [XsiActionsLog, AccessLog], WIRE_MS, Xsp, ["LAD-017"]),
    step!(S2_3, SignIn, IdpProxy -> App, "SAML assertion", [ClientStartup, Cloud], WIRE_MS, IdpProxy, ["LAD-018", "LAD-019"]),
    step!(S3, SignIn, App -> Identity, "assertion for token", [ClientStartup, Cloud], WIRE_MS, Identity, ["LAD-020"]),
    step!(S4, SignIn, App -> App, "entitlement check", [ClientStartup], WIRE_MS, Identity, ["LAD-021", "DEC-001"]),
    step!(S5, SignIn, App -> IdpProxy, "GET bwtoken/fetch", [ClientStartup, Cloud], WIRE_MS, IdpProxy, ["LAD-023"]),
    step!(S5_1, SignIn, IdpProxy -> Identity, "token validated", [Cloud], WIRE_MS, Identity, ["LAD-024"]),
    step!(S5_2, SignIn, IdpProxy -> AuthService, "GET token, mTLS", [AuthenticationService, AccessLog], WIRE_MS, Xsp, ["LAD-025", "LAD-026", "LAD-027", "LAD-029"]),
    step!(S5_3, SignIn, AuthService -> ApplicationServer, "OCI-P login info", [AuthenticationService, PsLog], WIRE_MS, ApplicationServer, ["LAD-028"]),
    step!(S5_4, SignIn, AuthService -> App, "long-lived token", [AuthenticationService, ClientStartup], WIRE_MS, Xsp, ["LAD-030", "LAD-031", "LAD-032", "LAD-033", "LAD-034"]),
    step!(S6, SignIn, App -> XsiActions, "GET profile/device", [AccessLog, XsiActionsLog], WIRE_MS, Xsp, ["LAD-035", "LAD-036", "LAD-037", "LAD-038"]),
    step!(S6_1, SignIn, XsiActions -> AuthService, "POST token, loopback", [XsiActionsLog, AuthenticationService, AccessLog], WIRE_MS, Xsp, ["LAD-039", "LAD-040", "LAD-041", "LAD-042", "LAD-043", "LAD-044"]),
    step!(S6_2, SignIn, XsiActions -> ApplicationServer, "OCI-P device list", [XsiActionsLog, PsLog], WIRE_MS, ApplicationServer, ["LAD-046", "LAD-047"]),
    step!(S6_3, SignIn, XsiActions -> App, "AccessDevices", [XsiActionsLog, ClientCalling], WIRE_MS, Xsp, ["LAD-048", "LAD-049", "LAD-050", "CAL-002"]),
    step!(S6_4, SignIn, App -> DeviceManagement, "GET config-wxt.xml", [AccessLog, ClientCalling], WIRE_MS, Xsp, ["CAL-003", "CAL-004"]),
    step!(S7, SignIn, App -> Sbc, "SIP REGISTER", [ClientCalling], WIRE_MS, App, ["CAL-005"]),
    step!(S7_1, SignIn, Sbc -> NetworkServer, "AS located", [NsXsLog], WIRE_MS, NetworkServer, ["CAL-006"]),
    step!(S7_2, SignIn, ApplicationServer -> App, "200 OK, signed in", [XsLog, ClientCalling], WIRE_MS, ApplicationServer, ["CAL-006", "CLI-005", "CLI-010"]),
    step!(P1, Provisioning, ProvisioningClient -> ApplicationServer, "assign Integrated IMP", [PsLog], WIRE_MS, ApplicationServer, ["PRV-001"]),
    step!(P2, Provisioning, ApplicationServer -> ProvisioningBridge, "POST subscriberProfile", [PsLog, Cloud], WIRE_MS, ApplicationServer, ["PRV-001", "PRV-013", "PRV-014"]),
    step!(P3, Provisioning, ProvisioningBridge -> ApplicationServer, "HTTP answer", [PsLog, Cloud], WIRE_MS, ProvisioningBridge, ["PRV-002", "PRV-006"]),
    step!(P4, Provisioning, ProvisioningBridge -> Identity, "creation accepted", [Cloud], WIRE_MS, ProvisioningBridge, ["PRV-035"]),
    step!(P5, Provisioning, Identity -> Identity, "organisation exists", [Cloud, UserJson], CREATION_MS, Identity, ["PRV-003"]),
    step!(P6, Provisioning, Identity -> Identity, "user exists", [Cloud, UserJson], CREATION_MS, Identity, ["PRV-002", "PRV-034", "PRV-038"]),
    step!(A1, Activation, User -> ActivationPortal, "login", [Cloud], PERSON_MS, ActivationPortal, ["EUE-001"]),
    step!(A2, Activation, ActivationPortal -> IdpProxy, "credentials validated", [Cloud], WIRE_MS, ActivationPortal, ["EUE-002", "EUE-005", "EUE-006", "EUE-007"]),
    step!(A3, Activation, ActivationPortal -> User, "mail sent", [Cloud], WIRE_MS, ActivationPortal, ["EUE-008"]),
    step!(A4, Activation, User -> ActivationPortal, "email validated", [Cloud], PERSON_MS, ActivationPortal, []),
    step!(A5, Activation, ActivationPortal -> Identity, "user added", [Cloud], CREATION_MS, Identity, []),
    step!(A6, Activation, ActivationPortal -> ProvisioningBridge, "precheck, queue", [Cloud], CREATION_MS, ProvisioningBridge, ["EUE-025"]),
    step!(D1, DirectorySync, DirectorySync -> DirectorySync, "trigger", [Cloud], WIRE_MS, DirectorySync, []),
    step!(D2, DirectorySync, DirectorySync -> XsiActions, "cluster reached", [Cloud], WIRE_MS, Xsp, []),
    step!(D3, DirectorySync, XsiActions -> DirectorySync, "directories read", [Cloud, AccessLog, XsiActionsLog], CREATION_MS, Xsp, []),
    step!(D4, DirectorySync, DirectorySync -> Identity, "written", [Cloud], CREATION_MS, Identity, []),
    step!(D5, DirectorySync, DirectorySync -> DirectorySync, "done", [Cloud], CREATION_MS, DirectorySync, []),
    step!(C1, CallSettings, App -> App, "link shown", [ClientStartup], WIRE_MS, App, ["CSW-001"]),
    step!(C2, CallSettings, App -> CallSettings, "page requested", [AccessLog], WIRE_MS, Xsp, ["CSW-006"]),
    step!(C3, CallSettings, CallSettings -> App, "page served", [CallSettingsWebview, AccessLog], WIRE_MS, Xsp, ["CSW-006"]),
];

/// The steps of a journey in ladder order. A call has none: it is drawn per Call-ID.
pub fn steps_of(kind: JourneyKind) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(move |step| step.journey == kind)
}

/// The step with this id.
#[must_use]
pub fn step(id: StepId) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.id == id)
}

/// The earliest of some steps in ladder order.
#[must_use]
pub fn first_in_ladder_order(ids: &[StepId]) -> Option<StepId> {
    ids.iter().copied().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_id_is_described_once_and_in_order() {
        let described: Vec<_> = STEPS.iter().map(|step| step.id).collect();
        assert_eq!(described, StepId::ALL);
    }

    #[test]
    fn every_step_shows_in_some_log_and_fits_a_drawing() {
        for step in STEPS {
            assert!(!step.logs.is_empty(), "{}", step.id);
            assert!(step.what.len() <= 24, "{} is too long to draw", step.what);
            assert!(step.allowance_ms > 0);
        }
    }
}
