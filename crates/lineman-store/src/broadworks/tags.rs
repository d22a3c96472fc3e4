//! Device management tags. The nearest level decides: device, device type, group, service
//! provider, system.

use std::collections::BTreeMap;

use super::{DeviceKey, repository};
use crate::Result;
use crate::row::{Value, values};

/// Where a tag is defined.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TagScope {
    /// For the whole system.
    System,
    /// For a service provider.
    ServiceProvider {
        /// Which.
        service_provider_id: String,
    },
    /// For a group.
    Group {
        /// Whose group.
        service_provider_id: String,
        /// Which.
        group_id: String,
    },
    /// For a device type.
    DeviceType {
        /// Which.
        device_type: String,
    },
    /// For one device.
    Device(DeviceKey),
}

impl TagScope {
    /// Its level in words.
    #[must_use]
    pub const fn level(&self) -> &'static str {
        match self {
            Self::System => "System",
            Self::ServiceProvider { .. } => "Service Provider",
            Self::Group { .. } => "Group",
            Self::DeviceType { .. } => "Device Type",
            Self::Device(_) => "Device Profile",
        }
    }

    /// The scopes that bear on a device, the farthest first.
    #[must_use]
    pub fn chain(device: &DeviceKey, device_type: &str) -> Vec<Self> {
        let mut chain = vec![Self::System];
        if let Some(provider) = device.service_provider_id() {
            chain.push(Self::ServiceProvider { service_provider_id: provider.to_owned() });
            if let Some(group) = device.group_id() {
                chain.push(Self::Group {
                    service_provider_id: provider.to_owned(),
                    group_id: group.to_owned(),
                });
            }
        }
        chain.push(Self::DeviceType { device_type: device_type.to_owned() });
        chain.push(Self::Device(device.clone()));
        chain
    }

    fn values(&self) -> Vec<Value> {
        let level = self.level();
        match self {
            Self::System => values![level, "", "", "", "", ""],
            Self::ServiceProvider { service_provider_id } => {
                values![level, "", service_provider_id, "", "", ""]
            }
            Self::Group { service_provider_id, group_id } => {
                values![level, "", service_provider_id, group_id, "", ""]
            }
            Self::DeviceType { device_type } => values![level, "", "", "", device_type, ""],
            Self::Device(device) => values![
                level,
                device.level().as_str(),
                device.service_provider_id().unwrap_or(""),
                device.group_id().unwrap_or(""),
                "",
                device.device_name(),
            ],
        }
    }
}

/// A tag in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveTag {
    /// Its value.
    pub value: String,
    /// Where the value comes from.
    pub scope: TagScope,
}

repository! {
    /// Device management tags.
    Tags
}

impl Tags<'_> {
    /// Sets a tag.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(&self, scope: &TagScope, name: &str, value: &str) -> Result<()> {
        let mut all = scope.values();
        all.extend(values![name, value]);
        self.0
            .change(
                "setting a tag",
                "INSERT INTO tags (tag_level, device_level, service_provider_id, group_id, \
                 device_type, device_name, tag_name, tag_value) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                 ON CONFLICT (tag_level, device_level, service_provider_id, group_id, \
                 device_type, device_name, tag_name) DO UPDATE SET tag_value = excluded.tag_value",
                all,
            )
            .await
    }

    /// Removes a tag; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, scope: &TagScope, name: &str) -> Result<bool> {
        let mut all = scope.values();
        all.extend(values![name]);
        let removed = self
            .0
            .execute(
                "removing a tag",
                "DELETE FROM tags WHERE tag_level = $1 AND device_level = $2 \
                 AND service_provider_id = $3 AND group_id = $4 AND device_type = $5 \
                 AND device_name = $6 AND tag_name = $7",
                all,
            )
            .await?;
        Ok(removed > 0)
    }

    /// The tags of one scope by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, scope: &TagScope) -> Result<BTreeMap<String, String>> {
        let rows = self
            .0
            .all(
                "listing tags",
                "SELECT tag_name, tag_value FROM tags WHERE tag_level = $1 \
                 AND device_level = $2 AND service_provider_id = $3 AND group_id = $4 \
                 AND device_type = $5 AND device_name = $6",
                scope.values(),
            )
            .await?;
        rows.iter().map(|row| Ok((row.text("tag_name")?, row.text("tag_value")?))).collect()
    }

    /// The tags in effect for a device of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn effective(
        &self,
        device: &DeviceKey,
        device_type: &str,
    ) -> Result<BTreeMap<String, EffectiveTag>> {
        let mut effective = BTreeMap::new();
        for scope in TagScope::chain(device, device_type) {
            for (name, value) in self.list(&scope).await? {
                effective.insert(name, EffectiveTag { value, scope: scope.clone() });
            }
        }
        Ok(effective)
    }
}
