//! Settings of nodes by context.

use lineman_model::Secret;
use lineman_store::SealingKey;
use lineman_store::broadworks::{SettingRow, SettingValue};

use crate::context::Context;

const CONTEXT: &str = "Interface/Messaging";
const TABLE: &str = "System/NetworkAccessLists/OCI/Provisioning";

pub(crate) async fn scalars(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    assert_eq!(settings.get("as", CONTEXT, "a").await.expect("read"), None);
    settings.set("as", CONTEXT, "a", "1").await.expect("set");
    settings.set("as", CONTEXT, "a", "2").await.expect("replaced");
    settings.set("xsp1", CONTEXT, "a", "other node").await.expect("set");
    settings.set("as", "Interface", "a", "other context").await.expect("set");
    assert_eq!(settings.get("as", CONTEXT, "a").await.expect("read").as_deref(), Some("2"));
    settings.set("as", CONTEXT, "b", "").await.expect("set");
    let list = settings.list("as", CONTEXT).await.expect("listed");
    let names: Vec<&str> = list.keys().map(String::as_str).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(list.get("b"), Some(&SettingValue::Text(String::new())));
    settings.clear("as", CONTEXT, "a").await.expect("cleared");
    settings.clear("as", CONTEXT, "never set").await.expect("cleared");
    assert_eq!(settings.list("as", CONTEXT).await.expect("listed").len(), 1);
}

/// A configuration file speaks first, once.
pub(crate) async fn initial_values(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    settings.set_initial("as", CONTEXT, "a", "from the file").await.expect("set");
    let first = settings.get("as", CONTEXT, "a").await.expect("read");
    assert_eq!(first.as_deref(), Some("from the file"));
    settings.set("as", CONTEXT, "a", "by hand").await.expect("set");
    settings.set_initial("as", CONTEXT, "a", "from the file").await.expect("kept");
    let kept = settings.get("as", CONTEXT, "a").await.expect("read");
    assert_eq!(kept.as_deref(), Some("by hand"));
    settings.clear("as", CONTEXT, "a").await.expect("cleared");
    settings.set_initial("as", CONTEXT, "a", "from the file").await.expect("kept");
    assert_eq!(settings.get("as", CONTEXT, "a").await.expect("read"), None, "cleared stays so");
}

/// A configuration file speaks until somebody changes the setting.
pub(crate) async fn configured_values(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    let value = async || settings.get("as", CONTEXT, "a").await.expect("read");
    for configured in [Some("first"), Some("second"), None, None, Some("third")] {
        settings.follow("as", CONTEXT, "a", configured).await.expect("followed");
        assert_eq!(value().await.as_deref(), configured);
    }
    settings.set("as", CONTEXT, "a", "by hand").await.expect("set");
    settings.follow("as", CONTEXT, "a", Some("third")).await.expect("left alone");
    assert_eq!(value().await.as_deref(), Some("by hand"));
    settings.clear("as", CONTEXT, "a").await.expect("cleared");
    settings.follow("as", CONTEXT, "a", Some("third")).await.expect("left alone");
    assert_eq!(value().await, None, "cleared stays so");
    settings.set("as", CONTEXT, "b", "before any configuration").await.expect("set");
    settings.follow("as", CONTEXT, "b", Some("x")).await.expect("left alone");
    let kept = settings.get("as", CONTEXT, "b").await.expect("read");
    assert_eq!(kept.as_deref(), Some("before any configuration"));
    settings.adopt("as", CONTEXT, "b").await.expect("adopted");
    settings.follow("as", CONTEXT, "b", Some("x")).await.expect("followed");
    let moved = settings.get("as", CONTEXT, "b").await.expect("read");
    assert_eq!(moved.as_deref(), Some("x"));
    assert_eq!(settings.list("as", CONTEXT).await.expect("listed").len(), 1);
}

pub(crate) async fn secrets_are_sealed(context: &Context) {
    let store = context.broadworks().await;
    let secret = Secret::new("hunter2");
    store.node_settings().set("as", CONTEXT, "p", secret.clone()).await.expect("set");
    let settings = store.node_settings();
    assert_eq!(settings.get_secret("as", CONTEXT, "p").await.expect("read"), Some(secret.clone()));
    assert_eq!(settings.get("as", CONTEXT, "p").await.expect("read"), None, "not in the clear");
    let mut row = SettingRow::new(&["k"], &[]);
    row.attributes.insert("key".into(), secret.into());
    settings.add_row("as", TABLE, &row).await.expect("added");
    assert_eq!(settings.rows("as", TABLE).await.expect("listed"), [row]);
    store.close().await;
    let other = context.broadworks_with(SealingKey::from_bytes([8; 32])).await;
    assert!(other.node_settings().get_secret("as", CONTEXT, "p").await.is_err());
    assert!(other.node_settings().rows("as", TABLE).await.is_err());
}

pub(crate) async fn rows(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    let second = SettingRow::new(&["10.0.0.2", "a/b\"c"], &[("description", "second")]);
    let first = SettingRow::new(&["10.0.0.1", "x"], &[]);
    settings.add_row("as", TABLE, &second).await.expect("added");
    settings.add_row("as", TABLE, &first).await.expect("added");
    assert!(settings.add_row("as", TABLE, &first).await.expect_err("twice").is_exists());
    let listed = settings.rows("as", TABLE).await.expect("listed");
    assert_eq!(listed, [first.clone(), second.clone()]);
    let change = SettingRow::new(&["10.0.0.1", "x"], &[("description", "first"), ("port", "1")]);
    settings.set_row("as", TABLE, &change).await.expect("changed");
    let more = SettingRow::new(&["10.0.0.1", "x"], &[("port", "2")]);
    settings.set_row("as", TABLE, &more).await.expect("changed");
    let row = settings.row("as", TABLE, &["10.0.0.1", "x"]).await.expect("read").expect("there");
    assert_eq!((row.text("description"), row.text("port")), (Some("first"), Some("2")));
    assert!(settings.clear_cell("as", TABLE, &["10.0.0.1", "x"], "port").await.expect("cleared"));
    assert!(!settings.clear_cell("as", TABLE, &["10.0.0.1", "x"], "").await.expect("kept"));
    let row = settings.row("as", TABLE, &["10.0.0.1", "x"]).await.expect("read").expect("there");
    assert_eq!(row.text("port"), None);
    let nowhere = SettingRow::new(&["10.0.0.3", "x"], &[("port", "2")]);
    assert!(settings.set_row("as", TABLE, &nowhere).await.is_err());
    assert!(settings.delete_row("as", TABLE, &["10.0.0.1", "x"]).await.expect("removed"));
    assert!(!settings.delete_row("as", TABLE, &["10.0.0.1", "x"]).await.expect("gone"));
    assert_eq!(settings.rows("as", TABLE).await.expect("listed"), [second]);
    assert!(settings.rows("xsp1", TABLE).await.expect("listed").is_empty());
}

pub(crate) async fn initial_rows(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    let file = [SettingRow::new(&["127.0.0.1"], &[("description", "local")])];
    settings.add_initial_rows("as", TABLE, &file).await.expect("filled");
    assert_eq!(settings.rows("as", TABLE).await.expect("listed"), file);
    assert!(settings.list("as", TABLE).await.expect("listed").is_empty());
    assert!(settings.delete_row("as", TABLE, &["127.0.0.1"]).await.expect("removed"));
    settings.add_initial_rows("as", TABLE, &file).await.expect("left alone");
    assert!(settings.rows("as", TABLE).await.expect("listed").is_empty(), "removed stays so");
}

pub(crate) async fn configured_rows(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.node_settings();
    let rows = async || settings.rows("as", TABLE).await.expect("listed");
    let local = SettingRow::new(&["127.0.0.1"], &[("description", "local")]);
    let other = SettingRow::new(&["10.0.0.1"], &[]);
    let sets: [&[SettingRow]; 4] =
        [&[local.clone(), other.clone()], &[], &[], std::slice::from_ref(&local)];
    for configured in sets {
        settings.follow_rows("as", TABLE, configured).await.expect("followed");
        assert_eq!(rows().await.len(), configured.len());
        assert!(
            configured.iter().all(|row| ["127.0.0.1", "10.0.0.1"].contains(&row.key[0].as_str()))
        );
    }
    assert_eq!(rows().await, std::slice::from_ref(&local));
    assert!(settings.delete_row("as", TABLE, &["127.0.0.1"]).await.expect("removed"));
    settings.follow_rows("as", TABLE, &[local]).await.expect("left alone");
    assert!(rows().await.is_empty(), "removed stays so");
    assert!(settings.list("as", TABLE).await.expect("listed").is_empty());
}

pub(crate) async fn parallel_additions_are_one_row(context: &Context) {
    let store = context.broadworks().await;
    let add = |number: usize| {
        let store = store.clone();
        tokio::spawn(async move {
            let number = number.to_string();
            let row = SettingRow::new(&["10.0.0.1"], &[("a", &number), ("b", &number)]);
            store.node_settings().add_row("as", TABLE, &row).await
        })
    };
    let mut added = 0;
    for task in (0..8).map(add).collect::<Vec<_>>() {
        match task.await.expect("ended") {
            Ok(()) => added += 1,
            Err(error) => assert!(error.is_exists(), "{error}"),
        }
    }
    assert_eq!(added, 1);
    let rows = store.node_settings().rows("as", TABLE).await.expect("listed");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].text("a"), rows[0].text("b"), "one addition, whole");
}
