//! Tag sets: named sets of tags that device types use.

use super::{TagScope, repository};
use crate::Result;
use crate::row::values;

repository! {
    /// Tag sets.
    TagSets
}

impl TagSets<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the name is taken.
    pub async fn add(&self, name: &str) -> Result<()> {
        self.0
            .change(
                "adding a tag set",
                "INSERT INTO tag_sets (tag_set_name) VALUES ($1)",
                values![name],
            )
            .await
    }

    /// Whether there is one with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exists(&self, name: &str) -> Result<bool> {
        let row = self
            .0
            .optional(
                "reading a tag set",
                "SELECT tag_set_name FROM tag_sets WHERE tag_set_name = $1",
                values![name],
            )
            .await?;
        Ok(row.is_some())
    }

    /// All by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<String>> {
        let rows = self
            .0
            .all(
                "listing tag sets",
                "SELECT tag_set_name FROM tag_sets ORDER BY tag_set_name LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(|row| row.text("tag_set_name")).collect()
    }

    /// Gives one another name; its tags go along.
    ///
    /// # Errors
    /// When the new name is taken.
    pub async fn rename(&self, name: &str, new: &str) -> Result<()> {
        let mut transaction = self.0.begin("renaming a tag set").await?;
        transaction
            .execute(
                "UPDATE tag_sets SET tag_set_name = $2 WHERE tag_set_name = $1",
                values![name, new],
            )
            .await?;
        transaction
            .execute(
                "UPDATE tags SET device_type = $3 WHERE tag_level = $1 AND device_type = $2",
                values![TagScope::TAG_SET, name, new],
            )
            .await?;
        transaction.commit().await
    }

    /// Removes one with its tags; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, name: &str) -> Result<bool> {
        let mut transaction = self.0.begin("removing a tag set").await?;
        let removed = transaction
            .execute("DELETE FROM tag_sets WHERE tag_set_name = $1", values![name])
            .await?;
        transaction
            .execute(
                "DELETE FROM tags WHERE tag_level = $1 AND device_type = $2",
                values![TagScope::TAG_SET, name],
            )
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }
}
