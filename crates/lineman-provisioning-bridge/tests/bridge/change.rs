//! `PUT …/subscriberProfile`.

use lineman_logs::cloud::CloudEvent;
use lineman_store::cloud::OrganizationKind;

use crate::stage::{Answer, PROFILE, Stage};

async fn put(stage: &Stage, document: &str) -> Answer {
    Answer::read(stage.change(document).send().await.unwrap()).await
}

#[tokio::test]
async fn name_number_and_email_are_changed() {
    let stage = Stage::held().await;
    assert_eq!(put(&stage, PROFILE).await.status, 404, "nobody yet");
    assert_eq!(stage.post(PROFILE).await.status, 200);
    assert_eq!(put(&stage, PROFILE).await.status, 503, "being created");
    stage.bridge().release_worker();
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    let document = PROFILE
        .replace("Una@Example.com", "una.two@example.com")
        .replace("+15550001", "+15550009")
        .replace("<services>", "<impPassword>x</impPassword><services>");
    assert_eq!(put(&stage, &document).await.status, 200);
    let user = stage.store.users().find_by_email("una.two@example.com").await.unwrap().unwrap();
    assert_eq!(user.primary_phone_number.as_deref(), Some("+15550009"));
    assert_eq!(stage.store.users().find_by_email("una@example.com").await.unwrap(), None);
    let line = stage.log.wait_for(CloudEvent::SubscriberChanged, 1).await;
    assert_eq!(line.email.as_deref(), Some("una.two@example.com"));
}

/// PRV-017, PRV-039, PRV-047
#[tokio::test]
async fn what_a_creation_may_not_say_a_change_may_not_either() {
    let stage = Stage::set().await;
    assert_eq!(stage.post(PROFILE).await.status, 200);
    stage.log.wait_for(CloudEvent::CreationDone, 1).await;
    stage.add_user("taken@example.com", OrganizationKind::Customer).await;
    for (document, status) in [
        (PROFILE.replace("Una@Example.com", "taken@example.com"), 409),
        (PROFILE.replace("<PrimaryPhoneNumber>+15550001</PrimaryPhoneNumber>", ""), 400),
        (PROFILE.replace("Una@Example.com", "no email"), 400),
        (String::from("no document"), 400),
    ] {
        assert_eq!(put(&stage, &document).await.status, status, "{document}");
    }
    let user = stage.store.users().find_by_email("una@example.com").await.unwrap().unwrap();
    assert_eq!(user.primary_phone_number.as_deref(), Some("+15550001"));
    let client = lineman_net::http::client(&Default::default()).unwrap();
    let mut anonymous = stage.change(PROFILE).build().unwrap();
    anonymous.headers_mut().remove("authorization");
    assert_eq!(client.execute(anonymous).await.unwrap().status(), 401);
}
