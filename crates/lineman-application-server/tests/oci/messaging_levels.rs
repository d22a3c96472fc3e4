//! Integrated IM&P at its four levels (PRV-021 to PRV-023, CMP-023).

use lineman_ocip::{Command, Element};
use lineman_store::broadworks::Reseller;

use crate::common::{PROVIDER, USER, in_group, of_user};
use crate::messaging::{assign, ready};
use crate::messaging_server::{Behaviour, MessagingServer};

fn names(answer: &Command) -> Vec<String> {
    answer.body().children().iter().map(|child| child.name().to_owned()).collect()
}

#[tokio::test]
async fn a_resellers_messaging_server_is_between_provider_and_system() {
    let (system, reseller) = (MessagingServer::start().await, MessagingServer::start().await);
    let (harness, mut admin) = ready(&system.url()).await;
    let one = Reseller { reseller_id: "r1".into(), name: None, external_id: None };
    harness.store.resellers().add(&one).await.expect("added");
    harness.store.resellers().give(PROVIDER, Some("r1")).await.expect("given");
    let of_reseller = |name: &str| Command::request(name).with("resellerId", "r1");
    admin
        .done(
            of_reseller("ResellerIntegratedIMPModifyRequest")
                .with_flag("useSystemServiceDomain", false)
                .with("serviceDomain", "im.reseller.example")
                .with("servicePort", "5222")
                .with_flag("useSystemMessagingServer", false)
                .with("provisioningUrl", reseller.url())
                .with("provisioningUserId", "r-account")
                .with("provisioningPassword", "r-secret")
                .with("boshURL", "https://im.reseller.example/bosh")
                .with("defaultImpIdType", "Alternate"),
        )
        .await;
    let answer = admin.get(of_reseller("ResellerIntegratedIMPGetRequest22")).await;
    assert_eq!(
        names(&answer),
        [
            "useSystemServiceDomain",
            "serviceDomain",
            "servicePort",
            "useSystemMessagingServer",
            "provisioningUrl",
            "provisioningUserId",
            "boshURL",
            "defaultImpIdType"
        ]
    );
    assert_eq!(answer.text("defaultImpIdType"), Some("Alternate"));
    reseller.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    assert_eq!((system.received().len(), reseller.received().len()), (0, 1));
    let provider = Command::request("ServiceProviderIntegratedIMPGetRequest22")
        .with("serviceProviderId", PROVIDER);
    assert_eq!(admin.get(provider).await.text("useResellerIMPIdSetting"), Some("true"));
    let answer = admin.get(in_group("GroupIntegratedIMPGetRequest23")).await;
    assert_eq!(answer.text("effectiveServiceDomain"), Some("im.reseller.example"));
    assert_eq!(answer.text("defaultImpIdType"), Some("Alternate"));
    let unknown = Command::request("ResellerIntegratedIMPGetRequest22").with("resellerId", "r9");
    assert!(admin.refused(unknown).await.summary.contains("not found"));
    let bad = of_reseller("ResellerIntegratedIMPModifyRequest").with("defaultImpIdType", "Third");
    assert_eq!(admin.refused(bad).await.number(), Some(6004));
}

/// The nearest service domain makes the id; an id that was set stays.
#[tokio::test]
async fn imp_ids_follow_domain_and_kind() {
    let server = MessagingServer::start().await;
    let (_harness, mut admin) = ready(&server.url()).await;
    server.next(Behaviour::Answer(200, ""));
    admin.done(assign()).await;
    let get = || of_user("UserIntegratedIMPGetRequest21sp1");
    let answer = admin.get(get()).await;
    assert_eq!(names(&answer), ["isActive", "impId", "isAlternateImpId"]);
    assert_eq!(answer.text("impId"), Some(USER), "without a domain");
    let system = |name: &str| Command::request(name);
    admin
        .done(
            system("SystemIntegratedIMPModifyRequest")
                .with("serviceDomain", "im.example.com")
                .with_flag("addServiceProviderInIMPUserId", true),
        )
        .await;
    let local = USER.split('@').next().expect("a user part");
    let expected = format!("{local}.{PROVIDER}@im.example.com");
    assert_eq!(admin.get(get()).await.text("impId"), Some(expected.as_str()));
    assert_eq!(
        admin.get(of_user("UserGetRequest23V2")).await.text("impId"),
        Some(expected.as_str())
    );
    admin
        .done(
            of_user("UserAlternateUserIdAddRequest").with("alternateUserId", "other@mail.example"),
        )
        .await;
    admin
        .done(
            Command::request("ServiceProviderIntegratedIMPModifyRequest")
                .with("serviceProviderId", PROVIDER)
                .with("defaultImpIdType", "Alternate"),
        )
        .await;
    let answer = admin.get(get()).await;
    let expected = format!("other.{PROVIDER}@im.example.com");
    assert_eq!(answer.text("impId"), Some(expected.as_str()));
    assert_eq!(answer.text("isAlternateImpId"), Some("true"));
}

#[tokio::test]
async fn system_settings_in_both_versions() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    admin
        .done(
            Command::request("SystemIntegratedIMPModifyRequest")
                .with("serviceDomain", "im.example.com")
                .with("servicePort", "5222")
                .with("boshURL", "https://im.example.com/bosh")
                .with_flag("allowImpPasswordRetrieval", false)
                .with_flag("propagateImpErrorDetails", true),
        )
        .await;
    let newer = admin.get(Command::request("SystemIntegratedIMPGetRequest25")).await;
    let expected = [
        "serviceDomain",
        "servicePort",
        "addServiceProviderInIMPUserId",
        "boshURL",
        "allowImpPasswordRetrieval",
        "propagateImpErrorDetails",
    ];
    assert_eq!(names(&newer), expected);
    assert_eq!(newer.text("propagateImpErrorDetails"), Some("true"));
    let older = admin.get(Command::request("SystemIntegratedIMPGetRequest21")).await;
    assert_eq!(names(&older), expected[..5]);
    // What the shell would change is the same value.
    let context = "Service/IntegratedIMP";
    harness.store.node_settings().set("as", context, "servicePort", "5223").await.expect("set");
    let newer = admin.get(Command::request("SystemIntegratedIMPGetRequest25")).await;
    assert_eq!(newer.text("servicePort"), Some("5223"));
    let nil = Element::new("serviceDomain").with_xsi("nil", "true");
    admin.done(Command::request("SystemIntegratedIMPModifyRequest").with_element(nil)).await;
    let newer = admin.get(Command::request("SystemIntegratedIMPGetRequest25")).await;
    assert_eq!(newer.text("serviceDomain"), None);
    let bad = Command::request("SystemIntegratedIMPModifyRequest").with("servicePort", "0");
    assert_eq!(admin.refused(bad).await.number(), Some(6004));
}

/// `userAttrIsActive`
#[tokio::test]
async fn a_service_may_be_assigned_switched_off() {
    let server = MessagingServer::start().await;
    let (harness, mut admin) = ready(&server.url()).await;
    let context = "Service/IntegratedIMP/DefaultAttribute";
    let settings = harness.store.node_settings();
    settings.set("as", context, "userAttrIsActive", "false").await.expect("set");
    admin.done(assign()).await;
    let state = admin.get(of_user("UserIntegratedIMPGetRequest21sp1")).await;
    assert_eq!(state.text("isActive"), Some("false"));
    assert!(server.received().is_empty());
}
