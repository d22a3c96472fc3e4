//! BroadWorks clusters: where the other half is.

use super::repository;
use crate::Result;
use crate::row::{Row, values};

/// A BroadWorks cluster as the cloud knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Its id.
    pub cluster_id: String,
    /// Its name.
    pub name: String,
    /// Base URL of Xsi-Actions.
    pub xsi_actions_url: String,
    /// Base URL of the authentication service.
    pub auth_service_url: String,
    /// Whether the app may authenticate with BroadWorks directly.
    pub direct_authentication: bool,
}

repository! {
    /// BroadWorks clusters.
    Clusters
}

fn read(row: &Row) -> Result<Cluster> {
    Ok(Cluster {
        cluster_id: row.text("cluster_id")?,
        name: row.text("name")?,
        xsi_actions_url: row.text("xsi_actions_url")?,
        auth_service_url: row.text("auth_service_url")?,
        direct_authentication: row.flag("direct_authentication")?,
    })
}

impl Clusters<'_> {
    /// Adds or replaces one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(&self, cluster: &Cluster) -> Result<()> {
        self.0
            .change(
                "saving a cluster",
                "INSERT INTO clusters (cluster_id, name, xsi_actions_url, auth_service_url, \
                 direct_authentication) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (cluster_id) DO UPDATE SET name = excluded.name, \
                 xsi_actions_url = excluded.xsi_actions_url, \
                 auth_service_url = excluded.auth_service_url, \
                 direct_authentication = excluded.direct_authentication",
                values![
                    &cluster.cluster_id,
                    &cluster.name,
                    &cluster.xsi_actions_url,
                    &cluster.auth_service_url,
                    cluster.direct_authentication,
                ],
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, cluster_id: &str) -> Result<Option<Cluster>> {
        let row = self
            .0
            .optional(
                "reading a cluster",
                "SELECT * FROM clusters WHERE cluster_id = $1",
                values![cluster_id],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// All of them by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<Cluster>> {
        let rows = self
            .0
            .all(
                "listing clusters",
                "SELECT * FROM clusters ORDER BY name, cluster_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }
}
