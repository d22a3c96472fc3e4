//! What follows a 200 (PRV-002, PRV-003, PRV-007, PRV-035 to PRV-038, ESC-018).

use lineman_logs::cloud::CloudEvent;
use lineman_provisioning_bridge::CREATION_JOB;
use lineman_store::cloud::{JobState, ProvisioningState};
use serde_json::json;

use crate::identity::Next;
use crate::stage::{BACK_OFF, PROFILE, SERVICE_SECRET, Stage, TRACKING_ID};

#[tokio::test]
async fn the_first_user_brings_the_organisation_along_and_the_second_finds_it() {
    let stage = Stage::set().await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    let done = stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    assert_eq!(done.org_id.as_deref(), Some("org-ACME"));
    assert_eq!(done.user_id.as_deref(), Some("user-una@example.com"));
    assert_eq!(done.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(done.enterprise.as_deref(), Some("ACME"));
    assert_eq!(
        stage.log.events(),
        [
            "subscriber-profile.received",
            "subscriber-profile.accepted",
            "creation.started",
            "creation.done",
        ]
    );
    let user = stage.store.users().find_by_email("una@example.com").await.unwrap().unwrap();
    assert_eq!(user.bw_user_id.as_deref(), Some("una@bw.example"));

    let calls = stage.identity.calls();
    assert_eq!(calls.len(), 2);
    for call in &calls {
        // XCC-001: the tracking id outlives the request in its job.
        assert_eq!(call.tracking_id.as_deref(), Some(TRACKING_ID));
        assert_eq!(call.authorization, format!("Bearer {SERVICE_SECRET}"));
    }
    // PRV-016: enterprise mode, lower case.
    let organization = json!({"name": "acme", "templateId": "t1", "spEnterpriseId": "ACME"});
    assert_eq!(calls[0].body, organization);
    let request_id = user.creation_request_id.as_deref().unwrap();
    // PRV-018: the email becomes the user id.
    let wished = json!({
        "orgId": "org-ACME", "email": "una@example.com", "bwUserId": "una@bw.example",
        "firstName": "Zo\u{eb}", "lastName": "One", "primaryPhoneNumber": "+15550001",
        "extension": "0001", "clusterId": "c1", "requestId": request_id,
    });
    assert_eq!(calls[1].body, wished);
    let request = stage.store.provisioning_requests().find(request_id).await.unwrap().unwrap();
    assert_eq!(request.state, ProvisioningState::Done);

    // PRV-003
    let dora = PROFILE.replace("una@bw", "dora@bw").replace("Una@", "dora@");
    assert_eq!(stage.post(&dora).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 2).await;
    let organizations = stage.store.organizations().list(9).await.unwrap();
    assert_eq!(organizations.len(), 1);
    assert_eq!(stage.store.users().list("org-ACME", 9).await.unwrap().len(), 2);
    assert!(!stage.log.text().contains(SERVICE_SECRET));
}

/// PRV-015
#[tokio::test]
async fn in_service_provider_mode_the_group_names_the_organisation() {
    let stage = Stage::set().await;
    stage.change_template(|template| template.enterprise_mode = false).await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    let body = &stage.identity.calls()[0].body;
    assert_eq!(
        (&body["name"], &body["spEnterpriseId"]),
        (&json!("group_one"), &json!("ACME+Group_ONE"))
    );
}

/// PRV-036, PRV-037: 200 comes before the work, and one user's second POST makes no second job.
#[tokio::test]
async fn the_answer_does_not_wait_for_the_worker() {
    let stage = Stage::held().await;
    for _ in 0..3 {
        assert_eq!(stage.post(PROFILE).await.status, 200);
    }
    let other_email = PROFILE.replace("Una@", "other@");
    assert_eq!(stage.post(&other_email).await.status, 200, "in progress for this bwuserid");
    let jobs = stage.store.jobs();
    assert_eq!(jobs.count(CREATION_JOB, JobState::Queued).await.unwrap(), 1);
    assert!(stage.identity.calls().is_empty());
    let accepted = stage.log.of(&CloudEvent::ProfileAccepted);
    assert_eq!(accepted.len(), 4);
    for line in &accepted {
        assert_eq!(line.fields["requestId"], accepted[0].fields["requestId"]);
    }

    stage.bridge().release_worker();
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    assert_eq!(stage.identity.calls().len(), 2);
    stage.bridge().hold_worker();
    let dora = PROFILE.replace("una@bw", "dora@bw").replace("Una@", "dora@");
    assert_eq!(stage.post(&dora).await.status, 200);
}

/// A subscriber who is provisioned: the same data again is fine, other data is a conflict.
#[tokio::test]
async fn a_second_post_after_the_work_makes_no_second_job() {
    let stage = Stage::set().await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    let again = PROFILE.replace("+15550001", "+1-5550001").replace("Una@", "UNA@");
    assert_eq!(stage.post(&again).await.status, 200, "written otherwise, but the same");
    for (from, to) in [
        ("+15550001", "+15550002"),
        ("<lastName>One", "<lastName>Two"),
        ("<extension>0001", "<extension>0002"),
        ("ACME", "OTHER"),
        ("Una@", "una2@"),
        ("una@bw.example", "una2@bw.example"),
    ] {
        let answer = stage.post(&PROFILE.replace(from, to)).await;
        assert_eq!(answer.status, 409, "{from} -> {to}");
        assert!(answer.message().starts_with("User already exists"), "{from} -> {to}");
    }
    assert_eq!(stage.identity.calls().len(), 2);
    let jobs = stage.store.jobs();
    assert_eq!(jobs.count(CREATION_JOB, JobState::Queued).await.unwrap(), 0);
    assert_eq!(jobs.count(CREATION_JOB, JobState::Done).await.unwrap(), 1);
}

#[tokio::test]
async fn a_failed_attempt_is_tried_again_when_its_time_has_come() {
    let stage = Stage::set().await;
    stage
        .identity
        .next([Next::Answer(503, json!({"message": "later"})), Next::Answer(401, json!({}))]);
    assert_eq!(stage.post(PROFILE).await.status, 200);
    let retried = stage.log.wait_for(CloudEvent::CreationRetried, 1).await;
    assert!(retried.message.unwrap().contains("503: later"));
    // Held, so that only the probe can take it; it finds nothing before its time.
    stage.bridge().hold_worker();
    stage.clock.advance_millis(BACK_OFF.first_millis - 1);
    let now = lineman_model::Clock::now(stage.clock.as_ref());
    let early = stage.store.jobs().lease(CREATION_JOB, "probe", now, 1).await.unwrap();
    assert_eq!(early, None);
    assert_eq!(stage.identity.calls().len(), 2);
    stage.clock.advance_millis(1);
    stage.bridge().release_worker();
    stage.log.wait_for(CloudEvent::CreationRetried, 2).await;
    stage.clock.advance_millis(BACK_OFF.first_millis * 2);
    let done = stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    assert_eq!(done.fields["attempt"], json!(3));
    assert_eq!(stage.store.provisioning_requests().escalations(9).await.unwrap(), []);
}

/// PRV-007, PRV-038, ESC-018: 200 was answered, the user never appears, and somebody hears of it.
#[tokio::test]
async fn a_creation_that_fails_for_good_leaves_an_escalation() {
    let refused = [Next::Answer(409, json!({"message": "no such luck"}))];
    let exhausted = vec![Next::Answer(500, json!({})); 3];
    for (next, attempts) in [(refused.to_vec(), 1), (exhausted, BACK_OFF.attempts)] {
        let stage = Stage::set().await;
        stage.identity.next(next);
        assert_eq!(stage.post(PROFILE).await.status, 200);
        for retry in 1..attempts {
            stage.log.wait_for(CloudEvent::CreationRetried, retry as usize).await;
            stage.clock.advance_millis(BACK_OFF.most_millis);
        }
        let recorded = stage.log.wait_for(CloudEvent::EscalationRecorded, 1).await;
        let failed = stage.log.of(&CloudEvent::CreationFailed);
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].level, "error");
        assert_eq!(failed[0].bw_user_id.as_deref(), Some("una@bw.example"));
        let requests = stage.store.provisioning_requests();
        let escalations = requests.escalations(9).await.unwrap();
        assert_eq!(escalations.len(), 1);
        assert_eq!(recorded.fields["escalationId"], json!(escalations[0].escalation_id));
        assert_eq!(Some(&escalations[0].reason), failed[0].message.as_ref());
        assert_eq!(escalations[0].tracking_id.as_deref(), Some(TRACKING_ID));
        let newest = requests.find_newest("una@bw.example").await.unwrap().unwrap();
        assert_eq!(newest.state, ProvisioningState::Failed);
        assert_eq!(stage.store.users().find_by_email("una@example.com").await.unwrap(), None);
        // PRV-049: after the cause is gone, the next POST works.
        assert_eq!(stage.post(PROFILE).await.status, 200);
        stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    }
}

/// A payload that nobody can read must not be lost in silence.
#[tokio::test]
async fn an_unreadable_job_is_escalated() {
    use lineman_store::cloud::{NewJob, ProvisioningRequest};
    let stage = Stage::set().await;
    let now = lineman_model::Clock::now(stage.clock.as_ref());
    let request = ProvisioningRequest {
        request_id: "r1".into(),
        bw_user_id: "una@bw.example".into(),
        sp_enterprise_id: "ACME".into(),
        template_id: "t1".into(),
        email: "una@example.com".into(),
        tracking_id: None,
        state: ProvisioningState::Queued,
        reason: None,
        created_at: now,
        updated_at: now,
    };
    let job = NewJob {
        job_id: "r1".into(),
        kind: CREATION_JOB.into(),
        payload: "{}".into(),
        run_at: now,
    };
    stage.store.provisioning_requests().accept(&request, &job).await.unwrap();
    stage.log.wait_for(CloudEvent::EscalationRecorded, 1).await;
    assert_eq!(stage.store.provisioning_requests().escalations(9).await.unwrap().len(), 1);
    assert_eq!(stage.store.jobs().state("r1").await.unwrap(), Some(JobState::Done));
}
