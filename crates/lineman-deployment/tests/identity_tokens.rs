//! Identity-token mode through both halves: no client certificate anywhere. The IdP proxy hands the
//! user's identity token to the AuthenticationService, which asks the IdP proxy whose it is; the
//! long-lived token that comes of it opens Xsi-Actions.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod common;

use lineman_cloud_service::digest;
use lineman_deployment::{
    ApplicationServerSection, BridgeSection, BroadworksHalf, BroadworksSection, CloudHalf,
    CloudSection, ClusterSection, Environment, IdentitySection, IdpProxySection,
    NetworkServerSection, PortalSection, SbcSection, TemplateSection, TokenInfoClientSection,
    XspSection,
};
use lineman_ladder::literals::ENTITLEMENT_BROADWORKS_CONNECTOR;
use lineman_ladder::settings::identity_provider as names;
use lineman_model::{Secret, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::{ClientOptions, client};
use lineman_store::broadworks::{SettingRow, Subscriber};
use lineman_store::cloud::{Organization, OrganizationKind, Token, TokenKind, User, UserStatus};

use common::{add_group, anywhere};

const UNA: &str = "una@bw.example.com";
const EMAIL: &str = "una.one@mail.example";
const CLIENT: (&str, &str) = ("C-xsp", "xsp-s3cret");
const IDENTITY_TOKEN: &str = "c2VjcmV0_cluster_org";
const USER_ID: &str = "5f0c0000-0000-4000-8000-00000000000a";

fn broadworks_section() -> BroadworksSection {
    BroadworksSection {
        application_server: ApplicationServerSection {
            oci: anywhere(),
            oci_trusted: anywhere(),
            sip_udp: anywhere(),
            sip_tcp: anywhere(),
            ..ApplicationServerSection::default()
        },
        network_server: NetworkServerSection { sip_udp: anywhere(), sip_tcp: anywhere() },
        sbc: SbcSection { sip_udp: anywhere(), sip_tcp: anywhere(), ..SbcSection::default() },
        xsp: XspSection {
            http: anywhere(),
            auth_service: anywhere(),
            loopback: anywhere(),
            client_certificate_required: false,
            ..XspSection::default()
        },
        ..BroadworksSection::default()
    }
}

fn cloud_section(broadworks: &BroadworksHalf) -> CloudSection {
    CloudSection {
        database: None,
        identity: IdentitySection { http: anywhere(), public_url: None },
        idp_proxy: IdpProxySection {
            http: anywhere(),
            identity_token_mode: true,
            token_info_client: Some(TokenInfoClientSection {
                client_id: CLIENT.0.to_owned(),
                client_secret: Secret::new(CLIENT.1),
            }),
            ..IdpProxySection::default()
        },
        activation_portal: PortalSection { http: anywhere(), public_url: None },
        provisioning_bridge: BridgeSection { http: anywhere(), ..BridgeSection::default() },
        cluster: Some(ClusterSection {
            name: "c".to_owned(),
            xsi_actions_url: broadworks.xsi_actions_url(),
            auth_service_url: broadworks.auth_service_url(),
        }),
        template: Some(TemplateSection {
            name: "t".to_owned(),
            provisioning_user_id: "provisioner".to_owned(),
            provisioning_password: Secret::new("provisioning"),
            enterprise_mode: true,
            trusted_emails: true,
            new_org_creation: true,
        }),
    }
}

async fn furnish_broadworks(broadworks: &BroadworksHalf) {
    let store = broadworks.store();
    add_group(store).await;
    let una = Subscriber::new(UNA, "ent1", "g1", "One", "Una");
    store.subscribers().add(&una).await.expect("a subscriber");
}

async fn furnish_cloud(cloud: &CloudHalf, now: Timestamp) {
    let store = cloud.store();
    let template = store.templates().list(1).await.expect("read").pop();
    let organization = Organization {
        org_id: "5f0c0000-0000-4000-8000-0000000000ff".to_owned(),
        name: "acme".to_owned(),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: Some("SP+ent1".to_owned()),
        template_id: template.map(|template| template.template_id),
        calling_behavior: None,
        created_at: now,
    };
    let (organization, _) = store.organizations().ensure(&organization).await.expect("made");
    let user = User {
        user_id: USER_ID.to_owned(),
        org_id: organization.org_id.clone(),
        email: EMAIL.to_owned(),
        bw_user_id: Some(UNA.to_owned()),
        cluster_id: None,
        first_name: "Una".to_owned(),
        last_name: "One".to_owned(),
        primary_phone_number: None,
        extension: None,
        status: UserStatus::Active,
        calling_behavior: None,
        entitlements: Vec::new(),
        creation_request_id: None,
        created_at: now,
        updated_at: now,
    };
    store.users().create(&user).await.expect("a user");
    let token = Token {
        token_hash: digest(&Secret::new(IDENTITY_TOKEN)),
        kind: TokenKind::Access,
        user_id: USER_ID.to_owned(),
        org_id: organization.org_id,
        client_id: "app".to_owned(),
        scope: "spark:all".to_owned(),
        issued_at: now,
        expires_at: now.plus_millis(3_600_000),
        revoked_at: None,
    };
    store.tokens().add(&[token]).await.expect("a token");
}

/// What `lineman xsp` would set.
async fn configure(broadworks: &BroadworksHalf, cloud: &CloudHalf) {
    let settings = broadworks.store().node_settings();
    let token_info_url = format!("{}/idp/authenticate", cloud.idp_proxy_url());
    for (name, value) in [
        (names::ENABLED, "true"),
        (names::CLIENT_ID, CLIENT.0),
        (names::ISSUER_URL, cloud.identity_url()),
        (names::TOKEN_INFO_URL, token_info_url.as_str()),
    ] {
        settings.set("xsp1", names::CISCO, name, value).await.expect("set");
    }
    let secret = Secret::new(CLIENT.1);
    settings.set("xsp1", names::CISCO, names::CLIENT_SECRET, secret).await.expect("set");
    let scope = SettingRow::new(&[names::SCOPE_BROADWORKS_USER], &[]);
    settings.add_row("xsp1", names::SCOPES, &scope).await.expect("added");
}

#[tokio::test]
async fn an_identity_token_becomes_a_long_lived_one_without_any_certificate() {
    let folder = tempfile::tempdir().expect("a folder");
    let environment = Environment::system(folder.path(), &folder.path().join("logs"), None);
    let shutdown = Shutdown::new();
    let broadworks = BroadworksHalf::start(&broadworks_section(), &environment, &shutdown)
        .await
        .expect("a BroadWorks half");
    furnish_broadworks(&broadworks).await;
    let cloud = CloudHalf::start(&cloud_section(&broadworks), &environment, &shutdown)
        .await
        .expect("a cloud half");
    furnish_cloud(&cloud, environment.clock.now()).await;
    configure(&broadworks, &cloud).await;

    let http = client(&ClientOptions::default()).expect("a client");
    let fetch = || async {
        let url = format!("{}/idp/bwtoken/fetch", cloud.idp_proxy_url());
        let answer = http.get(url).bearer_auth(IDENTITY_TOKEN).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let body: serde_json::Value = answer.json().await.expect("JSON");
        (status, body["token"]["bearer"].as_str().map(str::to_owned))
    };
    // Without the entitlement there is no scope, and without the scope no token.
    assert_eq!(fetch().await, (502, None));
    let entitlement = ENTITLEMENT_BROADWORKS_CONNECTOR.to_owned();
    let now = environment.clock.now();
    let users = cloud.store().users();
    let changed = users.modify(USER_ID, now, |user| user.entitlements = vec![entitlement]);
    changed.await.expect("changed");
    let (status, token) = fetch().await;
    assert_eq!(status, 200);
    let url = format!("{}/v2.0/user/{UNA}/profile", broadworks.xsi_actions_url());
    let answer = http.get(url).bearer_auth(token.expect("a token")).send().await;
    assert_eq!(answer.expect("an answer").status(), 200);
    cloud.stop().await;
    broadworks.stop().await;
}
