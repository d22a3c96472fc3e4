//! Observations that support a journey: the access log, OCI-P without tracking ids, Device
//! Management. They join by subscriber and time where that is unambiguous.

use lineman_model::{LogKind, StepId, Timestamp};

use super::strands::Strand;
use super::{Journey, People, loose};
use crate::observation::{Observation, Verdict};

/// Around a precise time.
const PRECISE_MS: i64 = 1_500;
/// The access log prints whole seconds, of the start of a request.
const COARSE_AFTER_MS: i64 = 2_500;
const COARSE_BEFORE_MS: i64 = 1_000;

/// Joins what can be joined. Access-log lines that tell their client may begin a journey when they
/// find none; the rest is given back.
pub(super) fn join(
    journeys: &mut Vec<Journey>,
    strands: Vec<Strand>,
    people: &People,
) -> Vec<Observation> {
    let mut unplaced = Vec::new();
    let mut beginning = Vec::new();
    let owners: Vec<Option<String>> =
        journeys.iter().map(|journey| people.person(&journey.ids)).collect();
    let mut strands = strands;
    strands.sort_by_key(|strand| strand.members.first().map(|first| (first.at, first.place)));
    for strand in strands {
        let person = people.person(&strand.ids);
        match best(journeys, &owners, &strand, person.as_deref()) {
            Some(index) => {
                for member in strand.members {
                    journeys[index].add(member);
                }
            }
            None if strand.members.iter().any(|member| !member.supports_only) => {
                beginning.push(strand);
            }
            None => unplaced.extend(strand.members),
        }
    }
    loose::join(journeys, beginning, people);
    unplaced
}

/// The journey that a strand supports, if one stands out.
fn best(
    journeys: &[Journey],
    owners: &[Option<String>],
    strand: &Strand,
    person: Option<&str>,
) -> Option<usize> {
    let first = strand.members.first()?;
    let candidates: Vec<(i64, usize)> = journeys
        .iter()
        .enumerate()
        .filter(|(index, journey)| {
            journey.kind == strand.kind
                && person.is_none_or(|person| owners[*index].as_deref() == Some(person))
        })
        .filter_map(|(index, journey)| Some((distance(journey, first)?, index)))
        .collect();
    let harmless = !first.shows.iter().any(|show| show.verdict == Verdict::Failed);
    // A failure is not put to one of several journeys by guess.
    if candidates.len() > 1 && person.is_none() && !harmless {
        return None;
    }
    candidates.into_iter().min().map(|(_, index)| index)
}

/// How far an observation is from a journey in time; none when it cannot belong to it.
fn distance(journey: &Journey, observation: &Observation) -> Option<i64> {
    let time = observation.at?;
    let coarse = observation.log == LogKind::AccessLog;
    let step = observation.shows.first()?.step;
    if contradicts(journey, observation) || taken(journey, observation, step) {
        return None;
    }
    let same_step = journey
        .members
        .iter()
        .filter(|member| member.verdict_on(step).is_some())
        .filter_map(|member| Some(gap(time, member.at?, coarse)))
        .min();
    match same_step {
        Some(gap) => (gap == 0).then_some(0),
        // Nothing else shows the step: the journey must have been under way.
        None => {
            let (start, end) = (journey.started()?, journey.ended()?);
            let inside = gap(time, start, coarse) == 0
                || gap(time, end, coarse) == 0
                || (time >= start && time <= end);
            inside.then(|| 1 + time.since(end).abs())
        }
    }
}

/// Zero when two times may be the same moment.
fn gap(time: Timestamp, other: Timestamp, coarse: bool) -> i64 {
    let ahead = other.since(time);
    let (before, after) =
        if coarse { (COARSE_BEFORE_MS, COARSE_AFTER_MS) } else { (PRECISE_MS, PRECISE_MS) };
    if ahead < -before {
        -before - ahead
    } else if ahead > after {
        ahead - after
    } else {
        0
    }
}

/// Whether the other logs decided a step of the observation the other way.
fn contradicts(journey: &Journey, observation: &Observation) -> bool {
    observation.shows.iter().any(|show| {
        let others = journey
            .members
            .iter()
            .filter(|member| member.log != observation.log)
            .filter_map(|member| member.verdict_on(show.step))
            .min();
        match (show.verdict, others) {
            (Verdict::Failed, Some(Verdict::Done | Verdict::Likely)) => true,
            (Verdict::Done, Some(Verdict::Failed)) => show.step != StepId::S6,
            _ => false,
        }
    })
}

/// Whether the log has shown this step of the journey already, with the same verdict.
fn taken(journey: &Journey, observation: &Observation, step: StepId) -> bool {
    let verdict = observation.verdict_on(step);
    let same = journey
        .members
        .iter()
        .filter(|member| member.log == observation.log && member.verdict_on(step) == verdict)
        .count();
    same >= 4
}
