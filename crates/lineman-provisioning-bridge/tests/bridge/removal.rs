//! `DELETE …?bwuserid=`.

use lineman_logs::cloud::CloudEvent;
use lineman_model::Secret;
use lineman_store::cloud::Template;
use serde_json::json;

use crate::identity::Next;
use crate::stage::{Answer, PROFILE, Stage, TRACKING_ID};

async fn remove(stage: &Stage, query: &[(&str, &str)]) -> Answer {
    Answer::read(stage.removal(query).send().await.unwrap()).await
}

const UNA: &[(&str, &str)] = &[("bwuserid", "una@BW.example")];

#[tokio::test]
async fn the_user_goes_and_can_come_again() {
    let stage = Stage::set().await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    stage.identity.next([Next::Answer(503, json!({}))]);
    assert_eq!(remove(&stage, UNA).await.status, 502);
    assert_eq!(stage.log.of(&CloudEvent::SubscriberRemoved), []);

    let answer = remove(&stage, UNA).await;
    assert_eq!((answer.status, answer.tracking_id.as_deref()), (200, Some(TRACKING_ID)));
    let removed = stage.log.wait_for(CloudEvent::SubscriberRemoved, 1).await;
    assert_eq!(removed.email.as_deref(), Some("una@example.com"));
    let last = stage.identity.calls().pop().unwrap();
    assert_eq!(last.line, "DELETE /idb/internal/v1/users/user-una@example.com");
    assert_eq!(last.tracking_id.as_deref(), Some(TRACKING_ID));
    assert_eq!(stage.store.users().find_by_email("una@example.com").await.unwrap(), None);
    assert_eq!(remove(&stage, UNA).await.status, 404);

    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 2).await;
}

#[tokio::test]
async fn only_whoever_may_and_only_when_it_can_be_done() {
    let stage = Stage::held().await;
    assert_eq!(remove(&stage, &[]).await.status, 400);
    assert_eq!(remove(&stage, &[("bwuserid", " ")]).await.status, 400);
    assert_eq!(remove(&stage, &[("bwuserid", "a\0b")]).await.status, 404);
    assert_eq!(remove(&stage, UNA).await.status, 404);
    assert_eq!(stage.post(PROFILE).await.status, 200);
    assert_eq!(remove(&stage, UNA).await.status, 409, "being created");
    stage.bridge().release_worker();
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;

    let by_address = stage.removal(UNA).header("host", "127.0.0.1");
    assert_eq!(Answer::read(by_address.send().await.unwrap()).await.status, 403);
    let mut anonymous = stage.removal(UNA).build().unwrap();
    anonymous.headers_mut().remove("authorization");
    let client = lineman_net::http::client(&Default::default()).unwrap();
    assert_eq!(client.execute(anonymous).await.unwrap().status(), 401);
    // Another template's account does not see the user.
    let own = stage.store.templates().find("t1").await.unwrap().unwrap();
    let other = Template {
        template_id: "t2".into(),
        provisioning_user_id: "second".into(),
        provisioning_password: Secret::new("x"),
        ..own
    };
    stage.store.templates().save(&other).await.unwrap();
    let mut foreign = stage.removal(UNA).build().unwrap();
    let credentials = "Basic c2Vjb25kOng=".parse().unwrap();
    foreign.headers_mut().insert("authorization", credentials);
    assert_eq!(client.execute(foreign).await.unwrap().status(), 404);
    assert!(stage.store.users().find_by_email("una@example.com").await.unwrap().is_some());
    assert_eq!(remove(&stage, UNA).await.status, 200);
}
