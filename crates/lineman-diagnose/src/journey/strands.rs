//! Strands: observations that belong together without any guess.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lineman_model::{JourneyKind, LogKind, StepId};

use super::{Journey, kind_of};
use crate::observation::{Ids, Observation, Verdict};

/// Observations of one request or one registration.
#[derive(Debug, Clone)]
pub(crate) struct Strand {
    pub(crate) kind: JourneyKind,
    pub(crate) ids: Ids,
    pub(crate) members: Vec<Observation>,
}

impl Strand {
    fn new(kind: JourneyKind, mut members: Vec<Observation>) -> Self {
        members.sort_by_key(|member| (member.at, member.place));
        let mut ids = Ids::default();
        for member in &members {
            ids.learn(&member.ids);
        }
        Self { kind, ids, members }
    }

    /// Whether a journey may begin with it. The access log's times are too coarse for that: it is
    /// looked at when everything else is in place.
    pub(crate) fn may_begin(&self) -> bool {
        self.members.iter().any(|member| !member.supports_only && member.log != LogKind::AccessLog)
    }
}

/// What could be sorted at once.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    /// Journeys of one tracking id and attempt.
    pub(crate) tracked: Vec<Journey>,
    /// The rest, each strand to be placed by subscriber and time.
    pub(crate) loose: Vec<Strand>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Tracking(JourneyKind, String),
    Call(String),
    Exchange(u32, u64),
    Single(usize),
}

/// Sorts observations into strands, and those with a tracking id into attempts.
pub(crate) fn sort(observations: Vec<Observation>) -> Sorted {
    // The app's log joins Call-IDs to tracking ids.
    let calls: HashMap<String, String> = observations
        .iter()
        .filter_map(|one| Some((one.ids.call_id.clone()?, one.ids.tracking.clone()?)))
        .collect();
    let mut strands: BTreeMap<Key, Vec<Observation>> = BTreeMap::new();
    for (index, observation) in observations.into_iter().enumerate() {
        let ids = &observation.ids;
        let tracking = ids
            .tracking
            .clone()
            .or_else(|| ids.call_id.as_ref().and_then(|call| calls.get(call).cloned()));
        let key = match (tracking, &ids.call_id, ids.exchange) {
            (Some(tracking), _, _) => Key::Tracking(kind_of(&observation), tracking),
            (None, Some(call), _) => Key::Call(call.clone()),
            (None, None, Some(exchange)) => Key::Exchange(observation.place.input, exchange),
            (None, None, None) => Key::Single(index),
        };
        strands.entry(key).or_default().push(observation);
    }
    let mut sorted = Sorted::default();
    for (key, members) in strands {
        match key {
            Key::Tracking(kind, _) => sorted.tracked.extend(attempts(kind, members)),
            _ => {
                let kind = members.first().map_or(JourneyKind::SignIn, kind_of);
                sorted.loose.push(Strand::new(kind, members));
            }
        }
    }
    // An OCI-P request alone (an assignment by a client that sends tracking ids) is no journey
    // of its own yet: it may belong to the exchange with the bridge.
    let (alone, tracked) = sorted.tracked.into_iter().partition(only_assignment);
    sorted.tracked = tracked;
    sorted.loose.extend(alone.into_iter().map(|one| Strand::new(one.kind, one.members)));
    sorted
}

fn only_assignment(journey: &Journey) -> bool {
    journey.kind == JourneyKind::Provisioning
        && journey.members.iter().all(|member| member.log == LogKind::PsLog)
        && journey.members.iter().any(|member| member.opens == Some("assignment"))
        && !journey.members.iter().any(|member| member.opens == Some("POST"))
}

/// Cuts the observations of one tracking id where a log shows the password asked a second time.
fn attempts(kind: JourneyKind, mut members: Vec<Observation>) -> Vec<Journey> {
    members.sort_by_key(|member| (member.at, member.place));
    let mut journeys: Vec<Vec<Observation>> = vec![Vec::new()];
    let mut opened: BTreeSet<(LogKind, &'static str)> = BTreeSet::new();
    for member in members {
        if let Some(kind) = member.opens.filter(|kind| *kind != "REGISTER") {
            let again = !opened.insert((member.log, kind));
            // The app writes its line when the answer is there, so it may be the first line of an
            // attempt only where no other log is given.
            if again {
                let shared: Vec<Observation> = journeys
                    .last()
                    .into_iter()
                    .flatten()
                    .filter(|one| precedes(one))
                    .cloned()
                    .collect();
                opened.clear();
                opened.insert((member.log, kind));
                journeys.push(shared);
            }
        }
        if let Some(current) = journeys.last_mut() {
            current.push(member);
        }
    }
    journeys.into_iter().map(|members| Journey::new(kind, members)).collect()
}

/// Whether an observation of one attempt holds for the next one too: the route and the form.
fn precedes(observation: &Observation) -> bool {
    observation.opens.is_none()
        && !observation.shows.is_empty()
        && observation
            .shows
            .iter()
            .all(|show| show.step <= StepId::S2 && show.verdict != Verdict::Failed)
}
