//! Services assigned to subscribers.

use std::collections::BTreeMap;

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, json, values};

/// A service of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserService {
    /// Its name as OCI-P spells it, such as `Integrated IMP`.
    pub service_name: String,
    /// Whether it is switched on.
    pub is_active: bool,
    /// Its settings by OCI-P element name.
    pub settings: BTreeMap<String, String>,
    /// Since when.
    pub assigned_at: Timestamp,
}

repository! {
    /// Services of subscribers.
    UserServices
}

pub(super) fn read(row: &Row) -> Result<UserService> {
    Ok(UserService {
        service_name: row.text("service_name")?,
        is_active: row.flag("is_active")?,
        settings: row.json("settings")?,
        assigned_at: row.time("assigned_at")?,
    })
}

impl UserServices<'_> {
    /// Assigns a service, switched on or not; false when the user has it already (it stays as it
    /// is then).
    ///
    /// # Errors
    /// When the user is not there.
    pub async fn assign(
        &self,
        user_id: &str,
        name: &str,
        active: bool,
        now: Timestamp,
    ) -> Result<bool> {
        let key = user_key(user_id);
        let mut transaction = self.0.begin("assigning a service").await?;
        let added = transaction
            .execute(
                "INSERT INTO user_services (user_key, service_name, is_active, settings, \
                 assigned_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                values![&key, name, active, "{}", now],
            )
            .await?;
        if added == 0 {
            // It may have come with a service pack; now it stays without the pack.
            transaction
                .execute(
                    "UPDATE user_services SET is_direct = 1 \
                     WHERE user_key = $1 AND service_name = $2",
                    values![key, name],
                )
                .await?;
        }
        transaction.commit().await?;
        Ok(added > 0)
    }

    /// Takes a service away; false when the user did not have it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unassign(&self, user_id: &str, name: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "taking a service away",
                "DELETE FROM user_services WHERE user_key = $1 AND service_name = $2",
                values![user_key(user_id), name],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Writes switch and settings of a service that the user has.
    ///
    /// # Errors
    /// When the user does not have it.
    pub async fn configure(
        &self,
        user_id: &str,
        name: &str,
        active: bool,
        settings: &BTreeMap<String, String>,
    ) -> Result<()> {
        self.0
            .change(
                "configuring a service",
                "UPDATE user_services SET is_active = $3, settings = $4 \
                 WHERE user_key = $1 AND service_name = $2",
                values![user_key(user_id), name, active, json(settings)?],
            )
            .await
    }

    /// One service of a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_id: &str, name: &str) -> Result<Option<UserService>> {
        let row = self
            .0
            .optional(
                "reading a service",
                "SELECT * FROM user_services WHERE user_key = $1 AND service_name = $2",
                values![user_key(user_id), name],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The services of a user by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, user_id: &str) -> Result<Vec<UserService>> {
        let rows = self
            .0
            .all(
                "listing services",
                "SELECT * FROM user_services WHERE user_key = $1 ORDER BY service_name",
                values![user_key(user_id)],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Who has a service, by user id, at most `limit` behind `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users_with(&self, name: &str, after: &str, limit: u32) -> Result<Vec<String>> {
        let rows = self
            .0
            .all(
                "listing users of a service",
                "SELECT user_key FROM user_services WHERE service_name = $1 AND user_key > $2 \
                 ORDER BY user_key LIMIT $3",
                values![name, after, limit],
            )
            .await?;
        rows.iter().map(|row| row.text("user_key")).collect()
    }
}
