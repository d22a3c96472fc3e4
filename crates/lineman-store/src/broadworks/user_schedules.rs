//! Schedules of users: their names and types.

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, values};

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSchedule {
    /// Its name, unique among the user's schedules of its type.
    pub name: String,
    /// `Holiday` or `Time`.
    pub kind: String,
}

repository! {
    /// Schedules of users.
    UserSchedules
}

fn read(row: &Row) -> Result<UserSchedule> {
    Ok(UserSchedule { name: row.text("schedule_name")?, kind: row.text("schedule_type")? })
}

impl UserSchedules<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When it is there already, or the user is not.
    pub async fn add(&self, user_id: &str, schedule: &UserSchedule) -> Result<()> {
        self.0
            .change(
                "adding a schedule",
                "INSERT INTO user_schedules (user_key, schedule_name, schedule_type) \
                 VALUES ($1, $2, $3)",
                values![user_key(user_id), &schedule.name, &schedule.kind],
            )
            .await
    }

    /// Renames one.
    ///
    /// # Errors
    /// When it is not there, or the new name is taken.
    pub async fn rename(&self, user_id: &str, schedule: &UserSchedule, name: &str) -> Result<()> {
        self.0
            .change(
                "renaming a schedule",
                "UPDATE user_schedules SET schedule_name = $4 \
                 WHERE user_key = $1 AND schedule_name = $2 AND schedule_type = $3",
                values![user_key(user_id), &schedule.name, &schedule.kind, name],
            )
            .await
    }

    /// Those of a user, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, user_id: &str) -> Result<Vec<UserSchedule>> {
        let rows = self
            .0
            .all(
                "listing schedules",
                "SELECT schedule_name, schedule_type FROM user_schedules WHERE user_key = $1 \
                 ORDER BY schedule_name, schedule_type",
                values![user_key(user_id)],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str, schedule: &UserSchedule) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a schedule",
                "DELETE FROM user_schedules \
                 WHERE user_key = $1 AND schedule_name = $2 AND schedule_type = $3",
                values![user_key(user_id), &schedule.name, &schedule.kind],
            )
            .await?;
        Ok(removed > 0)
    }
}
