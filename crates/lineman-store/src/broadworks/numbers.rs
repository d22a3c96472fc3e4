//! Telephone numbers: the inventory of a service provider and what is assigned to its groups.

use std::collections::BTreeSet;

use super::repository;
use crate::keys::number_key;
use crate::row::{Row, values};
use crate::{Result, StoreError};

/// A number of a service provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it was given.
    pub number: String,
    /// Whose it is.
    pub service_provider_id: String,
    /// The group that it is assigned to.
    pub group_id: Option<String>,
    /// The user whose primary number it is.
    pub user_id: Option<String>,
    /// Whether calls to it are let through.
    pub is_activated: bool,
}

repository! {
    /// Telephone numbers.
    Numbers
}

fn read(row: &Row) -> Result<Number> {
    Ok(Number {
        number: row.text("number")?,
        service_provider_id: row.text("service_provider_id")?,
        group_id: row.optional_text("group_id")?,
        user_id: row.optional_text("user_id")?,
        is_activated: row.flag("is_activated")?,
    })
}

impl Numbers<'_> {
    /// Adds numbers to the inventory of a service provider; all or none.
    ///
    /// # Errors
    /// When one is somebody's already, or the service provider is not there.
    pub async fn add(&self, service_provider_id: &str, numbers: &[String]) -> Result<()> {
        let mut transaction = self.0.begin("adding numbers").await?;
        for number in numbers {
            transaction
                .execute(
                    "INSERT INTO numbers (number_key, number, service_provider_id) \
                     VALUES ($1, $2, $3)",
                    values![number_key(number), number, service_provider_id],
                )
                .await?;
        }
        transaction.commit().await
    }

    /// Assigns numbers of the service provider to a group; all or none.
    ///
    /// # Errors
    /// When one is not in the inventory or is another group's, or the group is not there.
    pub async fn assign(
        &self,
        service_provider_id: &str,
        group_id: &str,
        numbers: &[String],
    ) -> Result<()> {
        const DOING: &str = "assigning numbers to a group";
        let mut transaction = self.0.begin(DOING).await?;
        for number in numbers {
            let changed = transaction
                .execute(
                    "UPDATE numbers SET group_id = $3 WHERE number_key = $1 \
                     AND service_provider_id = $2 AND (group_id IS NULL OR group_id = $3)",
                    values![number_key(number), service_provider_id, group_id],
                )
                .await?;
            if changed == 0 {
                return Err(StoreError::Missing { doing: DOING });
            }
        }
        transaction.commit().await
    }

    /// One number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, number: &str) -> Result<Option<Number>> {
        let row = self
            .0
            .optional(
                "reading a number",
                "SELECT numbers.*, subscribers.user_id AS user_id FROM numbers \
                 LEFT JOIN subscribers ON subscribers.primary_number_key = numbers.number_key \
                 WHERE numbers.number_key = $1",
                values![number_key(number)],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The numbers of a group that are no user's, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn available(
        &self,
        service_provider_id: &str,
        group_id: &str,
        limit: u32,
    ) -> Result<Vec<String>> {
        let rows = self
            .0
            .all(
                "listing available numbers",
                "SELECT numbers.number AS number FROM numbers \
                 LEFT JOIN subscribers ON subscribers.primary_number_key = numbers.number_key \
                 WHERE numbers.service_provider_id = $1 AND numbers.group_id = $2 \
                 AND subscribers.user_key IS NULL ORDER BY numbers.number_key LIMIT $3",
                values![service_provider_id, group_id, limit],
            )
            .await?;
        rows.iter().map(|row| row.text("number")).collect()
    }

    /// The numbers of a service provider, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, service_provider_id: &str, limit: u32) -> Result<Vec<Number>> {
        let rows = self
            .0
            .all(
                "listing numbers",
                "SELECT numbers.*, subscribers.user_id AS user_id FROM numbers \
                 LEFT JOIN subscribers ON subscribers.primary_number_key = numbers.number_key \
                 WHERE numbers.service_provider_id = $1 ORDER BY numbers.number_key LIMIT $2",
                values![service_provider_id, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// The numbers of a group, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_of_group(
        &self,
        service_provider_id: &str,
        group_id: &str,
        limit: u32,
    ) -> Result<Vec<Number>> {
        let rows = self
            .0
            .all(
                "listing the numbers of a group",
                "SELECT numbers.*, subscribers.user_id AS user_id FROM numbers \
                 LEFT JOIN subscribers ON subscribers.primary_number_key = numbers.number_key \
                 WHERE numbers.service_provider_id = $1 AND numbers.group_id = $2 \
                 ORDER BY numbers.number_key LIMIT $3",
                values![service_provider_id, group_id, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Lets calls to numbers of a group through, or not; all or none.
    ///
    /// # Errors
    /// When one is not the group's.
    pub async fn set_activated(
        &self,
        service_provider_id: &str,
        group_id: &str,
        numbers: &[String],
        activated: bool,
    ) -> Result<()> {
        const DOING: &str = "activating numbers";
        let mut transaction = self.0.begin(DOING).await?;
        for number in numbers {
            let changed = transaction
                .execute(
                    "UPDATE numbers SET is_activated = $4 WHERE number_key = $1 \
                     AND service_provider_id = $2 AND group_id = $3",
                    values![number_key(number), service_provider_id, group_id, activated],
                )
                .await?;
            if changed == 0 {
                return Err(StoreError::Missing { doing: DOING });
            }
        }
        transaction.commit().await
    }

    /// The keys of the numbers that are not activated, of one service provider or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deactivated(&self, service_provider_id: Option<&str>) -> Result<BTreeSet<String>> {
        let rows = self
            .0
            .all(
                "listing deactivated numbers",
                "SELECT number_key FROM numbers WHERE is_activated = 0 \
                 AND ($1 IS NULL OR service_provider_id = $1)",
                values![service_provider_id],
            )
            .await?;
        rows.iter().map(|row| row.text("number_key")).collect()
    }

    /// Removes numbers from the inventory that no group has; all or none.
    ///
    /// # Errors
    /// When one is not in the inventory or is a group's.
    pub async fn remove_all(&self, service_provider_id: &str, numbers: &[String]) -> Result<()> {
        const DOING: &str = "removing numbers";
        let mut transaction = self.0.begin(DOING).await?;
        for number in numbers {
            let removed = transaction
                .execute(
                    "DELETE FROM numbers WHERE number_key = $1 AND service_provider_id = $2 \
                     AND group_id IS NULL",
                    values![number_key(number), service_provider_id],
                )
                .await?;
            if removed == 0 {
                return Err(StoreError::Missing { doing: DOING });
            }
        }
        transaction.commit().await
    }

    /// Takes numbers back from their groups; how many were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unassign(&self, service_provider_id: &str, numbers: &[String]) -> Result<u64> {
        let mut transaction = self.0.begin("taking numbers back from a group").await?;
        let mut changed = 0;
        for number in numbers {
            changed += transaction
                .execute(
                    "UPDATE numbers SET group_id = NULL, is_activated = 1 WHERE number_key = $1 \
                     AND service_provider_id = $2 AND group_id IS NOT NULL",
                    values![number_key(number), service_provider_id],
                )
                .await?;
            transaction
                .execute(
                    "DELETE FROM number_departments WHERE number_key = $1 \
                     AND service_provider_id = $2",
                    values![number_key(number), service_provider_id],
                )
                .await?;
        }
        transaction.commit().await?;
        Ok(changed)
    }

    /// Removes a number from the inventory; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, service_provider_id: &str, number: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a number",
                "DELETE FROM numbers WHERE number_key = $1 AND service_provider_id = $2",
                values![number_key(number), service_provider_id],
            )
            .await?;
        Ok(removed > 0)
    }
}
