//! Two faults at once, labs that come back to their folder, and folders that are taken.

use std::collections::BTreeSet;

use lineman_deployment::DataDirectoryError;
use lineman_deployment::lab::{self, Fault, LabError, LabOptions};
use lineman_model::{Outcome, Severity};

use crate::support::{
    Recording, Staying, errors_and_warnings, expected, lab_options, runtime, sign_ins,
};

/// What can be seen of two faults: the first subscriber stops at the earlier one. What hits the
/// whole enterprise shows at somebody else whom nothing else stops.
fn visible(one: Fault, other: Fault) -> BTreeSet<&'static str> {
    let order = |fault: Fault| match fault {
        // The bridge asks for the account first, then for the document, then for the email.
        Fault::ImpCredentialsMismatch => 0,
        Fault::PrimaryNumberMissing => 1,
        Fault::UserExists => 2,
        Fault::UpstreamCreationFailed => 3,
        Fault::WrongPassword => 4,
        Fault::ConnectorEntitlementMissing => 5,
        Fault::ClientCertificateUntrusted => 6,
        Fault::DesktopDeviceMissing => 7,
    };
    let (first, second) = if order(one) < order(other) { (one, other) } else { (other, one) };
    let independent =
        second == Fault::ClientCertificateUntrusted && first != Fault::ImpCredentialsMismatch;
    let mut ids = BTreeSet::from([first.id()]);
    if independent {
        ids.insert(second.id());
    }
    ids
}

#[test]
fn of_two_faults_each_that_can_show_is_found_and_no_other() {
    let pairs: Vec<(Fault, Fault)> = Fault::ALL
        .iter()
        .enumerate()
        .flat_map(|(index, one)| Fault::ALL[index + 1..].iter().map(|other| (*one, *other)))
        .collect();
    assert_eq!(pairs.len(), 28);
    std::thread::scope(|scope| {
        for part in pairs.chunks(7) {
            scope.spawn(move || {
                for (one, other) in part {
                    of_these_two(*one, *other);
                }
            });
        }
    });
}

fn of_these_two(one: Fault, other: Fault) {
    let run = Recording::make(&[one, other], None);
    let report = &run.outcome.report;
    let found: BTreeSet<_> = errors_and_warnings(report).into_iter().collect();
    let wanted: BTreeSet<_> =
        visible(one, other).into_iter().map(|id| (Severity::Error, id)).collect();
    assert_eq!(found, wanted, "{} and {}", one.id(), other.id());
    assert!(!run.outcome.healthy);
    for finding in &report.findings {
        let fault = Fault::parse(&finding.id).unwrap();
        assert_eq!(finding.step, Some(expected(fault).step), "{}", finding.id);
        assert_eq!(finding.scope.kind, expected(fault).scope, "{}", finding.id);
    }
}

#[test]
fn a_second_run_in_the_same_folder_starts_afresh() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    for faults in [vec![Fault::UserExists], Vec::new(), Vec::new()] {
        let options = LabOptions { once: true, faults, ..lab_options(&data) };
        let outcome = runtime()
            .block_on(lab::run(&options, &mut |_| (), std::future::pending()))
            .expect("the lab runs");
        assert_eq!(outcome.healthy, options.faults.is_empty());
        let attempts = if outcome.healthy { 3 } else { 0 };
        assert_eq!(sign_ins(&outcome.report).len(), attempts, "logs begin empty");
    }
}

/// Without `--once` a lab goes on where it was left: same people, same passwords, no second user.
#[test]
fn a_lab_that_comes_back_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let lab = Staying::start(&data);
    let before = lab.lab.clone();
    assert!(lab.stop().healthy);
    let lab = Staying::start(&data);
    for key in ["subscribers", "unprovisioned_subscribers", "org_id", "ocip_admin"] {
        assert_eq!(lab.lab[key], before[key], "{key}");
    }
    assert_eq!(lab.lab["provisioning_account"], before["provisioning_account"]);
    let store = lab.cloud_store();
    let org_id = before["org_id"].as_str().unwrap();
    assert_eq!(lab.wait(store.users().list(org_id, 100)).unwrap().len(), 3);
    let outcome = lab.stop();
    assert!(outcome.healthy, "{:#?}", outcome.report.findings);
    let journeys = sign_ins(&outcome.report);
    assert_eq!(journeys.len(), 6, "three of each run");
    assert!(journeys.iter().all(|journey| journey.outcome == Outcome::Ok));
}

/// design.md section 4.
#[test]
fn a_second_lab_in_a_folder_that_is_taken_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("lab");
    let lab = Staying::start(&data);
    let logs = std::fs::read_dir(data.join("logs")).unwrap().count();
    for once in [true, false] {
        let options = LabOptions { once, ..lab_options(&data) };
        let refused = runtime().block_on(lab::run(&options, &mut |_| (), std::future::pending()));
        let in_use = matches!(refused, Err(LabError::Data(DataDirectoryError::InUse(_))));
        assert!(in_use, "{refused:?}");
    }
    assert_eq!(std::fs::read_dir(data.join("logs")).unwrap().count(), logs);
    assert!(lab.stop().healthy, "the first one does not mind");
}

/// A folder with somebody's own `logs` is not cleared.
#[test]
fn a_folder_of_somebody_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("logs/precious.txt");
    std::fs::create_dir(folder.path().join("logs")).unwrap();
    std::fs::write(&own, "mine").unwrap();
    let options = LabOptions { once: true, ..lab_options(folder.path()) };
    let refused = runtime().block_on(lab::run(&options, &mut |_| (), std::future::pending()));
    assert!(matches!(refused, Err(LabError::NotALab(_))), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "mine");
}
