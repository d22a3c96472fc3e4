//! Assertions that were used already: each is good once.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::row::values;

repository! {
    /// Assertions that were used already.
    UsedAssertions
}

impl UsedAssertions<'_> {
    /// Marks an assertion as used until its end; false when it was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_once(&self, assertion_id: &str, expires_at: Timestamp) -> Result<bool> {
        let added = self
            .0
            .execute(
                "marking an assertion as used",
                "INSERT INTO used_assertions (assertion_id, expires_at) VALUES ($1, $2) \
                 ON CONFLICT DO NOTHING",
                values![assertion_id, expires_at],
            )
            .await?;
        Ok(added > 0)
    }

    /// Forgets those that have ended anyway; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old assertions",
                "DELETE FROM used_assertions WHERE expires_at <= $1",
                values![now],
            )
            .await
    }
}
