//! HTTP statuses that carry a meaning at one of the services (PRV-006 to PRV-011, XCC-012).

use lineman_model::{Component, ScopeKind, Severity, StepId};

use crate::entry::{Entry, EntryKind, Since};

macro_rules! status {
    ($kind:ident $id:literal, $severity:ident, $scope:ident, $component:ident, [$($step:ident),*], [$($row:literal),*]) => {
        Entry {
            id: $id,
            kind: EntryKind::$kind,
            wire_text: None,
            severity: Severity::$severity,
            scope: ScopeKind::$scope,
            steps: &[$(StepId::$step),*],
            component: Some(Component::$component),
            since: Since::Unstated,
            requirements: &[$($row),*],
        }
    };
}

#[rustfmt::skip]
pub(crate) static ENTRIES: &[Entry] = &[
    status!(BridgeStatus "200", Info, Subscriber, ProvisioningBridge, [P3, P4, P6], ["PRV-002", "PRV-007", "PRV-035", "PRV-036", "PRV-038"]),
    status!(BridgeStatus "400", Error, Subscriber, ProvisioningBridge, [P3], ["PRV-008", "PRV-017", "PRV-019", "PRV-039", "PRV-041"]),
    status!(BridgeStatus "401", Error, Enterprise, ApplicationServer, [P3], ["PRV-009", "PRV-025", "PRV-026", "PRV-027"]),
    status!(BridgeStatus "403", Error, Enterprise, ApplicationServer, [P3], ["PRV-010", "PRV-044", "PRV-046"]),
    status!(BridgeStatus "409", Error, Subscriber, Identity, [P3], ["PRV-011", "PRV-032", "PRV-047", "PRV-049"]),
    status!(AuthServiceStatus "200", Info, Subscriber, Xsp, [S5_4, S6_1], ["LAD-033", "LAD-043"]),
    status!(AuthServiceStatus "400", Error, System, IdpProxy, [S5_2], ["LAD-027"]),
    status!(AuthServiceStatus "401", Error, Subscriber, Xsp, [S6_1], ["LAD-037", "LAD-044", "AUT-002"]),
    status!(AuthServiceStatus "404", Error, Subscriber, Xsp, [S5_2, S5_3], ["LAD-026", "LAD-028", "AUT-004"]),
    status!(XsiStatus "200", Info, Subscriber, Xsp, [S2_2, S6_3], ["LAD-017", "LAD-048", "LAD-053"]),
    status!(XsiStatus "401", Error, Subscriber, Xsp, [S2_1, S6], ["LAD-010", "LAD-014", "LAD-037", "EUE-001"]),
    status!(XsiStatus "403", Error, Subscriber, Xsp, [S6], ["LAD-037"]),
    status!(XsiStatus "503", Error, System, Xsp, [S2_1_1, S6_1, S6_2], ["LAD-012", "LAD-039", "AUT-003"]),
];
