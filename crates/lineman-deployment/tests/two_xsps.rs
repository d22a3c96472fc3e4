//! A second XSP: what one mints is good at the other only after the keys were copied (AUT-002),
//! and the logs of both show which it was.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod common;

use lineman_deployment::{
    ApplicationServerSection, BroadworksHalf, BroadworksSection, Environment, NetworkServerSection,
    RunningXsp, SbcSection, XspSection, diagnose,
};
use lineman_diagnose::Options;
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::http::{ClientOptions, client};
use lineman_store::broadworks::SIGNING_KEY_FILE;
use lineman_store::broadworks::Subscriber;

use common::{add_group, anywhere};

const UNA: &str = "una@bw.example.com";
const TRACKING_ID: &str = "CLIENT_0f8fad5b-d9cb-469f-a165-70867728950e";

fn xsp() -> XspSection {
    XspSection {
        http: anywhere(),
        auth_service: anywhere(),
        loopback: anywhere(),
        ..XspSection::default()
    }
}

fn section(xsps: Vec<XspSection>) -> BroadworksSection {
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
        xsp: xsp(),
        xsps,
        ..BroadworksSection::default()
    }
}

struct Scene {
    folder: tempfile::TempDir,
    environment: Environment,
    broadworks: BroadworksHalf,
}

impl Scene {
    async fn start(folder: tempfile::TempDir, xsps: Vec<XspSection>) -> Self {
        let logs = folder.path().join("logs");
        let environment = Environment::system(folder.path(), &logs, None);
        let mut section = section(xsps);
        // What a configuration file does when it is read.
        for (xsp, number) in section.xsps.iter_mut().zip(2_u32..) {
            xsp.node_name = format!("xsp{number}");
        }
        let broadworks = BroadworksHalf::start(&section, &environment, &Shutdown::new())
            .await
            .expect("a BroadWorks half");
        Self { folder, environment, broadworks }
    }

    async fn furnish(&self) {
        let store = self.broadworks.store();
        add_group(store).await;
        let una = Subscriber::new(UNA, "ent1", "g1", "One", "Una");
        store.subscribers().add(&una).await.expect("a subscriber");
    }

    /// A token from an XSP, with the certificate of the IdP proxy.
    async fn token(&self, auth_service_url: &str) -> String {
        let file = |name: &str| {
            std::fs::read_to_string(self.environment.certificates.join(name)).expect("a file")
        };
        let authority = Authority::from_pem(
            &file("client-authority.pem"),
            &Secret::new(file("client-authority.key")),
        )
        .expect("an authority");
        let validity = Validity::days_from(self.environment.clock.now(), 1);
        let identity = authority.issue("idp-proxy", &["idp-proxy"], Purpose::Client, validity);
        let client = client(&ClientOptions {
            ca_pem: Some(self.broadworks.server_authority_pem().to_owned()),
            identity_pem: Some(identity.expect("a certificate").combined_pem()),
            ..ClientOptions::default()
        })
        .expect("a client");
        let answer: serde_json::Value = client
            .get(format!("{auth_service_url}/token"))
            .header("http_bw_userid", UNA)
            .header("trackingid", TRACKING_ID)
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("JSON");
        answer["token"]["bearer"].as_str().expect("a token").to_owned()
    }

    async fn devices(&self, xsp: &RunningXsp, token: &str) -> u16 {
        let url = format!("{}/v2.0/user/{UNA}/profile/device", xsp.xsi_actions_url());
        let client = client(&ClientOptions::default()).expect("a client");
        let request = client
            .get(url)
            .bearer_auth(token)
            .header("trackingid", TRACKING_ID)
            .header("user-agent", "WebexTeams (desktop/44.1)");
        request.send().await.expect("an answer").status().as_u16()
    }
}

#[tokio::test]
async fn aut_002_a_token_is_good_at_the_other_xsp_after_the_keys_were_copied() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::start(folder, vec![xsp()]).await;
    scene.furnish().await;
    let token = scene.token(&scene.broadworks.auth_service_url()).await;
    let [second] = scene.broadworks.further_xsps() else { panic!("one more XSP") };
    assert_eq!(scene.devices(second, &token).await, 401, "its keys were not copied");

    // The troubleshooter sees it in the logs of both, and names it.
    let logs = vec![scene.folder.path().join("logs")];
    let report = diagnose(&logs, Options::default(), &mut |_, _| {});
    let report = serde_json::to_value(&report).expect("JSON");
    let findings: Vec<&str> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["id"].as_str())
        .collect();
    assert!(findings.contains(&"rsa-keys-not-copied"), "{findings:?}");
    assert!(scene.folder.path().join("logs/xsp2").is_dir());

    // As an administrator carries them over: exported by one, imported by the other.
    let keys = scene.broadworks.store().signing_keys();
    let exported = keys.export("xsp1").await.expect("exported");
    let file = scene.folder.path().join(SIGNING_KEY_FILE);
    lineman_deployment::write_private(&file, exported.reveal().as_bytes()).expect("written");
    let Scene { folder, broadworks, .. } = scene;
    broadworks.stop().await;
    let with_keys = XspSection { keys_file: Some(file), ..xsp() };
    let scene = Scene::start(folder, vec![with_keys]).await;
    let [second] = scene.broadworks.further_xsps() else { panic!("one more XSP") };
    assert_eq!(scene.devices(second, &token).await, 200);
    // And the other way round: the second signs with the copied key.
    let other = scene.token(&second.auth_service_url()).await;
    let first = scene.broadworks.xsi_actions_url();
    let client = client(&ClientOptions::default()).expect("a client");
    let url = format!("{first}/v2.0/user/{UNA}/profile/device");
    assert_eq!(client.get(url).bearer_auth(other).send().await.expect("an answer").status(), 200);
    scene.broadworks.stop().await;
}
