//! Running the lab.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use lineman_diagnose::Report;
use lineman_ladder::settings;
use lineman_model::{Random as _, Secret, Severity, uuid_v4};
use lineman_net::Shutdown;
use lineman_sip_transport::Protocol;
use lineman_store::broadworks::APPLICATION_SERVER_NODE;
use lineman_store::cloud::{Organization, OrganizationKind, User, UserStatus};
use thiserror::Error;

use crate::broadworks::BroadworksHalf;
use crate::cloud::CloudHalf;
use crate::command_line;
use crate::config::{ClusterSection, XspSection};
use crate::data_directory::{DataDirectory, DataDirectoryError, write_private};
use crate::environment::Environment;
use crate::error::DeploymentError;
use crate::keys;

use super::apps::{LabApp, LabAppError};
use super::config_export::{self, ExportError};
use super::faults::Fault;
use super::folder;
use super::kept_random::KeptRandom;
use super::lab_json::{
    LabJson, OcipAdmin, Ports as JsonPorts, ProvisioningAccount, SubscriberJson, Urls,
};
use super::live::{self, LiveLadder};
use super::moved;
use super::oci_client::{OciClient, OciClientError};
use super::options::{LabOptions, LabOutcome, Progress};
use super::ports::Ports;
use super::provisioning::{self, Messaging};
use super::sections::{self, ADMINISTRATOR, PROVISIONING_USER, Secrets};
use super::subscribers::{self, ENTERPRISE, GROUP, LabSubscriber};

/// How long a creation may take before the walk goes on without it.
const CREATION: Duration = Duration::from_secs(10);
/// How often the growing logs are looked at.
const LOOK: Duration = Duration::from_millis(250);
/// How often starting is tried when somebody takes a port between looking and binding.
const STARTS: u32 = 3;

/// The lab could not run. A fault that it injected is no error.
#[derive(Debug, Error)]
pub enum LabError {
    /// Something does not start.
    #[error(transparent)]
    Deployment(#[from] DeploymentError),
    /// The folder.
    #[error(transparent)]
    Data(#[from] DataDirectoryError),
    /// The folder holds files that a lab would remove, and no lab made them.
    #[error("{0} is not of a lab, and a lab would remove it; give a folder of its own")]
    NotALab(std::path::PathBuf),
    /// Provisioning.
    #[error(transparent)]
    Oci(#[from] OciClientError),
    /// The database.
    #[error("reading or preparing the databases: {0}")]
    Store(#[from] lineman_store::StoreError),
    /// The folder of collected configuration.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// An app.
    #[error(transparent)]
    App(#[from] LabAppError),
    /// The diagnosis ended early.
    #[error("the diagnosis of the lab's logs ended early")]
    Diagnosis,
}

/// Starts everything, walks, and either ends or stays up until `stop`.
///
/// # Errors
/// When the lab itself cannot run; an injected fault is part of the outcome.
pub async fn run(
    options: &LabOptions,
    say: &mut dyn FnMut(Progress),
    stop: impl Future<Output = ()>,
) -> Result<LabOutcome, LabError> {
    if let Some(path) = folder::strangers_files(&options.data) {
        return Err(LabError::NotALab(path));
    }
    let directory = DataDirectory::take(&options.data)?;
    // A lab goes on where it was left when nothing was broken on purpose, then or now.
    let goes_on =
        !options.once && options.faults.is_empty() && folder::is_complete(directory.root());
    if !goes_on {
        folder::clear(directory.root())?;
    }
    let environment = Environment::system(directory.root(), &directory.root().join("logs"), None);
    let lab = start(options, &environment, say).await?;
    let mut apps = Vec::new();
    let outcome = lab.walk_and_stay(options, &mut apps, say, stop).await;
    for app in &mut apps {
        app.sign_out().await?;
    }
    lab.stop().await;
    outcome
}

/// Starts the lab; again when a port that was free is not free any more.
async fn start(
    options: &LabOptions,
    environment: &Environment,
    say: &mut dyn FnMut(Progress),
) -> Result<Lab, LabError> {
    let mut tries = 1;
    loop {
        let shutdown = Shutdown::new();
        match Lab::start(options, environment.clone(), &shutdown, say).await {
            Err(error) if tries < STARTS && is_address_in_use(&error) => {
                shutdown.trigger();
                tries += 1;
            }
            outcome => return outcome,
        }
    }
}

fn is_address_in_use(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut reasons = std::iter::successors(Some(error), |error| error.source());
    reasons.any(|reason| {
        let io = reason.downcast_ref::<std::io::Error>();
        io.is_some_and(|io| io.kind() == std::io::ErrorKind::AddrInUse)
    })
}

struct Lab {
    environment: Environment,
    broadworks: BroadworksHalf,
    cloud: CloudHalf,
    everybody: People,
    secrets: Secrets,
}

struct People {
    provisioned: Vec<LabSubscriber>,
    unprovisioned: Vec<LabSubscriber>,
}

impl Lab {
    async fn start(
        options: &LabOptions,
        environment: Environment,
        shutdown: &Shutdown,
        say: &mut dyn FnMut(Progress),
    ) -> Result<Self, LabError> {
        let kept = |name: &str| {
            let path = environment.data.join("keys").join(name);
            keys::ensure_secret(&path, environment.random.as_ref())
        };
        let people = KeptRandom::new(&kept("people.secret")?);
        let secrets = Secrets {
            administrator: kept("administrator.secret")?,
            // OCI-P allows twenty characters for it.
            provisioning: Secret::new(people.hex(10)),
        };
        let everybody = People {
            provisioned: subscribers::provisioned(&people),
            unprovisioned: subscribers::unprovisioned(&people),
        };
        let mut ports = Ports::new(options.port_base, say);
        let mut broadworks = sections::broadworks(&mut ports, &secrets);
        let mut cloud = sections::cloud(&mut ports, &secrets);
        if let Some(server) = &options.postgres {
            let name = sections::schema_name(&environment)?;
            let separator = if server.contains('?') { '&' } else { '?' };
            broadworks.database = Some(format!("{server}{separator}schema={name}_broadworks"));
            cloud.database = Some(format!("{server}{separator}schema={name}_cloud"));
        }
        command_line::keep_address(&environment.data, broadworks.database.as_deref())?;
        if options.faults.contains(&Fault::ClientCertificateUntrusted) {
            broadworks.xsp.trust_anchors_file = Some(sections::strangers_authority(&environment)?);
        }
        let broadworks = BroadworksHalf::start(&broadworks, &environment, shutdown).await?;
        if folder::is_complete(&environment.data) {
            let everybody = everybody.provisioned.iter().chain(&everybody.unprovisioned);
            moved::tell(&broadworks, everybody).await?;
        }
        cloud.cluster = Some(ClusterSection {
            name: String::from("lab"),
            xsi_actions_url: broadworks.xsi_actions_url(),
            auth_service_url: broadworks.auth_service_url(),
        });
        let cloud = match CloudHalf::start(&cloud, &environment, shutdown).await {
            Ok(cloud) => cloud,
            Err(error) => {
                broadworks.stop().await;
                return Err(error.into());
            }
        };
        say(Progress::Up { portal: cloud.portal_url().to_owned(), data: environment.data.clone() });
        Ok(Self { environment, broadworks, cloud, everybody, secrets })
    }

    async fn walk_and_stay(
        &self,
        options: &LabOptions,
        apps: &mut Vec<LabApp>,
        say: &mut dyn FnMut(Progress),
        stop: impl Future<Output = ()>,
    ) -> Result<LabOutcome, LabError> {
        let mut stop = std::pin::pin!(stop);
        let logs = self.environment.logs.clone();
        let first = self.everybody.provisioned.first().map(|one| one.bw_user_id.clone());
        let mut ladder = LiveLadder::new(&logs, &first.unwrap_or_default());
        let registered = {
            let mut walking = std::pin::pin!(self.walk(options, apps));
            let mut looks = tokio::time::interval(LOOK);
            loop {
                tokio::select! {
                    walked = &mut walking => break walked?,
                    _ = looks.tick() => ladder.look(say).await,
                    () = &mut stop => return self.outcome(options, false).await,
                }
            }
        };
        ladder.look(say).await;
        config_export::write(
            &self.environment.data.join("config"),
            self.broadworks.store(),
            self.cloud.store(),
            &XspSection::default().node_name,
        )
        .await?;
        self.write_lab_json().await?;
        let mut outcome = self.outcome(options, registered).await?;
        say(Progress::WalkDone { healthy: outcome.healthy });
        if !options.once {
            stop.await;
            outcome = self.outcome(options, registered).await?;
        }
        Ok(outcome)
    }

    /// Provisions everybody and signs in whom it makes sense to sign in. Whether all of them are
    /// registered.
    async fn walk(&self, options: &LabOptions, apps: &mut Vec<LabApp>) -> Result<bool, LabError> {
        let faults = options.faults.as_slice();
        let random = self.environment.random.clone();
        let mut client = OciClient::login(
            self.broadworks.application_server().oci_address(),
            ADMINISTRATOR,
            &self.secrets.administrator,
            random.as_ref(),
        )
        .await?;
        self.prepare_cloud(faults).await?;
        self.provision(&mut client, faults).await?;
        let Some((first, others)) = self.everybody.provisioned.split_first() else {
            return Ok(false);
        };
        let stopped = faults.iter().any(|fault| fault.stops_provisioning());
        if faults.contains(&Fault::WrongPassword) && !stopped {
            let other = Secret::new(format!("New-{}", random.hex(8)));
            provisioning::change_web_password(&mut client, first, &other).await?;
        }
        if faults.contains(&Fault::ConnectorEntitlementMissing) && !stopped {
            self.remove_entitlement(first).await?;
        }
        let beside = others_to_walk(faults, others.len());
        let mut all = !stopped;
        for subscriber in (!stopped).then_some(first).into_iter().chain(&others[..beside]) {
            let mut app =
                LabApp::new(subscriber, &subscriber.web_password, &self.cloud, &self.environment)?;
            let report = app.sign_in().await?;
            all &= report.registered;
            apps.push(app);
        }
        Ok(all)
    }

    /// Data that somebody else left in the cloud, for two of the faults.
    async fn prepare_cloud(&self, faults: &[Fault]) -> Result<(), LabError> {
        let Some(first) = self.everybody.provisioned.first() else { return Ok(()) };
        let taken = [
            (Fault::UserExists, first.email.clone(), None),
            (
                Fault::UpstreamCreationFailed,
                format!("former.{}", first.email),
                Some(first.bw_user_id.clone()),
            ),
        ];
        for (fault, email, bw_user_id) in taken {
            if !faults.contains(&fault) {
                continue;
            }
            let now = self.environment.clock.now();
            let random = self.environment.random.as_ref();
            let organization = Organization {
                org_id: uuid_v4(random),
                name: String::from("another customer"),
                kind: OrganizationKind::Customer,
                sp_enterprise_id: None,
                template_id: None,
                calling_behavior: None,
                created_at: now,
            };
            let (organization, _) =
                self.cloud.store().organizations().ensure(&organization).await?;
            let user = User {
                user_id: uuid_v4(random),
                org_id: organization.org_id,
                email,
                bw_user_id,
                cluster_id: None,
                first_name: first.first_name.clone(),
                last_name: first.last_name.clone(),
                primary_phone_number: None,
                extension: None,
                status: UserStatus::Active,
                calling_behavior: None,
                entitlements: Vec::new(),
                creation_request_id: None,
                created_at: now,
                updated_at: now,
            };
            self.cloud.store().users().create(&user).await?;
        }
        Ok(())
    }

    async fn provision(&self, client: &mut OciClient, faults: &[Fault]) -> Result<(), LabError> {
        let random = self.environment.random.as_ref();
        let People { provisioned, unprovisioned } = &self.everybody;
        let known = folder::is_complete(&self.environment.data);
        let everybody: Vec<&LabSubscriber> = provisioned.iter().chain(unprovisioned).collect();
        let messaging = Messaging {
            url: self.cloud.provisioning_url(),
            user_id: PROVISIONING_USER,
            password: &self.secrets.provisioning,
        };
        let nodes = self.broadworks.store().node_settings();
        let (context, url) = (settings::MESSAGING, settings::PROVISIONING_URL);
        if known {
            // The bridge may have moved; what somebody changed by hand stays as it is.
            nodes.follow(APPLICATION_SERVER_NODE, context, url, Some(messaging.url)).await?;
        } else {
            provisioning::enterprise(client, &messaging, &everybody, faults).await?;
            nodes.adopt(APPLICATION_SERVER_NODE, context, url).await?;
            for (index, subscriber) in everybody.iter().enumerate() {
                let own_faults = if index == 0 { faults } else { &[] };
                let device_password = Secret::new(random.hex(12));
                provisioning::user(client, subscriber, &device_password, own_faults).await?;
            }
        }
        let mut expected = Vec::new();
        let mut hopeless = None;
        for (index, subscriber) in provisioned.iter().enumerate() {
            let taken = provisioning::assign_imp(client, subscriber).await?;
            let bw_user_id = &subscriber.bw_user_id;
            if index == 0 && faults.contains(&Fault::UpstreamCreationFailed) {
                hopeless = taken.then_some(bw_user_id);
            } else if taken {
                expected.push(bw_user_id.clone());
            }
        }
        self.wait_for_users(&expected).await?;
        if let Some(bw_user_id) = hopeless {
            self.wait_for_failure(bw_user_id).await?;
        }
        if faults.is_empty() {
            folder::mark_complete(&self.environment.data)?;
        }
        Ok(())
    }

    /// Waits until identity has made them all; creation is asynchronous (PRV-036).
    async fn wait_for_users(&self, bw_user_ids: &[String]) -> Result<(), LabError> {
        let users = self.cloud.store().users();
        let mut looks = tokio::time::interval(Duration::from_millis(50));
        let waiting = async {
            for bw_user_id in bw_user_ids {
                while users.find_by_bw_user_id(bw_user_id).await?.is_none() {
                    looks.tick().await;
                }
            }
            Ok::<(), lineman_store::StoreError>(())
        };
        match tokio::time::timeout(CREATION, waiting).await {
            Ok(found) => Ok(found?),
            // The diagnosis says what is missing.
            Err(_) => Ok(()),
        }
    }

    async fn wait_for_failure(&self, bw_user_id: &str) -> Result<(), LabError> {
        use lineman_store::cloud::ProvisioningState;
        let requests = self.cloud.store().provisioning_requests();
        let mut looks = tokio::time::interval(Duration::from_millis(50));
        let waiting = async {
            loop {
                let newest = requests.find_newest(bw_user_id).await?;
                if newest.is_some_and(|request| request.state == ProvisioningState::Failed) {
                    return Ok::<(), lineman_store::StoreError>(());
                }
                looks.tick().await;
            }
        };
        match tokio::time::timeout(CREATION, waiting).await {
            Ok(found) => Ok(found?),
            Err(_) => Ok(()),
        }
    }

    async fn remove_entitlement(&self, subscriber: &LabSubscriber) -> Result<(), LabError> {
        let users = self.cloud.store().users();
        if let Some(user) = users.find_by_bw_user_id(&subscriber.bw_user_id).await? {
            let now = self.environment.clock.now();
            users
                .modify(&user.user_id, now, |user| {
                    user.entitlements.retain(|entitlement| {
                        entitlement != lineman_ladder::literals::ENTITLEMENT_BROADWORKS_CONNECTOR
                    });
                })
                .await?;
        }
        Ok(())
    }

    async fn outcome(
        &self,
        options: &LabOptions,
        registered: bool,
    ) -> Result<LabOutcome, LabError> {
        let report: Report = live::read(&self.environment.logs, options.language)
            .await
            .ok_or(LabError::Diagnosis)?;
        let broken = report.findings.iter().any(|finding| finding.severity == Severity::Error);
        Ok(LabOutcome { healthy: registered && !broken, report })
    }

    async fn write_lab_json(&self) -> Result<(), LabError> {
        let mut subscribers = Vec::new();
        let mut org_id = None;
        for subscriber in &self.everybody.provisioned {
            let user =
                self.cloud.store().users().find_by_bw_user_id(&subscriber.bw_user_id).await?;
            let user = user.filter(|user| user.email == subscriber.email);
            org_id = org_id.or_else(|| user.as_ref().map(|user| user.org_id.clone()));
            subscribers.push(SubscriberJson::new(subscriber, user.map(|user| user.user_id)));
        }
        let certificates = self.write_certificates()?;
        let port =
            |address: Option<std::net::SocketAddr>| address.map_or(0, |address| address.port());
        let document = LabJson {
            schema: "lineman.lab/1",
            urls: Urls {
                portal: self.cloud.portal_url().to_owned(),
                identity: self.cloud.identity_url().to_owned(),
                idp_proxy: self.cloud.idp_proxy_url().to_owned(),
                provisioning_bridge: self.cloud.provisioning_url().to_owned(),
                xsi_actions: self.broadworks.xsi_actions_url(),
                auth_service: self.broadworks.auth_service_url(),
                device_management: self.broadworks.device_management_url(),
                call_settings: self.broadworks.call_settings_url().map(str::to_owned),
                ocip_soap: self.broadworks.ocip_soap_url(),
            },
            ports: JsonPorts {
                ocip: self.broadworks.application_server().oci_address().port(),
                ocip_tls: self
                    .broadworks
                    .application_server()
                    .oci_tls_address()
                    .map(|address| address.port()),
                sip_udp: port(self.broadworks.sbc_address(Protocol::Udp)),
                sip_tcp: port(self.broadworks.sbc_address(Protocol::Tcp)),
                sip_tls: port(self.broadworks.sbc_address(Protocol::Tls)),
            },
            ca_file: certificates.authority,
            client_certificate: certificates.certificate,
            client_key: certificates.key,
            provisioning_account: ProvisioningAccount {
                user_id: PROVISIONING_USER.to_owned(),
                password: self.secrets.provisioning.reveal().to_owned(),
            },
            sp_enterprise_id: format!("{ENTERPRISE}+{GROUP}"),
            org_id,
            ocip_admin: OcipAdmin {
                user_id: ADMINISTRATOR.to_owned(),
                password: self.secrets.administrator.reveal().to_owned(),
            },
            subscribers,
            unprovisioned_subscribers: self
                .everybody
                .unprovisioned
                .iter()
                .map(|subscriber| SubscriberJson::new(subscriber, None))
                .collect(),
        };
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        write_private(&self.environment.data.join("lab.json"), text.as_bytes())?;
        Ok(())
    }

    /// A client certificate for whoever wants to call the AuthenticationService by hand.
    fn write_certificates(&self) -> Result<Certificates, LabError> {
        let folder = &self.environment.certificates;
        let issued = keys::client_authority(&self.environment)?
            .issue(
                "lab-client.lineman",
                &[],
                lineman_net::certificates::Purpose::Client,
                keys::validity(self.environment.clock.as_ref()),
            )
            .map_err(DeploymentError::from)?;
        let path = |name: &str| folder.join(name);
        write_private(&path("lab-client.pem"), issued.certificate_pem.as_bytes())?;
        write_private(&path("lab-client.key"), issued.private_key_pem.reveal().as_bytes())?;
        let shown = |path: &Path| path.display().to_string();
        Ok(Certificates {
            authority: shown(&path("server-authority.pem")),
            certificate: shown(&path("lab-client.pem")),
            key: shown(&path("lab-client.key")),
        })
    }

    async fn stop(self) {
        self.cloud.stop().await;
        self.broadworks.stop().await;
    }
}

struct Certificates {
    authority: String,
    certificate: String,
    key: String,
}

/// How many of the others sign in, too: all when nothing is broken. What hits the whole enterprise
/// would stay hidden where another fault stops the first subscriber, so one more shows it.
fn others_to_walk(faults: &[Fault], others: usize) -> usize {
    let all_refused = faults.contains(&Fault::ImpCredentialsMismatch);
    let (all, one): (Vec<&Fault>, Vec<&Fault>) =
        faults.iter().partition(|fault| fault.hits_enterprise());
    let hidden = !all.is_empty() && !one.is_empty();
    match (faults.is_empty(), hidden && !all_refused) {
        (true, _) => others,
        (false, true) => others.min(1),
        (false, false) => 0,
    }
}
