//! Subscribers, their other ids and their services.

use std::collections::BTreeMap;

use lineman_store::broadworks::{
    AlternateUserId, DeviceToken, Registration, SubscriberQuery, SubscriberScope, UserService,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, device, group, service_provider, subscriber};

fn alternate(id: &str) -> AlternateUserId {
    AlternateUserId { alternate_user_id: id.into(), description: None }
}

/// LAD-054, LAD-055: a sign-in with the primary id and with the email as alternate id.
pub(crate) async fn found_by_every_name(context: &Context) {
    let store = context.furnished().await;
    let una = subscriber("una@example.com");
    store
        .alternate_user_ids()
        .add("una@example.com", &alternate("Una.One@Mail.Example"))
        .await
        .expect("added");
    let subscribers = store.subscribers();
    for id in ["una@example.com", "una@EXAMPLE.com", "Una.One@mail.EXAMPLE"] {
        assert_eq!(subscribers.find(id).await.expect("read").as_ref(), Some(&una), "{id}");
    }
    for id in ["Una@example.com", "una", "una@example.org", "una.one@mail.example"] {
        assert_eq!(subscribers.find(id).await.expect("read"), None, "{id}");
    }
    assert_eq!(subscribers.find_by_user_id("Una.One@mail.example").await.expect("read"), None);
    let by_line_port = subscribers.find_by_line_port("una-pc@Example.com").await;
    assert_eq!(by_line_port.expect("read").as_ref(), Some(&una));
    let by_sip_user = subscribers.find_by_sip_user("sip-una").await;
    assert_eq!(by_sip_user.expect("read").as_ref(), Some(&una));
    let by_number = subscribers.find_by_number("+15550003").await;
    assert_eq!(by_number.expect("read").as_ref(), Some(&una));
}

pub(crate) async fn lists_and_counts(context: &Context) {
    let store = context.furnished().await;
    store.service_providers().add(&service_provider("ent2")).await.expect("added");
    for (provider, group_id) in [("ent1", "g2"), ("ent2", "g1")] {
        store.groups().add(&group(provider, group_id)).await.expect("added");
    }
    for (user, provider, group_id) in
        [("al", "ent1", "g1"), ("dora", "ent1", "g2"), ("e", "ent2", "g1")]
    {
        let mut other = subscriber(&format!("{user}@example.com"));
        (other.service_provider_id, other.group_id) = (provider.into(), group_id.into());
        store.subscribers().add(&other).await.expect("added");
    }
    for (scope, users) in [
        (SubscriberScope::System, vec!["al", "dora", "e", "una"]),
        (SubscriberScope::ServiceProvider("ent1"), vec!["al", "dora", "una"]),
        (SubscriberScope::Group("ent1", "g1"), vec!["al", "una"]),
        (SubscriberScope::Group("ent2", "g2"), vec![]),
    ] {
        let listed = store.subscribers().list(scope, 100).await.expect("listed");
        let first_names: Vec<_> = listed.iter().map(|user| user.first_name.as_str()).collect();
        assert_eq!(first_names, users, "{scope:?}");
        assert_eq!(store.subscribers().count(scope).await.expect("counted") as usize, users.len());
        let query = |offset, limit| SubscriberQuery {
            scope,
            criteria: Vec::new(),
            any: false,
            offset,
            limit,
        };
        let search = store.subscriber_search();
        assert_eq!(search.search(&query(0, 100)).await.expect("found"), listed, "{scope:?}");
        let page = search.search(&query(1, 1)).await.expect("found");
        assert_eq!(page, listed.iter().skip(1).take(1).cloned().collect::<Vec<_>>(), "{scope:?}");
    }
    assert_eq!(
        store.subscribers().list(SubscriberScope::System, 2).await.expect("listed").len(),
        2
    );
}

pub(crate) async fn unique_values(context: &Context) {
    let store = context.furnished().await;
    let subscribers = store.subscribers();
    assert_exists(subscribers.add(&subscriber("una@Example.Com")).await);
    let mut other = subscriber("dora@example.com");
    other.primary_number = Some("+15550003".into());
    assert_exists(subscribers.add(&other).await);
    other.primary_number = None;
    other.sip_user_name = Some("sip-una".into());
    assert_exists(subscribers.add(&other).await);
    other.sip_user_name = None;
    other.group_id = "nowhere".into();
    assert_reference(subscribers.add(&other).await);
    other.group_id = "g1".into();
    subscribers.add(&other).await.expect("added");
    let taken = subscribers
        .modify("dora@example.com", |dora| dora.sip_user_name = Some("sip-una".into()))
        .await;
    assert_exists(taken);
    assert_missing(subscribers.modify("nobody@example.com", |_| {}).await);
}

/// A change reads, decides and writes: parallel ones must all count.
pub(crate) async fn changes_are_not_lost(context: &Context) {
    let store = context.furnished().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..20 {
        let store = store.clone();
        tasks.spawn(async move {
            store
                .subscribers()
                .modify("una@example.com", |una| {
                    una.details.insert(format!("field{number}"), number.to_string());
                })
                .await
                .expect("changed");
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("no panic");
    }
    let una = store.subscribers().find("una@example.com").await.expect("read").expect("there");
    assert_eq!(una.details.len(), 20);
    let kept = store
        .subscribers()
        .modify("una@example.com", |una| {
            una.user_id = "other@example.com".into();
            una.group_id = "g9".into();
        })
        .await
        .expect("changed");
    assert_eq!((kept.user_id.as_str(), kept.group_id.as_str()), ("una@example.com", "g1"));
}

pub(crate) async fn removal_takes_everything_along(context: &Context) {
    let store = context.furnished().await;
    let una = "una@example.com";
    store.alternate_user_ids().add(una, &alternate("u@x")).await.expect("added");
    store.user_services().assign(una, "Integrated IMP", true, at(0)).await.expect("assigned");
    let token = DeviceToken {
        token_hash: "h".into(),
        user_id: una.into(),
        device: device("una-pc").key,
        issued_at: at(0),
        expires_at: at(10),
    };
    store.device_tokens().add(&token).await.expect("added");
    let registration = Registration {
        line_port: "una-pc@example.com".into(),
        contact: "sip:una@127.0.0.1".into(),
        path: None,
        call_id: "c".into(),
        cseq: 1,
        user_agent: None,
        received: None,
        registered_at: at(0),
        expires_at: at(10),
    };
    store.registrations().save(&registration).await.expect("saved");
    assert!(store.subscribers().remove("una@EXAMPLE.com").await.expect("removed"));
    assert!(!store.subscribers().remove(una).await.expect("removed"));
    assert!(store.alternate_user_ids().list(una).await.expect("listed").is_empty());
    assert!(store.user_services().list(una).await.expect("listed").is_empty());
    assert!(store.endpoints().find("una-pc@example.com").await.expect("read").is_none());
    assert!(store.device_tokens().find("h", at(1)).await.expect("read").is_none());
    let left = store.registrations().list("una-pc@example.com", at(1)).await.expect("listed");
    assert!(left.is_empty());
    assert!(store.access_devices().find(&device("una-pc").key).await.expect("read").is_some());
}

pub(crate) async fn alternate_ids(context: &Context) {
    let store = context.furnished().await;
    store.subscribers().add(&subscriber("dora@example.com")).await.expect("added");
    let alternates = store.alternate_user_ids();
    let una = "una@example.com";
    alternates.add(una, &alternate("a@x")).await.expect("added");
    assert_exists(alternates.add("dora@example.com", &alternate("a@X")).await);
    assert_exists(alternates.add(una, &alternate("dora@example.com")).await);
    assert_exists(store.subscribers().add(&subscriber("a@x")).await);
    assert_reference(alternates.add("nobody@example.com", &alternate("b@x")).await);
    for id in ["b@x", "c@x", "d@x"] {
        alternates.add(una, &alternate(id)).await.expect("added");
    }
    assert_exists(alternates.add(una, &alternate("e@x")).await);
    assert!(alternates.remove(una, "b@X").await.expect("removed"));
    assert!(!alternates.remove(una, "b@x").await.expect("removed"));
    let new = AlternateUserId { alternate_user_id: "z@x".into(), description: Some("mail".into()) };
    alternates.modify(una, "c@x", &new).await.expect("changed");
    assert_missing(alternates.modify(una, "c@x", &new).await);
    assert_exists(alternates.modify(una, "z@x", &alternate("dora@example.com")).await);
    let listed = alternates.list(una).await.expect("listed");
    assert_eq!(listed, [alternate("a@x"), alternate("d@x"), new]);
}

/// PRV-001: the service whose assignment provisions.
pub(crate) async fn services(context: &Context) {
    let store = context.furnished().await;
    let services = store.user_services();
    let una = "una@example.com";
    assert!(services.assign(una, "Integrated IMP", false, at(1)).await.expect("assigned"));
    assert!(!services.assign(una, "Integrated IMP", true, at(2)).await.expect("assigned"));
    services.assign(una, "Authentication", true, at(3)).await.expect("assigned");
    assert_reference(services.assign("nobody@example.com", "x", true, at(3)).await);
    let settings = BTreeMap::from([("impId".to_owned(), "una@im.example.com".to_owned())]);
    services.configure(una, "Integrated IMP", true, &settings).await.expect("configured");
    assert_missing(services.configure(una, "Voice Mail", true, &settings).await);
    let imp = UserService {
        service_name: "Integrated IMP".into(),
        is_active: true,
        settings,
        assigned_at: at(1),
    };
    assert_eq!(services.find(una, "Integrated IMP").await.expect("read"), Some(imp.clone()));
    let listed = services.list(una).await.expect("listed");
    assert_eq!((listed.len(), &listed[1]), (2, &imp));
    assert!(services.unassign(una, "Integrated IMP").await.expect("taken away"));
    assert!(!services.unassign(una, "Integrated IMP").await.expect("taken away"));
}
