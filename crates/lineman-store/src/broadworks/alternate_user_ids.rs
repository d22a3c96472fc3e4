//! Alternate user ids, such as an email address.

use super::repository;
use crate::keys::user_key;
use crate::row::values;
use crate::{Result, StoreError};

/// Most alternate ids of one user.
const MOST_ALTERNATE_IDS: usize = 4;

/// An alternate id of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateUserId {
    /// The id.
    pub alternate_user_id: String,
    /// What it is for.
    pub description: Option<String>,
}

repository! {
    /// Alternate user ids.
    AlternateUserIds
}

impl AlternateUserIds<'_> {
    /// Adds one to a user.
    ///
    /// # Errors
    /// When it is somebody's id already, the user has four, or is not there.
    pub async fn add(&self, user_id: &str, alternate: &AlternateUserId) -> Result<()> {
        const DOING: &str = "adding an alternate user id";
        let (user, key) = (user_key(user_id), user_key(&alternate.alternate_user_id));
        let mut transaction = self.0.begin(DOING).await?;
        let taken = transaction
            .optional("SELECT user_key FROM subscribers WHERE user_key = $1", values![&key])
            .await?;
        let present = transaction
            .all("SELECT alternate_key FROM alternate_user_ids WHERE user_key = $1", values![&user])
            .await?;
        if taken.is_some() || present.len() >= MOST_ALTERNATE_IDS {
            return Err(StoreError::Exists { doing: DOING });
        }
        transaction
            .execute(
                "INSERT INTO alternate_user_ids (alternate_key, alternate_user_id, user_key, \
                 description) VALUES ($1, $2, $3, $4)",
                values![key, &alternate.alternate_user_id, user, &alternate.description],
            )
            .await?;
        transaction.commit().await
    }

    /// Those of a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, user_id: &str) -> Result<Vec<AlternateUserId>> {
        let rows = self
            .0
            .all(
                "listing alternate user ids",
                "SELECT * FROM alternate_user_ids WHERE user_key = $1 ORDER BY alternate_key",
                values![user_key(user_id)],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(AlternateUserId {
                    alternate_user_id: row.text("alternate_user_id")?,
                    description: row.optional_text("description")?,
                })
            })
            .collect()
    }

    /// Changes one of a user.
    ///
    /// # Errors
    /// When it is not there, or the new id is somebody's.
    pub async fn modify(
        &self,
        user_id: &str,
        alternate_user_id: &str,
        new: &AlternateUserId,
    ) -> Result<()> {
        const DOING: &str = "changing an alternate user id";
        let mut transaction = self.0.begin(DOING).await?;
        let key = user_key(&new.alternate_user_id);
        let taken = transaction
            .optional("SELECT user_key FROM subscribers WHERE user_key = $1", values![&key])
            .await?;
        if taken.is_some() {
            return Err(StoreError::Exists { doing: DOING });
        }
        let changed = transaction
            .execute(
                "UPDATE alternate_user_ids SET alternate_key = $3, alternate_user_id = $4, \
                 description = $5 WHERE user_key = $1 AND alternate_key = $2",
                values![
                    user_key(user_id),
                    user_key(alternate_user_id),
                    key,
                    &new.alternate_user_id,
                    &new.description,
                ],
            )
            .await?;
        if changed == 0 {
            return Err(StoreError::Missing { doing: DOING });
        }
        transaction.commit().await
    }

    /// Removes one of a user; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str, alternate_user_id: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing an alternate user id",
                "DELETE FROM alternate_user_ids WHERE user_key = $1 AND alternate_key = $2",
                values![user_key(user_id), user_key(alternate_user_id)],
            )
            .await?;
        Ok(removed > 0)
    }
}
