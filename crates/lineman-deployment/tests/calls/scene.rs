//! A BroadWorks half with three subscribers, each with a device.

use std::net::SocketAddr;

use lineman_deployment::{
    ApplicationServerSection, BroadworksHalf, BroadworksSection, Environment, NetworkServerSection,
    SbcSection, XspSection,
};
use lineman_ladder::literals::DEVICE_TYPE_DESKTOP;
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::http::{ClientOptions, client};
use lineman_sip_transport::Protocol;
use lineman_store::broadworks::{
    AccessDevice, DeviceKey, Endpoint, EndpointKind, Group, MessagingServer, ServiceProvider,
    Subscriber,
};

use crate::phone::Phone;

pub(crate) const PASSWORD: &str = "a-Web-pa55word";

pub(crate) struct Scene {
    folder: tempfile::TempDir,
    pub(crate) broadworks: BroadworksHalf,
    http: reqwest::Client,
}

fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

impl Scene {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let environment = Environment::system(folder.path(), &folder.path().join("logs"), None);
        let section = BroadworksSection {
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
                ..XspSection::default()
            },
            ..BroadworksSection::default()
        };
        let broadworks = BroadworksHalf::start(&section, &environment, &Shutdown::new())
            .await
            .expect("a BroadWorks half");
        let http = client(&ClientOptions::default()).expect("a client");
        let scene = Self { folder, broadworks, http };
        scene.provision().await;
        scene
    }

    async fn provision(&self) {
        let store = self.broadworks.store();
        let messaging = MessagingServer::default();
        let provider = ServiceProvider {
            service_provider_id: "SP".into(),
            is_enterprise: true,
            name: None,
            default_domain: "bw.example.com".into(),
            support_email: None,
            messaging: messaging.clone(),
        };
        store.service_providers().add(&provider).await.expect("provider");
        let group = Group {
            service_provider_id: "SP".into(),
            group_id: "G".into(),
            name: None,
            default_domain: "bw.example.com".into(),
            user_limit: 10,
            messaging,
        };
        store.groups().add(&group).await.expect("group");
        let server = self.broadworks.application_server().sip().expect("SIP is served");
        let port = server.address(Protocol::Udp).expect("bound").port();
        for (name, extension) in [("una", 221), ("bo", 222), ("cy", 223)] {
            let user_id = format!("{name}@bw.example.com");
            let mut user = Subscriber::new(&user_id, "SP", "G", "One", name);
            user.sip_user_name = Some(format!("{name}-sip"));
            user.sip_password = Some(Secret::new("s1p-secret"));
            user.web_password = Some(Secret::new(PASSWORD));
            user.extension = Some(extension.to_string());
            user.primary_number = Some(format!("+1555000{extension}"));
            store.subscribers().add(&user).await.expect("subscriber");
            let device = DeviceKey::group("SP", "G", format!("pc-{name}"));
            let access = AccessDevice::new(device.clone(), DEVICE_TYPE_DESKTOP);
            store.access_devices().add(&access).await.expect("device");
            let line = format!("{name}-pc@bw.example.com");
            let endpoint = Endpoint::new(&line, user_id, device, EndpointKind::Primary);
            store.endpoints().add(&endpoint).await.expect("endpoint");
            let place = format!("localhost:{port};transport=udp");
            let place = place.split(';').next().expect("a place");
            store.locations().set(&line, place).await.expect("location");
        }
    }

    /// A phone of a user, registered.
    pub(crate) async fn phone(&self, name: &str) -> Phone {
        let sbc = self.broadworks.sbc_address(Protocol::Udp).expect("bound");
        Phone::register(name, sbc).await
    }

    /// A request to Xsi-Actions `/calls` as a user.
    pub(crate) async fn xsi(&self, method: http::Method, name: &str, tail: &str) -> (u16, String) {
        let user = format!("{name}@bw.example.com");
        let base = self.broadworks.xsi_actions_url();
        let url = format!("{base}/v2.0/user/{user}/calls{tail}");
        let request = self.http.request(method, url).basic_auth(user, Some(PASSWORD));
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        (status, response.text().await.expect("a body"))
    }

    /// Stops everything; the logs are complete then.
    pub(crate) async fn stop(self) -> tempfile::TempDir {
        self.broadworks.stop().await;
        self.folder
    }
}
