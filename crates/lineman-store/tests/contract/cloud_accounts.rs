//! Clusters, templates, organisations and users of the cloud.

use lineman_model::Secret;
use lineman_store::cloud::{
    Created, Organization, OrganizationKind, SigningMaterial, Token, TokenKind, UserStatus,
};

use crate::assertion::{assert_exists, assert_missing, assert_reference, at};
use crate::context::{Context, cluster, template, user};

pub(crate) fn organization(id: &str, enterprise: Option<&str>) -> Organization {
    Organization {
        org_id: id.into(),
        name: "Enterprise One".into(),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: enterprise.map(str::to_owned),
        template_id: Some("t1".into()),
        calling_behavior: Some("NATIVE_WEBEX_TEAMS_CALLING".into()),
        created_at: at(0),
    }
}

pub(crate) async fn clusters_and_templates(context: &Context) {
    let store = context.furnished_cloud().await;
    let mut changed = cluster();
    changed.auth_service_url = "https://elsewhere/authService".into();
    store.clusters().save(&changed).await.expect("replaced");
    assert_eq!(store.clusters().find("c1").await.expect("read"), Some(changed.clone()));
    assert_eq!(store.clusters().list(9).await.expect("listed"), [changed]);
    assert_eq!(store.templates().find("t1").await.expect("read"), Some(template()));
    let mut other = template();
    other.template_id = "t2".into();
    assert_exists(store.templates().save(&other).await);
    other.provisioning_user_id = "second".into();
    other.cluster_id = "nothing".into();
    assert_reference(store.templates().save(&other).await);
    other.cluster_id = "c1".into();
    other.trusted_emails = false;
    store.templates().save(&other).await.expect("saved");
    assert_eq!(store.templates().list(9).await.expect("listed"), [template(), other]);
}

/// PRV-009: the bridge accepts the template's account only.
pub(crate) async fn provisioning_accounts(context: &Context) {
    let store = context.furnished_cloud().await;
    let right = Secret::new("provisioning secret");
    let templates = store.templates();
    let found = templates.authenticate("provisioner", &right).await.expect("asked");
    assert_eq!(found, Some(template()));
    for (account, password) in
        [("provisioner", "wrong"), ("provisioner", ""), ("nobody", "provisioning secret"), ("", "")]
    {
        let found = templates.authenticate(account, &Secret::new(password)).await.expect("asked");
        assert_eq!(found, None, "{account}");
    }
}

/// P5: the bridge's worker may ask twice, and in parallel.
pub(crate) async fn enterprises_become_one_organisation(context: &Context) {
    let store = context.furnished_cloud().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            let wanted = organization(&format!("org{number}"), Some("SP+ent1"));
            store.organizations().ensure(&wanted).await.expect("ensured")
        });
    }
    let mut ids = std::collections::BTreeSet::new();
    let mut new = 0;
    while let Some(done) = tasks.join_next().await {
        let (present, is_new) = done.expect("no panic");
        ids.insert(present.org_id);
        new += usize::from(is_new);
    }
    assert_eq!((ids.len(), new), (1, 1));

    let organizations = store.organizations();
    let mut partner = organization("partner", None);
    (partner.name, partner.template_id) = ("Partner".into(), None);
    partner.kind = OrganizationKind::Partner;
    assert!(organizations.ensure(&partner).await.expect("ensured").1);
    assert_exists(organizations.ensure(&partner).await);
    partner.calling_behavior = None;
    organizations.update(&partner).await.expect("changed");
    assert_eq!(organizations.find("partner").await.expect("read"), Some(partner.clone()));
    assert_eq!(organizations.find_by_name("PARTNER").await.expect("read"), Some(partner));
    let found = organizations.find_by_enterprise("SP+ent1").await.expect("read");
    assert!(found.is_some_and(|found| ids.contains(&found.org_id)));
    assert_eq!(organizations.find_by_enterprise("SP+ent2").await.expect("read"), None);
    assert_eq!(organizations.list(9).await.expect("listed").len(), 2);
    assert_missing(organizations.update(&organization("nothing", None)).await);
}

/// PRV-032, PRV-047: an email address and a BroadWorks user belong to one user; the same request
/// makes the user once.
pub(crate) async fn users_are_made_once(context: &Context) {
    let store = context.furnished_cloud().await;
    store.organizations().ensure(&organization("o1", Some("SP+ent1"))).await.expect("ensured");
    let users = store.users();
    let una = user("u1", "o1", "Una@Mail.Example");
    assert_eq!(users.create(&una).await.expect("made"), Created::New(una.clone()));
    let mut again = una.clone();
    again.user_id = "u2".into();
    assert_eq!(users.create(&again).await.expect("asked"), Created::Before(una.clone()));
    again.creation_request_id = Some("another".into());
    again.bw_user_id = Some("x@bw.example".into());
    again.email = "UNA@mail.example".into();
    assert_eq!(users.create(&again).await.expect("asked"), Created::EmailTaken(una.clone()));
    again.creation_request_id = None;
    assert_eq!(users.create(&again).await.expect("asked"), Created::EmailTaken(una.clone()));
    again.email = "other@mail.example".into();
    again.bw_user_id = Some("u1@BW.example".into());
    assert_eq!(users.create(&again).await.expect("asked"), Created::BwUserTaken(una.clone()));
    again.bw_user_id = None;
    again.user_id = "u1".into();
    assert_exists(users.create(&again).await);
    again.user_id = "u3".into();
    again.org_id = "nowhere".into();
    assert_reference(users.create(&again).await);
    assert_eq!(users.list("o1", 9).await.expect("listed"), [una]);
}

pub(crate) async fn users_change_and_go(context: &Context) {
    let store = context.furnished_cloud().await;
    store.organizations().ensure(&organization("o1", None)).await.expect("ensured");
    let users = store.users();
    users.create(&user("u1", "o1", "una@mail.example")).await.expect("made");
    users.create(&user("u2", "o1", "dora@mail.example")).await.expect("made");
    let changed = users
        .modify("u1", at(5), |una| {
            una.entitlements.retain(|entitlement| entitlement != "broadworks-connector");
            una.status = UserStatus::Inactive;
            una.user_id = "stays".into();
        })
        .await
        .expect("changed");
    assert_eq!((changed.user_id.as_str(), changed.updated_at), ("u1", at(5)));
    assert_eq!(changed.entitlements, ["spark"]);
    for found in [
        users.find("u1").await.expect("read"),
        users.find_by_email("UNA@MAIL.EXAMPLE").await.expect("read"),
        users.find_by_bw_user_id("u1@BW.EXAMPLE").await.expect("read"),
    ] {
        assert_eq!(found.as_ref(), Some(&changed));
    }
    assert_exists(users.modify("u1", at(6), |una| una.email = "Dora@Mail.Example".into()).await);
    assert_missing(users.modify("u9", at(6), |_| {}).await);
    assert_eq!(users.find("u1").await.expect("read"), Some(changed), "nothing half changed");
    let token = Token {
        token_hash: "h".into(),
        kind: TokenKind::Access,
        user_id: "u1".into(),
        org_id: "o1".into(),
        client_id: "app".into(),
        scope: "spark:all".into(),
        issued_at: at(0),
        expires_at: at(10),
        revoked_at: None,
    };
    store.tokens().add(&[token]).await.expect("stored");
    assert!(users.remove("u1").await.expect("removed"));
    assert!(!users.remove("u1").await.expect("removed"));
    assert_eq!(store.tokens().find(TokenKind::Access, "h").await.expect("read"), None);
}

pub(crate) async fn signing_material(context: &Context) {
    let store = context.cloud().await;
    let mut saml = SigningMaterial {
        purpose: "saml".into(),
        certificate_pem: "certificate".into(),
        private_key_pem: Secret::new("private key"),
        created_at: at(0),
    };
    store.signing_material().save(&saml).await.expect("saved");
    saml.private_key_pem = Secret::new("another private key");
    store.signing_material().save(&saml).await.expect("replaced");
    assert_eq!(store.signing_material().find("saml").await.expect("read"), Some(saml));
    assert_eq!(store.signing_material().find("other").await.expect("read"), None);
}
