//! What each fault must look like (design.md sections 4 and 6).

use lineman_deployment::lab::Fault;
use lineman_model::{JourneyKind, ScopeKind, StepId};

/// BroadWorks id of the lab's first subscriber.
pub(crate) const FIRST: &str = "maria.keller@bw.acme.example";
/// The lab's enterprise.
pub(crate) const ENTERPRISE: &str = "ACME_Telecom";

/// The one finding of a fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    pub(crate) step: StepId,
    pub(crate) journey: JourneyKind,
    pub(crate) scope: ScopeKind,
    pub(crate) scope_id: &'static str,
    pub(crate) affected: u64,
}

/// What a fault must look like.
pub(crate) const fn expected(fault: Fault) -> Expected {
    let (step, journey, hits_enterprise, affected) = match fault {
        Fault::WrongPassword => (StepId::S2_1, JourneyKind::SignIn, false, 1),
        Fault::ConnectorEntitlementMissing => (StepId::S4, JourneyKind::SignIn, false, 1),
        // Nobody else gets so far: the others are walked only when all is well.
        Fault::ClientCertificateUntrusted => (StepId::S5_2, JourneyKind::SignIn, true, 1),
        Fault::DesktopDeviceMissing => (StepId::S6_3, JourneyKind::SignIn, false, 1),
        // All three are refused.
        Fault::ImpCredentialsMismatch => (StepId::P3, JourneyKind::Provisioning, true, 3),
        Fault::UserExists | Fault::PrimaryNumberMissing => {
            (StepId::P3, JourneyKind::Provisioning, false, 1)
        }
        Fault::UpstreamCreationFailed => (StepId::P6, JourneyKind::Provisioning, false, 1),
    };
    let (scope, scope_id) = if hits_enterprise {
        (ScopeKind::Enterprise, ENTERPRISE)
    } else {
        (ScopeKind::Subscriber, FIRST)
    };
    Expected { step, journey, scope, scope_id, affected }
}
