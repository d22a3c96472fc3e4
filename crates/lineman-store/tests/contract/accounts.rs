//! Administrators, signing keys, token revocations.

use lineman_model::Secret;
use lineman_store::broadworks::{Administrator, LoginLevel, SigningKey};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::Context;

pub(crate) async fn administrators(context: &Context) {
    let store = context.furnished().await;
    let administrators = store.administrators();
    let mut one = Administrator {
        user_id: "admin".into(),
        login_level: LoginLevel::System,
        service_provider_id: None,
        group_id: None,
        last_name: Some("Administrator".into()),
        first_name: Some("Default".into()),
        password: Secret::new("admin secret"),
        login_disabled: false,
    };
    administrators.add(&one).await.expect("added");
    assert_exists(administrators.add(&one).await);
    one.password = Secret::new("other secret");
    one.login_level = LoginLevel::ServiceProvider;
    one.service_provider_id = Some("ent1".into());
    administrators.update(&one).await.expect("changed");
    assert_eq!(administrators.find("admin").await.expect("read"), Some(one.clone()));
    assert_eq!(administrators.find("Admin").await.expect("read"), None);
    one.service_provider_id = Some("nobody".into());
    assert_reference(administrators.update(&one).await);
    one.user_id = "other".into();
    assert_missing(administrators.update(&one).await);
    assert!(administrators.remove("admin").await.expect("removed"));
    assert!(!administrators.remove("admin").await.expect("removed"));
}

/// AUT-002: a token of one XSP is good at another only after the keys were copied.
pub(crate) async fn signing_keys(context: &Context) {
    let store = context.broadworks().await;
    let keys = store.signing_keys();
    let key = |owner: &str, id: &str, time| SigningKey {
        owner: owner.into(),
        key_id: id.into(),
        private_key_pem: Secret::new(format!("private {id}")),
        created_at: at(time),
    };
    keys.add(&key("xsp1", "k1", 1)).await.expect("added");
    keys.add(&key("xsp1", "k2", 2)).await.expect("added");
    assert_exists(keys.add(&key("xsp1", "k1", 3)).await);
    assert!(keys.list("xsp2").await.expect("listed").is_empty());
    assert_eq!(keys.copy("xsp1", "xsp2").await.expect("copied"), 2);
    assert_eq!(keys.copy("xsp1", "xsp2").await.expect("copied"), 0);
    let copied = keys.list("xsp2").await.expect("listed");
    assert_eq!(copied, [key("xsp2", "k2", 2), key("xsp2", "k1", 1)]);
    assert!(keys.remove("xsp1", "k1").await.expect("removed"));
    assert_eq!(keys.list("xsp1").await.expect("listed"), [key("xsp1", "k2", 2)]);
}

pub(crate) async fn token_revocations(context: &Context) {
    let store = context.broadworks().await;
    let revocations = store.token_revocations();
    assert_eq!(revocations.of_user("una@example.com").await.expect("read"), None);
    revocations.revoke(Some("una@example.com"), at(10)).await.expect("revoked");
    revocations.revoke(Some("una@example.com"), at(5)).await.expect("a time never goes back");
    assert_eq!(revocations.of_user("una@Example.com").await.expect("read"), Some(at(10)));
    assert_eq!(revocations.of_user("dora@example.com").await.expect("read"), None);
    revocations.revoke(None, at(20)).await.expect("revoked");
    for user in ["una@example.com", "dora@example.com"] {
        assert_eq!(revocations.of_user(user).await.expect("read"), Some(at(20)));
    }
}
