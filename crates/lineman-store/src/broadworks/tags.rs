//! Device management tags. The nearest level decides: device, device type in the group, device type
//! in the service provider, tag set of the device type, system default. A value of the last two
//! that is not overridable counts whatever the nearer levels say.

use std::collections::BTreeMap;

use super::{DeviceKey, DeviceType, repository};
use crate::Result;
use crate::row::{Value, values};

/// Where a tag is defined.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TagScope {
    /// The system default tag set: for every device.
    System,
    /// A tag set: for the device types that use it.
    TagSet {
        /// Which.
        name: String,
    },
    /// For a device type in a service provider.
    ServiceProvider {
        /// Which.
        service_provider_id: String,
        /// Whose devices.
        device_type: String,
    },
    /// For a device type in a group.
    Group {
        /// Whose group.
        service_provider_id: String,
        /// Which.
        group_id: String,
        /// Whose devices.
        device_type: String,
    },
    /// For one device.
    Device(DeviceKey),
}

impl TagScope {
    pub(super) const TAG_SET: &'static str = "Tag Set";

    /// Its level as OCI-P calls it.
    #[must_use]
    pub const fn level(&self) -> &'static str {
        match self {
            Self::System => "System Default",
            Self::TagSet { .. } => "System",
            Self::ServiceProvider { .. } => "Service Provider",
            Self::Group { .. } => "Group",
            Self::Device(_) => "Device Profile",
        }
    }

    /// Its level in the database.
    const fn kept_as(&self) -> &'static str {
        match self {
            Self::System => "System",
            Self::TagSet { .. } => Self::TAG_SET,
            Self::ServiceProvider { .. } => "Service Provider",
            Self::Group { .. } => "Group",
            Self::Device(_) => "Device Profile",
        }
    }

    /// The scopes that bear on a device of a type, the farthest first: none when the type's tag mode
    /// is `None`, the system default alone when it is `System`.
    #[must_use]
    pub fn chain(device: &DeviceKey, device_type: &DeviceType) -> Vec<Self> {
        let mut chain = vec![Self::System];
        match device_type.option("tagMode") {
            Some("None") => return Vec::new(),
            Some("System") => return chain,
            _ => {}
        }
        if let Some(name) = device_type.tag_set() {
            chain.push(Self::TagSet { name: name.to_owned() });
        }
        let device_type = &device_type.device_type;
        if let Some(provider) = device.service_provider_id() {
            chain.push(Self::ServiceProvider {
                service_provider_id: provider.to_owned(),
                device_type: device_type.clone(),
            });
            if let Some(group) = device.group_id() {
                chain.push(Self::Group {
                    service_provider_id: provider.to_owned(),
                    group_id: group.to_owned(),
                    device_type: device_type.clone(),
                });
            }
        }
        chain.push(Self::Device(device.clone()));
        chain
    }

    fn values(&self) -> Vec<Value> {
        let level = self.kept_as();
        match self {
            Self::System => values![level, "", "", "", "", ""],
            Self::TagSet { name } => values![level, "", "", "", name, ""],
            Self::ServiceProvider { service_provider_id, device_type } => {
                values![level, "", service_provider_id, "", device_type, ""]
            }
            Self::Group { service_provider_id, group_id, device_type } => {
                values![level, "", service_provider_id, group_id, device_type, ""]
            }
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

/// A tag as it is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its value.
    pub value: String,
    /// Whether nearer levels may say otherwise.
    pub is_overridable: bool,
}

/// A tag in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveTag {
    /// Its value.
    pub value: String,
    /// Where the value comes from.
    pub scope: TagScope,
    /// Whether nearer levels may say otherwise.
    pub is_overridable: bool,
}

repository! {
    /// Device management tags.
    Tags
}

impl Tags<'_> {
    /// Sets a tag that nearer levels may override.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(&self, scope: &TagScope, name: &str, value: &str) -> Result<()> {
        self.define(scope, name, &Tag { value: value.to_owned(), is_overridable: true }).await
    }

    /// Sets a tag.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn define(&self, scope: &TagScope, name: &str, tag: &Tag) -> Result<()> {
        let mut all = scope.values();
        all.extend(values![name, &tag.value, tag.is_overridable]);
        self.0
            .change(
                "setting a tag",
                "INSERT INTO tags (tag_level, device_level, service_provider_id, group_id, \
                 device_type, device_name, tag_name, tag_value, is_overridable) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (tag_level, device_level, service_provider_id, group_id, \
                 device_type, device_name, tag_name) DO UPDATE SET \
                 tag_value = excluded.tag_value, is_overridable = excluded.is_overridable",
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

    /// Removes all tags of a scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear(&self, scope: &TagScope) -> Result<()> {
        self.0
            .execute(
                "removing the tags of a scope",
                "DELETE FROM tags WHERE tag_level = $1 AND device_level = $2 \
                 AND service_provider_id = $3 AND group_id = $4 AND device_type = $5 \
                 AND device_name = $6",
                scope.values(),
            )
            .await
            .map(|_| ())
    }

    /// The tags of one scope by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn definitions(&self, scope: &TagScope) -> Result<BTreeMap<String, Tag>> {
        let rows = self
            .0
            .all(
                "listing tags",
                "SELECT tag_name, tag_value, is_overridable FROM tags WHERE tag_level = $1 \
                 AND device_level = $2 AND service_provider_id = $3 AND group_id = $4 \
                 AND device_type = $5 AND device_name = $6",
                scope.values(),
            )
            .await?;
        rows.iter()
            .map(|row| {
                let tag = Tag {
                    value: row.text("tag_value")?,
                    is_overridable: row.flag("is_overridable")?,
                };
                Ok((row.text("tag_name")?, tag))
            })
            .collect()
    }

    /// The values of the tags of one scope by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, scope: &TagScope) -> Result<BTreeMap<String, String>> {
        let tags = self.definitions(scope).await?;
        Ok(tags.into_iter().map(|(name, tag)| (name, tag.value)).collect())
    }

    /// The tags in effect for a device of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn effective(
        &self,
        device: &DeviceKey,
        device_type: &DeviceType,
    ) -> Result<BTreeMap<String, EffectiveTag>> {
        let mut effective: BTreeMap<String, EffectiveTag> = BTreeMap::new();
        for scope in TagScope::chain(device, device_type) {
            for (name, Tag { value, is_overridable }) in self.definitions(&scope).await? {
                if effective.get(&name).is_none_or(|farther| farther.is_overridable) {
                    let scope = scope.clone();
                    effective.insert(name, EffectiveTag { value, scope, is_overridable });
                }
            }
        }
        Ok(effective)
    }
}
