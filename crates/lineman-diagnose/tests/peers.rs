//! What peers such as curl, sipp and a provisioning client leave in the BroadWorks logs alone:
//! no app, no cloud, no tracking id.

mod common;

use common::build::{Person, World, response};
use common::scenes::Fault;
use common::{diagnose, diagnose_with};
use lineman_diagnose::{JourneyReport, Options, Report};
use lineman_logs::authentication_service::AuthenticationServiceEntry as Auth;
use lineman_logs::xsi_actions_log::XsiActionsEntry as Xsi;
use lineman_model::{Outcome, Severity, StepId, StepState};

const AGENT: &str = "broadworksTeamsClient";

fn path(person: &Person) -> String {
    format!("/com.broadsoft.xsi-actions/v2.0/user/{}/profile", person.user)
}

fn profile(world: &mut World, person: &Person, tracking: Option<&str>) {
    world.access("GET", &path(person), 200, AGENT);
    world.profile(person, &path(person), tracking, None);
}

fn states<'a>(report: &'a Report, person: &Person) -> Vec<&'a JourneyReport> {
    report.journeys.iter().filter(|one| one.subscriber.as_deref() == Some(&person.user)).collect()
}

fn state(journey: &JourneyReport, step: StepId) -> StepState {
    journey.steps.iter().find(|one| one.step == step).map_or(StepState::Unknown, |one| one.state)
}

fn refuse(world: &mut World, reason: &str) {
    world.auth(
        "TLS Acceptor",
        None,
        Auth::HandshakeRefused {
            peer: "127.0.0.1:6".to_owned(),
            subject: None,
            reason: reason.to_owned(),
        },
    );
}

/// Issue 2 (b): these logs prove 2.1, 2.1.1, 2.2, 5.2 to 5.4, 7 and 7.2, with or without a
/// tracking id of the peer; what nobody began is not called missing.
#[test]
fn peers_prove_their_steps() {
    for tracking in [None, Some("CLIENT_00000000-0000-4000-8000-0000000000aa")] {
        let person = Person::new(1);
        let mut world = World::new();
        profile(&mut world, &person, tracking);
        world.wait(3_000);
        for reason in ["no certificate", "not issued by a trust anchor", "expired"] {
            refuse(&mut world, reason);
            world.wait(1_000);
        }
        world.issue(&person, tracking);
        world.wait(5_000);
        // sipp registers the line/port; a provisioning client has read the device list before.
        world.register(&person, None, None);
        world.wait(600_000);
        world.ps(
            "x",
            lineman_logs::ps_log::PsLogEntry::Other {
                channel: "Timer".to_owned(),
                columns: Vec::new(),
                body: "later".to_owned(),
            },
        );
        let report = diagnose(&world.files());
        let shown: Vec<(StepId, StepState)> = report
            .journeys
            .iter()
            .flat_map(|one| one.steps.iter().map(|step| (step.step, step.state)))
            .filter(|(_, state)| *state == StepState::Ok)
            .collect();
        for step in [
            StepId::S2_1,
            StepId::S2_1_1,
            StepId::S2_2,
            StepId::S5_2,
            StepId::S5_3,
            StepId::S5_4,
            StepId::S7,
            StepId::S7_1,
            StepId::S7_2,
        ] {
            assert!(shown.contains(&(step, StepState::Ok)), "{tracking:?} {step} {report:#?}");
        }
        for journey in &report.journeys {
            assert_ne!(journey.outcome, Outcome::Failed, "{tracking:?} {journey:#?}");
            assert_eq!(journey.first_failed_step, None);
        }
        // AUT-005: the refused certificates are told, and are nobody's failure: one was accepted.
        let ids: Vec<&str> = report.findings.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["client-certificate-untrusted"]);
        assert_eq!(report.findings[0].severity, Severity::Warning);
        assert_eq!(report.findings[0].evidence_total, 3);
        assert_eq!(report.exit_code(), 0);
    }
}

/// With nobody ever let in, the refusals are an error.
#[test]
fn refused_handshakes_alone_are_an_error() {
    let mut world = World::new();
    refuse(&mut world, "not issued by a trust anchor");
    let report = diagnose(&world.files());
    assert_eq!(report.findings.len(), 1);
    let finding = &report.findings[0];
    assert_eq!(finding.id, "client-certificate-untrusted");
    assert_eq!((finding.severity, finding.step), (Severity::Error, Some(StepId::S5_2)));
}

/// LAD-054: a wrong password and then the right one are two journeys of one subscriber.
#[test]
fn a_second_basic_request_is_a_second_journey() {
    let person = Person::new(1);
    let mut world = World::new();
    world.access("GET", &path(&person), 401, AGENT);
    let refused = (4962, "[Error 4962] Invalid password".to_owned());
    world.profile(&person, &path(&person), None, Some(refused));
    world.wait(2_000);
    profile(&mut world, &person, None);
    let report = diagnose(&world.files());
    let found = states(&report, &person);
    assert_eq!(found.len(), 2, "{report:#?}");
    assert_eq!(found[0].first_failed_step, Some(StepId::S2_1));
    assert_eq!(state(found[1], StepId::S2_2), StepState::Ok);
    let ids: Vec<&str> = report.findings.iter().map(|one| one.id.as_str()).collect();
    // The refusal of the PSLog is explained: no second finding for its number.
    assert_eq!(ids, ["wrong-password"], "{report:#?}");
}

/// CAL-006: a registration with a wrong password and then one with the right password.
#[test]
fn a_challenge_is_no_failure_and_a_refused_answer_is() {
    let person = Person::new(1);
    let mut world = World::new();
    world.register(&person, None, Some(Fault::SipPassword));
    world.wait(2_000);
    world.register(&person, None, None);
    let report = diagnose(&world.files());
    let outcomes: Vec<Option<StepId>> =
        report.journeys.iter().map(|one| one.first_failed_step).collect();
    assert_eq!(outcomes, [Some(StepId::S7_2), None], "{report:#?}");
    assert_eq!(report.journeys[1].outcome, Outcome::Ok);
    let ids: Vec<&str> = report.findings.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["sip-credentials-wrong"]);
    assert_eq!(report.counts.sip_messages, 12);
}

/// LOG-002: the access log is not in order of time; what counts is when a request began.
#[test]
fn the_order_of_access_log_lines_does_not_matter() {
    let (one, two) = (Person::new(1), Person::new(2));
    let mut world = World::new();
    profile(&mut world, &one, None);
    world.wait(10_000);
    profile(&mut world, &two, None);
    let mut files = world.files();
    for file in files.iter_mut().filter(|file| file.path.ends_with("access_log.txt")) {
        let mut lines: Vec<&str> = file.text.lines().collect();
        lines.reverse();
        file.text = format!("{}\n", lines.join("\n"));
    }
    let report = diagnose(&files);
    for person in [&one, &two] {
        let found = states(&report, person);
        assert_eq!(found.len(), 1, "{report:#?}");
        let step = found[0].steps.iter().find(|step| step.step == StepId::S2_1).unwrap();
        let logs: Vec<&str> = step.evidence.iter().map(|row| row.log.as_str()).collect();
        assert!(logs.contains(&"access_log") && logs.contains(&"XsiActionsLog"), "{logs:?}");
    }
    assert!(report.journeys[0].started < report.journeys[1].started);
}

/// Only requests of the IdP proxy are sign-ins (LAD-011): a browser's are none of them.
#[test]
fn other_clients_of_xsi_are_no_sign_in() {
    let person = Person::new(1);
    let mut world = World::new();
    world.access("GET", &path(&person), 401, "Mozilla/5.0");
    let request = common::build::request(
        "GET",
        &path(&person),
        &[("authorization", "Basic ********"), ("user-agent", "Mozilla/5.0")],
        "",
    );
    world.xsi("w", None, Xsi::Request { peer: "1.2.3.4:5".to_owned(), request });
    world.xsi("w", None, Xsi::Response(response(401, "")));
    let report = diagnose(&world.files());
    assert!(report.journeys.is_empty() && report.findings.is_empty(), "{report:#?}");
}

/// --user, --tracking-id, --since and --until.
#[test]
fn filters_leave_only_what_was_asked_for() {
    let (one, two) = (Person::new(1), Person::new(2));
    let mut world = World::new();
    let first = world.sign_in(&one, Some(Fault::DesktopDeviceMissing));
    world.wait(60_000);
    let middle = world.now;
    world.wait(60_000);
    let second = world.sign_in(&two, Some(Fault::ConnectorEntitlementMissing));
    let files = world.files();
    let by = |options: Options| {
        let report = diagnose_with(&files, options);
        let journeys: Vec<String> =
            report.journeys.iter().filter_map(|one| one.tracking_id.clone()).collect();
        let findings: Vec<String> = report.findings.iter().map(|one| one.id.clone()).collect();
        (journeys, findings)
    };
    let first_only = (vec![first.clone()], vec!["desktop-device-missing".to_owned()]);
    let second_only = (vec![second.clone()], vec!["connector-entitlement-missing".to_owned()]);
    let user = |name: &str| Options { user: Some(name.to_owned()), ..Options::default() };
    assert_eq!(by(user(&one.user.to_uppercase())), first_only);
    assert_eq!(by(user(&two.email)), second_only);
    assert_eq!(by(Options { tracking_id: Some(second), ..Options::default() }), second_only);
    assert_eq!(by(Options { since: Some(middle), ..Options::default() }), second_only);
    assert_eq!(by(Options { until: Some(middle), ..Options::default() }), first_only);
    assert_eq!(by(user("nobody@example.com")), (Vec::new(), Vec::new()));
}
