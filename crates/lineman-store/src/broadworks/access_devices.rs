//! Access devices.

use lineman_model::Secret;

use super::repository;
use crate::Result;
use crate::row::{Row, Value, values};
use crate::sealing::Sealer;

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

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessDevice {
    /// What names it.
    pub key: DeviceKey,
    /// Its type.
    pub device_type: String,
    /// User name for its files; unique, for it says whose file is asked for.
    pub user_name: Option<String>,
    /// Password for its files.
    pub password: Option<Secret>,
    /// MAC address.
    pub mac_address: Option<String>,
    /// Firmware or client version.
    pub version: Option<String>,
    /// What it is.
    pub description: Option<String>,
}

impl AccessDevice {
    /// A device with nothing but what is mandatory.
    #[must_use]
    pub fn new(key: DeviceKey, device_type: impl Into<String>) -> Self {
        Self {
            key,
            device_type: device_type.into(),
            user_name: None,
            password: None,
            mac_address: None,
            version: None,
            description: None,
        }
    }
}

repository! {
    /// Access devices.
    AccessDevices
}

fn place(key: &DeviceKey) -> String {
    format!(
        "access_devices.password/{}\n{}\n{}\n{}",
        key.level.as_str(),
        key.service_provider_id,
        key.group_id,
        key.device_name
    )
}

fn read(row: &Row, sealer: &Sealer) -> Result<AccessDevice> {
    let key = DeviceKey::read(row)?;
    Ok(AccessDevice {
        password: sealer.open_optional(&place(&key), row.optional_text("sealed_password")?)?,
        key,
        device_type: row.text("device_type")?,
        user_name: row.optional_text("user_name")?,
        mac_address: row.optional_text("mac_address")?,
        version: row.optional_text("version")?,
        description: row.optional_text("description")?,
    })
}

impl AccessDevices<'_> {
    fn values(self, device: &AccessDevice) -> Result<Vec<Value>> {
        let sealed = self.0.sealer.seal_optional(&place(&device.key), device.password.as_ref())?;
        let mut values = device.key.values();
        values.extend(values![
            &device.device_type,
            &device.user_name,
            sealed,
            &device.mac_address,
            &device.version,
            &device.description,
        ]);
        Ok(values)
    }

    /// Adds one.
    ///
    /// # Errors
    /// When the name or the user name is taken, or the type is not there.
    pub async fn add(&self, device: &AccessDevice) -> Result<()> {
        self.0
            .change(
                "adding an access device",
                "INSERT INTO access_devices (device_level, service_provider_id, group_id, \
                 device_name, device_type, user_name, sealed_password, mac_address, version, \
                 description) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                self.values(device)?,
            )
            .await
    }

    /// Writes all fields of one that is there.
    ///
    /// # Errors
    /// When it is not there, or the user name is taken.
    pub async fn update(&self, device: &AccessDevice) -> Result<()> {
        self.0
            .change(
                "changing an access device",
                "UPDATE access_devices SET device_type = $5, user_name = $6, \
                 sealed_password = $7, mac_address = $8, version = $9, description = $10 \
                 WHERE device_level = $1 AND service_provider_id = $2 AND group_id = $3 \
                 AND device_name = $4",
                self.values(device)?,
            )
            .await
    }

    /// The one with this key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, key: &DeviceKey) -> Result<Option<AccessDevice>> {
        let row = self
            .0
            .optional(
                "reading an access device",
                "SELECT * FROM access_devices WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4",
                key.values(),
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// The one with this user name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_user_name(&self, user_name: &str) -> Result<Option<AccessDevice>> {
        let row = self
            .0
            .optional(
                "reading an access device",
                "SELECT * FROM access_devices WHERE user_name = $1",
                values![user_name],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// Those of a group, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_of_group(
        &self,
        service_provider_id: &str,
        group_id: &str,
        limit: u32,
    ) -> Result<Vec<AccessDevice>> {
        let rows = self
            .0
            .all(
                "listing access devices",
                "SELECT * FROM access_devices WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 ORDER BY device_name LIMIT $4",
                values![DeviceLevel::Group.as_str(), service_provider_id, group_id, limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When it still has line/ports.
    pub async fn remove(&self, key: &DeviceKey) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing an access device",
                "DELETE FROM access_devices WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4",
                key.values(),
            )
            .await?;
        Ok(removed > 0)
    }
}
