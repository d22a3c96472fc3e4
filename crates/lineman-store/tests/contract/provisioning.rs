//! What the bridge accepts: a request and its job are stored, and ended, together.

use lineman_store::cloud::{
    Acceptance, Escalation, JobState, NewJob, ProvisioningRequest, ProvisioningState,
};

use crate::assertion::{assert_exists, at};
use crate::context::Context;

pub(crate) fn request(id: &str, bw_user_id: &str) -> ProvisioningRequest {
    ProvisioningRequest {
        request_id: id.into(),
        bw_user_id: bw_user_id.into(),
        sp_enterprise_id: "SP+ent1".into(),
        template_id: "t1".into(),
        email: "una@mail.example".into(),
        tracking_id: Some("AS_1".into()),
        state: ProvisioningState::Queued,
        reason: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(crate) fn job(id: &str) -> NewJob {
    NewJob { job_id: id.into(), kind: "provision".into(), payload: "{}".into(), run_at: at(0) }
}

pub(crate) async fn a_request_and_its_job_are_one(context: &Context) {
    let store = context.cloud().await;
    let requests = store.provisioning_requests();
    let accepted = requests.accept(&request("r1", "una@bw"), &job("j1")).await.expect("stored");
    assert_eq!(accepted, Acceptance::Accepted);
    assert_exists(requests.accept(&request("r2", "dora@bw"), &job("j1")).await);
    assert_eq!(requests.find("r2").await.expect("read"), None, "no request without its job");
    assert_exists(requests.accept(&request("r1", "dora@bw"), &job("j2")).await);
    assert_eq!(store.jobs().state("j2").await.expect("read"), None, "no job without its request");

    let leased = store.jobs().lease("provision", "w", at(1), 1000).await.expect("leased");
    let leased = leased.expect("a job");
    assert!(requests.start("r1", at(2)).await.expect("started"));
    let ended = requests.finish("r1", None, None, &leased, at(3)).await.expect("ended");
    assert!(ended);
    let done = requests.find("r1").await.expect("read").expect("there");
    assert_eq!((done.state, done.updated_at), (ProvisioningState::Done, at(3)));
    assert_eq!(store.jobs().state("j1").await.expect("read"), Some(JobState::Done));
    assert!(!requests.start("r1", at(4)).await.expect("asked"), "it is not open any more");
}

/// PRV-037: a second POST for the same user makes no second job.
pub(crate) async fn one_open_request_per_user(context: &Context) {
    let store = context.cloud().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            let request = request(&format!("r{number}"), "una@BW");
            let job = job(&format!("j{number}"));
            store.provisioning_requests().accept(&request, &job).await.expect("asked")
        });
    }
    let outcomes = tasks.join_all().await;
    let accepted = outcomes.iter().filter(|outcome| **outcome == Acceptance::Accepted).count();
    assert_eq!((accepted, outcomes.len()), (1, 8));
    assert_eq!(store.jobs().count("provision", JobState::Queued).await.expect("counted"), 1);

    let requests = store.provisioning_requests();
    let open = requests.find_open("una@bw").await.expect("read").expect("open");
    let leased = store.jobs().lease("provision", "w", at(1), 1000).await.expect("leased");
    requests
        .finish(&open.request_id, None, None, &leased.expect("a job"), at(2))
        .await
        .expect("ended");
    assert_eq!(requests.find_open("una@bw").await.expect("read"), None);
    let mut later = request("later", "una@bw");
    later.created_at = at(10);
    let again = requests.accept(&later, &job("later")).await.expect("stored");
    assert_eq!(again, Acceptance::Accepted, "after the first is done");
    let newest = requests.find_newest("una@bw").await.expect("read").expect("there");
    assert_eq!(newest.request_id, "later");
}

/// PRV-035 to 038: creation failed upstream; somebody must look at it.
pub(crate) async fn failure_and_escalation(context: &Context) {
    let store = context.cloud().await;
    let requests = store.provisioning_requests();
    requests.accept(&request("r1", "una@bw"), &job("j1")).await.expect("stored");
    let leased = store.jobs().lease("provision", "w", at(1), 1000).await.expect("leased");
    let escalation = Escalation {
        escalation_id: "e1".into(),
        request_id: Some("r1".into()),
        bw_user_id: "una@bw".into(),
        reason: "identity refused".into(),
        tracking_id: Some("AS_1".into()),
        created_at: at(2),
    };
    let job = leased.expect("a job");
    let ended =
        requests.finish("r1", Some("identity refused"), Some(&escalation), &job, at(2)).await;
    assert!(ended.expect("ended"));
    let failed = requests.find("r1").await.expect("read").expect("there");
    assert_eq!(failed.state, ProvisioningState::Failed);
    assert_eq!(failed.reason.as_deref(), Some("identity refused"));
    assert_eq!(requests.escalations(9).await.expect("listed"), [escalation]);
}

pub(crate) async fn a_lost_lease_ends_nothing(context: &Context) {
    let store = context.cloud().await;
    let requests = store.provisioning_requests();
    requests.accept(&request("r1", "una@bw"), &job("j1")).await.expect("stored");
    let slow = store.jobs().lease("provision", "slow", at(0), 10).await.expect("leased");
    let quick = store.jobs().lease("provision", "quick", at(10), 10).await.expect("leased");
    let (slow, quick) = (slow.expect("a job"), quick.expect("the same job"));
    assert!(!requests.finish("r1", Some("no"), None, &slow, at(11)).await.expect("asked"));
    let open = requests.find("r1").await.expect("read").expect("there");
    assert_eq!((open.state, open.reason), (ProvisioningState::Queued, None));
    assert!(requests.finish("r1", None, None, &quick, at(12)).await.expect("ended"));
}
