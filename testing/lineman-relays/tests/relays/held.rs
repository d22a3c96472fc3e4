//! The bridge answers before the work is done, and what it answered survives (PRV-035 to PRV-037).

use std::time::Duration;

use lineman_model::{JourneyKind, Outcome, StepId, StepState};
use lineman_store::CloudStore;
use lineman_testkit::{Database, Link, Processes, ProcessesOptions, Stack, Walk, Way};

use crate::judged::{errors, journey, state};

/// So fast is the answer at most, however long the work takes.
const ANSWER: Duration = Duration::from_secs(2);
const BRIDGE_LOG: &str = "cloud/provisioning_bridge.log";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_before_the_work_on_sqlite() {
    answers_while_held(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_before_the_work_on_postgres() {
    if let Some(database) = Database::postgres() {
        answers_while_held(database).await;
    }
}

async fn answers_while_held(database: Database) {
    let stack = Stack::start(&database).await.unwrap();
    let walk = stack.walk();
    stack.cloud().bridge().hold_worker();
    assign(walk).await;
    check_only_accepted(walk).await;
    assert_eq!(users(stack.cloud().store(), walk).await, 0);
    stack.cloud().bridge().release_worker();
    walk.wait_for(BRIDGE_LOG, "creation.done").await.unwrap();
    assert_eq!(users(stack.cloud().store(), walk).await, 1);
    check_created_once(walk).await;
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_and_restart_on_sqlite() {
    survives_kill(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_and_restart_on_postgres() {
    if let Some(database) = Database::postgres() {
        survives_kill(database).await;
    }
}

/// `kill -9` right after the 200, while the work has not begun.
async fn survives_kill(database: Database) {
    let options = ProcessesOptions { worker_held: true, ..ProcessesOptions::default() };
    let mut processes = Processes::start(&database, &options).await.unwrap();
    assign(processes.walk()).await;
    processes.kill_cloud().await.unwrap();
    check_only_accepted(processes.walk()).await;
    processes.restart_cloud(false).await.unwrap();
    let walk = processes.walk();
    walk.wait_for(BRIDGE_LOG, "creation.done").await.unwrap();
    let store = processes.cloud_store().await.unwrap();
    assert_eq!(users(&store, walk).await, 1);
    store.close().await;
    check_created_once(walk).await;
    // Whoever was created so can sign in.
    let (mut app, report) = walk.sign_in().await.unwrap();
    assert!(report.registered, "{report:?}");
    app.sign_out().await;
    let found = walk.diagnose().await.unwrap();
    assert!(found.findings.is_empty(), "{}", found.to_json());
    processes.stop().await.unwrap();
}

/// Assigns Integrated IM&P, which the Application Server takes at once.
async fn assign(walk: &Walk) {
    let mut client = walk.oci_client().await.unwrap();
    walk.prepare(&mut client).await.unwrap();
    let taken = tokio::time::timeout(ANSWER, walk.assign(&mut client)).await;
    assert!(taken.expect("an answer in time").unwrap());
    assert!(walk.links().relay(Link::Bridge).saw(Way::Back, "HTTP/1.1 200 OK"));
}

/// The 200 went out and nothing else happened; the troubleshooter waits too.
async fn check_only_accepted(walk: &Walk) {
    let log = walk.log_text(BRIDGE_LOG);
    assert!(log.contains("subscriber-profile.accepted"), "{log}");
    assert!(!log.contains("creation.started"), "{log}");
    assert_eq!(walk.links().relay(Link::Identity).connections(), 0);
    let found = walk.diagnose().await.unwrap();
    assert_eq!(errors(&found), [], "{}", found.to_json());
    let judged = journey(&found, JourneyKind::Provisioning);
    assert_eq!(state(judged, StepId::P3), StepState::Ok);
    assert_eq!(state(judged, StepId::P6), StepState::NotReached);
    assert_eq!(judged.outcome, Outcome::Incomplete);
}

async fn check_created_once(walk: &Walk) {
    assert_eq!(walk.log_text("cloud/identity.log").matches("\"user.created\"").count(), 1);
    let found = walk.diagnose().await.unwrap();
    assert!(found.findings.is_empty(), "{}", found.to_json());
    let judged = journey(&found, JourneyKind::Provisioning);
    assert_eq!(judged.outcome, Outcome::Ok, "{}", found.to_json());
    assert_eq!(state(judged, StepId::P3), StepState::Ok);
    assert_eq!(state(judged, StepId::P6), StepState::Ok);
}

/// How many users of the subscriber's organisation there are; they are the subscriber.
async fn users(store: &CloudStore, walk: &Walk) -> usize {
    let id = &walk.subscriber().bw_user_id;
    let Some(user) = store.users().find_by_bw_user_id(id).await.unwrap() else { return 0 };
    assert_eq!(user.email, walk.subscriber().email);
    store.users().list(&user.org_id, 10).await.unwrap().len()
}
