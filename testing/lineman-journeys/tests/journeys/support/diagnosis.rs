//! Looking at a report.

use std::path::PathBuf;

use lineman_diagnose::{Finding, JourneyReport, Options, Report};
use lineman_model::{Confidence, JourneyKind, ScopeKind, Severity, StepId};

/// Diagnoses these files or folders.
pub(crate) fn diagnose(paths: &[PathBuf]) -> Report {
    lineman_deployment::diagnose(paths, Options::default(), &mut |_, _| {})
}

/// A finding without the paths of its evidence, which differ where files have other names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Essence {
    pub(crate) id: String,
    pub(crate) severity: Severity,
    pub(crate) step: Option<StepId>,
    pub(crate) component: Option<String>,
    pub(crate) subscriber: Option<String>,
    pub(crate) scope: (ScopeKind, Option<String>, u64),
    pub(crate) count: u64,
    pub(crate) confidence: Confidence,
    pub(crate) words: [String; 3],
    /// Log, line, time and text of each place, sorted.
    pub(crate) evidence: Vec<(String, u64, Option<String>, String)>,
    pub(crate) evidence_total: u64,
}

impl Essence {
    fn of(finding: &Finding) -> Self {
        let mut evidence: Vec<_> = finding
            .evidence
            .iter()
            .map(|place| {
                let time = place.time.map(|time| time.to_rfc3339());
                (format!("{:?}", place.log), place.line, time, place.text.clone())
            })
            .collect();
        evidence.sort();
        Self {
            id: finding.id.clone(),
            severity: finding.severity,
            step: finding.step,
            component: finding.component.map(|component| format!("{component:?}")),
            subscriber: finding.subscriber.clone(),
            scope: (finding.scope.kind, finding.scope.id.clone(), finding.scope.affected),
            count: finding.count,
            confidence: finding.confidence,
            words: [finding.title.clone(), finding.cause.clone(), finding.remedy.clone()],
            evidence,
            evidence_total: finding.evidence_total,
        }
    }
}

/// What was found, without paths, in the report's order.
pub(crate) fn essences(report: &Report) -> Vec<Essence> {
    report.findings.iter().map(Essence::of).collect()
}

/// Ids of all errors and warnings.
pub(crate) fn errors_and_warnings(report: &Report) -> Vec<(Severity, &str)> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| (finding.severity, finding.id.as_str()))
        .collect()
}

/// Journeys of a kind of a subscriber.
pub(crate) fn journeys_of<'a>(
    report: &'a Report,
    kind: JourneyKind,
    subscriber: &str,
) -> Vec<&'a JourneyReport> {
    report
        .journeys
        .iter()
        .filter(|journey| journey.kind == kind && journey.subscriber.as_deref() == Some(subscriber))
        .collect()
}

/// All sign-ins, in order of their start.
pub(crate) fn sign_ins(report: &Report) -> Vec<&JourneyReport> {
    report.journeys.iter().filter(|journey| journey.kind == JourneyKind::SignIn).collect()
}
