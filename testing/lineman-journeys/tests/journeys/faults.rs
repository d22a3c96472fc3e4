//! Every fault: one error finding, at its step, and nothing else (design.md sections 4 and 6).

use lineman_deployment::lab::Fault;
use lineman_model::{JourneyKind, Outcome, Severity, StepId, StepState};

use crate::support::{
    FIRST, Recording, errors_and_warnings, expected, journeys_of, postgres, recording, sign_ins,
};

#[test]
fn each_fault_is_found_and_nothing_else_on_sqlite() {
    for fault in Fault::ALL {
        is_named(*fault, recording(Some(*fault)));
    }
}

#[test]
fn each_fault_is_found_and_nothing_else_on_postgresql() {
    let Some(address) = postgres() else { return };
    for fault in Fault::ALL {
        is_named(*fault, &Recording::make(&[*fault], Some(address.clone())));
    }
}

fn is_named(fault: Fault, run: &Recording) {
    let id = fault.id();
    let report = &run.outcome.report;
    let wanted = expected(fault);
    assert!(!run.outcome.healthy, "{id}");
    assert_eq!(errors_and_warnings(report), [(Severity::Error, id)], "{:#?}", report.findings);
    assert_eq!(report.exit_code(), 1, "{id}");
    let finding = &report.findings[0];
    assert_eq!(finding.step, Some(wanted.step), "{id}");
    assert_eq!(finding.scope.kind, wanted.scope, "{id}");
    assert_eq!(finding.scope.id.as_deref(), Some(wanted.scope_id), "{id}");
    assert_eq!(finding.scope.affected, wanted.affected, "{id}");
    assert_eq!(finding.count, wanted.affected, "{id}");
    let alone = (wanted.affected == 1).then_some(FIRST);
    assert_eq!(finding.subscriber.as_deref(), alone, "{id}");
    assert!(!finding.evidence.is_empty() && !finding.reference.is_empty(), "{id}");
    for text in [&finding.title, &finding.cause, &finding.remedy] {
        assert!(!text.is_empty(), "{id}");
    }
    stops_there(fault, run);
}

/// The password is refused by the Application Server (2.1.1), and so to the IdP proxy (2.1).
fn is_same_refusal(fault: Fault, step: StepId) -> bool {
    fault == Fault::WrongPassword && step == StepId::S2_1_1
}

/// The walk stops at its first failed step: nothing behind it is shown, everything before it is.
fn stops_there(fault: Fault, run: &Recording) {
    let id = fault.id();
    let report = &run.outcome.report;
    let wanted = expected(fault);
    let journeys = journeys_of(report, wanted.journey, FIRST);
    assert_eq!(journeys.len(), 1, "{id}");
    let journey = journeys[0];
    assert_eq!(journey.outcome, Outcome::Failed, "{id}");
    assert_eq!(journey.first_failed_step, Some(wanted.step), "{id}");
    for step in &journey.steps {
        let name = step.step.as_str();
        if step.step < wanted.step {
            let fine = matches!(step.state, StepState::Ok | StepState::NotApplicable);
            assert!(fine, "{id}: {name} is {:?}", step.state);
        } else if step.step == wanted.step || is_same_refusal(fault, step.step) {
            assert_eq!(step.state, StepState::Failed, "{id}: {name}");
        } else {
            assert_eq!(step.state, StepState::NotReached, "{id}: {name}");
        }
    }
    match wanted.journey {
        JourneyKind::Provisioning => assert_eq!(sign_ins(report).len(), 0, "{id}"),
        _ => {
            assert_eq!(sign_ins(report).len(), 1, "{id}: only the first is walked");
            let provisioned = journeys_of(report, JourneyKind::Provisioning, FIRST);
            assert_eq!(provisioned.first().map(|one| one.outcome), Some(Outcome::Ok), "{id}");
        }
    }
}
