//! From failed journeys to findings: one per id, step and cause.

use std::collections::{BTreeMap, BTreeSet};

use lineman_catalog::findings as id;
use lineman_model::{Confidence, JourneyKind, Outcome, ScopeKind, Severity, StepId, StepState};

use super::Raised;
use super::matching::{self, Root};
use crate::evidence::Paths;
use crate::given::Given;
use crate::journey::People;
use crate::observation::{Fact, Verdict};
use crate::report::{Evidence, Scope};
use crate::sink::Refusal;
use crate::state::JudgedJourney;

/// So many subscribers of one enterprise that fail alike, and nobody who does not, are a fault of
/// the enterprise (PRV-030).
const WHOLE_ENTERPRISE: usize = 3;

/// Names the roots.
#[derive(Debug)]
pub(crate) struct Roots<'a> {
    pub(crate) people: &'a People,
    pub(crate) paths: &'a Paths,
    pub(crate) given: &'a Given,
}

#[derive(Debug)]
struct Case {
    root: Root,
    person: Option<String>,
    enterprise: Option<String>,
    evidence: Vec<Evidence>,
}

impl Roots<'_> {
    /// The findings of all journeys. A root at an earlier step than the first one that the logs at
    /// hand show as failed is marked in the journey.
    pub(crate) fn raise(
        &self,
        journeys: &mut [JudgedJourney],
        refusals: &[Refusal],
        refusals_total: u64,
    ) -> Vec<Raised> {
        let unprovisioned = self.unprovisioned(journeys);
        let mut cases: Vec<Case> = Vec::new();
        for judged in journeys.iter_mut() {
            let Some(root) = matching::root(judged, self.given) else { continue };
            if self.is_consequence(judged, &root, &unprovisioned) {
                continue;
            }
            let state = judged.state(root.step);
            if judged.first_failed().is_some_and(|failed| root.step < failed)
                && !matches!(state, Some(StepState::Ok))
            {
                judged.mark_failed(root.step, root.evidence.clone());
            }
            cases.push(self.case(judged, root));
        }
        let mut raised = self.group(cases, journeys);
        self.handshakes(&mut raised, journeys, refusals, refusals_total);
        raised
    }

    fn case(&self, judged: &JudgedJourney, root: Root) -> Case {
        let members = &judged.journey.members;
        let evidence = root
            .evidence
            .iter()
            .filter_map(|index| members.get(*index))
            .map(|member| self.paths.of_observation(member))
            .collect();
        Case {
            person: self
                .people
                .person(&judged.journey.ids)
                .map(|person| self.people.spelled(&person)),
            enterprise: self.people.enterprise(&judged.journey.ids),
            evidence,
            root,
        }
    }

    /// Subscribers whose provisioning did not succeed; `None` among them when it is not known
    /// whom an app's log speaks of.
    fn unprovisioned(&self, journeys: &[JudgedJourney]) -> BTreeSet<Option<String>> {
        let mut persons: BTreeSet<Option<String>> = journeys
            .iter()
            .filter(|judged| judged.journey.kind == JourneyKind::Provisioning)
            .filter(|judged| judged.outcome != Outcome::Ok)
            .map(|judged| self.people.person(&judged.journey.ids))
            .collect();
        if !persons.is_empty() {
            persons.insert(None);
        }
        persons
    }

    /// A user who was never created cannot sign in: that is no second finding.
    fn is_consequence(
        &self,
        judged: &JudgedJourney,
        root: &Root,
        unprovisioned: &BTreeSet<Option<String>>,
    ) -> bool {
        let unknown_user = judged.journey.members.iter().any(|member| {
            member.shows.iter().any(|show| {
                show.step == StepId::S1
                    && show.verdict == Verdict::Failed
                    && show.facts.contains(&Fact::UserUnknown)
            })
        });
        root.step == StepId::S1
            && unknown_user
            && unprovisioned.contains(&self.people.person(&judged.journey.ids))
    }

    fn group(&self, cases: Vec<Case>, journeys: &[JudgedJourney]) -> Vec<Raised> {
        let mut groups: BTreeMap<(&'static str, StepId, Option<String>), Vec<Case>> =
            BTreeMap::new();
        let whole = self.whole_enterprises(&cases, journeys);
        for case in cases {
            let of_enterprise = scope_of(case.root.id) != ScopeKind::Subscriber
                || whole.contains(&(case.root.id, case.enterprise.clone()));
            let owner = if of_enterprise { case.enterprise.clone() } else { case.person.clone() };
            groups.entry((case.root.id, case.root.step, owner)).or_default().push(case);
        }
        groups
            .into_iter()
            .map(|((id, step, owner), cases)| {
                let of_enterprise = scope_of(id) != ScopeKind::Subscriber
                    || cases
                        .first()
                        .is_some_and(|case| whole.contains(&(id, case.enterprise.clone())));
                raise(id, step, owner, of_enterprise, cases)
            })
            .collect()
    }

    /// Enterprises of which everybody who got so far fails for the same reason.
    fn whole_enterprises(
        &self,
        cases: &[Case],
        journeys: &[JudgedJourney],
    ) -> BTreeSet<(&'static str, Option<String>)> {
        let mut hit: BTreeMap<(&'static str, Option<String>), BTreeSet<&str>> = BTreeMap::new();
        for case in cases {
            if let (Some(_), Some(person)) = (&case.enterprise, &case.person) {
                hit.entry((case.root.id, case.enterprise.clone())).or_default().insert(person);
            }
        }
        hit.retain(|(id, enterprise), persons| {
            let step = cases.iter().find(|case| case.root.id == *id).map(|case| case.root.step);
            let spared = journeys.iter().any(|judged| {
                self.people.enterprise(&judged.journey.ids) == *enterprise
                    && step.and_then(|step| judged.state(step)) == Some(StepState::Ok)
            });
            persons.len() >= WHOLE_ENTERPRISE && !spared
        });
        hit.into_keys().collect()
    }

    /// Refused handshakes that hit no journey that we see.
    fn handshakes(
        &self,
        raised: &mut Vec<Raised>,
        journeys: &[JudgedJourney],
        refusals: &[Refusal],
        total: u64,
    ) {
        let Some(last) = refusals.iter().map(|refusal| refusal.witness.at).max() else { return };
        let evidence: Vec<Evidence> =
            refusals.iter().map(|refusal| self.paths.of_witness(&refusal.witness)).collect();
        if let Some(same) = raised.iter_mut().find(|one| one.id == id::CLIENT_CERTIFICATE_UNTRUSTED)
        {
            same.evidence_total += evidence.len() as u64;
            same.evidence.extend(evidence);
            return;
        }
        let mut finding =
            Raised::outside_ladder(id::CLIENT_CERTIFICATE_UNTRUSTED, evidence, total.max(1));
        finding.step = Some(StepId::S5_2);
        // A certificate was accepted afterwards: what was refused was somebody else's.
        let accepted_later = journeys.iter().any(|judged| {
            judged.journey.members.iter().any(|member| {
                member.at >= last && member.verdict_on(StepId::S5_2) == Some(Verdict::Done)
            })
        });
        if accepted_later {
            finding.severity = Severity::Warning;
            finding.confidence = Confidence::Likely;
        }
        raised.push(finding);
    }
}

fn scope_of(id: &str) -> ScopeKind {
    lineman_catalog::finding(id).map_or(ScopeKind::Subscriber, |entry| entry.scope)
}

fn raise(
    id: &'static str,
    step: StepId,
    owner: Option<String>,
    of_enterprise: bool,
    cases: Vec<Case>,
) -> Raised {
    let entry = lineman_catalog::finding(id);
    let persons: BTreeSet<String> = cases.iter().filter_map(|case| case.person.clone()).collect();
    let count = cases.len() as u64;
    let confidence =
        cases.iter().map(|case| case.root.confidence).min().unwrap_or(Confidence::Possible);
    let evidence: Vec<Evidence> = cases.into_iter().flat_map(|case| case.evidence).collect();
    let kind = match (of_enterprise, &owner) {
        (false, _) => ScopeKind::Subscriber,
        (true, Some(_)) => ScopeKind::Enterprise,
        (true, None) => ScopeKind::System,
    };
    Raised {
        id,
        severity: entry.map_or(Severity::Error, |entry| entry.severity),
        step: Some(step),
        component: entry
            .and_then(|entry| entry.component)
            .or_else(|| lineman_ladder::step(step).map(|step| step.component)),
        subscriber: persons.first().filter(|_| persons.len() == 1).cloned(),
        // A journey whose subscriber is not known is still somebody's.
        scope: Scope { kind, id: owner, affected: persons.len().max(1) as u64 },
        count,
        confidence,
        evidence_total: evidence.len() as u64,
        evidence,
        oci_error: None,
    }
}
