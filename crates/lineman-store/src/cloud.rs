//! The cloud half: what identity, IdP proxy, activation portal and provisioning bridge share.

mod authorization_requests;
mod clusters;
mod jobs;
mod login_failures;
mod oauth_clients;
mod organizations;
mod portal_sessions;
mod provisioning_requests;
mod signing_material;
mod templates;
mod tokens;
mod used_assertions;
mod users;

use std::sync::Arc;

use lineman_model::Random;

use crate::database::Database;
use crate::repository::{repositories, repository};
use crate::{Result, SealingKey, migrations};

pub use authorization_requests::{AuthorizationRequest, AuthorizationRequests};
pub use clusters::{Cluster, Clusters};
pub use jobs::{BackOff, JobState, Jobs, LeasedJob, NewJob};
pub use login_failures::{LockPolicy, LoginFailures, LoginState};
pub use oauth_clients::{OauthClient, OauthClients};
pub use organizations::{Organization, OrganizationKind, Organizations};
pub use portal_sessions::{PortalSession, PortalSessions};
pub use provisioning_requests::{
    Acceptance, Escalation, ProvisioningRequest, ProvisioningRequests, ProvisioningState,
};
pub use signing_material::{SigningMaterial, SigningMaterials};
pub use templates::{AuthenticationMode, Template, Templates};
pub use tokens::{Token, TokenKind, Tokens};
pub use used_assertions::UsedAssertions;
pub use users::{Created, User, UserStatus, Users};

/// A handle on the cloud database. Clones are the same handle.
#[derive(Clone)]
pub struct CloudStore(Database);

impl std::fmt::Debug for CloudStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CloudStore({})", self.0.engine())
    }
}

impl CloudStore {
    /// Opens the database and brings its schema up to date. Addresses as for
    /// [`crate::BroadworksStore::connect`].
    ///
    /// # Errors
    /// An address that is none of these, or a database that cannot be opened.
    pub async fn connect(address: &str, key: SealingKey, random: Arc<dyn Random>) -> Result<Self> {
        Database::open(address, migrations::CLOUD, key, random).await.map(Self)
    }

    /// The engine: `sqlite` or `postgres`.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        self.0.engine()
    }

    /// Closes every connection; all clones are of no use then.
    pub async fn close(&self) {
        self.0.close().await;
    }

    repositories! {
        /// BroadWorks clusters.
        clusters: Clusters,
        /// Customer templates.
        templates: Templates,
        /// Organisations.
        organizations: Organizations,
        /// Users.
        users: Users,
        /// OAuth clients.
        oauth_clients: OauthClients,
        /// Sign-ins that have begun.
        authorization_requests: AuthorizationRequests,
        /// Sessions of the activation portal's form.
        portal_sessions: PortalSessions,
        /// Access and refresh tokens.
        tokens: Tokens,
        /// Assertions that were used already.
        used_assertions: UsedAssertions,
        /// What the provisioning bridge has accepted.
        provisioning_requests: ProvisioningRequests,
        /// Wrong passwords in a row.
        login_failures: LoginFailures,
        /// Keys and certificates that sign.
        signing_material: SigningMaterials,
        /// Work that must be done, however often the process dies.
        jobs: Jobs,
    }
}
