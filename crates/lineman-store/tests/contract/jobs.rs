//! Leased jobs.

use std::collections::BTreeMap;
use std::time::Duration;

use lineman_store::cloud::{BackOff, JobState, NewJob};

use crate::assertion::{assert_exists, at};
use crate::context::Context;

const KIND: &str = "test";
const LEASE: i64 = 100;

fn job(id: &str, run_at: i64) -> NewJob {
    NewJob {
        job_id: id.into(),
        kind: KIND.into(),
        payload: format!("{{\"id\":\"{id}\"}}"),
        run_at: at(run_at),
    }
}

pub(crate) async fn in_order_and_not_too_early(context: &Context) {
    let store = context.cloud().await;
    let jobs = store.jobs();
    for (id, run_at) in [("late", 50), ("second", 2), ("first", 1)] {
        jobs.enqueue(&job(id, run_at), at(0)).await.expect("added");
    }
    assert_exists(jobs.enqueue(&job("late", 1), at(0)).await);
    assert_eq!(jobs.lease(KIND, "w", at(0), LEASE).await.expect("asked"), None);
    assert_eq!(jobs.lease("other", "w", at(99), LEASE).await.expect("asked"), None);
    for id in ["first", "second"] {
        let leased = jobs.lease(KIND, "w", at(10), LEASE).await.expect("leased").expect("a job");
        assert_eq!((leased.job_id.as_str(), leased.attempts), (id, 1));
        assert_eq!(leased.payload, format!("{{\"id\":\"{id}\"}}"));
        assert_eq!((leased.lease_owner.as_str(), leased.lease_until), ("w", at(110)));
        assert!(jobs.complete(&leased).await.expect("ended"));
        assert_eq!(jobs.state(id).await.expect("read"), Some(JobState::Done));
    }
    assert_eq!(jobs.lease(KIND, "w", at(10), LEASE).await.expect("asked"), None);
    assert_eq!(jobs.count(KIND, JobState::Done).await.expect("counted"), 2);
    assert_eq!(jobs.remove_done(at(0)).await.expect("forgotten"), 0);
    assert_eq!(jobs.remove_done(at(1)).await.expect("forgotten"), 2);
    assert_eq!(jobs.count(KIND, JobState::Queued).await.expect("counted"), 1);
}

pub(crate) async fn a_dead_workers_job_is_taken_again(context: &Context) {
    let store = context.cloud().await;
    store.jobs().enqueue(&job("j", 0), at(0)).await.expect("added");
    let first = store.jobs().lease(KIND, "dead", at(0), LEASE).await.expect("leased");
    assert!(first.is_some());
    store.close().await;
    let store = context.cloud().await;
    let jobs = store.jobs();
    assert_eq!(jobs.lease(KIND, "w", at(LEASE - 1), LEASE).await.expect("asked"), None);
    let again = jobs.lease(KIND, "w", at(LEASE), LEASE).await.expect("leased").expect("a job");
    assert_eq!((again.job_id.as_str(), again.attempts), ("j", 2));
    assert!(jobs.extend(&again, at(1000)).await.expect("prolonged"));
    assert_eq!(jobs.lease(KIND, "x", at(999), LEASE).await.expect("asked"), None);
}

pub(crate) async fn a_late_worker_changes_nothing(context: &Context) {
    let store = context.cloud().await;
    let jobs = store.jobs();
    let back_off = BackOff { first_millis: 1, most_millis: 1, attempts: 9 };
    jobs.enqueue(&job("j", 0), at(0)).await.expect("added");
    let late = jobs.lease(KIND, "w", at(0), LEASE).await.expect("leased").expect("a job");
    // The same worker's name: only the attempt tells the two leases apart.
    let now = jobs.lease(KIND, "w", at(LEASE), LEASE).await.expect("leased").expect("a job");
    assert!(!jobs.extend(&late, at(9999)).await.expect("asked"));
    assert!(!jobs.complete(&late).await.expect("asked"));
    assert_eq!(jobs.fail(&late, "late", back_off, at(150)).await.expect("asked"), None);
    assert_eq!(jobs.state("j").await.expect("read"), Some(JobState::Leased));
    assert!(jobs.complete(&now).await.expect("ended"));
    assert!(!jobs.complete(&now).await.expect("asked"), "ended once");
}

pub(crate) async fn failures_back_off_and_end(context: &Context) {
    let store = context.cloud().await;
    let jobs = store.jobs();
    let back_off = BackOff { first_millis: 10, most_millis: 15, attempts: 3 };
    jobs.enqueue(&job("j", 0), at(0)).await.expect("added");
    let mut now = 0;
    for (wait, reason) in [(10, "first"), (15, "second")] {
        let leased = jobs.lease(KIND, "w", at(now), LEASE).await.expect("leased").expect("a job");
        let state = jobs.fail(&leased, reason, back_off, at(now)).await.expect("put back");
        assert_eq!(state, Some(JobState::Queued));
        now += wait;
        assert_eq!(jobs.lease(KIND, "w", at(now - 1), LEASE).await.expect("asked"), None);
    }
    let last = jobs.lease(KIND, "w", at(now), LEASE).await.expect("leased").expect("a job");
    assert_eq!((last.attempts, last.last_error.as_deref()), (3, Some("second")));
    let state = jobs.fail(&last, "third", back_off, at(now)).await.expect("given up");
    assert_eq!(state, Some(JobState::Failed));
    assert_eq!(jobs.lease(KIND, "w", at(99_999), LEASE).await.expect("asked"), None);
}

pub(crate) async fn eight_workers_do_two_hundred_jobs_once(context: &Context) {
    let store = context.cloud().await;
    for number in 0..200 {
        store.jobs().enqueue(&job(&format!("j{number:03}"), 0), at(0)).await.expect("added");
    }
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..8 {
        let store = store.clone();
        workers.spawn(async move {
            let name = format!("w{worker}");
            let mut done = Vec::new();
            while let Some(leased) =
                store.jobs().lease(KIND, &name, at(1), LEASE).await.expect("leased")
            {
                assert!(store.jobs().complete(&leased).await.expect("ended"));
                done.push((leased.job_id, leased.attempts));
            }
            done
        });
    }
    let mut times = BTreeMap::new();
    for (job, attempts) in workers.join_all().await.into_iter().flatten() {
        assert_eq!(attempts, 1, "{job}");
        *times.entry(job).or_insert(0) += 1;
    }
    assert_eq!(times.len(), 200);
    assert!(times.values().all(|times| *times == 1));
    assert_eq!(store.jobs().count(KIND, JobState::Done).await.expect("counted"), 200);
}

pub(crate) async fn a_new_job_wakes_the_worker(context: &Context) {
    let store = context.cloud().await;
    let worker = tokio::spawn({
        let store = store.clone();
        async move {
            // Far longer than the test may take: only the bell ends it.
            store.jobs().wait(Duration::from_secs(600)).await;
            store.jobs().lease(KIND, "w", at(0), LEASE).await.expect("leased")
        }
    });
    store.jobs().enqueue(&job("j", 0), at(0)).await.expect("added");
    let leased = tokio::time::timeout(Duration::from_secs(30), worker).await;
    assert!(leased.expect("woken").expect("no panic").is_some());
}
