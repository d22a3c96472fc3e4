//! From everything that was seen to the report.

use std::collections::BTreeSet;

use lineman_model::{JourneyKind, LogKind, Outcome, Timestamp};
use lineman_texts::Texts;

use crate::evidence::Paths;
use crate::findings::{self, General, Raised, Roots};
use crate::given::Given;
use crate::input::Input;
use crate::journey::{self, People};
use crate::observation::{Observation, fold};
use crate::options::Options;
use crate::report::{InputReport, JourneyReport, Report, SCHEMA, StepReport};
use crate::sink::Sink;
use crate::sip::{self, Call, SipStore};
use crate::state::{self, JudgedJourney};
use crate::zone::{self, Source, Zone};

/// Puts the report together.
pub(crate) fn assemble(options: &Options, mut inputs: Vec<Input>, mut sink: Sink) -> Report {
    let texts = Texts::new(options.language);
    let zones = zones(&inputs);
    correct_times(&mut inputs, &mut sink, &zones);
    let given = given(&inputs);
    let paths = Paths::new(&inputs);

    let mut observations = std::mem::take(&mut sink.observations);
    let sip = sink.take_sip();
    observations.extend(sip::observations(&sip));
    let people = People::new(
        std::mem::take(&mut sink.aliases),
        std::mem::take(&mut sink.enterprises),
        std::mem::take(&mut sink.spellings),
    );
    let refusals = std::mem::take(&mut sink.refusals);
    let (journeys, mut unplaced, mut refusals) = journey::build(observations, &people, refusals);
    let mut judged: Vec<JudgedJourney> =
        journeys.into_iter().map(|journey| state::judge(journey, &given)).collect();
    let filter = Filter { options, people: &people };
    judged.retain(|one| filter.keeps(one));
    unplaced.retain(|one| filter.in_time(one.at, one.at));
    refusals.retain(|one| filter.in_time(one.witness.at, one.witness.at));
    sink.oci_errors.retain(|_, errors| {
        if sink.windowed {
            errors.first.retain(|one| filter.in_time(one.at, one.at));
            errors.total = errors.first.len() as u64;
        }
        errors.total > 0
    });
    let (calls, drawn) = calls(&sip, &filter, &judged);
    let is_drawn = |call_id: &str| drawn.as_ref().is_none_or(|drawn| drawn.contains(call_id));
    let (call_flows, call_flows_left_out) = sip::flows(&sip, &is_drawn, &|input| paths.of(input));
    // What was kept in thousands goes as soon as it is used: the report repeats it.
    drop(sip);

    let mut raised = Roots { people: &people, paths: &paths, given: &given }.raise(
        &mut judged,
        if filter.is_narrow() { &[] } else { &refusals },
        if sink.windowed { refusals.len() as u64 } else { sink.refusals_total },
    );
    raised.extend(general(&filter, &inputs, &paths, &mut sink, &unplaced));
    let mut found: Vec<_> = raised.into_iter().map(|one| one.finish(&texts)).collect();
    findings::sort(&mut found);

    let not_visible = not_visible(&judged, &given);
    let mut journeys: Vec<JourneyReport> =
        judged.into_iter().map(|one| report_journey(&one, &people, &paths)).collect();
    journeys.extend(calls);
    journeys.sort_by(|one, other| {
        (one.started, one.kind, &one.subscriber).cmp(&(
            other.started,
            other.kind,
            &other.subscriber,
        ))
    });
    Report {
        schema: SCHEMA,
        filtered: filter.is_any(),
        not_visible,
        inputs: inputs
            .iter()
            .zip(&zones)
            .map(|(input, zone)| report_input(input, *zone, &texts))
            .collect(),
        counts: sink.counts,
        journeys,
        findings: found,
        call_flows,
        call_flows_left_out,
    }
}

/// The calls that the options leave in, and which Call-IDs are drawn; none when all are.
fn calls(
    sip: &SipStore,
    filter: &Filter<'_>,
    judged: &[JudgedJourney],
) -> (Vec<JourneyReport>, Option<BTreeSet<String>>) {
    let mut drawn: Option<BTreeSet<String>> = filter.is_any().then(|| {
        let members = judged.iter().flat_map(|one| &one.journey.members);
        members.filter_map(|member| member.ids.call_id.clone()).collect()
    });
    let mut calls = Vec::new();
    for mut call in sip::calls(sip) {
        let call_ids = std::mem::take(&mut call.call_ids);
        let call = report_call(call, filter.people);
        if filter.keeps_report(&call) {
            calls.push(call);
            if let Some(drawn) = &mut drawn {
                drawn.extend(call_ids);
            }
        }
    }
    (calls, drawn)
}

/// The zone of each input. One that only has an ambiguous word takes what epochs told about the
/// same word in another input.
fn zones(inputs: &[Input]) -> Vec<Option<Zone>> {
    let own: Vec<Option<Zone>> = inputs.iter().map(|input| input.zones.resolve()).collect();
    own.iter()
        .zip(inputs)
        .map(|(zone, input)| match zone {
            Some(Zone { source: Source::Assumed, .. }) => own
                .iter()
                .zip(inputs)
                .find(|(zone, other)| {
                    zone.is_some_and(|zone| zone.source == Source::Calibrated)
                        && other.zones.word() == input.zones.word()
                })
                .map_or(*zone, |(zone, _)| *zone),
            other => *other,
        })
        .collect()
}

fn correct_times(inputs: &mut [Input], sink: &mut Sink, zones: &[Option<Zone>]) {
    let corrections: Vec<i64> = zones.iter().map(|zone| zone::correction(*zone)).collect();
    let mend = |at: &mut Option<Timestamp>, input: u32| {
        let correction = corrections.get(input as usize).copied().unwrap_or(0);
        *at = at.map(|at| at.plus_millis(correction));
    };
    for (index, input) in inputs.iter_mut().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        mend(&mut input.first, index);
        mend(&mut input.last, index);
    }
    for one in &mut sink.observations {
        mend(&mut one.at, one.place.input);
    }
    for refusal in &mut sink.refusals {
        mend(&mut refusal.witness.at, refusal.witness.place.input);
    }
    for witness in sink
        .oci_errors
        .values_mut()
        .chain(sink.edited.values_mut())
        .flat_map(|witnesses| &mut witnesses.first)
    {
        mend(&mut witness.at, witness.place.input);
    }
    for seen in sink.sip.dialogs.iter_mut().flat_map(|dialog| &mut dialog.messages) {
        mend(&mut seen.origin.at, seen.origin.place.input);
    }
}

fn given(inputs: &[Input]) -> Given {
    let mut given = Given::default();
    // An empty log covers no time: it cannot be silent about anything.
    for input in inputs.iter().filter(|input| input.has_content) {
        given.input(input.log, input.first, input.last);
        // The two logs of the app may stand in one file.
        if input.holds_calling {
            given.input(LogKind::ClientCalling, input.first, input.last);
        }
        if input.holds_startup {
            given.input(LogKind::ClientStartup, input.first, input.last);
        }
        for service in &input.services {
            given.service(*service);
        }
    }
    given
}

/// Findings outside the ladders. Error answers of other people are left out when the diagnosis is
/// about one subscriber.
fn general(
    filter: &Filter<'_>,
    inputs: &[Input],
    paths: &Paths,
    sink: &mut Sink,
    unplaced: &[Observation],
) -> Vec<Raised> {
    let general = General { inputs, paths };
    let dropped = sink.left_out();
    let dropped = (dropped > 0).then_some(dropped);
    let mut raised = general.inputs(&sink.edited, dropped);
    if !filter.is_narrow() {
        raised.extend(general.oci_errors(std::mem::take(&mut sink.oci_errors), unplaced));
    }
    raised
}

/// What the options leave in.
struct Filter<'a> {
    options: &'a Options,
    people: &'a People,
}

impl Filter<'_> {
    /// Whether anything may be left out.
    const fn is_any(&self) -> bool {
        let options = self.options;
        options.user.is_some()
            || options.tracking_id.is_some()
            || options.since.is_some()
            || options.until.is_some()
    }

    fn is_narrow(&self) -> bool {
        self.options.user.is_some() || self.options.tracking_id.is_some()
    }

    fn keeps(&self, judged: &JudgedJourney) -> bool {
        let journey = &judged.journey;
        if let Some(user) = &self.options.user {
            let wanted = fold(user);
            let resolved = self.people.resolve(&wanted).unwrap_or(&wanted);
            let ids = &journey.ids;
            let named = [&ids.user, &ids.login, &ids.email, &ids.address]
                .into_iter()
                .flatten()
                .any(|name| *name == wanted);
            if !named && self.people.person(ids).as_deref() != Some(resolved) {
                return false;
            }
        }
        if let Some(tracking) = &self.options.tracking_id
            && journey.ids.tracking.as_ref() != Some(tracking)
        {
            return false;
        }
        self.in_time(journey.started(), journey.ended())
    }

    fn keeps_report(&self, call: &JourneyReport) -> bool {
        self.options.tracking_id.is_none()
            && self.options.user.as_ref().is_none_or(|user| {
                let wanted = fold(user);
                let resolved = self.people.resolve(&wanted).unwrap_or(&wanted);
                call.subscriber.as_deref().map(fold).as_deref() == Some(resolved)
            })
            && self.in_time(call.started, call.started)
    }

    fn in_time(&self, started: Option<Timestamp>, ended: Option<Timestamp>) -> bool {
        let before = |since: Timestamp| ended.is_some_and(|ended| ended < since);
        let after = |until: Timestamp| started.is_some_and(|started| started > until);
        !self.options.since.is_some_and(before) && !self.options.until.is_some_and(after)
    }
}

fn report_journey(judged: &JudgedJourney, people: &People, paths: &Paths) -> JourneyReport {
    let journey = &judged.journey;
    let ids = &journey.ids;
    JourneyReport {
        kind: journey.kind,
        subscriber: people
            .user(ids)
            .or_else(|| ids.email.clone())
            .or_else(|| ids.login.clone())
            .or_else(|| ids.address.clone())
            .map(|name| people.spelled(&name)),
        email: ids.email.as_deref().map(|email| people.spelled(email)),
        tracking_id: ids.tracking.clone(),
        started: journey.started(),
        outcome: judged.outcome,
        first_failed_step: judged.first_failed(),
        steps: judged
            .steps
            .iter()
            .map(|one| StepReport {
                step: one.step,
                state: one.state,
                evidence: one
                    .evidence
                    .iter()
                    .filter_map(|index| journey.members.get(*index))
                    .map(|member| paths.of_observation(member))
                    .collect(),
            })
            .collect(),
    }
}

fn report_call(call: Call, people: &People) -> JourneyReport {
    let subscriber = call
        .address
        .map(|address| people.resolve(&address).map_or_else(|| address.clone(), str::to_owned));
    JourneyReport {
        kind: JourneyKind::Call,
        subscriber,
        email: None,
        tracking_id: None,
        started: call.started,
        outcome: call.outcome,
        first_failed_step: None,
        steps: Vec::new(),
    }
}

fn report_input(input: &Input, zone: Option<Zone>, texts: &Texts) -> InputReport {
    let mut notes = Vec::new();
    if let Some(zone) = zone {
        let offset = zone.text();
        match (zone.source, input.zones.word()) {
            (Source::Printed, _) => {}
            (Source::Calibrated, _) => {
                notes.push(texts.format("report-zone-calibrated", &[("zone", &offset)]));
            }
            (Source::Assumed, Some(word)) => notes.push(
                texts.format("report-zone-word-assumed", &[("zone", &offset), ("word", word)]),
            ),
            (Source::Assumed, None) => {
                notes.push(texts.format("report-zone-assumed", &[("zone", &offset)]));
            }
        }
    }
    let summary = &input.summary;
    if let Some(reason) = &summary.truncated {
        notes.push(texts.format("report-note-truncated", &[("reason", reason)]));
    }
    if let Some(reason) = &summary.capped {
        notes.push(texts.format("report-note-capped", &[("reason", reason)]));
    }
    let cut = summary.cut_records.max(input.cut_records);
    if cut > 0 {
        notes.push(texts.format("report-note-cut-records", &[("count", &cut.to_string())]));
    }
    if input.is_empty() {
        notes.push(texts.text("report-note-empty"));
    } else if input.readable && input.is_unrecognised() {
        notes.push(texts.text("report-note-unrecognised"));
    }
    notes.extend(summary.notes.iter().cloned());
    InputReport {
        path: input.path.clone(),
        log: input.log,
        records: input.records,
        bytes: summary.bytes,
        unread_lines: summary.unread_lines + input.unread_lines,
        zone: zone.map(Zone::text),
        notes,
        readable: input.readable,
    }
}

/// Logs that would show steps which nothing shows, and that were not given.
fn not_visible(judged: &[JudgedJourney], given: &Given) -> Vec<LogKind> {
    let mut logs: Vec<LogKind> = judged
        .iter()
        .filter(|one| one.outcome != Outcome::Failed || one.journey.kind == JourneyKind::SignIn)
        .flat_map(|one| &one.steps)
        .filter(|step| step.state == lineman_model::StepState::Unknown)
        .flat_map(|step| given.not_given(step.step))
        .collect();
    logs.sort();
    logs.dedup();
    logs
}
