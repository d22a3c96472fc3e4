//! Journeys as ladders: who to whom, what, how it ended, and where it stands.

use lineman_ladder::step;
use lineman_model::{JourneyKind, LogKind, Outcome, StepState};
use lineman_texts::{Texts, display_width};

use super::inputs::more;
use super::page::{Colour, Page, fit, pad};
use crate::report::{Evidence, JourneyReport, Report, StepReport};

/// Most ladders that are drawn; journeys that went wrong come first.
const LADDERS: usize = 25;
/// A healthy journey is one line when there are more than this.
const DRAWN_WHEN_HEALTHY: usize = 6;
/// Most calls that are listed.
const CALLS: usize = 40;

pub(super) fn draw(page: &mut Page, report: &Report, texts: &Texts) {
    page.heading(&texts.text("report-journeys"));
    let (calls, ladders): (Vec<&JourneyReport>, Vec<&JourneyReport>) =
        report.journeys.iter().partition(|journey| journey.kind == JourneyKind::Call);
    if report.journeys.is_empty() {
        let key =
            if report.filtered { "report-no-matching-journeys" } else { "report-no-journeys" };
        page.wrapped(&texts.text(key), 0);
        return;
    }
    let mut ladders = ladders;
    ladders.sort_by_key(|journey| journey.outcome != Outcome::Failed);
    let draw_healthy = ladders.len() <= DRAWN_WHEN_HEALTHY;
    for (index, journey) in ladders.iter().take(LADDERS).enumerate() {
        if index > 0 && (draw_healthy || journey.outcome == Outcome::Failed) {
            page.blank();
        }
        head(page, journey, texts);
        if draw_healthy || journey.outcome != Outcome::Ok {
            ladder(page, journey, texts);
        }
    }
    more(page, texts, ladders.len().saturating_sub(LADDERS));
    for journey in calls.iter().take(CALLS) {
        head(page, journey, texts);
    }
    more(page, texts, calls.len().saturating_sub(CALLS));
}

fn head(page: &mut Page, journey: &JourneyReport, texts: &Texts) {
    let who = journey.subscriber.as_deref().or(journey.email.as_deref()).unwrap_or("?");
    let text =
        format!("{}: {}  {who}", texts.journey(journey.kind), texts.outcome(journey.outcome));
    page.coloured(&text, outcome_colour(journey.outcome));
    let email = journey.email.as_deref().filter(|email| *email != who);
    let when = journey.started.map(|time| time.to_rfc3339());
    let further: Vec<&str> = [when.as_deref(), email].into_iter().flatten().collect();
    page.line(&format!("  {}", further.join("  ")));
    if let Some(tracking) = &journey.tracking_id {
        page.line(&format!("  {} {tracking}", texts.text("report-tracking-id")));
    }
    if let Some(failed) = journey.first_failed_step {
        let name = texts.step(failed);
        let text =
            texts.format("report-first-failed-step", &[("step", failed.as_str()), ("name", &name)]);
        page.wrapped(&text, 2);
    }
}

const fn outcome_colour(outcome: Outcome) -> Colour {
    match outcome {
        Outcome::Ok => Colour::Green,
        Outcome::Failed => Colour::Red,
        Outcome::Incomplete => Colour::Yellow,
        Outcome::Unknown => Colour::Bold,
    }
}

fn ladder(page: &mut Page, journey: &JourneyReport, texts: &Texts) {
    let states = StepState::ALL.iter().map(|state| display_width(&texts.state(*state))).max();
    let states = states.unwrap_or(10).min(14);
    for one in &journey.steps {
        let marked = journey.first_failed_step == Some(one.step);
        rung(page, one, marked, states, texts);
    }
}

/// `> 2.1   proxy -> Xsi    GET profile, Basic       failed   XsiActionsLog:12`
fn rung(page: &mut Page, one: &StepReport, marked: bool, states: usize, texts: &Texts) {
    let Some(step) = step(one.step) else { return };
    let arrow = if step.from == step.to {
        step.from.label().to_owned()
    } else {
        format!("{} -> {}", step.from.label(), step.to.label())
    };
    let mark = if marked { ">" } else { mark(one.state) };
    let head =
        format!("{mark} {} {} {}", pad(one.step.as_str(), 5), pad(&arrow, 16), pad(step.what, 22));
    let state = pad(&texts.state(one.state), states);
    let used = display_width(&head) + 1 + states + 1;
    let room = page.width().saturating_sub(used);
    let place = place(&one.evidence, room);
    let line = match &place {
        Place::Fits(text) => format!("{head} {state} {text}"),
        Place::Below(_) | Place::Nowhere => format!("{head} {state}"),
    };
    let painted = page.paint(&fit(line.trim_end(), page.width()), state_colour(one.state));
    page.raw(&painted);
    if let Place::Below(text) = place {
        let indent = page.width().saturating_sub(display_width(&text)).min(8);
        page.line(&format!("{}{text}", " ".repeat(indent)));
    }
}

enum Place {
    Fits(String),
    Below(String),
    Nowhere,
}

/// Log and line of the deciding record; another one when only that fits into the line.
fn place(evidence: &[Evidence], room: usize) -> Place {
    let label = |row: &Evidence| format!("{}:{}", name(row), row.line);
    match evidence.iter().map(label).find(|text| display_width(text) <= room) {
        Some(text) => Place::Fits(text),
        None => evidence.first().map_or(Place::Nowhere, |row| Place::Below(label(row))),
    }
}

/// The log; of the cloud's many logs the name of the file.
fn name(row: &Evidence) -> &str {
    if row.log != LogKind::Cloud {
        return row.log.as_str();
    }
    let file = row.path.rsplit(['/', '\\', '!']).next().unwrap_or(&row.path);
    file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(file)
}

const fn mark(state: StepState) -> &'static str {
    match state {
        StepState::Ok => "+",
        StepState::Failed | StepState::Missing => "x",
        StepState::NotReached => ".",
        StepState::NotApplicable => "-",
        StepState::Unknown => "?",
    }
}

const fn state_colour(state: StepState) -> Colour {
    match state {
        StepState::Ok => Colour::Green,
        StepState::Failed | StepState::Missing => Colour::Red,
        StepState::NotReached | StepState::NotApplicable => Colour::Dim,
        StepState::Unknown => Colour::Yellow,
    }
}
