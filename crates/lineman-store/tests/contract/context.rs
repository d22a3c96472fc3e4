//! A database of its own for every test.

use std::path::Path;
use std::sync::Arc;

use lineman_model::{Random as _, Secret, SystemRandom};
use lineman_store::broadworks::{
    AccessDevice, DeviceKey, DeviceType, Endpoint, EndpointKind, Group, MessagingServer,
    ServiceProvider, Subscriber,
};
use lineman_store::cloud::{AuthenticationMode, Cluster, Template, User, UserStatus};
use lineman_store::{BroadworksStore, CloudStore, SealingKey};

use crate::assertion::at;

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite,
    Postgres(String),
}

impl Engine {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

pub(crate) struct Context {
    engine: Engine,
    folder: tempfile::TempDir,
    /// Part of the schemas' names; another run may have left its schemas behind.
    name: String,
}

/// The key of every test's store, unless a test wants another.
pub(crate) const KEY: SealingKey = SealingKey::from_bytes([7; 32]);

impl Context {
    pub(crate) fn new(engine: Engine) -> Self {
        Self {
            engine,
            folder: tempfile::tempdir().expect("a folder"),
            name: format!("t{}", SystemRandom.hex(8)),
        }
    }

    /// The folder of the SQLite files; nothing is in it for PostgreSQL.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn address(&self, half: &str) -> String {
        match &self.engine {
            Engine::Sqlite => {
                format!("sqlite:{}", self.folder.path().join(format!("{half}.db")).display())
            }
            Engine::Postgres(url) => {
                let separator = if url.contains('?') { '&' } else { '?' };
                format!("{url}{separator}schema={}_{half}", self.name)
            }
        }
    }

    pub(crate) async fn broadworks(&self) -> BroadworksStore {
        self.broadworks_with(KEY).await
    }

    pub(crate) async fn broadworks_with(&self, key: SealingKey) -> BroadworksStore {
        let store =
            BroadworksStore::connect(&self.address("broadworks"), key, Arc::new(SystemRandom))
                .await
                .expect("opened");
        assert_eq!(store.engine(), self.engine.name());
        store
    }

    pub(crate) async fn cloud(&self) -> CloudStore {
        let store = CloudStore::connect(&self.address("cloud"), KEY, Arc::new(SystemRandom))
            .await
            .expect("opened");
        assert_eq!(store.engine(), self.engine.name());
        store
    }

    /// A BroadWorks store with enterprise `ent1`, group `g1`, user `una@example.com`, a device type
    /// and the user's device with its primary line/port.
    pub(crate) async fn furnished(&self) -> BroadworksStore {
        let store = self.broadworks().await;
        store.service_providers().add(&service_provider("ent1")).await.expect("provider");
        store.groups().add(&group("ent1", "g1")).await.expect("group");
        store.subscribers().add(&subscriber("una@example.com")).await.expect("subscriber");
        store.device_types().save(&desktop()).await.expect("device type");
        store.access_devices().add(&device("una-pc")).await.expect("device");
        store.endpoints().add(&endpoint("una@example.com", "una-pc")).await.expect("endpoint");
        store
    }

    /// A cloud store with cluster `c1` and template `t1`.
    pub(crate) async fn furnished_cloud(&self) -> CloudStore {
        let store = self.cloud().await;
        store.clusters().save(&cluster()).await.expect("cluster");
        store.templates().save(&template()).await.expect("template");
        store
    }
}

pub(crate) fn service_provider(id: &str) -> ServiceProvider {
    ServiceProvider {
        service_provider_id: id.into(),
        is_enterprise: true,
        name: Some("Enterprise One".into()),
        default_domain: "example.com".into(),
        support_email: None,
        messaging: MessagingServer::default(),
    }
}

pub(crate) fn group(provider: &str, id: &str) -> Group {
    Group {
        service_provider_id: provider.into(),
        group_id: id.into(),
        name: Some("Group One".into()),
        default_domain: "example.com".into(),
        user_limit: 25,
        messaging: MessagingServer::default(),
    }
}

pub(crate) fn subscriber(user_id: &str) -> Subscriber {
    let user = user_id.split('@').next().expect("a user part");
    Subscriber {
        primary_number: Some(format!("+1-555000{}", user.len())),
        extension: Some("0001".into()),
        email: Some(format!("{user}@mail.example")),
        web_password: Some(Secret::new("web secret")),
        sip_user_name: Some(format!("sip-{user}")),
        sip_password: Some(Secret::new("sip secret")),
        ..Subscriber::new(user_id, "ent1", "g1", "One", user)
    }
}

pub(crate) fn desktop() -> DeviceType {
    DeviceType::new("Business Communicator - PC", "bc/pc/")
}

pub(crate) fn device(name: &str) -> AccessDevice {
    AccessDevice {
        user_name: Some(format!("{name}-user")),
        password: Some(Secret::new("device secret")),
        ..AccessDevice::new(DeviceKey::group("ent1", "g1", name), "Business Communicator - PC")
    }
}

pub(crate) fn endpoint(user_id: &str, device: &str) -> Endpoint {
    Endpoint::new(
        format!("{device}@example.com"),
        user_id,
        DeviceKey::group("ent1", "g1", device),
        EndpointKind::Primary,
    )
}

pub(crate) fn cluster() -> Cluster {
    Cluster {
        cluster_id: "c1".into(),
        name: "Cluster One".into(),
        xsi_actions_url: "http://localhost/com.broadsoft.xsi-actions".into(),
        auth_service_url: "https://localhost/authService".into(),
        direct_authentication: false,
    }
}

pub(crate) fn template() -> Template {
    Template {
        template_id: "t1".into(),
        name: "Template One".into(),
        partner_org_id: "p1".into(),
        authentication_mode: AuthenticationMode::BroadWorks,
        enterprise_mode: true,
        trusted_emails: true,
        new_org_creation: true,
        provisioning_user_id: "provisioner".into(),
        provisioning_password: Secret::new("provisioning secret"),
        cluster_id: "c1".into(),
        region: "US".into(),
    }
}

pub(crate) fn user(id: &str, org: &str, email: &str) -> User {
    User {
        user_id: id.into(),
        org_id: org.into(),
        email: email.into(),
        bw_user_id: Some(format!("{id}@bw.example")),
        cluster_id: Some("c1".into()),
        first_name: "Una".into(),
        last_name: "One".into(),
        primary_phone_number: Some("+15550001".into()),
        extension: None,
        status: UserStatus::Active,
        calling_behavior: None,
        entitlements: vec!["broadworks-connector".into(), "spark".into()],
        creation_request_id: Some(format!("request-{id}")),
        created_at: at(0),
        updated_at: at(0),
    }
}
