//! Strands without a tracking id: joined by subscriber and time.
//!
//! Peers such as curl and sipp leave only these; a genuine app's registration is one when its own
//! log was not given.

use std::collections::{BTreeMap, BTreeSet};

use lineman_model::{JourneyKind, LogKind, StepId, Timestamp};

use super::strands::Strand;
use super::{Journey, People, steps_of};

/// How long after a journey's last observation a registration may still belong to it.
const REGISTRATION_MS: i64 = 120_000;
/// The same for anything else.
const USUAL_MS: i64 = 30_000;
/// Clocks of two servers may differ by this.
const SKEW_MS: i64 = 2_000;
/// A longer silence separates two journeys of one subscriber.
const SILENCE_MS: i64 = 600_000;

/// Joins strands to tracked journeys, and what is left among itself.
pub(super) fn join(journeys: &mut Vec<Journey>, strands: Vec<Strand>, people: &People) {
    let mut by_person: BTreeMap<Option<String>, Vec<Strand>> = BTreeMap::new();
    let owners: Vec<Option<String>> =
        journeys.iter().map(|journey| people.person(&journey.ids)).collect();
    for strand in strands {
        let person = people.person(&strand.ids);
        let steps = steps_of(&strand.members);
        let found = person.as_ref().and_then(|person| {
            // The latest journey that was under way.
            (0..journeys.len())
                .filter(|index| owners[*index].as_ref() == Some(person))
                .filter(|index| fits(&journeys[*index], &strand, &steps))
                .max_by_key(|index| journeys[*index].started())
        });
        match found {
            Some(index) => {
                for member in strand.members {
                    journeys[index].add(member);
                }
            }
            None => by_person.entry(person).or_default().push(strand),
        }
    }
    for (person, mut strands) in by_person {
        strands.sort_by_key(|strand| strand.members.first().map(|first| (first.at, first.place)));
        if person.is_none() {
            // Nobody knows whose they are: each stands alone.
            journeys.extend(strands.into_iter().map(|one| Journey::new(one.kind, one.members)));
        } else {
            chain(journeys, strands);
        }
    }
}

fn fits(journey: &Journey, strand: &Strand, steps: &BTreeSet<StepId>) -> bool {
    let (Some(start), Some(end)) = (journey.started(), journey.ended()) else { return false };
    let Some(time) = strand.members.first().and_then(|first| first.at) else { return false };
    let window =
        if steps.iter().any(|step| *step >= StepId::S7) { REGISTRATION_MS } else { USUAL_MS };
    let logs: BTreeSet<LogKind> = strand.members.iter().map(|member| member.log).collect();
    journey.kind == strand.kind
        && time.since(start) >= -SKEW_MS
        && time.since(end) <= window
        // A log that shows these steps of the journey shows another one here.
        && !logs.iter().any(|log| journey.shown_by(*log, steps))
}

/// Strands of one subscriber in order of time become journeys.
fn chain(journeys: &mut Vec<Journey>, strands: Vec<Strand>) {
    let mut current: Option<(Chain, JourneyKind)> = None;
    for strand in strands {
        let continues = current
            .as_ref()
            .is_some_and(|(chain, kind)| *kind == strand.kind && chain.continues(&strand));
        if !continues && let Some((chain, kind)) = current.take() {
            journeys.push(Journey::new(kind, chain.members));
        }
        let (chain, _) = current.get_or_insert_with(|| (Chain::default(), strand.kind));
        chain.push(strand);
    }
    if let Some((chain, kind)) = current {
        journeys.push(Journey::new(kind, chain.members));
    }
}

/// The journey under construction.
#[derive(Debug, Default)]
struct Chain {
    members: Vec<crate::observation::Observation>,
    opened: BTreeSet<(LogKind, &'static str)>,
    furthest: Option<StepId>,
    last: Option<Timestamp>,
}

impl Chain {
    fn continues(&self, strand: &Strand) -> bool {
        let again = strand.members.iter().any(|member| {
            member.opens.is_some_and(|kind| self.opened.contains(&(member.log, kind)))
        });
        let first =
            strand.members.iter().flat_map(|member| &member.shows).map(|show| show.step).min();
        let backwards = first < self.furthest;
        let time = strand.members.first().and_then(|first| first.at);
        let silent = match (time, self.last) {
            (Some(time), Some(last)) => time.since(last) > SILENCE_MS,
            _ => false,
        };
        // The loopback validation is logged by two applications, in strands of their own.
        let overlaps = match (time, self.last) {
            (Some(time), Some(last)) => time.since(last) <= 0,
            _ => false,
        };
        !again && !silent && (!backwards || overlaps)
    }

    fn push(&mut self, strand: Strand) {
        for member in strand.members {
            if let Some(kind) = member.opens {
                self.opened.insert((member.log, kind));
            }
            for show in &member.shows {
                self.furthest = self.furthest.max(Some(show.step));
            }
            self.last = self.last.max(member.at);
            self.members.push(member);
        }
    }
}
