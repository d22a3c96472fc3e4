//! Administrators, signing keys, token revocations.

use std::collections::BTreeMap;

use lineman_model::Secret;
use lineman_store::broadworks::{Administrator, LoginLevel, SigningKey, signing_key_id};

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
        details: BTreeMap::new(),
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

/// AUT-002: `exportKeys` on one XSP, `importKeys` on another, also one with another database.
pub(crate) async fn signing_key_files(context: &Context) {
    let store = context.broadworks().await;
    let keys = store.signing_keys();
    let private_key_pem = rsa_key();
    let key = SigningKey {
        owner: "xsp1".into(),
        key_id: signing_key_id(&private_key_pem).expect("an RSA key"),
        private_key_pem,
        created_at: at(1_767_225_600_123),
    };
    keys.add(&key).await.expect("added");
    let file = keys.export("xsp1").await.expect("exported");
    assert!(!format!("{file:?}").contains("PRIVATE"));
    assert_eq!(keys.import("xsp2", &file).await.expect("imported"), 1);
    assert_eq!(keys.import("xsp2", &file).await.expect("imported"), 0, "known already");
    let expected = SigningKey { owner: "xsp2".into(), ..key.clone() };
    assert_eq!(keys.list("xsp2").await.expect("listed"), [expected]);
    let renamed = file.reveal().replace(&key.key_id, "0123456789abcdef");
    let cut = &file.reveal()[..file.reveal().len() / 2];
    let empty = keys.export("nobody").await.expect("exported");
    for text in [&renamed, cut, "", "hello", empty.reveal()] {
        assert!(keys.import("xsp3", &Secret::new(text)).await.is_err(), "{text}");
    }
    assert!(keys.list("xsp3").await.expect("listed").is_empty());
}

fn rsa_key() -> Secret {
    use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
    use base64::Engine as _;
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).expect("a key");
    let der: Pkcs8V1Der<'_> = pair.as_der().expect("DER");
    let text = base64::engine::general_purpose::STANDARD.encode(der.as_ref());
    let mut pem = String::from(concat!("-----BEGIN ", "PRIVATE KEY-----\n"));
    for line in text.as_bytes().chunks(64) {
        pem.push_str(std::str::from_utf8(line).expect("ASCII"));
        pem.push('\n');
    }
    Secret::new(pem + "-----END PRIVATE KEY-----\n")
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
