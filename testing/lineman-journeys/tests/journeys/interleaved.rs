//! Several people, and several attempts of one, at the same moment.

use lineman_app::SignInReport;
use lineman_diagnose::{JourneyReport, Report};
use lineman_model::{Outcome, Severity, StepId, StepState};
use serde_json::Value;

use crate::support::{Staying, errors_and_warnings, sign_ins, text};

/// The journey of a sign-in.
fn journey<'a>(report: &'a Report, of: &SignInReport) -> &'a JourneyReport {
    let mut found = sign_ins(report)
        .into_iter()
        .filter(|journey| journey.tracking_id.as_ref() == Some(&of.tracking_id));
    let journey = found.next().expect("a journey of this tracking id");
    assert!(found.next().is_none(), "one journey of this tracking id");
    journey
}

fn is_complete(report: &Report, of: &SignInReport, who: &Value) {
    let journey = journey(report, of);
    assert!(of.registered);
    assert_eq!(journey.subscriber.as_deref(), who["bw_user_id"].as_str());
    assert_eq!(journey.outcome, Outcome::Ok);
    for step in &journey.steps {
        // The SBC remembers the Application Server of who was here before (CAL-006).
        let fine = step.state == StepState::Ok
            || (step.step == StepId::S7_1 && step.state == StepState::NotApplicable);
        assert!(fine, "{} is {:?}", step.step.as_str(), step.state);
    }
}

fn stopped_at_the_password(report: &Report, of: &SignInReport, who: &Value) {
    let journey = journey(report, of);
    assert!(!of.signed_in);
    assert_eq!(journey.subscriber.as_deref(), who["bw_user_id"].as_str());
    assert_eq!(journey.outcome, Outcome::Failed);
    assert_eq!(journey.first_failed_step, Some(StepId::S2_1));
    let later = journey.steps.iter().filter(|step| step.step > StepId::S2_1_1);
    for step in later {
        assert_eq!(step.state, StepState::NotReached, "{}", step.step.as_str());
    }
}

#[test]
fn two_people_at_the_same_moment_are_two_journeys() {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    let (right, wrong) = (lab.subscriber(0), lab.subscriber(1));
    let mut reports = Vec::new();
    for round in 0..3 {
        let machine = format!("pc{round}");
        let mut one = lab.app(&right, &machine, &text(&right["web_password"]));
        let mut other = lab.app(&wrong, &machine, "not-this-one");
        let (one, other) = lab.wait(async { tokio::join!(one.sign_in(), other.sign_in()) });
        reports.push((one.unwrap(), other.unwrap()));
    }
    let report = lab.diagnose();
    for (one, other) in &reports {
        is_complete(&report, one, &right);
        stopped_at_the_password(&report, other, &wrong);
    }
    // Three of the walk, two of each round.
    assert_eq!(sign_ins(&report).len(), 3 + 2 * reports.len());
    assert_eq!(errors_and_warnings(&report), [(Severity::Error, "wrong-password")]);
    let finding = &report.findings[0];
    assert_eq!(finding.count, reports.len() as u64);
    assert_eq!(finding.scope.affected, 1);
    assert_eq!(finding.subscriber.as_deref(), wrong["bw_user_id"].as_str());
}

#[test]
fn one_person_on_two_machines_at_the_same_moment_is_two_journeys() {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    let user = lab.subscriber(2);
    let mut right = lab.app(&user, "office", &text(&user["web_password"]));
    let mut wrong = lab.app(&user, "home", "not-this-one");
    let (one, other) = lab.wait(async { tokio::join!(right.sign_in(), wrong.sign_in()) });
    let report = lab.diagnose();
    is_complete(&report, &one.unwrap(), &user);
    stopped_at_the_password(&report, &other.unwrap(), &user);
    assert_eq!(sign_ins(&report).len(), 5);
    assert_eq!(errors_and_warnings(&report), [(Severity::Error, "wrong-password")]);
    assert_eq!(report.findings[0].count, 1);
}

#[test]
fn a_repeated_attempt_is_a_new_journey() {
    let folder = tempfile::tempdir().unwrap();
    let lab = Staying::start(&folder.path().join("lab"));
    let user = lab.subscriber(0);
    let first = {
        let mut app = lab.app(&user, "office", "not-this-one");
        lab.wait(app.sign_in()).unwrap()
    };
    let second = lab.sign_in(&user, "office");
    assert_ne!(first.tracking_id, second.tracking_id);
    let report = lab.diagnose();
    stopped_at_the_password(&report, &first, &user);
    is_complete(&report, &second, &user);
    assert_eq!(sign_ins(&report).len(), 5);
    assert_eq!(errors_and_warnings(&report), [(Severity::Error, "wrong-password")]);
}
