//! A database, an identity service, a bridge, and what an Application Server sends.

use std::sync::Arc;
use std::time::Duration;

use lineman_cloud_service::ServiceSecret;
use lineman_ladder::literals::{BRIDGE_PATH, HEADER_TRACKING_ID};
use lineman_model::{ManualClock, Secret, SeededRandom, SystemRandom, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::ClientOptions;
use lineman_provisioning_bridge::{BridgeConfig, BridgeHandle, ProvisioningBridge};
use lineman_store::cloud::{
    AuthenticationMode, BackOff, Cluster, Organization, OrganizationKind, Template, User,
    UserStatus,
};
use lineman_store::{CloudStore, SealingKey};

use crate::identity::Identity;
use crate::test_log::TestLog;

pub(crate) const ACCOUNT: &str = "provisioner";
pub(crate) const PASSWORD: &str = "provisioning secret";
pub(crate) const SERVICE_SECRET: &str = "service secret";
pub(crate) const TRACKING_ID: &str = "AS_1";
pub(crate) const LEASE: Duration = Duration::from_secs(60);
pub(crate) const BACK_OFF: BackOff =
    BackOff { first_millis: 1_000, most_millis: 60_000, attempts: 3 };

pub(crate) struct Stage {
    _folder: tempfile::TempDir,
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) log: Arc<TestLog>,
    pub(crate) identity: Identity,
    bridge: Option<BridgeHandle>,
    client: reqwest::Client,
    starts: u64,
}

impl Stage {
    /// A cluster, a template in enterprise mode that trusts no email and may create
    /// organisations, and a bridge whose worker works.
    pub(crate) async fn set() -> Self {
        Self::with(false).await
    }

    /// The same with the worker held from the start.
    pub(crate) async fn held() -> Self {
        Self::with(true).await
    }

    async fn with(worker_held: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("cloud.db").display());
        let key = SealingKey::from_bytes([7; 32]);
        let store = CloudStore::connect(&address, key, Arc::new(SystemRandom)).await.unwrap();
        store.clusters().save(&cluster()).await.unwrap();
        store.templates().save(&template()).await.unwrap();
        let identity = Identity::start(store.clone()).await;
        let mut stage = Self {
            _folder: folder,
            store,
            clock: Arc::new(ManualClock::new(Timestamp::from_millis(1_790_000_000_000))),
            log: Arc::default(),
            identity,
            bridge: None,
            client: lineman_net::http::client(&ClientOptions::default()).unwrap(),
            starts: 0,
        };
        stage.start_bridge(worker_held).await;
        stage
    }

    /// Starts a bridge on the same database; its own randomness, as a new process has.
    pub(crate) async fn start_bridge(&mut self, worker_held: bool) {
        self.starts += 1;
        let config = BridgeConfig {
            identity_url: self.identity.url(),
            service_secret: ServiceSecret::new(Secret::new(SERVICE_SECRET)),
            identity_ca_pem: None,
            time_out: BridgeConfig::TIME_OUT,
            back_off: BACK_OFF,
            lease: LEASE,
            poll: Duration::from_millis(10),
            worker_held,
        };
        let listener = lineman_net::tcp::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let bridge = ProvisioningBridge::start(
            listener,
            config,
            self.store.clone(),
            self.clock.clone(),
            Arc::new(SeededRandom::new(self.starts)),
            self.log.clone(),
            &Shutdown::new(),
        );
        self.bridge = Some(bridge.unwrap());
    }

    pub(crate) fn bridge(&self) -> &BridgeHandle {
        self.bridge.as_ref().expect("a bridge")
    }

    /// The bridge, to run on beside another one.
    pub(crate) fn take_bridge(&mut self) -> BridgeHandle {
        self.bridge.take().expect("a bridge")
    }

    /// What `kill -9` does to everything in memory.
    pub(crate) fn kill_bridge(&mut self) {
        drop(self.bridge.take());
    }

    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}{BRIDGE_PATH}", self.bridge().local_address().port())
    }

    /// A POST as the Application Server sends it.
    pub(crate) fn request(&self, document: &str) -> reqwest::RequestBuilder {
        self.client
            .post(self.url())
            .basic_auth(ACCOUNT, Some(PASSWORD))
            .header("content-type", "application/xml; charset=UTF-8")
            .header(HEADER_TRACKING_ID, TRACKING_ID)
            .body(document.to_owned())
    }

    pub(crate) async fn post(&self, document: &str) -> Answer {
        Answer::read(self.request(document).send().await.unwrap()).await
    }

    /// A PUT as the Application Server sends it.
    pub(crate) fn change(&self, document: &str) -> reqwest::RequestBuilder {
        self.client
            .put(self.url())
            .basic_auth(ACCOUNT, Some(PASSWORD))
            .header("content-type", "application/xml; charset=UTF-8")
            .header(HEADER_TRACKING_ID, TRACKING_ID)
            .body(document.to_owned())
    }

    pub(crate) fn removal(&self, query: &[(&str, &str)]) -> reqwest::RequestBuilder {
        self.client
            .delete(self.url())
            .query(query)
            .basic_auth(ACCOUNT, Some(PASSWORD))
            .header(HEADER_TRACKING_ID, TRACKING_ID)
    }

    pub(crate) async fn change_template(&self, change: impl FnOnce(&mut Template)) {
        let mut template = template();
        change(&mut template);
        self.store.templates().save(&template).await.unwrap();
    }

    /// A user with this email in an organisation of this kind.
    pub(crate) async fn add_user(&self, email: &str, kind: OrganizationKind) {
        let organization = Organization {
            org_id: format!("home of {email}"),
            name: "Elsewhere".into(),
            kind,
            sp_enterprise_id: None,
            template_id: None,
            calling_behavior: None,
            created_at: Timestamp::EPOCH,
        };
        self.store.organizations().ensure(&organization).await.unwrap();
        let user = User {
            user_id: format!("other-{email}"),
            org_id: organization.org_id,
            email: email.into(),
            bw_user_id: None,
            cluster_id: None,
            first_name: "Other".into(),
            last_name: "One".into(),
            primary_phone_number: None,
            extension: None,
            status: UserStatus::Active,
            calling_behavior: None,
            entitlements: Vec::new(),
            creation_request_id: None,
            created_at: Timestamp::EPOCH,
            updated_at: Timestamp::EPOCH,
        };
        self.store.users().create(&user).await.unwrap();
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tracking_id: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
        };
        Self {
            status: response.status().as_u16(),
            tracking_id: header(HEADER_TRACKING_ID),
            content_type: header("content-type"),
            challenge: header("www-authenticate"),
            body: response.text().await.unwrap(),
        }
    }

    /// The text of `<error><message>`.
    pub(crate) fn message(&self) -> String {
        let root = lineman_xml::parse_str(&self.body).expect("an XML body");
        assert_eq!(root.name(), "error");
        root.child_text("message").expect("a message").to_owned()
    }
}

/// The document of a healthy subscriber.
pub(crate) const PROFILE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><subscriberProfile>\
    <bwuserid>una@bw.example</bwuserid><group>Group_ONE</group>\
    <serviceProvider>ACME</serviceProvider><PrimaryPhoneNumber>+15550001</PrimaryPhoneNumber>\
    <extension>0001</extension><firstName>Zo\u{eb}</firstName><lastName>One</lastName>\
    <email>Una@Example.com</email><services><service>Integrated IMP</service></services>\
    </subscriberProfile>";

fn cluster() -> Cluster {
    Cluster {
        cluster_id: "c1".into(),
        name: "Cluster One".into(),
        xsi_actions_url: "http://localhost/com.broadsoft.xsi-actions".into(),
        auth_service_url: "https://localhost/authService".into(),
        direct_authentication: false,
    }
}

fn template() -> Template {
    Template {
        template_id: "t1".into(),
        name: "Template One".into(),
        partner_org_id: "p1".into(),
        authentication_mode: AuthenticationMode::BroadWorks,
        enterprise_mode: true,
        trusted_emails: false,
        new_org_creation: true,
        provisioning_user_id: ACCOUNT.into(),
        provisioning_password: Secret::new(PASSWORD),
        cluster_id: "c1".into(),
        region: "US".into(),
    }
}
