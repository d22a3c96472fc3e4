//! Findings: the root of each failed journey, and what is odd about the inputs.

mod general;
mod matching;
mod roots;
mod signatures;

use lineman_catalog::Entry;
use lineman_model::{Component, Confidence, ScopeKind, Severity, StepId, limits};
use lineman_texts::Texts;

pub(crate) use general::General;
pub(crate) use roots::Roots;

use crate::report::{Evidence, Finding, Scope};

/// A finding before its texts.
#[derive(Debug, Clone)]
pub(crate) struct Raised {
    pub(crate) id: &'static str,
    pub(crate) severity: Severity,
    pub(crate) step: Option<StepId>,
    pub(crate) component: Option<Component>,
    pub(crate) subscriber: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) count: u64,
    pub(crate) confidence: Confidence,
    /// Places; may be the first few of more.
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) evidence_total: u64,
    /// Number and text of a BroadWorks error, for its title.
    pub(crate) oci_error: Option<(u32, String)>,
}

impl Raised {
    /// A finding about no journey, with what the catalog says of it.
    pub(crate) fn outside_ladder(id: &'static str, evidence: Vec<Evidence>, total: u64) -> Self {
        let entry = lineman_catalog::finding(id);
        Self {
            id,
            severity: entry.map_or(Severity::Warning, |entry| entry.severity),
            step: None,
            component: entry.and_then(|entry| entry.component),
            subscriber: None,
            scope: Scope { kind: ScopeKind::System, id: None, affected: 0 },
            count: total,
            confidence: Confidence::Certain,
            evidence,
            evidence_total: total,
            oci_error: None,
        }
    }

    /// The finding in words.
    pub(crate) fn finish(mut self, texts: &Texts) -> Finding {
        self.evidence.truncate(limits::EVIDENCE_ROWS);
        let entry = lineman_catalog::finding(self.id);
        let (title, cause, remedy) = self.words(entry, texts);
        let reference = match (entry, self.step) {
            (Some(entry), _) if !entry.requirements.is_empty() => entry.requirements,
            (_, Some(step)) => lineman_ladder::step(step).map_or(&[][..], |step| step.requirements),
            _ => &[],
        };
        Finding {
            id: self.id.to_owned(),
            severity: self.severity,
            step: self.step,
            component: self.component,
            subscriber: self.subscriber,
            scope: self.scope,
            count: self.count,
            title,
            cause,
            remedy,
            reference: reference.iter().map(|row| (*row).to_owned()).collect(),
            confidence: self.confidence,
            evidence: self.evidence,
            evidence_total: self.evidence_total,
        }
    }

    fn words(&self, entry: Option<&Entry>, texts: &Texts) -> (String, String, String) {
        if let Some((number, text)) = &self.oci_error {
            let known = lineman_catalog::oci_error(*number);
            let number = number.to_string();
            let title =
                texts.format("report-oci-error-title", &[("number", &number), ("text", text)]);
            if let Some(entry) = known.or(entry) {
                return (title, texts.cause(entry), texts.remedy(entry));
            }
        }
        let Some(entry) = entry else {
            return (self.id.to_owned(), String::new(), String::new());
        };
        let title = match self.step {
            Some(step) if self.id == lineman_catalog::findings::STEP_FAILED => texts.format(
                "report-step-failed-title",
                &[("step", step.as_str()), ("name", &texts.step(step))],
            ),
            _ => texts.title(entry),
        };
        (title, texts.cause(entry), texts.remedy(entry))
    }
}

/// The order of a report: severity, step, id.
pub(crate) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| {
            (finding.severity, finding.step.is_none(), finding.step, finding.id.clone())
        };
        key(one)
            .cmp(&key(other))
            .then_with(|| one.subscriber.cmp(&other.subscriber))
            .then_with(|| one.title.cmp(&other.title))
    });
}
