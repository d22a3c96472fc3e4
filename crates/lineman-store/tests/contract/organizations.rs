//! Service providers, groups, their messaging servers and numbers.

use lineman_model::Secret;
use lineman_store::broadworks::{ImpIdType, MessagingServer, Reseller};

use crate::assertion::{assert_exists, assert_missing, assert_reference};
use crate::context::{Context, group, service_provider};

pub(crate) async fn service_providers(context: &Context) {
    let store = context.broadworks().await;
    let providers = store.service_providers();
    let mut one = service_provider("ent1");
    providers.add(&one).await.expect("added");
    assert_exists(providers.add(&one).await);
    one.support_email = Some("help@example.com".into());
    one.is_enterprise = false;
    providers.update(&one).await.expect("changed");
    assert_eq!(providers.find("ent1").await.expect("read"), Some(one.clone()));
    assert_eq!(providers.find("ENT1").await.expect("read"), None);
    assert_missing(providers.update(&service_provider("ent2")).await);
    providers.add(&service_provider("ent0")).await.expect("added");
    let ids: Vec<_> = providers
        .list(10)
        .await
        .expect("listed")
        .into_iter()
        .map(|p| p.service_provider_id)
        .collect();
    assert_eq!(ids, ["ent0", "ent1"]);
    assert_eq!(providers.list(1).await.expect("listed").len(), 1);

    store.groups().add(&group("ent1", "g1")).await.expect("added");
    assert_reference(providers.remove("ent1").await);
    assert!(store.groups().remove("ent1", "g1").await.expect("removed"));
    assert!(providers.remove("ent1").await.expect("removed"));
    assert!(!providers.remove("ent1").await.expect("removed"));
}

pub(crate) async fn groups(context: &Context) {
    let store = context.furnished().await;
    let groups = store.groups();
    assert_exists(groups.add(&group("ent1", "g1")).await);
    assert_reference(groups.add(&group("nobody", "g1")).await);
    let mut changed = group("ent1", "g1");
    changed.user_limit = u32::MAX;
    groups.update(&changed).await.expect("changed");
    assert_eq!(groups.find("ent1", "g1").await.expect("read"), Some(changed));
    store.service_providers().add(&service_provider("ent2")).await.expect("added");
    groups.add(&group("ent2", "g1")).await.expect("the id is unique within its provider only");
    assert_eq!(groups.list(Some("ent1"), 10).await.expect("listed").len(), 1);
    assert_eq!(groups.list(None, 10).await.expect("listed").len(), 2);
    assert_reference(groups.remove("ent1", "g1").await);
    assert_missing(groups.update(&group("ent1", "g9")).await);
}

/// PRV-024: an organisation's own messaging server, its password recoverable.
pub(crate) async fn messaging_servers(context: &Context) {
    let store = context.furnished().await;
    let messaging = MessagingServer {
        service_port: Some(5222),
        bosh_url: Some("https://im.example/bosh".into()),
        imp_id_type: Some(ImpIdType::Alternate),
        use_parent: false,
        provisioning_url: Some("http://localhost/bridge".into()),
        provisioning_user_id: Some("account".into()),
        provisioning_password: Some(Secret::new("provisioning secret")),
        service_domain: Some("im.example.com".into()),
    };
    let mut provider = service_provider("ent1");
    provider.messaging = messaging.clone();
    store.service_providers().update(&provider).await.expect("changed");
    let mut group = group("ent1", "g1");
    group.messaging = messaging.clone();
    store.groups().update(&group).await.expect("changed");
    let provider = store.service_providers().find("ent1").await.expect("read").expect("there");
    let group = store.groups().find("ent1", "g1").await.expect("read").expect("there");
    assert_eq!(provider.messaging, messaging);
    assert_eq!(group.messaging, messaging);
    let resellers = store.resellers();
    assert_missing(resellers.set_messaging("r1", &messaging).await);
    assert_eq!(resellers.messaging("r1").await.expect("read"), None);
    let reseller = Reseller { reseller_id: "r1".into(), name: None, external_id: None };
    resellers.add(&reseller).await.expect("added");
    let first = resellers.messaging("r1").await.expect("read");
    assert_eq!(first, Some(MessagingServer::default()));
    resellers.set_messaging("r1", &messaging).await.expect("changed");
    assert_eq!(resellers.messaging("r1").await.expect("read"), Some(messaging));
}

pub(crate) async fn numbers(context: &Context) {
    let store = context.furnished().await;
    let numbers = store.numbers();
    let all: Vec<String> = ["+1-5550001", "+1-5550002", "+1-5550003"].map(String::from).into();
    numbers.add("ent1", &all).await.expect("added");
    assert_exists(numbers.add("ent1", &["+1-5550009".into(), "+15550002".into()]).await);
    assert!(numbers.find("+1-5550009").await.expect("read").is_none(), "all or none");
    assert_reference(numbers.add("nobody", &["+1-5550008".into()]).await);

    numbers.assign("ent1", "g1", &all).await.expect("assigned");
    assert_missing(numbers.assign("ent1", "g1", &["+1-5550009".into()]).await);
    // `una` has three letters, so her number ends in 3.
    let taken = numbers.find("+15550003").await.expect("read").expect("there");
    assert_eq!(taken.user_id.as_deref(), Some("una@example.com"));
    assert_eq!(taken.group_id.as_deref(), Some("g1"));
    assert_eq!(numbers.available("ent1", "g1", 10).await.expect("listed"), all[..2]);
    assert_eq!(numbers.available("ent1", "g1", 1).await.expect("listed").len(), 1);
    assert_eq!(numbers.unassign("ent1", &all[..1]).await.expect("taken back"), 1);
    assert_eq!(numbers.available("ent1", "g1", 10).await.expect("listed"), all[1..2]);
    assert!(numbers.remove("ent1", "+15550001").await.expect("removed"));
    assert_eq!(numbers.list("ent1", 10).await.expect("listed").len(), 2);
}
