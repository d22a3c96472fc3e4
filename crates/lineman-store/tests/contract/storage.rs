//! The database as a whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use lineman_model::SystemRandom;
use lineman_store::{BroadworksStore, SealingKey, StoreError};

use crate::assertion::at;
use crate::context::{Context, KEY, subscriber};

pub(crate) async fn reopening_keeps_everything(context: &Context) {
    let store = context.furnished().await;
    let before = store.subscribers().find("una@example.com").await.expect("read");
    assert!(before.is_some());
    store.close().await;
    let again = context.broadworks().await;
    assert_eq!(again.subscribers().find("una@example.com").await.expect("read"), before);
}

/// Several processes that start at once all bring the schema up to date, and none fails.
pub(crate) async fn parallel_starts_make_one_schema(context: &Context) {
    let opened = tokio::join!(
        context.cloud(),
        context.cloud(),
        context.cloud(),
        context.broadworks(),
        context.broadworks(),
        context.cloud(),
    );
    assert!(opened.0.used_assertions().use_once("a", at(1)).await.expect("used"));
    for other in [&opened.1, &opened.2, &opened.5] {
        assert!(!other.used_assertions().use_once("a", at(1)).await.expect("asked"));
    }
    opened.3.locations().set("a@b", "as1").await.expect("set");
    assert!(opened.4.locations().find("a@b").await.expect("read").is_some());
}

/// One database cannot be both halves: the address of one was given for the other.
pub(crate) async fn the_other_halfs_database_is_refused(context: &Context) {
    context.cloud().await.close().await;
    let address = context.address("cloud");
    let refused = BroadworksStore::connect(&address, KEY, Arc::new(SystemRandom)).await;
    assert!(matches!(refused, Err(StoreError::Changed { .. })), "{refused:?}");
}

pub(crate) async fn another_key_opens_no_secret(context: &Context) {
    let store = context.furnished().await;
    let other = context.broadworks_with(SealingKey::from_bytes([8; 32])).await;
    let refused = other.subscribers().find("una@example.com").await;
    assert!(matches!(refused, Err(StoreError::Sealed(_))), "{refused:?}");
    store.close().await;
    other.close().await;
    for entry in std::fs::read_dir(context.folder()).expect("a folder") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("read");
        let secret = b"web secret";
        assert!(!bytes.windows(secret.len()).any(|window| window == secret), "a secret on disk");
    }
}

pub(crate) async fn any_text_comes_back_as_it_was(context: &Context) {
    let store = context.furnished().await;
    let texts = [
        "'; DROP TABLE subscribers; --",
        "a\r\nb\tc | d",
        "\u{feff}Žluťoučký 漢字 🙂 \u{202e}",
        "$1 ? :x %s \\ \" ''",
        "",
        " leading and trailing ",
    ];
    for text in texts {
        let details = BTreeMap::from([(text.to_owned(), text.to_owned())]);
        let written = store
            .subscribers()
            .modify("una@example.com", |subscriber| {
                subscriber.last_name = text.into();
                subscriber.email = Some(text.into());
                subscriber.details = details.clone();
                subscriber.web_password = Some(lineman_model::Secret::new(text));
            })
            .await
            .expect("written");
        let read = store.subscribers().find("una@example.com").await.expect("read");
        assert_eq!(read.as_ref(), Some(&written));
        let read = read.expect("there");
        assert_eq!((read.last_name.as_str(), &read.details), (text, &details));
        assert_eq!(read.web_password.expect("a password").reveal(), text);
        assert!(store.subscribers().find(text).await.expect("asked").is_none());
    }
}

/// PostgreSQL cannot store it, so neither engine does.
pub(crate) async fn nul_is_refused(context: &Context) {
    let store = context.furnished().await;
    let mut bad = subscriber("dora@example.com");
    bad.last_name = "a\0b".into();
    let refused = store.subscribers().add(&bad).await;
    assert!(matches!(refused, Err(StoreError::Unstorable { .. })), "{refused:?}");
    let refused = store.subscribers().find("a\0b").await;
    assert!(matches!(refused, Err(StoreError::Unstorable { .. })), "{refused:?}");
    assert!(store.subscribers().find("dora@example.com").await.expect("asked").is_none());
}
