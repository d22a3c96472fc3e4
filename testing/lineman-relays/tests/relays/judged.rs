//! What a diagnosis says, in the words of the tests.

use lineman_diagnose::{JourneyReport, Report};
use lineman_model::{JourneyKind, Severity, StepId, StepState};

/// The only journey of a kind.
pub(crate) fn journey(report: &Report, kind: JourneyKind) -> &JourneyReport {
    let found: Vec<_> = report.journeys.iter().filter(|one| one.kind == kind).collect();
    assert_eq!(found.len(), 1, "journeys of {kind:?}: {}", report.to_json());
    found[0]
}

/// The state of a step.
pub(crate) fn state(journey: &JourneyReport, step: StepId) -> StepState {
    let found = journey.steps.iter().find(|one| one.step == step);
    found.unwrap_or_else(|| panic!("{step} is a step of the journey")).state
}

/// Ids and steps of all error findings.
pub(crate) fn errors(report: &Report) -> Vec<(&str, Option<StepId>)> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| (finding.id.as_str(), finding.step))
        .collect()
}
