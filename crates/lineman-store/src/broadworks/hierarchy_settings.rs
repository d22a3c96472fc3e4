//! Fields and settings of the hierarchy's levels, and which one is in effect.

use std::collections::BTreeMap;

use super::repository;
use crate::Result;
use crate::row::{Value, json, values};

/// A level of the hierarchy that has settings of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HierarchyNode<'a> {
    /// The whole system.
    System,
    /// A reseller.
    Reseller(&'a str),
    /// A service provider or an enterprise.
    ServiceProvider(&'a str),
    /// A group: service provider and group.
    Group(&'a str, &'a str),
}

impl HierarchyNode<'_> {
    fn values(self) -> Vec<Value> {
        match self {
            Self::System => values!["System", "", ""],
            Self::Reseller(id) => values!["Reseller", id, ""],
            Self::ServiceProvider(id) => values!["ServiceProvider", id, ""],
            Self::Group(provider, group) => values!["Group", provider, group],
        }
    }
}

/// The settings of a group and of everything above it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EffectiveSettings {
    /// From the nearest level to the system.
    levels: Vec<BTreeMap<String, String>>,
}

impl EffectiveSettings {
    /// The value of the nearest level that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.levels.iter().find_map(|level| level.get(name)).map(String::as_str)
    }
}

repository! {
    /// Settings of the hierarchy's levels.
    HierarchySettings
}

impl HierarchySettings<'_> {
    /// The settings of one level; none are an empty map.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, node: HierarchyNode<'_>) -> Result<BTreeMap<String, String>> {
        let row = self
            .0
            .optional(
                "reading the settings of a level",
                "SELECT settings FROM hierarchy_settings \
                 WHERE node_level = $1 AND owner_id = $2 AND group_id = $3",
                node.values(),
            )
            .await?;
        row.map_or_else(|| Ok(BTreeMap::new()), |row| row.json("settings"))
    }

    /// Changes the settings of one level under a lock, so that no other change is lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn modify(
        &self,
        node: HierarchyNode<'_>,
        change: impl FnOnce(&mut BTreeMap<String, String>) + Send,
    ) -> Result<()> {
        let mut transaction = self.0.begin("changing the settings of a level").await?;
        transaction
            .execute(
                "INSERT INTO hierarchy_settings (node_level, owner_id, group_id, settings) \
                 VALUES ($1, $2, $3, '{}') ON CONFLICT DO NOTHING",
                node.values(),
            )
            .await?;
        let row = transaction
            .optional(
                "UPDATE hierarchy_settings SET settings = settings \
                 WHERE node_level = $1 AND owner_id = $2 AND group_id = $3 RETURNING settings",
                node.values(),
            )
            .await?;
        let mut settings = row.map_or_else(|| Ok(BTreeMap::new()), |row| row.json("settings"))?;
        change(&mut settings);
        let mut all = node.values();
        all.push(json(&settings)?.into());
        transaction
            .execute(
                "UPDATE hierarchy_settings SET settings = $4 \
                 WHERE node_level = $1 AND owner_id = $2 AND group_id = $3",
                all,
            )
            .await?;
        transaction.commit().await
    }

    /// The settings in effect for a service provider, or for one of its groups.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn effective(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
    ) -> Result<EffectiveSettings> {
        let rows = self
            .0
            .all(
                "reading the settings in effect",
                "SELECT settings FROM hierarchy_settings \
                 WHERE (node_level = 'Group' AND owner_id = $1 AND group_id = $2) \
                 OR (node_level = 'ServiceProvider' AND owner_id = $1) \
                 OR (node_level = 'Reseller' AND owner_id = (SELECT reseller_id \
                 FROM service_providers WHERE service_provider_id = $1)) \
                 OR node_level = 'System' \
                 ORDER BY CASE node_level WHEN 'Group' THEN 1 WHEN 'ServiceProvider' THEN 2 \
                 WHEN 'Reseller' THEN 3 ELSE 4 END",
                values![service_provider_id, group_id.unwrap_or_default()],
            )
            .await?;
        let levels = rows.iter().map(|row| row.json("settings")).collect::<Result<_>>()?;
        Ok(EffectiveSettings { levels })
    }
}
