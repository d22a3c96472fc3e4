//! What names a device.

use crate::Result;
use crate::row::{Row, Value, values};

/// At which level a device is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceLevel {
    /// For the whole system.
    System,
    /// For a service provider.
    ServiceProvider,
    /// For a group.
    Group,
}

impl DeviceLevel {
    /// As OCI-P spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::ServiceProvider => "Service Provider",
            Self::Group => "Group",
        }
    }

    /// From OCI-P's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::System, Self::ServiceProvider, Self::Group]
            .into_iter()
            .find(|level| level.as_str() == text)
    }
}

/// What names a device: level, owner and name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceKey {
    level: DeviceLevel,
    service_provider_id: String,
    group_id: String,
    device_name: String,
}

impl DeviceKey {
    /// A device of the whole system.
    #[must_use]
    pub fn system(device_name: impl Into<String>) -> Self {
        Self {
            level: DeviceLevel::System,
            service_provider_id: String::new(),
            group_id: String::new(),
            device_name: device_name.into(),
        }
    }

    /// A device of a service provider.
    #[must_use]
    pub fn service_provider(
        service_provider_id: impl Into<String>,
        device_name: impl Into<String>,
    ) -> Self {
        Self {
            level: DeviceLevel::ServiceProvider,
            service_provider_id: service_provider_id.into(),
            group_id: String::new(),
            device_name: device_name.into(),
        }
    }

    /// A device of a group.
    #[must_use]
    pub fn group(
        service_provider_id: impl Into<String>,
        group_id: impl Into<String>,
        device_name: impl Into<String>,
    ) -> Self {
        Self {
            level: DeviceLevel::Group,
            service_provider_id: service_provider_id.into(),
            group_id: group_id.into(),
            device_name: device_name.into(),
        }
    }

    /// A device as a subscriber's request names it: by level and name, in the subscriber's own
    /// service provider and group.
    #[must_use]
    pub fn of_subscriber(
        level: DeviceLevel,
        service_provider_id: &str,
        group_id: &str,
        device_name: &str,
    ) -> Self {
        match level {
            DeviceLevel::System => Self::system(device_name),
            DeviceLevel::ServiceProvider => {
                Self::service_provider(service_provider_id, device_name)
            }
            DeviceLevel::Group => Self::group(service_provider_id, group_id, device_name),
        }
    }

    /// Its level.
    #[must_use]
    pub const fn level(&self) -> DeviceLevel {
        self.level
    }

    /// Its service provider, unless it is the system's.
    #[must_use]
    pub fn service_provider_id(&self) -> Option<&str> {
        (self.level != DeviceLevel::System).then_some(self.service_provider_id.as_str())
    }

    /// Its group, if it is a group's.
    #[must_use]
    pub fn group_id(&self) -> Option<&str> {
        (self.level == DeviceLevel::Group).then_some(self.group_id.as_str())
    }

    /// Its name.
    #[must_use]
    pub fn device_name(&self) -> &str {
        &self.device_name
    }

    pub(super) fn values(&self) -> Vec<Value> {
        values![self.level.as_str(), &self.service_provider_id, &self.group_id, &self.device_name,]
    }

    pub(super) fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            level: row.word("device_level", DeviceLevel::parse)?,
            service_provider_id: row.text("service_provider_id")?,
            group_id: row.text("group_id")?,
            device_name: row.text("device_name")?,
        })
    }
}
