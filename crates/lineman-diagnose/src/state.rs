//! What the inputs say of each step of a journey (design.md section 3).

use lineman_ladder::{Party, Step, steps_of};
use lineman_model::{JourneyKind, LogKind, Outcome, StepId, StepState, Timestamp};

use crate::given::Given;
use crate::journey::Journey;
use crate::observation::{Fact, Verdict};

/// Most places that are shown for one step.
const EVIDENCE_PER_STEP: usize = 6;

/// One step, judged.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) step: StepId,
    pub(crate) state: StepState,
    /// Indices of the members that show it, the deciding ones first.
    pub(crate) evidence: Vec<usize>,
}

/// A journey, judged.
#[derive(Debug, Clone)]
pub(crate) struct JudgedJourney {
    pub(crate) journey: Journey,
    pub(crate) steps: Vec<Judged>,
    pub(crate) outcome: Outcome,
}

impl JudgedJourney {
    /// The first failed or missing step in ladder order.
    pub(crate) fn first_failed(&self) -> Option<StepId> {
        self.steps
            .iter()
            .find(|judged| matches!(judged.state, StepState::Failed | StepState::Missing))
            .map(|judged| judged.step)
    }

    pub(crate) fn state(&self, step: StepId) -> Option<StepState> {
        self.steps.iter().find(|judged| judged.step == step).map(|judged| judged.state)
    }

    /// The root was found to be at an earlier step than the logs at hand could show: that step
    /// failed.
    pub(crate) fn mark_failed(&mut self, step: StepId, evidence: Vec<usize>) {
        for judged in self.steps.iter_mut().filter(|judged| judged.step == step) {
            judged.state = StepState::Failed;
            if judged.evidence.is_empty() {
                judged.evidence = evidence.iter().copied().take(EVIDENCE_PER_STEP).collect();
            }
        }
    }
}

/// What the members say of one step.
#[derive(Debug, Clone)]
struct Shown {
    verdict: Option<Verdict>,
    evidence: Vec<usize>,
    /// Logs that show its beginning only.
    begun_by: Vec<LogKind>,
    /// Logs that show its failure.
    failed_by: Vec<LogKind>,
    /// What they say of it.
    facts: Vec<Fact>,
    latest: Option<Timestamp>,
}

fn shown(journey: &Journey, step: StepId) -> Shown {
    let mut found: Vec<(Verdict, usize)> = journey
        .members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| Some((member.verdict_on(step)?, index)))
        .collect();
    // Of equal verdicts the access log's comes last: it knows the least.
    found.sort_by_key(|(verdict, index)| {
        (*verdict, journey.members[*index].log == LogKind::AccessLog, *index)
    });
    let logs_of = |verdict: Verdict| {
        found
            .iter()
            .filter(|(found, _)| *found == verdict)
            .map(|(_, index)| journey.members[*index].log)
            .collect::<Vec<_>>()
    };
    let latest = found.iter().filter_map(|(_, index)| journey.members[*index].at).max();
    Shown {
        verdict: found.first().map(|(verdict, _)| *verdict),
        begun_by: logs_of(Verdict::Begun),
        failed_by: logs_of(Verdict::Failed),
        facts: journey
            .members
            .iter()
            .flat_map(|member| &member.shows)
            .filter(|show| show.step == step && show.verdict == Verdict::Failed)
            .flat_map(|show| show.facts.iter().cloned())
            .collect(),
        evidence: distinct(journey, &found),
        latest,
    }
}

/// Evidence of one step: the deciding verdict first, and of each log something.
fn distinct(journey: &Journey, found: &[(Verdict, usize)]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for (_, index) in found {
        let log = journey.members[*index].log;
        if !chosen.iter().any(|one| journey.members[*one].log == log) {
            chosen.push(*index);
        }
    }
    for (_, index) in found {
        if chosen.len() < EVIDENCE_PER_STEP && !chosen.contains(index) {
            chosen.push(*index);
        }
    }
    chosen.truncate(EVIDENCE_PER_STEP);
    chosen
}

/// Judges a journey.
pub(crate) fn judge(journey: Journey, given: &Given) -> JudgedJourney {
    let given = &given.about(&journey);
    let ladder: Vec<&'static Step> = steps_of(journey.kind).collect();
    let shown: Vec<Shown> = ladder.iter().map(|step| shown(&journey, step.id)).collect();
    let followed = journey.is_followed();
    let mut steps: Vec<Judged> = Vec::with_capacity(ladder.len());
    let mut broken = false;
    let mut pending = false;
    let mut reference = journey.started();
    let mut root_facts: &[Fact] = &[];
    for (index, step) in ladder.iter().enumerate() {
        let here = &shown[index];
        let later = &shown[index + 1..];
        let state = if pending {
            StepState::NotReached
        } else {
            match here.verdict {
                Some(Verdict::Done | Verdict::Likely) => StepState::Ok,
                Some(Verdict::NotNeeded) => StepState::NotApplicable,
                // What failed behind the root failed because of it, unless it is the same refusal.
                Some(Verdict::Failed) if broken && !same_refusal(&here.facts, root_facts) => {
                    StepState::NotReached
                }
                Some(Verdict::Failed) => StepState::Failed,
                Some(Verdict::Begun) if went_on(here, later) => StepState::Ok,
                Some(Verdict::Begun) if broken => StepState::NotReached,
                Some(Verdict::Begun) => {
                    unfinished(step, here.latest, given, followed, &mut pending)
                }
                None => {
                    silent(step, later, &steps, reference, given, followed, broken, &mut pending)
                }
            }
        };
        if !broken && matches!(state, StepState::Failed | StepState::Missing) {
            broken = true;
            root_facts = &here.facts;
        }
        if state == StepState::Ok {
            reference = reference.max(here.latest);
        }
        steps.push(Judged { step: step.id, state, evidence: here.evidence.clone() });
    }
    let outcome = outcome(&steps, pending);
    JudgedJourney { journey, steps, outcome }
}

/// Whether two failures are the same refusal, seen at two places. That something did not answer, or
/// was out of order, is handed on from one to the next and says nothing of that kind.
fn same_refusal(facts: &[Fact], root: &[Fact]) -> bool {
    facts
        .iter()
        .filter(|fact| !matches!(fact, Fact::NoAnswer | Fact::HttpStatus(500..=599)))
        .any(|fact| root.contains(fact))
}

/// A step that began is over when a later one is shown: by anybody, or failing in the same log.
fn went_on(here: &Shown, later: &[Shown]) -> bool {
    later.iter().any(|shown| match shown.verdict {
        Some(Verdict::Failed) => shown.failed_by.iter().any(|log| here.begun_by.contains(log)),
        Some(_) => true,
        None => false,
    })
}

/// A step that began and shows no end.
fn unfinished(
    step: &Step,
    began: Option<Timestamp>,
    given: &Given,
    followed: bool,
    pending: &mut bool,
) -> StepState {
    if !given.would_show(step.id, began) {
        // Somebody else's log shows that it began; its own, which would show the end, is not here.
        StepState::Unknown
    } else if !over(step, began, given) {
        *pending = true;
        StepState::NotReached
    } else if followed || step.from != Party::App {
        StepState::Missing
    } else {
        StepState::Unknown
    }
}

/// A step that no record shows.
#[expect(clippy::too_many_arguments, reason = "the state of one walk along the ladder")]
fn silent(
    step: &Step,
    later: &[Shown],
    before: &[Judged],
    reference: Option<Timestamp>,
    given: &Given,
    followed: bool,
    broken: bool,
    pending: &mut bool,
) -> StepState {
    if later.iter().any(|shown| shown.verdict.is_some()) {
        // The SBC remembered the Application Server: nothing to look up (CAL-006).
        let signed_in = later
            .iter()
            .any(|shown| matches!(shown.verdict, Some(Verdict::Done | Verdict::Likely)));
        return if step.id == StepId::S7_1 && given.has(LogKind::NsXsLog) && signed_in {
            StepState::NotApplicable
        } else if broken {
            StepState::NotReached
        } else {
            StepState::Unknown
        };
    }
    if broken {
        return StepState::NotReached;
    }
    // What the bridge and identity do after the answer takes minutes and need not be logged;
    // whether the user exists decides (PRV-036).
    if matches!(step.id, StepId::P4 | StepId::P5) {
        return StepState::Unknown;
    }
    let previous = before
        .iter()
        .rev()
        .find(|judged| !matches!(judged.step, StepId::P4 | StepId::P5))
        .map(|judged| judged.state);
    let on_the_way = matches!(previous, None | Some(StepState::Ok | StepState::NotApplicable));
    // Only who acts next knows that it did not: peers such as a test request stop where they like.
    let by_app_or_cloud = matches!(
        step.from,
        Party::User | Party::App | Party::IdpProxy | Party::Identity | Party::ActivationPortal
    ) && step.journey == JourneyKind::SignIn;
    if !on_the_way || !given.would_show(step.id, reference) || (by_app_or_cloud && !followed) {
        return StepState::Unknown;
    }
    if over(step, reference, given) {
        StepState::Missing
    } else {
        *pending = true;
        StepState::NotReached
    }
}

/// Whether the step's allowance is over, against the newest time of the inputs.
fn over(step: &Step, since: Option<Timestamp>, given: &Given) -> bool {
    match (given.newest, since) {
        (Some(newest), Some(since)) => newest.since(since) > step.allowance_ms,
        _ => false,
    }
}

fn outcome(steps: &[Judged], pending: bool) -> Outcome {
    if steps.iter().any(|one| matches!(one.state, StepState::Failed | StepState::Missing)) {
        Outcome::Failed
    } else if steps.last().is_some_and(|last| last.state == StepState::Ok) {
        Outcome::Ok
    } else if pending {
        Outcome::Incomplete
    } else {
        Outcome::Unknown
    }
}
