//! Resellers, settings of levels, departments, authorised services, service packs, passwords'
//! histories and single sign-on tokens.

use std::collections::BTreeSet;

use lineman_model::Secret;
use lineman_store::StoreError;
use lineman_store::broadworks::{
    Department, DepartmentKey, HierarchyNode, Reseller, ServiceAuthorization, ServiceKind,
    ServicePack,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, group, service_provider, subscriber};

const UNA: &str = "una@example.com";

pub(crate) async fn resellers(context: &Context) {
    let store = context.furnished().await;
    let resellers = store.resellers();
    let one = Reseller {
        reseller_id: "r1".into(),
        name: Some("Reseller One".into()),
        external_id: Some("x-1".into()),
    };
    resellers.add(&one).await.expect("added");
    assert_exists(resellers.add(&one).await);
    assert_exists(resellers.add(&Reseller { reseller_id: "r2".into(), ..one.clone() }).await);
    assert_eq!(resellers.find_by_external_id("x-1").await.expect("read"), Some(one.clone()));
    resellers.rename("r1", None).await.expect("renamed");
    assert_eq!(resellers.find("r1").await.expect("read").expect("there").name, None);
    assert_missing(resellers.rename("r9", None).await);
    assert_reference(resellers.give("ent1", Some("r9")).await);
    assert_missing(resellers.give("nobody", Some("r1")).await);
    resellers.give("ent1", Some("r1")).await.expect("given");
    let of_one = resellers.of_service_provider("ent1").await.expect("read");
    assert_eq!(of_one.as_deref(), Some("r1"));
    let all = resellers.of_service_providers().await.expect("listed");
    assert_eq!(all.get("ent1").map(String::as_str), Some("r1"));
    assert_eq!(resellers.list(10).await.expect("listed").len(), 1);
    assert_reference(resellers.remove("r1").await);
    resellers.give("ent1", None).await.expect("given back");
    assert!(resellers.remove("r1").await.expect("removed"));
    assert!(!resellers.remove("r1").await.expect("removed"));
}

/// The nearest level that has a value decides: group, service provider, reseller, system.
pub(crate) async fn the_nearest_setting_is_in_effect(context: &Context) {
    let store = context.furnished().await;
    let reseller = Reseller { reseller_id: "r1".into(), name: None, external_id: None };
    store.resellers().add(&reseller).await.expect("added");
    store.resellers().give("ent1", Some("r1")).await.expect("given");
    let settings = store.hierarchy_settings();
    let in_effect = async |name: &str| {
        let effective = settings.effective("ent1", Some("g1")).await.expect("read");
        effective.get(name).map(str::to_owned)
    };
    assert_eq!(in_effect("language").await, None);
    for (node, value) in [
        (HierarchyNode::System, "system"),
        (HierarchyNode::Reseller("r1"), "reseller"),
        (HierarchyNode::ServiceProvider("ent1"), "provider"),
        (HierarchyNode::Group("ent1", "g1"), "group"),
    ] {
        let change = |own: &mut std::collections::BTreeMap<_, _>| {
            own.insert("language".to_owned(), value.to_owned());
        };
        settings.modify(node, change).await.expect("changed");
        assert_eq!(in_effect("language").await.as_deref(), Some(value));
        let own = settings.get(node).await.expect("read");
        assert_eq!(own.get("language").map(String::as_str), Some(value));
    }
    let provider = settings.effective("ent1", None).await.expect("read");
    assert_eq!(provider.get("language"), Some("provider"));
    let other = settings.effective("ent2", Some("g1")).await.expect("read");
    assert_eq!(other.get("language"), Some("system"));
    // What is removed takes its settings along.
    store.subscribers().remove(UNA).await.expect("removed");
    store.access_devices().remove(&crate::context::device("una-pc").key).await.expect("removed");
    assert!(store.groups().remove("ent1", "g1").await.expect("removed"));
    assert!(store.service_providers().remove("ent1").await.expect("removed"));
    assert!(store.resellers().remove("r1").await.expect("removed"));
    assert_eq!(in_effect("language").await.as_deref(), Some("system"));
}

pub(crate) async fn parallel_settings_are_all_kept(context: &Context) {
    let store = context.broadworks().await;
    let mut tasks = tokio::task::JoinSet::new();
    for index in 0..16 {
        let store = store.clone();
        tasks.spawn(async move {
            let change = move |own: &mut std::collections::BTreeMap<String, String>| {
                own.insert(format!("setting-{index}"), String::new());
            };
            store.hierarchy_settings().modify(HierarchyNode::System, change).await
        });
    }
    for done in tasks.join_all().await {
        done.expect("changed");
    }
    let all = store.hierarchy_settings().get(HierarchyNode::System).await.expect("read");
    assert_eq!(all.len(), 16);
}

fn key(group: Option<&str>, name: &str) -> DepartmentKey {
    DepartmentKey {
        service_provider_id: "ent1".into(),
        group_id: group.map(str::to_owned),
        name: name.into(),
    }
}

fn department(key: DepartmentKey, parent: Option<DepartmentKey>) -> Department {
    Department { key, parent, calling_line_id_name: None, calling_line_id_number: None }
}

pub(crate) async fn departments(context: &Context) {
    let store = context.furnished().await;
    let departments = store.departments();
    let sales = department(key(None, "Sales"), None);
    departments.add(&sales).await.expect("added");
    assert_exists(departments.add(&sales).await);
    let lost = department(key(Some("g1"), "North"), Some(key(None, "Nowhere")));
    assert_reference(departments.add(&lost).await);
    let mut north = department(key(Some("g1"), "North"), Some(key(None, "Sales")));
    departments.add(&north).await.expect("added");
    departments.set_of_user(UNA, Some(&north.key)).await.expect("put");
    assert_reference(departments.set_of_user(UNA, Some(&key(None, "Nowhere"))).await);
    let numbers = ["+1-5550003".to_owned()];
    store.numbers().add("ent1", &numbers).await.expect("added");
    let put = departments.set_of_numbers("ent1", "g1", &numbers, Some(&north.key)).await;
    assert_missing(put);
    store.numbers().assign("ent1", "g1", &numbers).await.expect("assigned");
    let put = departments.set_of_numbers("ent1", "g1", &numbers, Some(&north.key)).await;
    put.expect("put");

    // A new name is followed by parts, users and numbers.
    departments.update(&sales, "Sales and More").await.expect("renamed");
    north.calling_line_id_name = Some("North Calling".into());
    north.parent = Some(key(None, "Sales and More"));
    departments.update(&north, "Far North").await.expect("renamed");
    let north = key(Some("g1"), "Far North");
    let found = departments.find(&north).await.expect("read").expect("there");
    assert_eq!(found.parent, Some(key(None, "Sales and More")));
    assert_eq!(found.calling_line_id_name.as_deref(), Some("North Calling"));
    assert_eq!(departments.of_user(UNA).await.expect("read"), Some(north.clone()));
    let users = departments.of_users(Some("ent1")).await.expect("listed");
    assert_eq!(users.get(UNA), Some(&north));
    assert!(departments.of_users(Some("ent2")).await.expect("listed").is_empty());
    let of_numbers = departments.of_numbers("ent1").await.expect("listed");
    assert_eq!(of_numbers.get("+1-5550003"), Some(&north));
    assert_eq!(departments.list("ent1", 10).await.expect("listed").len(), 2);

    assert_reference(departments.remove(&key(None, "Sales and More")).await);
    assert!(departments.remove(&north).await.expect("removed"));
    assert_eq!(departments.of_user(UNA).await.expect("read"), None);
    assert!(departments.of_numbers("ent1").await.expect("listed").is_empty());
    assert!(departments.remove(&key(None, "Sales and More")).await.expect("removed"));
}

pub(crate) async fn number_activation(context: &Context) {
    let store = context.furnished().await;
    let numbers = store.numbers();
    let all: Vec<String> = ["+1-5550003", "+1-5550004"].map(String::from).into();
    numbers.add("ent1", &all).await.expect("added");
    assert_missing(numbers.set_activated("ent1", "g1", &all, false).await);
    numbers.assign("ent1", "g1", &all[..1]).await.expect("assigned");
    assert_missing(numbers.set_activated("ent1", "g1", &all, false).await);
    assert!(numbers.find(&all[0]).await.expect("read").expect("there").is_activated);
    numbers.set_activated("ent1", "g1", &all[..1], false).await.expect("deactivated");
    assert!(!numbers.find(&all[0]).await.expect("read").expect("there").is_activated);
    let off = numbers.deactivated(Some("ent1")).await.expect("listed");
    assert_eq!(off, BTreeSet::from(["+15550003".to_owned()]));
    assert!(numbers.deactivated(Some("ent2")).await.expect("listed").is_empty());
    assert_eq!(numbers.list_of_group("ent1", "g1", 10).await.expect("listed").len(), 1);
    assert_missing(numbers.remove_all("ent1", &all).await);
    assert_eq!(numbers.list("ent1", 10).await.expect("listed").len(), 2, "all or none");
    numbers.remove_all("ent1", &all[1..]).await.expect("removed");
    numbers.unassign("ent1", &all).await.expect("taken back");
    assert!(numbers.find(&all[0]).await.expect("read").expect("there").is_activated);
}

pub(crate) async fn authorizations(context: &Context) {
    let store = context.furnished().await;
    let authorizations = store.service_authorizations();
    let mut one = ServiceAuthorization {
        kind: ServiceKind::User,
        service_name: "Call Waiting".into(),
        is_authorized: true,
        quantity: Some(3),
        is_assigned: false,
    };
    authorizations.set("ent1", None, std::slice::from_ref(&one)).await.expect("set");
    one.quantity = None;
    authorizations.set("ent1", Some("g1"), std::slice::from_ref(&one)).await.expect("set");
    one.is_authorized = false;
    authorizations.set("ent1", Some("g1"), std::slice::from_ref(&one)).await.expect("set");
    assert_eq!(authorizations.list("ent1", Some("g1")).await.expect("listed"), [one.clone()]);
    let provider = authorizations.list("ent1", None).await.expect("listed");
    assert_eq!(provider[0].quantity, Some(3));
    assert_reference(authorizations.set("nobody", None, &[one]).await);
    store.user_services().assign(UNA, "Call Waiting", true, at(0)).await.expect("assigned");
    assert_eq!(authorizations.usage("ent1", None, "Call Waiting").await.expect("counted"), 1);
    assert_eq!(authorizations.usage("ent1", Some("g2"), "Call Waiting").await.expect("counted"), 0);
    let all = authorizations.usages("ent1", Some("g1")).await.expect("counted");
    assert_eq!(all.get("Call Waiting"), Some(&1));
    let users = authorizations.users("ent1", "g1", "Call Waiting").await.expect("listed");
    assert_eq!(users, BTreeSet::from([UNA.to_owned()]));
}

pub(crate) async fn service_packs(context: &Context) {
    let store = context.furnished().await;
    let packs = store.service_packs();
    let services = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut gold = ServicePack {
        name: "Gold".into(),
        description: None,
        is_available: true,
        quantity: Some(10),
        services: services(&["Call Waiting", "Do Not Disturb", "Remote Office"]),
    };
    let silver = ServicePack {
        name: "Silver".into(),
        services: services(&["Call Waiting"]),
        ..gold.clone()
    };
    packs.add("ent1", &gold).await.expect("added");
    packs.add("ent1", &silver).await.expect("added");
    assert_exists(packs.add("ent1", &gold).await);
    gold.description = Some("All of it".into());
    packs.update("ent1", &gold, "Gold Plus").await.expect("changed");
    assert_exists(packs.update("ent1", &silver, "Gold Plus").await);
    gold.name = "Gold Plus".into();
    assert_eq!(packs.find("ent1", "Gold Plus").await.expect("read"), Some(gold.clone()));
    assert_eq!(packs.list("ent1", 10).await.expect("listed").len(), 2);

    let users = store.user_services();
    users.assign(UNA, "Remote Office", true, at(0)).await.expect("assigned");
    assert!(packs.assign(UNA, "ent1", &gold, at(0)).await.expect("assigned"));
    assert!(!packs.assign(UNA, "ent1", &gold, at(0)).await.expect("assigned"));
    assert!(packs.assign(UNA, "ent1", &silver, at(0)).await.expect("assigned"));
    assert_eq!(packs.of_user(UNA).await.expect("listed"), ["Gold Plus", "Silver"]);
    assert_eq!(packs.usage("ent1", Some("g1"), "Silver").await.expect("counted"), 1);
    let having = packs.users("ent1", "g1", "Silver").await.expect("listed");
    assert_eq!(having, BTreeSet::from([UNA.to_owned()]));
    assert_reference(packs.remove("ent1", "Silver").await);
    let names = async || {
        let services = users.list(UNA).await.expect("listed");
        services.into_iter().map(|service| service.service_name).collect::<BTreeSet<_>>()
    };
    assert_eq!(names().await, services(&["Call Waiting", "Do Not Disturb", "Remote Office"]));
    // Call Waiting is in the other pack, Remote Office is the user's own.
    let gone = packs.unassign(UNA, "Gold Plus").await.expect("taken");
    assert_eq!(gone, ["Do Not Disturb"]);
    assert_eq!(names().await, services(&["Call Waiting", "Remote Office"]));
    assert_missing(packs.unassign(UNA, "Gold Plus").await);
    // What is assigned for itself too stays without the pack.
    assert!(!users.assign(UNA, "Call Waiting", true, at(1)).await.expect("assigned"));
    assert!(packs.unassign(UNA, "Silver").await.expect("taken").is_empty());
    assert_eq!(names().await, services(&["Call Waiting", "Remote Office"]));
    assert!(packs.remove("ent1", "Silver").await.expect("removed"));
}

pub(crate) async fn password_histories(context: &Context) {
    let store = context.furnished().await;
    let accounts = store.account_security();
    assert_eq!(accounts.get(UNA).await.expect("read"), Default::default());
    let written = accounts
        .modify("una@EXAMPLE.com", |account| {
            account.password_changed_at = Some(at(5));
            account.failed_logins += 1;
            account.previous_passwords.push(Secret::new("former secret"));
        })
        .await
        .expect("changed");
    assert_eq!(accounts.get(UNA).await.expect("read"), written);
    assert_eq!(written.previous_passwords[0].reveal(), "former secret");
    assert!(!format!("{written:?}").contains("former secret"));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            store.account_security().modify(UNA, |account| account.failed_logins += 1).await
        });
    }
    for done in tasks.join_all().await {
        done.expect("changed");
    }
    assert_eq!(accounts.get(UNA).await.expect("read").failed_logins, 9);
    store.subscribers().remove(UNA).await.expect("removed");
    assert_eq!(accounts.get(UNA).await.expect("read"), Default::default());
    accounts.modify("admin", |account| account.failed_logins = 1).await.expect("changed");
    accounts.remove("admin").await.expect("removed");
    assert_eq!(accounts.get("admin").await.expect("read").failed_logins, 0);
}

pub(crate) async fn login_tokens(context: &Context) {
    let store = context.furnished().await;
    let tokens = store.login_tokens();
    tokens.add("hash-1", "una@Example.COM", at(0), at(10)).await.expect("added");
    tokens.add("hash-2", UNA, at(0), at(5)).await.expect("added");
    assert_eq!(tokens.find("hash-1", at(9)).await.expect("read").as_deref(), Some(UNA));
    assert_eq!(tokens.find("hash-1", at(10)).await.expect("read"), None, "over");
    assert_eq!(tokens.find("hash-9", at(0)).await.expect("read"), None);
    tokens.add("hash-1", "admin", at(10), at(20)).await.expect("replaced, the other went");
    assert_eq!(tokens.find("hash-1", at(10)).await.expect("read").as_deref(), Some("admin"));
    assert_eq!(tokens.find("hash-2", at(0)).await.expect("read"), None);
    tokens.add("hash-3", UNA, at(0), at(5)).await.expect("added");
    store.subscribers().remove(UNA).await.expect("removed");
    assert_eq!(tokens.find("hash-3", at(1)).await.expect("read"), None);
}

/// A service provider takes everything below it along that is not a group.
pub(crate) async fn a_provider_goes_with_its_belongings(context: &Context) {
    let store = context.broadworks().await;
    store.service_providers().add(&service_provider("ent1")).await.expect("added");
    store.groups().add(&group("ent1", "g1")).await.expect("added");
    let sales = department(key(None, "Sales"), None);
    let north = department(key(Some("g1"), "North"), Some(key(None, "Sales")));
    store.departments().add(&sales).await.expect("added");
    store.departments().add(&north).await.expect("added");
    store.subscribers().add(&subscriber(UNA)).await.expect("added");
    store.departments().set_of_user(UNA, Some(&north.key)).await.expect("put");
    assert!(matches!(store.groups().remove("ent1", "g1").await, Err(StoreError::Reference { .. })));
    assert!(store.departments().find(&north.key).await.expect("read").is_some(), "rolled back");
    store.subscribers().remove(UNA).await.expect("removed");
    assert!(store.groups().remove("ent1", "g1").await.expect("removed"));
    assert!(store.service_providers().remove("ent1").await.expect("removed"));
    assert!(store.departments().list("ent1", 10).await.expect("listed").is_empty());
}
