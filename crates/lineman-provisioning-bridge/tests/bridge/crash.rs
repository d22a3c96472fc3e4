//! The process dies, and the user exists once all the same.

use lineman_logs::cloud::CloudEvent;
use lineman_store::cloud::{JobState, ProvisioningState};

use crate::identity::Next;
use crate::stage::{LEASE, PROFILE, Stage};

async fn killed_in_the_attempt(next: Next) -> Stage {
    let mut stage = Stage::set().await;
    stage.identity.next([next]);
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.identity.wait_for_users(1).await;
    stage.kill_bridge();
    assert_eq!(stage.log.of(&CloudEvent::CreationDone), []);
    let jobs = stage.store.jobs();
    assert_eq!(jobs.count("subscriber-creation", JobState::Leased).await.unwrap(), 1);
    stage.start_bridge(false).await;
    stage
}

/// The worker dies before and after identity has made the user; the next one takes the job when
/// the lease has ended.
#[tokio::test]
async fn a_dead_workers_job_is_done_by_the_next_and_the_user_exists_once() {
    for next in [Next::SilenceBefore, Next::SilenceAfter] {
        let stage = killed_in_the_attempt(next).await;
        // In progress still: the second POST makes no second job, whether or not the user is there.
        assert_eq!(stage.post(PROFILE).await.status, 200);
        stage.clock.advance_millis(i64::try_from(LEASE.as_millis()).unwrap());
        let done = stage.log.wait_for(CloudEvent::CreationDone, 1).await;
        assert_eq!(done.fields["attempt"], serde_json::json!(2));
        let users = stage.store.users().list("org-ACME", 9).await.unwrap();
        assert_eq!(users.len(), 1);
        assert_eq!(stage.store.organizations().list(9).await.unwrap().len(), 1);
        let requests = stage.store.provisioning_requests();
        let newest = requests.find_newest("una@bw.example").await.unwrap().unwrap();
        assert_eq!(newest.state, ProvisioningState::Done);
        let jobs = stage.store.jobs();
        assert_eq!(jobs.count("subscriber-creation", JobState::Done).await.unwrap(), 1);
        assert_eq!(jobs.count("subscriber-creation", JobState::Leased).await.unwrap(), 0);
    }
}

/// While the lease holds, nobody else touches the job.
#[tokio::test]
async fn a_lease_that_holds_is_respected() {
    let stage = killed_in_the_attempt(Next::SilenceBefore).await;
    stage.clock.advance_millis(i64::try_from(LEASE.as_millis()).unwrap() - 1);
    // Another subscriber's job, later in the queue, is done meanwhile by the same worker.
    let dora = PROFILE.replace("una@bw", "dora@bw").replace("Una@", "dora@");
    assert_eq!(stage.post(&dora).await.status, 200);
    let done = stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    assert_eq!(done.bw_user_id.as_deref(), Some("dora@bw.example"));
    let jobs = stage.store.jobs();
    assert_eq!(jobs.count("subscriber-creation", JobState::Leased).await.unwrap(), 1);
    stage.clock.advance_millis(1);
    stage.log.wait_for(CloudEvent::CreationDone, 2).await;
    assert_eq!(stage.store.users().list("org-ACME", 9).await.unwrap().len(), 2);
}

/// Accepted, and killed before any worker looked at it.
#[tokio::test]
async fn what_was_accepted_survives_the_process() {
    let mut stage = Stage::held().await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.kill_bridge();
    stage.start_bridge(false).await;
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    assert_eq!(stage.store.users().list("org-ACME", 9).await.unwrap().len(), 1);
}

/// Two bridges on one database: every job is done once.
#[tokio::test]
async fn two_workers_share_the_jobs() {
    let mut first = Stage::held().await;
    for number in 0..6 {
        let document = PROFILE
            .replace("una@bw", &format!("u{number}@bw"))
            .replace("Una@", &format!("u{number}@"));
        assert_eq!(first.post(&document).await.status, 200);
    }
    let held = first.take_bridge();
    first.start_bridge(false).await;
    held.release_worker();
    first.log.wait_for(CloudEvent::CreationDone, 6).await;
    assert_eq!(first.log.of(&CloudEvent::CreationStarted).len(), 6);
    assert_eq!(first.store.users().list("org-ACME", 9).await.unwrap().len(), 6);
    held.stop().await;
}
