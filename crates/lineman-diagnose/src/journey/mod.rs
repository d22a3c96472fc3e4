//! Observations to journeys.
//!
//! What joins them, the strongest first: tracking id, Call-ID, the thread of one request, the
//! subscriber and the time. A repeated attempt is a new journey.

mod loose;
mod people;
mod provisioning;
mod refusals;
mod strands;
mod support;

use std::collections::BTreeSet;

use lineman_model::{JourneyKind, LogKind, StepId, Timestamp};

pub(crate) use people::People;

use crate::observation::{Ids, Observation};
use crate::sink::Refusal;

/// A journey under construction.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    pub(crate) kind: JourneyKind,
    /// Everything that is known to join it.
    pub(crate) ids: Ids,
    /// Its observations, in order of time.
    pub(crate) members: Vec<Observation>,
}

impl Journey {
    fn new(kind: JourneyKind, members: Vec<Observation>) -> Self {
        let mut journey = Self { kind, ids: Ids::default(), members };
        journey.settle();
        journey
    }

    /// Sorts the members and gathers what joins them.
    fn settle(&mut self) {
        self.members.sort_by_key(|member| (member.at, member.place));
        let mut ids = Ids::default();
        for member in &self.members {
            ids.learn(&member.ids);
        }
        self.ids = ids;
    }

    fn add(&mut self, member: Observation) {
        self.members.push(member);
    }

    /// Time of the first thing seen of it. The access log knows whole seconds only, so it decides
    /// only when no other log does.
    pub(crate) fn started(&self) -> Option<Timestamp> {
        let first = |coarse: bool| {
            self.members
                .iter()
                .filter(|member| coarse == (member.log == LogKind::AccessLog))
                .filter_map(|member| member.at)
                .min()
        };
        first(false).or_else(|| first(true))
    }

    /// Time of the last thing seen of it.
    pub(crate) fn ended(&self) -> Option<Timestamp> {
        self.members.iter().filter_map(|member| member.at).max()
    }

    /// Whether the app's or the cloud's logs show it: then silence of the others is telling.
    pub(crate) fn is_followed(&self) -> bool {
        self.members.iter().any(|member| {
            matches!(member.log, LogKind::ClientStartup | LogKind::ClientCalling | LogKind::Cloud)
        })
    }

    /// Whether a log shows any of these steps of it.
    fn shown_by(&self, log: LogKind, steps: &BTreeSet<StepId>) -> bool {
        self.members.iter().any(|member| {
            member.log == log && member.shows.iter().any(|show| steps.contains(&show.step))
        })
    }
}

/// The journey that an observation belongs to, by its steps.
fn kind_of(observation: &Observation) -> JourneyKind {
    let provisioning = observation.shows.first().is_some_and(|show| {
        lineman_ladder::step(show.step)
            .is_some_and(|step| step.journey == JourneyKind::Provisioning)
    });
    if provisioning { JourneyKind::Provisioning } else { JourneyKind::SignIn }
}

fn steps_of(observations: &[Observation]) -> BTreeSet<StepId> {
    observations.iter().flat_map(|one| one.shows.iter().map(|show| show.step)).collect()
}

/// Builds the journeys. Gives also the observations that joined none, and the refused handshakes
/// that hit none.
pub(crate) fn build(
    observations: Vec<Observation>,
    people: &People,
    refusals: Vec<Refusal>,
) -> (Vec<Journey>, Vec<Observation>, Vec<Refusal>) {
    let sorted = strands::sort(observations);
    let mut journeys = sorted.tracked;
    let left = provisioning::join(&mut journeys, sorted.loose, people);
    let (strong, weak): (Vec<_>, Vec<_>) = left.into_iter().partition(strands::Strand::may_begin);
    loose::join(&mut journeys, strong, people);
    let unplaced = support::join(&mut journeys, weak, people);
    provisioning::decide_by_sign_in(&mut journeys, people);
    let refusals = refusals::join(&mut journeys, refusals);
    for journey in &mut journeys {
        journey.settle();
    }
    journeys.sort_by_key(|journey| {
        (journey.started(), journey.members.first().map(|member| member.place))
    });
    (journeys, unplaced, refusals)
}
