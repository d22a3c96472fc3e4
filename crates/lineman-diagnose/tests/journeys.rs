//! Whole journeys, healthy and broken, with every log, with one log less, and interleaved.

mod common;

use common::build::{Person, World};
use common::scenes::Fault;
use common::{File, diagnose};
use lineman_diagnose::{JourneyReport, Report};
use lineman_model::{JourneyKind, LogKind, Outcome, Severity, StepId, StepState};

fn journey<'a>(report: &'a Report, kind: JourneyKind, subscriber: &str) -> &'a JourneyReport {
    let found: Vec<&JourneyReport> = report
        .journeys
        .iter()
        .filter(|one| one.kind == kind && one.subscriber.as_deref() == Some(subscriber))
        .collect();
    assert_eq!(found.len(), 1, "journeys {kind} of {subscriber}: {:#?}", summary(report));
    found[0]
}

fn summary(report: &Report) -> Vec<String> {
    report
        .journeys
        .iter()
        .map(|one| {
            let steps: Vec<String> =
                one.steps.iter().map(|step| format!("{}={}", step.step, step.state)).collect();
            format!(
                "{} {:?} {} first={:?} {}",
                one.kind,
                one.subscriber,
                one.outcome,
                one.first_failed_step,
                steps.join(" ")
            )
        })
        .chain(report.findings.iter().map(|one| {
            format!("finding {} {:?} {:?} {}", one.id, one.step, one.subscriber, one.severity)
        }))
        .collect()
}

fn state(journey: &JourneyReport, step: StepId) -> StepState {
    journey.steps.iter().find(|one| one.step == step).map_or(StepState::Unknown, |one| one.state)
}

fn errors(report: &Report) -> Vec<&str> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.id.as_str())
        .collect()
}

/// Everything as it should be; 7.1 happens once (CAL-006), the organisation was there (PRV-003).
#[test]
fn a_healthy_subscriber_has_every_step_and_no_finding() {
    let person = Person::new(1);
    let mut world = World::new();
    world.provision(&person, None);
    world.wait(60_000);
    let tracking = world.sign_in(&person, None);
    let report = diagnose(&world.files());
    assert!(report.findings.is_empty(), "{:#?}", summary(&report));
    assert_eq!(report.journeys.len(), 2, "{:#?}", summary(&report));
    let sign_in = journey(&report, JourneyKind::SignIn, &person.name());
    assert_eq!(sign_in.tracking_id.as_deref(), Some(tracking.as_str()));
    assert_eq!(sign_in.email.as_deref(), Some("Person1@Customer.example"));
    assert_eq!(sign_in.outcome, Outcome::Ok);
    for step in &sign_in.steps {
        assert_eq!(step.state, StepState::Ok, "{} {:#?}", step.step, summary(&report));
        assert!(!step.evidence.is_empty(), "{}", step.step);
    }
    let provisioning = journey(&report, JourneyKind::Provisioning, &person.name());
    assert_eq!(provisioning.outcome, Outcome::Ok);
    for step in &provisioning.steps {
        let expected =
            if step.step == StepId::P5 { StepState::NotApplicable } else { StepState::Ok };
        assert_eq!(step.state, expected, "{}", step.step);
    }
    assert_eq!(report.exit_code(), 0);
    assert!(report.not_visible.is_empty(), "{:?}", report.not_visible);
}

/// Access-log lines are evidence of the steps that they show (LOG-002).
#[test]
fn every_log_of_a_step_is_cited() {
    let person = Person::new(1);
    let mut world = World::new();
    world.sign_in(&person, None);
    let report = diagnose(&world.files());
    let sign_in = journey(&report, JourneyKind::SignIn, &person.name());
    for (step, logs) in [
        (StepId::S2_1, vec![LogKind::AccessLog, LogKind::XsiActionsLog, LogKind::Cloud]),
        (StepId::S2_1_1, vec![LogKind::XsiActionsLog, LogKind::PsLog]),
        (StepId::S5_2, vec![LogKind::AuthenticationService, LogKind::AccessLog]),
        (StepId::S5_3, vec![LogKind::AuthenticationService, LogKind::PsLog]),
        (StepId::S6, vec![LogKind::AccessLog, LogKind::XsiActionsLog]),
        (
            StepId::S6_1,
            vec![LogKind::XsiActionsLog, LogKind::AuthenticationService, LogKind::AccessLog],
        ),
        (StepId::S6_4, vec![LogKind::AccessLog, LogKind::ClientCalling, LogKind::DmsDebugLog]),
        (StepId::S7_1, vec![LogKind::NsXsLog]),
        (StepId::S7_2, vec![LogKind::XsLog, LogKind::ClientCalling, LogKind::ClientStartup]),
    ] {
        let evidence = &sign_in.steps.iter().find(|one| one.step == step).unwrap().evidence;
        for log in logs {
            assert!(evidence.iter().any(|row| row.log == log), "{step} {log}: {evidence:#?}");
        }
    }
}

const FAULTS: &[(Fault, &str, StepId)] = &[
    (Fault::WrongPassword, "wrong-password", StepId::S2_1),
    (Fault::AlternateIdMissing, "alternate-id-missing", StepId::S2_1),
    (Fault::ConnectorEntitlementMissing, "connector-entitlement-missing", StepId::S4),
    (Fault::ClientCertificateUntrusted, "client-certificate-untrusted", StepId::S5_2),
    (Fault::TokenRevoked, "token-revoked", StepId::S6_1),
    (Fault::DesktopDeviceMissing, "desktop-device-missing", StepId::S6_3),
    (Fault::NotLocated, "as-not-located", StepId::S7_1),
    (Fault::SipPassword, "sip-credentials-wrong", StepId::S7_2),
    (Fault::ImpCredentialsMismatch, "imp-credentials-mismatch", StepId::P3),
    (Fault::AddressedByIp, "bridge-addressed-by-ip", StepId::P3),
    (Fault::UserExists, "user-exists", StepId::P3),
    (Fault::PrimaryNumberMissing, "primary-number-missing", StepId::P3),
    (Fault::BridgeUnreachable, "bridge-unreachable", StepId::P2),
    (Fault::UpstreamCreationFailed, "upstream-creation-failed", StepId::P6),
];

/// The first subscriber with the fault, two others healthy.
fn scene(fault: Fault, step: StepId) -> (World, Person) {
    let hit = Person::new(1);
    let mut world = World::new();
    let provisioning = step >= StepId::P1;
    for number in 1..=3 {
        let person = Person::new(number);
        let mine = (number == 1 && provisioning).then_some(fault);
        world.provision(&person, mine);
        world.wait(1_000);
    }
    world.wait(30_000);
    for number in 1..=3 {
        let person = Person::new(number);
        if number == 1 && provisioning {
            continue;
        }
        world.sign_in(&person, (number == 1).then_some(fault));
        world.wait(20_000);
    }
    (world, hit)
}

/// design.md section 6: each fault is named, at its step, and nothing else is called an error.
#[test]
fn every_fault_is_named_and_nothing_else() {
    for (fault, id, step) in FAULTS {
        let (world, person) = scene(*fault, *step);
        let report = diagnose(&world.files());
        let found = summary(&report);
        assert_eq!(errors(&report), [*id], "{fault:?} {found:#?}");
        assert_eq!(report.findings.len(), 1, "{found:#?}");
        let finding = &report.findings[0];
        assert_eq!(finding.step, Some(*step), "{found:#?}");
        assert_eq!(finding.subscriber, Some(person.name()), "{found:#?}");
        assert_eq!((finding.count, finding.scope.affected), (1, 1));
        assert!(!finding.evidence.is_empty() && !finding.remedy.is_empty());
        assert_eq!(report.exit_code(), 1);
        let kind =
            if *step >= StepId::P1 { JourneyKind::Provisioning } else { JourneyKind::SignIn };
        let hit = journey(&report, kind, &person.name());
        assert_eq!(hit.first_failed_step, Some(*step), "{fault:?} {found:#?}");
        assert_eq!(hit.outcome, Outcome::Failed);
        let others = report.journeys.iter().filter(|one| one.subscriber != hit.subscriber);
        for other in others {
            assert_eq!(other.outcome, Outcome::Ok, "{fault:?} {found:#?}");
        }
    }
}

/// With any one log removed: the right finding or none, never another error.
#[test]
fn with_one_log_less_the_name_stays_or_nothing_is_said() {
    for (fault, id, step) in FAULTS {
        let (world, _) = scene(*fault, *step);
        let files = world.files();
        for removed in 0..files.len() {
            let rest: Vec<File> = files
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != removed)
                .map(|(_, file)| file.clone())
                .collect();
            let report = diagnose(&rest);
            let errors = errors(&report);
            assert!(
                errors.is_empty() || errors == [*id],
                "{fault:?} without {}: {errors:?} {:#?}",
                files[removed].path,
                summary(&report)
            );
        }
    }
}

/// The same with a whole kind of log removed, as an engineer would forget one.
#[test]
fn with_one_kind_of_log_less_the_name_stays_or_nothing_is_said() {
    for (fault, id, step) in FAULTS {
        let (world, _) = scene(*fault, *step);
        let files = world.files();
        for removed in LogKind::ALL {
            let rest: Vec<File> =
                files.iter().filter(|file| file.kind != *removed).cloned().collect();
            if rest.len() == files.len() {
                continue;
            }
            let report = diagnose(&rest);
            let errors = errors(&report);
            assert!(
                errors.is_empty() || errors == [*id],
                "{fault:?} without {removed}: {errors:?} {:#?}",
                summary(&report)
            );
        }
    }
}

/// A healthy deployment stays healthy in the eyes of a reader who lacks one log.
#[test]
fn no_log_is_needed_to_see_that_all_is_well() {
    let mut world = World::new();
    for number in 1..=2 {
        world.provision(&Person::new(number), None);
        world.sign_in(&Person::new(number), None);
    }
    world.wait(3_600_000);
    world.provision(&Person::new(3), None);
    let files = world.files();
    for kind in LogKind::ALL {
        let rest: Vec<File> = files.iter().filter(|file| file.kind != *kind).cloned().collect();
        let report = diagnose(&rest);
        assert!(report.findings.is_empty(), "without {kind}: {:#?}", summary(&report));
        let failed = report.journeys.iter().any(|one| one.outcome == Outcome::Failed);
        assert!(!failed, "without {kind}: {:#?}", summary(&report));
    }
    for only in LogKind::ALL {
        let rest: Vec<File> = files.iter().filter(|file| file.kind == *only).cloned().collect();
        let report = diagnose(&rest);
        assert!(report.findings.is_empty(), "only {only}: {:#?}", summary(&report));
    }
}

/// LAD-054: a second attempt is a second journey; the first stays failed.
#[test]
fn a_retyped_password_makes_two_journeys() {
    let person = Person::new(1);
    let mut world = World::new();
    let tracking = "CLIENT_00000000-0000-4000-8000-00000000abcd";
    world.route(&person, tracking);
    world.wait(4_000);
    assert!(!world.password(&person, tracking, Some(Fault::WrongPassword)));
    world.wait(4_000);
    assert!(world.password(&person, tracking, None));
    let files = world.files();
    let report = diagnose(&files);
    let outcomes: Vec<(Option<StepId>, StepState)> =
        report.journeys.iter().map(|one| (one.first_failed_step, state(one, StepId::S3))).collect();
    assert_eq!(
        outcomes,
        [(Some(StepId::S2_1), StepState::NotReached), (None, StepState::Ok)],
        "{:#?}",
        summary(&report)
    );
    assert_eq!(errors(&report), ["wrong-password"]);
    assert_eq!(state(&report.journeys[1], StepId::S1), StepState::Ok);
}

/// Two sign-ins, one of which fails, line by line between each other.
#[test]
fn interleaved_subscribers_are_told_apart() {
    let (one, two) = (Person::new(1), Person::new(2));
    let mut left = World::new();
    left.sign_in(&one, Some(Fault::DesktopDeviceMissing));
    let mut right = World::new();
    right.uuid();
    right.wait(1);
    right.sign_in(&two, None);
    // Both in the same files, in order of time: records of the one between those of the other.
    let mut files = left.files();
    for file in right.files() {
        match files.iter_mut().find(|mine| mine.path == file.path) {
            Some(mine) => mine.text = merged(&mine.text, &file.text, file.kind),
            None => files.push(file),
        }
    }
    let report = diagnose(&files);
    assert_eq!(errors(&report), ["desktop-device-missing"], "{:#?}", summary(&report));
    assert_eq!(report.findings[0].subscriber, Some(one.name()));
    let healthy = journey(&report, JourneyKind::SignIn, &two.name());
    assert_eq!(healthy.outcome, Outcome::Ok, "{:#?}", summary(&report));
}

/// Records of two logs in turns.
fn merged(one: &str, other: &str, kind: LogKind) -> String {
    let records = |text: &str| -> Vec<String> {
        let mut found = Vec::new();
        let mut splitter =
            lineman_logs::split::Splitter::new(lineman_logs::split::Grammar::of(kind));
        for line in text.as_bytes().split(|byte| *byte == b'\n') {
            splitter.line(line, &mut |raw| found.push(raw.text.to_string()));
        }
        splitter.finish(&mut |raw| found.push(raw.text.to_string()));
        found
    };
    // A thread works on one request at a time.
    let other = other.replace("worker-", "worker-9").replace("transaction #0", "transaction #9");
    let (one, other) = (records(one), records(&other));
    let mut text = String::new();
    for index in 0..one.len().max(other.len()) {
        for record in [one.get(index), other.get(index)].into_iter().flatten() {
            text.push_str(record);
            text.push_str("\n\n");
        }
    }
    text
}
