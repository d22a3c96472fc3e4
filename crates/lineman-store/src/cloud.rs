//! The cloud half.

use std::sync::Arc;

use lineman_model::Random;

use crate::database::Database;
use crate::{Result, SealingKey, migrations};

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
}
