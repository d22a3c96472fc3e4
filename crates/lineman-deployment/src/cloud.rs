//! The cloud half: identity, IdP proxy, activation portal, provisioning bridge.

use std::path::Path;
use std::sync::Arc;

use lineman_activation_portal::{ActivationPortal, PortalConfig, PortalHandle};
use lineman_cloud_service::ServiceSecret;
use lineman_identity::{Identity, IdentityConfig, IdentityHandle};
use lineman_idp_proxy::{
    ClientCertificate, IdpProxy, IdpProxyConfig, IdpProxyHandle, SigningMaterial, TokenInfoClient,
};
use lineman_ladder::literals;
use lineman_logs::LogSink;
use lineman_model::Secret;
use lineman_net::Shutdown;
use lineman_net::certificates::{Purpose, self_signed_rsa};
use lineman_provisioning_bridge::{BridgeConfig, BridgeHandle, ProvisioningBridge};
use lineman_store::CloudStore;
use lineman_store::cloud::{
    AuthenticationMode, BackOff, Cluster, OauthClient, Organization, OrganizationKind, Template,
};
use tokio::net::TcpListener;

use crate::config::{CloudSection, ClusterSection, IdpProxySection, TemplateSection};
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys::{self, ensure_sealing_key, ensure_secret, validity};

/// OAuth client id of the app.
pub const APP_CLIENT_ID: &str = "lineman-app";
/// Redirect URI of the app; nothing listens there, the headless app reads the form.
pub const APP_REDIRECT_URI: &str = "webexteams://lineman/callback";
/// Path of identity below its public address.
const IDENTITY_CONTEXT: &str = "/idb";
/// Purpose under which the assertion key is kept.
const SAML_PURPOSE: &str = "saml";
/// Id and name of the partner organisation.
const PARTNER: (&str, &str) = ("00000000-0000-4000-8000-0000000000aa", "partner");
/// Ids of the cluster and the template that the configuration makes.
const CLUSTER_ID: &str = "00000000-0000-4000-8000-0000000000c1";
const TEMPLATE_ID: &str = "00000000-0000-4000-8000-0000000000e1";

/// A running cloud half.
pub struct CloudHalf {
    store: CloudStore,
    identity: IdentityHandle,
    idp_proxy: IdpProxyHandle,
    portal: PortalHandle,
    bridge: BridgeHandle,
    identity_url: String,
    idp_proxy_url: String,
    portal_url: String,
    provisioning_url: String,
}

impl CloudHalf {
    /// Opens the database and starts the four services.
    ///
    /// # Errors
    /// When a file, a database, an address or a certificate is not usable.
    pub async fn start(
        section: &CloudSection,
        environment: &Environment,
        shutdown: &Shutdown,
    ) -> Result<Self, DeploymentError> {
        let store = open_store(section, environment).await?;
        seed(section, &store, environment).await?;
        let secret = ServiceSecret::new(ensure_secret(
            &environment.data.join("keys/service.secret"),
            environment.random.as_ref(),
        )?);
        let identity_listener = lineman_net::tcp::bind(section.identity.http).await?;
        let idp_listener = lineman_net::tcp::bind(section.idp_proxy.http).await?;
        let portal_listener = lineman_net::tcp::bind(section.activation_portal.http).await?;
        let bridge_listener = lineman_net::tcp::bind(section.provisioning_bridge.http).await?;
        let identity_url = format!(
            "{}{IDENTITY_CONTEXT}",
            public_url(section.identity.public_url.as_deref(), &identity_listener)
        );
        let idp_proxy_url = format!(
            "{}{}",
            public_url(section.idp_proxy.public_url.as_deref(), &idp_listener),
            literals::IDP_PROXY_BASE
        );
        let portal_url =
            public_url(section.activation_portal.public_url.as_deref(), &portal_listener);
        let provisioning_url = format!(
            "{}{}",
            public_url(section.provisioning_bridge.public_url.as_deref(), &bridge_listener),
            literals::BRIDGE_PATH
        );
        let signing = signing_material(&store, environment).await?;
        let (clock, random) = (&environment.clock, &environment.random);
        let identity = Identity::start(
            IdentityConfig {
                base_url: identity_url.clone(),
                portal_url: portal_url.clone(),
                idp_proxy_url: idp_proxy_url.clone(),
                trusted_certificates_pem: vec![signing.certificate_pem.clone()],
                service_secret: secret.clone(),
                token_cluster: IdentityConfig::TOKEN_CLUSTER.to_owned(),
                clock_skew_millis: IdentityConfig::CLOCK_SKEW_MILLIS,
            },
            store.clone(),
            Arc::clone(clock),
            Arc::clone(random),
            log(environment, "identity")?,
            shutdown,
            identity_listener,
        )?;
        let idp_proxy = IdpProxy::start(
            idp_listener,
            IdpProxyConfig {
                issuer: idp_proxy_url.clone(),
                identity_url: identity_url.clone(),
                service_secret: secret.clone(),
                signing,
                client_certificate: Some(client_certificate(&section.idp_proxy, environment)?),
                identity_token_mode: section.idp_proxy.identity_token_mode,
                token_info_client: section.idp_proxy.token_info_client.as_ref().map(|client| {
                    TokenInfoClient {
                        client_id: client.client_id.clone(),
                        client_secret: client.client_secret.clone(),
                    }
                }),
                xsp_ca_pem: Some(xsp_authority(&section.idp_proxy, environment)?),
                identity_ca_pem: None,
                lock: IdpProxyConfig::LOCK,
                time_out: IdpProxyConfig::TIME_OUT,
            },
            store.clone(),
            Arc::clone(clock),
            Arc::clone(random),
            log(environment, "idp_proxy")?,
            shutdown,
        )?;
        let portal = ActivationPortal::start(
            PortalConfig {
                base_url: portal_url.clone(),
                identity_url: identity_url.clone(),
                idp_proxy_url: idp_proxy_url.clone(),
                idp_proxy_ca_pem: None,
                service_secret: secret.clone(),
                links: Vec::new(),
            },
            store.clone(),
            Arc::clone(clock),
            Arc::clone(random),
            log(environment, "activation_portal")?,
            shutdown,
            portal_listener,
        )?;
        let own = &section.provisioning_bridge;
        let bridge = ProvisioningBridge::start(
            bridge_listener,
            BridgeConfig {
                identity_url: identity_url.clone(),
                service_secret: secret,
                identity_ca_pem: None,
                time_out: BridgeConfig::TIME_OUT,
                back_off: BackOff {
                    first_millis: i64::try_from(own.first_retry_millis).unwrap_or(i64::MAX),
                    attempts: own.attempts,
                    ..BridgeConfig::BACK_OFF
                },
                lease: BridgeConfig::LEASE,
                poll: BridgeConfig::POLL,
                worker_held: own.worker_held,
            },
            store.clone(),
            Arc::clone(clock),
            Arc::clone(random),
            log(environment, "provisioning_bridge")?,
            shutdown,
        )?;
        Ok(Self {
            store,
            identity,
            idp_proxy,
            portal,
            bridge,
            identity_url,
            idp_proxy_url,
            portal_url,
            provisioning_url,
        })
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &CloudStore {
        &self.store
    }

    /// The bridge, whose worker can be held and released.
    #[must_use]
    pub const fn bridge(&self) -> &BridgeHandle {
        &self.bridge
    }

    /// The identity service.
    #[must_use]
    pub const fn identity(&self) -> &IdentityHandle {
        &self.identity
    }

    /// The IdP proxy.
    #[must_use]
    pub const fn idp_proxy(&self) -> &IdpProxyHandle {
        &self.idp_proxy
    }

    /// The activation portal.
    #[must_use]
    pub const fn portal(&self) -> &PortalHandle {
        &self.portal
    }

    /// Identity, ending in `/idb`.
    #[must_use]
    pub fn identity_url(&self) -> &str {
        &self.identity_url
    }

    /// The IdP proxy, ending in its version.
    #[must_use]
    pub fn idp_proxy_url(&self) -> &str {
        &self.idp_proxy_url
    }

    /// The portal.
    #[must_use]
    pub fn portal_url(&self) -> &str {
        &self.portal_url
    }

    /// The complete address that the Application Server posts to.
    #[must_use]
    pub fn provisioning_url(&self) -> &str {
        &self.provisioning_url
    }

    /// Stops everything, the doors first.
    pub async fn stop(self) {
        self.portal.stop().await;
        self.bridge.stop().await;
        self.idp_proxy.stop().await;
        self.identity.stop().await;
        self.store.close().await;
    }
}

async fn open_store(
    section: &CloudSection,
    environment: &Environment,
) -> Result<CloudStore, DeploymentError> {
    let key = ensure_sealing_key(
        &environment.data.join("keys/cloud-sealing.key"),
        environment.random.as_ref(),
    )?;
    let address = section
        .database
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", environment.data.join("cloud.db").display()));
    Ok(CloudStore::connect(&address, key, Arc::clone(&environment.random)).await?)
}

fn log(environment: &Environment, name: &str) -> Result<Arc<dyn LogSink>, DeploymentError> {
    environment.log(&Path::new("cloud").join(format!("{name}.log")))
}

fn public_url(configured: Option<&str>, listener: &TcpListener) -> String {
    match configured {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => {
            let port = listener.local_addr().map_or(0, |address| address.port());
            format!("http://localhost:{port}")
        }
    }
}

async fn seed(
    section: &CloudSection,
    store: &CloudStore,
    environment: &Environment,
) -> Result<(), DeploymentError> {
    store
        .oauth_clients()
        .save(&OauthClient {
            client_id: APP_CLIENT_ID.to_owned(),
            name: String::from("Headless app"),
            secret_hash: None,
            redirect_uris: vec![APP_REDIRECT_URI.to_owned()],
            scopes: vec![String::from("openid"), String::from("broadworks-connector:user")],
        })
        .await?;
    let partner = Organization {
        org_id: PARTNER.0.to_owned(),
        name: PARTNER.1.to_owned(),
        kind: OrganizationKind::Partner,
        sp_enterprise_id: None,
        template_id: None,
        calling_behavior: None,
        created_at: environment.clock.now(),
    };
    // It has no enterprise id by which `ensure` would know it again after a restart.
    if store.organizations().find(PARTNER.0).await?.is_none() {
        store.organizations().ensure(&partner).await?;
    }
    if let Some(cluster) = &section.cluster {
        seed_cluster(store, cluster).await?;
    }
    if let Some(template) = &section.template {
        seed_template(store, template).await?;
    }
    Ok(())
}

async fn seed_cluster(store: &CloudStore, own: &ClusterSection) -> Result<(), DeploymentError> {
    let cluster = Cluster {
        cluster_id: CLUSTER_ID.to_owned(),
        name: own.name.clone(),
        xsi_actions_url: own.xsi_actions_url.clone(),
        auth_service_url: own.auth_service_url.clone(),
        direct_authentication: false,
    };
    Ok(store.clusters().save(&cluster).await?)
}

async fn seed_template(store: &CloudStore, own: &TemplateSection) -> Result<(), DeploymentError> {
    let template = Template {
        template_id: TEMPLATE_ID.to_owned(),
        name: own.name.clone(),
        partner_org_id: PARTNER.0.to_owned(),
        authentication_mode: AuthenticationMode::BroadWorks,
        enterprise_mode: own.enterprise_mode,
        trusted_emails: own.trusted_emails,
        new_org_creation: own.new_org_creation,
        provisioning_user_id: own.provisioning_user_id.clone(),
        provisioning_password: own.provisioning_password.clone(),
        cluster_id: CLUSTER_ID.to_owned(),
        region: String::from("local"),
    };
    Ok(store.templates().save(&template).await?)
}

/// The key that signs assertions, made on first use and kept sealed.
async fn signing_material(
    store: &CloudStore,
    environment: &Environment,
) -> Result<SigningMaterial, DeploymentError> {
    if let Some(kept) = store.signing_material().find(SAML_PURPOSE).await? {
        return Ok(SigningMaterial {
            certificate_pem: kept.certificate_pem,
            private_key_pem: kept.private_key_pem,
        });
    }
    let made = self_signed_rsa("Lineman IdP proxy", validity(environment.clock.as_ref()))?;
    store
        .signing_material()
        .save(&lineman_store::cloud::SigningMaterial {
            purpose: SAML_PURPOSE.to_owned(),
            certificate_pem: made.certificate_pem.clone(),
            private_key_pem: made.private_key_pem.clone(),
            created_at: environment.clock.now(),
        })
        .await?;
    Ok(SigningMaterial {
        certificate_pem: made.certificate_pem,
        private_key_pem: made.private_key_pem,
    })
}

fn client_certificate(
    own: &IdpProxySection,
    environment: &Environment,
) -> Result<ClientCertificate, DeploymentError> {
    if let (Some(certificate), Some(key)) = (&own.client_certificate_file, &own.client_key_file) {
        return Ok(ClientCertificate {
            certificate_pem: keys::read(certificate)?,
            private_key_pem: Secret::new(keys::read(key)?),
        });
    }
    let issued = keys::client_authority(environment)?.issue(
        "idp-proxy.lineman",
        &[],
        Purpose::Client,
        validity(environment.clock.as_ref()),
    )?;
    Ok(ClientCertificate {
        certificate_pem: issued.certificate_pem,
        private_key_pem: issued.private_key_pem,
    })
}

fn xsp_authority(
    own: &IdpProxySection,
    environment: &Environment,
) -> Result<String, DeploymentError> {
    match &own.xsp_authority_file {
        Some(path) => keys::read(path),
        None => Ok(keys::server_authority(environment)?.certificate_pem().to_owned()),
    }
}
