//! With logs removed: the right finding, or none and the truth about what is not known; never
//! another error (design.md section 6).

use std::collections::BTreeSet;
use std::path::PathBuf;

use lineman_deployment::lab::Fault;
use lineman_diagnose::{JourneyReport, Report};
use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_model::{LogKind, Outcome, Random as _, SeededRandom, Severity, StepState, Timestamp};

use crate::support::{Recording, diagnose, expected, recording};

/// One log file of a run, restored to disk.
struct Log {
    path: PathBuf,
    kind: LogKind,
}

/// A run's logs on disk, as long as this value lives.
struct Logs {
    _folder: tempfile::TempDir,
    all: Vec<Log>,
    /// A log of a later day that says nothing about anybody: every allowance is over then.
    later: Option<PathBuf>,
}

/// Whether the logs end with the run, or somebody collected them a day later.
#[derive(Debug, Clone, Copy)]
enum Collected {
    AtOnce,
    NextDay,
}

impl Logs {
    fn of(run: &Recording, collected: Collected) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let all = run
            .restore_logs(folder.path())
            .into_iter()
            .map(|path| {
                let relative = path.strip_prefix(folder.path()).unwrap();
                let known = run.root.join(relative).display().to_string();
                let input = run.outcome.report.inputs.iter().find(|one| one.path == known);
                Log { kind: input.expect("every log was read").log, path }
            })
            .collect();
        let later = match collected {
            Collected::AtOnce => None,
            Collected::NextDay => {
                let started = run.outcome.report.journeys.first().and_then(|one| one.started);
                let path = folder.path().join("later.txt");
                std::fs::write(&path, later(started.expect("a journey").plus_millis(DAY_MS)))
                    .unwrap();
                Some(path)
            }
        };
        Self { _folder: folder, all, later }
    }

    fn kinds(&self) -> BTreeSet<LogKind> {
        self.all.iter().map(|log| log.kind).collect()
    }

    /// Diagnoses what is left when these are taken away.
    fn without(&self, removed: impl Fn(&Log) -> bool) -> Report {
        let left: Vec<PathBuf> = self
            .all
            .iter()
            .filter(|log| !removed(log))
            .map(|log| &log.path)
            .chain(&self.later)
            .cloned()
            .collect();
        diagnose(&left)
    }
}

const DAY_MS: i64 = 86_400_000;

/// Somebody asked Device Management for a file.
fn later(time: Timestamp) -> String {
    let entry = DmsDebugEntry::Request {
        peer: String::from("127.0.0.1:50000"),
        method: String::from("GET"),
        path: String::from("/dms/other"),
        authentication: String::from("none"),
    };
    let (severity, thread) = (String::from("Info"), String::from("http-1"));
    DmsDebugRecord { time, severity, thread, entry }.write()
}

/// Everything that is wrong with a diagnosis of an incomplete set of logs.
fn objections(fault: Option<Fault>, report: &Report) -> Vec<String> {
    let mut objections = Vec::new();
    let named = |id: &str| fault.is_some_and(|fault| fault.id() == id);
    for finding in &report.findings {
        let step = finding.step.map(|step| step.as_str());
        if !named(&finding.id) {
            objections.push(format!("{:?} {} at {step:?}", finding.severity, finding.id));
        } else if finding.severity != Severity::Error {
            objections.push(format!("{} is only {:?}", finding.id, finding.severity));
        } else if fault.is_some_and(|fault| finding.step != Some(expected(fault).step)) {
            objections.push(format!("{} at {step:?}", finding.id));
        }
    }
    // The app's log alone does not tell whom it is about: then the same fault shows twice.
    let known = report.findings.iter().filter(|finding| finding.scope.id.is_some()).count();
    if known > 1 {
        objections.push(format!("{known} findings"));
    }
    if report.findings.is_empty() {
        for journey in report.journeys.iter().filter(|one| one.outcome == Outcome::Failed) {
            let step = journey.first_failed_step.map(|step| step.as_str());
            objections.push(format!("a {:?} failed at {step:?} without a finding", journey.kind));
        }
    }
    for journey in &report.journeys {
        match counterpart(journey, recording(fault)) {
            Some(full) => objections.extend(untruths(journey, full)),
            None => objections
                .push(format!("a {:?} of {:?} that nobody made", journey.kind, journey.subscriber)),
        }
    }
    objections
}

/// The same journey as all logs tell it.
fn counterpart<'a>(journey: &JourneyReport, run: &'a Recording) -> Option<&'a JourneyReport> {
    // Logs of SIP alone know a user by the line/port only, those of the cloud by the email.
    let subscribers = run.lab_json["subscribers"].as_array().expect("subscribers");
    let known = subscribers.iter().find(|one| {
        let names = [&one["bw_user_id"], &one["email"], &one["sip_uri"]];
        names
            .into_iter()
            .filter_map(|name| name.as_str())
            .any(|name| Some(name.trim_start_matches("sip:")) == journey.subscriber.as_deref())
    });
    run.outcome.report.journeys.iter().find(|other| {
        let user = other.subscriber.as_deref();
        let same_user = known.is_some_and(|known| known["bw_user_id"].as_str() == user);
        let same_attempt = match (&journey.tracking_id, &other.tracking_id) {
            (Some(one), Some(other)) => one == other,
            _ => same_user,
        };
        journey.kind == other.kind && same_attempt
    })
}

/// States that are claimed and are not so.
fn untruths(journey: &JourneyReport, full: &JourneyReport) -> Vec<String> {
    let states = journey.steps.iter().zip(&full.steps);
    states
        .filter(|(claimed, truth)| match claimed.state {
            StepState::Unknown => false,
            StepState::NotReached => truth.state == StepState::Ok,
            StepState::NotApplicable | StepState::Ok => {
                !matches!(truth.state, StepState::Ok | StepState::NotApplicable)
            }
            StepState::Failed => truth.state != StepState::Failed,
            StepState::Missing => !matches!(truth.state, StepState::Failed | StepState::Missing),
        })
        .map(|(claimed, truth)| {
            let step = claimed.step.as_str();
            format!(
                "{step} of {:?} is {:?}, not {:?}",
                journey.subscriber, truth.state, claimed.state
            )
        })
        .collect()
}

/// Tries a removal on every run and collects what is wrong.
fn try_all(removals: impl Fn(&Logs) -> Vec<(String, Report)> + Sync) -> Vec<String> {
    let faults = [None].into_iter().chain(Fault::ALL.iter().copied().map(Some));
    let removals = &removals;
    std::thread::scope(|scope| {
        let workers: Vec<_> = faults
            .flat_map(|fault| [(fault, Collected::AtOnce), (fault, Collected::NextDay)])
            .map(|(fault, collected)| scope.spawn(move || try_run(fault, collected, removals)))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

fn try_run(
    fault: Option<Fault>,
    collected: Collected,
    removals: &impl Fn(&Logs) -> Vec<(String, Report)>,
) -> Vec<String> {
    let logs = Logs::of(recording(fault), collected);
    let run = fault.map_or("healthy", Fault::id);
    let objections = removals(&logs).into_iter().flat_map(|(what, report)| {
        let objections = objections(fault, &report).into_iter();
        objections.map(move |objection| format!("{run} {collected:?} {what}: {objection}"))
    });
    objections.collect()
}

#[test]
fn with_all_logs_a_day_later_nothing_is_different() {
    let wrong = try_all(|logs| vec![(String::from("nothing removed"), logs.without(|_| false))]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_any_one_log_file_there_is_no_other_error() {
    let wrong = try_all(|logs| {
        logs.all
            .iter()
            .map(|gone| {
                let name = gone.path.file_name().unwrap_or_default().to_string_lossy();
                let report = logs.without(|log| log.path == gone.path);
                (format!("without {:?} {name}", gone.kind), report)
            })
            .collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_any_one_or_two_kinds_of_logs_there_is_no_other_error() {
    let wrong = try_all(|logs| {
        let kinds: Vec<LogKind> = logs.kinds().into_iter().collect();
        let mut reports = Vec::new();
        // The next day is the harder case: nothing is still on its way then.
        let late = logs.later.is_some();
        for (index, one) in kinds.iter().enumerate().filter(|_| late) {
            for other in &kinds[index..] {
                let report = logs.without(|log| log.kind == *one || log.kind == *other);
                reports.push((format!("without {one:?} and {other:?}"), report));
            }
        }
        reports
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn with_only_one_kind_of_logs_there_is_no_other_error() {
    let wrong = try_all(|logs| {
        let with = |kind| (format!("only {kind:?}"), logs.without(|log| log.kind != kind));
        logs.kinds().into_iter().map(with).collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// One log removed is the usual case; most faults leave enough traces elsewhere to be named.
#[test]
fn without_any_one_log_file_most_faults_are_still_named() {
    for fault in Fault::ALL {
        let logs = Logs::of(recording(Some(*fault)), Collected::AtOnce);
        let named = logs
            .all
            .iter()
            .filter(|gone| {
                let report = logs.without(|log| log.path == gone.path);
                report.findings.iter().any(|finding| finding.id == fault.id())
            })
            .count();
        println!("{}: named in {named} of {}", fault.id(), logs.all.len());
        assert!(named + 2 >= logs.all.len(), "{}: {named} of {}", fault.id(), logs.all.len());
    }
}

/// People collect what they find: any part of the logs, often of some apps only.
#[test]
fn with_any_part_of_the_logs_there_is_no_other_error() {
    let wrong = try_all(|logs| {
        let random = SeededRandom::new(77);
        (0..25)
            .map(|_| {
                let mut coins = vec![0_u8; logs.all.len()];
                random.fill(&mut coins);
                let kept: BTreeSet<&PathBuf> = logs
                    .all
                    .iter()
                    .zip(&coins)
                    .filter(|(_, coin)| **coin < 128)
                    .map(|(log, _)| &log.path)
                    .collect();
                let report = logs.without(|log| !kept.contains(&log.path));
                let names: Vec<_> = kept.iter().filter_map(|path| path.file_name()).collect();
                (format!("only {names:?}"), report)
            })
            .collect()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
