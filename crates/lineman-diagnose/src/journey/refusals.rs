//! Refused TLS handshakes: nobody's request, so only the time joins them to a journey.

use lineman_model::{JourneyKind, StepId, Timestamp};

use super::Journey;
use crate::observation::{Fact, Ids, Observation, Show, Verdict};
use crate::sink::Refusal;

const AROUND_MS: i64 = 3_000;

/// Joins the refusals to the journeys whose token request failed at that time; gives back those
/// that hit none.
pub(super) fn join(journeys: &mut [Journey], refusals: Vec<Refusal>) -> Vec<Refusal> {
    let mut left = Vec::new();
    for refusal in refusals {
        let Some(time) = refusal.witness.at else {
            left.push(refusal);
            continue;
        };
        let candidates: Vec<usize> = journeys
            .iter()
            .enumerate()
            .filter(|(_, journey)| journey.kind == JourneyKind::SignIn && waits(journey, time))
            .map(|(index, _)| index)
            .collect();
        // Several users at the same moment are refused for the same reason: all are hit.
        if candidates.is_empty() {
            left.push(refusal);
            continue;
        }
        for index in candidates {
            let member = observation(&refusal);
            if let Some(journey) = journeys.get_mut(index) {
                journey.add(member);
            }
        }
    }
    left
}

/// Whether the journey had asked for the token around this time and did not get it.
fn waits(journey: &Journey, time: Timestamp) -> bool {
    let strongest =
        |step: StepId| journey.members.iter().filter_map(|member| member.verdict_on(step)).min();
    let done = |step| matches!(strongest(step), Some(Verdict::Done | Verdict::Likely));
    if done(StepId::S5_2) || done(StepId::S5_4) {
        return false;
    }
    journey
        .members
        .iter()
        .filter(|member| {
            member.shows.iter().any(|show| (StepId::S5..=StepId::S5_4).contains(&show.step))
        })
        .filter_map(|member| member.at)
        .any(|at| (-AROUND_MS..=AROUND_MS).contains(&time.since(at)))
}

fn observation(refusal: &Refusal) -> Observation {
    Observation {
        place: refusal.witness.place,
        log: refusal.witness.log,
        at: refusal.witness.at,
        shows: vec![Show::failed(StepId::S5_2, [Fact::TlsRefused(refusal.reason.clone())])],
        ids: Ids::default(),
        opens: None,
        supports_only: true,
        text: refusal.witness.text.clone(),
    }
}
