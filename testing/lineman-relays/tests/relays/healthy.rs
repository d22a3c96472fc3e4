//! The healthy journey, on both engines, in one process and in two.

use lineman_app::SignInReport;
use lineman_model::{JourneyKind, LogKind, Outcome, StepState};
use lineman_testkit::{Database, Processes, ProcessesOptions, Stack, Walk};

use crate::judged::{errors, journey};
use crate::passes;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_on_sqlite() {
    one_process(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_on_postgres() {
    if let Some(database) = Database::postgres() {
        one_process(database).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_sqlite() {
    two_processes(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_postgres() {
    if let Some(database) = Database::postgres() {
        two_processes(database).await;
    }
}

async fn one_process(database: Database) {
    let stack = Stack::start(&database).await.unwrap();
    assert_eq!(stack.cloud().store().engine(), database.name());
    assert_eq!(stack.broadworks().store().engine(), database.name());
    walk_through(stack.walk()).await;
    stack.stop().await;
}

async fn two_processes(database: Database) {
    let processes = Processes::start(&database, &ProcessesOptions::default()).await.unwrap();
    walk_through(processes.walk()).await;
    // The two have nothing in common but the folder of authorities.
    let entries = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(processes.folder().join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let certificates = entries("certificates");
    for file in ["server-authority.pem", "client-authority.pem"] {
        assert!(certificates.iter().any(|name| name == file), "{certificates:?}");
    }
    assert!(entries("broadworks/logs").iter().all(|name| name != "cloud"));
    assert_eq!(entries("cloud/logs"), ["cloud"]);
    processes.stop().await.unwrap();
}

async fn walk_through(walk: &Walk) {
    walk.provision().await.unwrap();
    let (mut app, report) = walk.sign_in().await.unwrap();
    assert!(report.registered && report.failure.is_none(), "{report:?}");
    assert_eq!(report.phone_services, lineman_ladder::literals::STATUS_SIGNED_IN);
    passes::check(walk, &report.tracking_id);
    check_diagnosis(walk, &report).await;
    app.sign_out().await;
}

/// All logs together: every step ok, proven by each kind of log that must show it, no finding.
async fn check_diagnosis(walk: &Walk, report: &SignInReport) {
    let found = walk.diagnose().await.unwrap();
    assert_eq!(errors(&found), [], "{}", found.to_json());
    assert!(found.findings.is_empty(), "{}", found.to_json());
    let id = &walk.subscriber().bw_user_id;
    for kind in [JourneyKind::Provisioning, JourneyKind::SignIn] {
        let journey = journey(&found, kind);
        assert_eq!(journey.outcome, Outcome::Ok, "{}", found.to_json());
        assert_eq!(journey.subscriber.as_ref(), Some(id));
        for step in &journey.steps {
            assert_eq!(step.state, StepState::Ok, "{}", step.step);
            let logs: Vec<LogKind> = step.evidence.iter().map(|one| one.log).collect();
            for log in lineman_ladder::step(step.step).unwrap().logs {
                // User JSON is no log of the stack.
                assert!(
                    logs.contains(log) || *log == LogKind::UserJson,
                    "{} is not shown by {log}: {logs:?}",
                    step.step
                );
            }
        }
    }
    let tracking_id = journey(&found, JourneyKind::SignIn).tracking_id.clone();
    assert_eq!(tracking_id.as_ref(), Some(&report.tracking_id));
}
