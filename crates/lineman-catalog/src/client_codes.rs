//! Error codes of the Webex app (solution-facts 6).

use lineman_model::{Component, ScopeKind, Severity, StepId};

use crate::entry::{Entry, EntryKind, Since};

pub(crate) static ENTRIES: &[Entry] = &[
    Entry {
        id: "1502",
        kind: EntryKind::ClientCode,
        wire_text: None,
        severity: Severity::Error,
        scope: ScopeKind::Subscriber,
        steps: &[StepId::S5, StepId::S5_1, StepId::S5_2, StepId::S5_3, StepId::S5_4],
        component: Some(Component::IdpProxy),
        since: Since::Unstated,
        requirements: &["LAD-023", "CAL-010", "CAL-012"],
    },
    Entry {
        id: "1507",
        kind: EntryKind::ClientCode,
        wire_text: None,
        severity: Severity::Error,
        scope: ScopeKind::Subscriber,
        steps: &[StepId::S6_4],
        component: Some(Component::ApplicationServer),
        since: Since::Unstated,
        requirements: &["CAL-004", "CAL-010"],
    },
];
