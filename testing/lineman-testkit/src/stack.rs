//! Both halves in this process, with a relay on every link.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use lineman_deployment::{BroadworksHalf, CloudHalf, Environment};
use lineman_net::Shutdown;
use lineman_sip_transport::Protocol;
use tempfile::TempDir;

use crate::database::Database;
use crate::links::{Link, Links};
use crate::settings;
use crate::walk::{CloudAddresses, Walk};

/// A running stack and the subscriber who walks through it.
pub struct Stack {
    walk: Walk,
    broadworks: BroadworksHalf,
    cloud: CloudHalf,
    // Last, so that it is removed when nothing writes there any more.
    _folder: TempDir,
}

impl Stack {
    /// Starts everything; every component finds its peers at a relay.
    ///
    /// # Errors
    /// When something does not start.
    pub async fn start(database: &Database) -> Result<Self> {
        let root = tempfile::tempdir().context("making a folder")?;
        let links = Arc::new(Links::bind().await?);
        let logs = root.path().join("logs");
        let environment = Environment::system(root.path(), &logs, None);
        let shutdown = Shutdown::new();
        let [for_broadworks, for_cloud] = database.addresses(environment.random.as_ref());
        let section = settings::broadworks(&links, for_broadworks);
        let broadworks = BroadworksHalf::start(&section, &environment, &shutdown).await?;
        let section = settings::cloud(&links, for_cloud);
        let cloud = CloudHalf::start(&section, &environment, &shutdown).await?;
        connect(&links, &broadworks, &cloud)?;
        let addresses = CloudAddresses {
            identity: cloud.identity_url().to_owned(),
            idp_proxy: cloud.idp_proxy_url().to_owned(),
            provisioning: cloud.provisioning_url().to_owned(),
        };
        let client_logs = root.path().join("app");
        let walk = Walk::new(links, addresses, vec![logs], client_logs)?;
        Ok(Self { walk, broadworks, cloud, _folder: root })
    }

    /// The subscriber, the relays and the logs.
    #[must_use]
    pub const fn walk(&self) -> &Walk {
        &self.walk
    }

    /// The cloud half.
    #[must_use]
    pub const fn cloud(&self) -> &CloudHalf {
        &self.cloud
    }

    /// The BroadWorks half.
    #[must_use]
    pub const fn broadworks(&self) -> &BroadworksHalf {
        &self.broadworks
    }

    /// Stops everything.
    pub async fn stop(self) {
        self.cloud.stop().await;
        self.broadworks.stop().await;
    }
}

fn connect(links: &Links, broadworks: &BroadworksHalf, cloud: &CloudHalf) -> Result<()> {
    let server = broadworks.application_server();
    let trusted = server.oci_trusted_address().context("trusted OCI-P is served")?;
    let registrar = server.sip().and_then(|sip| sip.address(Protocol::Udp));
    let targets = [
        (Link::OciOfClients, Some(server.oci_address())),
        (Link::OciOfXsi, Some(trusted)),
        (Link::OciOfAuthService, Some(trusted)),
        (Link::Registrar, registrar),
        (Link::NetworkServer, broadworks.network_server_address(Protocol::Udp)),
        (Link::Sbc, broadworks.sbc_address(Protocol::Tcp)),
        (Link::Xsp, Some(broadworks.xsp().http_address())),
        (Link::AuthService, Some(broadworks.xsp().auth_service_address())),
        (Link::Loopback, Some(broadworks.xsp().loopback_address())),
        (Link::Identity, Some(cloud.identity().address())),
        (Link::IdpProxy, Some(cloud.idp_proxy().local_address())),
        (Link::Portal, Some(cloud.portal().address())),
        (Link::Bridge, Some(cloud.bridge().local_address())),
    ];
    for (link, target) in targets {
        let target: SocketAddr = target.with_context(|| format!("{link:?} has no target"))?;
        links.relay(link).set_target(target);
    }
    Ok(())
}
