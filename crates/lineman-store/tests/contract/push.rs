//! Push registrations and their settings (CMP-027).

use lineman_model::Secret;
use lineman_model::push::{PushEventName, PushTokenKind};
use lineman_store::broadworks::{
    PushApplication, PushEvent, PushParameters, PushRegistration, PushToken, TokenRemoval,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, subscriber};

const UNA: &str = "una@example.com";

fn registration(id: &str, user_id: &str, time: i64, tokens: &[&str]) -> PushRegistration {
    let token = |text: &&str| PushToken {
        token: Secret::new(*text),
        kind: PushTokenKind::Voip,
        events: vec![PushEvent {
            name: PushEventName::NewCall,
            silent: false,
            mutable_content: true,
            parameters: Some("a=\"b\"".into()),
        }],
    };
    PushRegistration {
        registration_id: id.into(),
        user_id: user_id.into(),
        application_id: "com.cisco.squared".into(),
        application_version: "44.1".into(),
        device_os_type: "ios".into(),
        device_os_version: "17.2".into(),
        client_version: "2".into(),
        registered_at: at(time),
        tokens: tokens.iter().map(token).collect(),
    }
}

pub(crate) async fn registrations(context: &Context) {
    let store = context.furnished().await;
    let repository = store.push_registrations();
    let first = registration("r1", UNA, 10, &["t1", "t2"]);
    assert!(repository.add(&first, 3, at(0)).await.expect("added").is_empty());
    store.subscribers().add(&subscriber("dorothea@example.com")).await.expect("a subscriber");
    let taken = registration("r1", "dorothea@example.com", 11, &["t9"]);
    assert_exists(repository.add(&taken, 3, at(0)).await);
    let replaced = registration("r1", UNA, 9, &["t9"]);
    assert!(repository.add(&replaced, 3, at(0)).await.expect("replaced").is_empty());
    assert!(repository.add(&first, 3, at(0)).await.expect("and back").is_empty());
    assert_reference(repository.add(&registration("r0", "nobody", 11, &[]), 3, at(0)).await);
    assert_eq!(repository.find("r1").await.expect("read"), Some(first.clone()));
    assert_eq!(repository.list("una@EXAMPLE.com", at(10)).await.expect("listed"), [first]);
    assert!(repository.list(UNA, at(11)).await.expect("listed").is_empty(), "too old");
    // The limit keeps the youngest, and age counts.
    for (id, time, gone) in
        [("r2", 20, vec![]), ("r3", 30, vec![]), ("r4", 40, vec!["r1"]), ("r5", 50, vec!["r2"])]
    {
        let added = registration(id, UNA, time, &[id]);
        assert_eq!(repository.add(&added, 3, at(0)).await.expect("added"), gone, "{id}");
    }
    let added = registration("r6", UNA, 60, &["t6"]);
    assert_eq!(repository.add(&added, 9, at(45)).await.expect("added"), ["r4", "r3"]);
    assert!(repository.remove("r6").await.expect("removed"));
    assert!(!repository.remove("r6").await.expect("removed"));
    assert_eq!(repository.remove_older(at(51)).await.expect("removed"), 1);
    assert!(repository.list(UNA, at(0)).await.expect("listed").is_empty());
}

/// A device that changes hands rings for its new user only.
pub(crate) async fn tokens_have_one_owner(context: &Context) {
    let store = context.furnished().await;
    store.subscribers().add(&subscriber("dorothea@example.com")).await.expect("a subscriber");
    let repository = store.push_registrations();
    repository.add(&registration("r1", UNA, 1, &["t1"]), 9, at(0)).await.expect("added");
    repository.add(&registration("r2", UNA, 2, &["t2", "t3"]), 9, at(0)).await.expect("added");
    let moved = registration("r3", "dorothea@example.com", 3, &["t1", "t2", "t2"]);
    assert_eq!(repository.add(&moved, 9, at(0)).await.expect("added"), ["r1"]);
    let left = repository.list(UNA, at(0)).await.expect("listed");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].tokens.len(), 1, "t3 is left: {left:?}");
    let of = |id: &'static str, token: &'static str| async move {
        let token = Secret::new(token);
        context.broadworks().await.push_registrations().remove_token(id, &token).await
    };
    assert_eq!(of("r3", "t9").await.expect("removed"), TokenRemoval::Nothing);
    assert_eq!(of("r3", "t1").await.expect("removed"), TokenRemoval::Token);
    assert_eq!(of("r3", "t2").await.expect("removed"), TokenRemoval::Registration);
    assert_eq!(repository.find("r3").await.expect("read"), None);
    store.subscribers().remove(UNA).await.expect("removed");
    assert_eq!(repository.find("r2").await.expect("read"), None, "goes with its user");
}

pub(crate) async fn push_settings(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.push_settings();
    assert_eq!(settings.parameters().await.expect("read"), PushParameters::default());
    let parameters = PushParameters {
        enforce_allowed_application_list: true,
        maximum_registrations_per_user: 2,
        maximum_registration_age_days: 30,
        new_call_timeout: 45,
        subscription_events_per_second: 7,
    };
    settings.set_parameters(&parameters).await.expect("set");
    assert_eq!(settings.parameters().await.expect("read"), parameters);
    let mut app = PushApplication {
        application_id: "com.cisco.squared".into(),
        description: Some("Webex".into()),
    };
    settings.add_application(&app).await.expect("added");
    assert_exists(settings.add_application(&app).await);
    app.description = None;
    settings.set_application(&app).await.expect("changed");
    assert_eq!(settings.applications().await.expect("listed"), [app.clone()]);
    assert!(settings.is_listed("com.cisco.squared").await.expect("read"));
    assert!(settings.remove_application("com.cisco.squared").await.expect("removed"));
    assert!(!settings.is_listed("com.cisco.squared").await.expect("read"));
    assert_missing(settings.set_application(&app).await);
    assert_eq!(settings.server_url().await.expect("read"), None);
    settings.set_initial_server_url("http://localhost/nps").await.expect("set");
    settings.set_initial_server_url("http://localhost/other").await.expect("kept");
    let url = settings.server_url().await.expect("read");
    assert_eq!(url.as_deref(), Some("http://localhost/nps"));
}
