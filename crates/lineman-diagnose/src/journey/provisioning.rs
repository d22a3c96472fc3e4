//! Provisioning: the assignment, the exchange with the bridge, and what became of the user.

use lineman_model::{JourneyKind, StepId};

use super::strands::Strand;
use super::{Journey, People};
use crate::observation::{Fact, Observation, Show, Verdict};

/// The assignment is logged when the exchange with the bridge is over, 10 s later at most.
const ASSIGNMENT_MS: i64 = 60_000;
/// Creation takes minutes; a day is plenty.
const CREATION_MS: i64 = 86_400_000;

/// Joins the loose strands of provisioning; gives back the others.
pub(super) fn join(
    journeys: &mut Vec<Journey>,
    strands: Vec<Strand>,
    people: &People,
) -> Vec<Strand> {
    let (mine, others): (Vec<_>, Vec<_>) =
        strands.into_iter().partition(|strand| strand.kind == JourneyKind::Provisioning);
    let mut mine = mine;
    mine.sort_by_key(|strand| strand.members.first().map(|first| (first.at, first.place)));
    // Exchanges without a tracking id are journeys of their own; the rest joins them.
    let (exchanges, rest): (Vec<_>, Vec<_>) = mine
        .into_iter()
        .partition(|strand| strand.members.iter().any(|one| one.opens == Some("POST")));
    journeys.extend(exchanges.into_iter().map(|one| Journey::new(one.kind, one.members)));
    for strand in rest {
        let person = people.person(&strand.ids);
        let found = person.as_ref().and_then(|person| nearest(journeys, &strand, person, people));
        match found {
            Some(index) => {
                for member in strand.members {
                    journeys[index].add(member);
                }
            }
            None => journeys.push(Journey::new(strand.kind, strand.members)),
        }
    }
    others
}

/// The journey of the same subscriber that a strand belongs to.
fn nearest(journeys: &[Journey], strand: &Strand, person: &str, people: &People) -> Option<usize> {
    let time = strand.members.first()?.at?;
    // Only an assignment and its own answer: a later step is never more than a creation away.
    let assignment =
        strand.members.iter().flat_map(|one| &one.shows).any(|show| show.step == StepId::P1);
    journeys
        .iter()
        .enumerate()
        .filter(|(_, journey)| {
            journey.kind == JourneyKind::Provisioning
                && people.person(&journey.ids).as_deref() == Some(person)
        })
        .filter_map(|(index, journey)| {
            let since = time.since(journey.started()?);
            let fits = if assignment {
                since.abs() <= ASSIGNMENT_MS && !has_two(journey, strand)
            } else {
                (-ASSIGNMENT_MS..=CREATION_MS).contains(&since)
            };
            fits.then_some((since.abs(), index))
        })
        .min()
        .map(|(_, index)| index)
}

/// Whether the journey has an assignment already that is as complete as this one.
fn has_two(journey: &Journey, strand: &Strand) -> bool {
    let opens = |members: &[Observation]| members.iter().any(|one| one.opens == Some("assignment"));
    opens(&journey.members) && opens(&strand.members)
}

/// An app's step 1 that finds, or does not find, the user decides P6 where nothing else does
/// (design.md section 3).
pub(super) fn decide_by_sign_in(journeys: &mut [Journey], people: &People) {
    let routes: Vec<(String, Observation)> = journeys
        .iter()
        .filter(|journey| journey.kind == JourneyKind::SignIn)
        .flat_map(|journey| {
            let person = people.person(&journey.ids);
            journey.members.iter().filter_map(move |member| {
                member.verdict_on(StepId::S1)?;
                Some((person.clone()?, member.clone()))
            })
        })
        .collect();
    for journey in journeys.iter_mut().filter(|one| one.kind == JourneyKind::Provisioning) {
        let Some(person) = people.person(&journey.ids) else { continue };
        let accepted = matches!(shown(journey, StepId::P3), Some(Verdict::Done | Verdict::Likely));
        let decided = matches!(shown(journey, StepId::P6), Some(Verdict::Done | Verdict::Failed));
        if !accepted || decided {
            continue;
        }
        let started = journey.started();
        let decisive: Vec<Observation> = routes
            .iter()
            .filter(|(owner, route)| *owner == person && route.at >= started)
            .filter_map(|(_, route)| {
                let show = user_found(route)?;
                Some(Observation { shows: vec![show], opens: None, ..route.clone() })
            })
            .collect();
        journey.members.extend(decisive);
        journey.settle();
    }
}

/// What a route says of the user; nothing when identity was not reached.
fn user_found(route: &Observation) -> Option<Show> {
    match route.verdict_on(StepId::S1)? {
        Verdict::Done | Verdict::Likely => Some(Show::done(StepId::P6)),
        _ => route
            .shows
            .iter()
            .any(|show| show.facts.contains(&Fact::UserUnknown))
            .then(|| Show::failed(StepId::P6, [Fact::UserUnknown])),
    }
}

fn shown(journey: &Journey, step: StepId) -> Option<Verdict> {
    journey.members.iter().filter_map(|member| member.verdict_on(step)).min()
}
