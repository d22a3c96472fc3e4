//! Access devices.

use std::collections::BTreeMap;

use lineman_model::{Secret, Timestamp};

use super::{DeviceKey, DeviceLevel, TagScope, Tags, repository};
use crate::Result;
use crate::row::{Row, Value, json, values};
use crate::sealing::Sealer;

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
    /// Further settings by the names that OCI-P gives them.
    pub details: BTreeMap<String, String>,
    /// When somebody last asked for its files to be built anew.
    pub rebuilt_at: Option<Timestamp>,
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
            details: BTreeMap::new(),
            rebuilt_at: None,
        }
    }
}

/// An owner of devices and those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DevicesBelow<'a> {
    /// All devices.
    System,
    /// Those of a service provider and its groups.
    ServiceProvider(&'a str),
    /// Those of a group.
    Group(&'a str, &'a str),
}

impl<'a> DevicesBelow<'a> {
    const fn key(self) -> (&'a str, &'a str) {
        match self {
            Self::System => ("", ""),
            Self::ServiceProvider(provider) => (provider, ""),
            Self::Group(provider, group) => (provider, group),
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
        key.level().as_str(),
        key.service_provider_id().unwrap_or_default(),
        key.group_id().unwrap_or_default(),
        key.device_name()
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
        details: row.json("details")?,
        rebuilt_at: row.optional_time("rebuilt_at")?,
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
            json(&device.details)?,
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
                 description, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
                 sealed_password = $7, mac_address = $8, version = $9, description = $10, \
                 details = $11 WHERE device_level = $1 AND service_provider_id = $2 AND group_id = $3 \
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

    /// Those with this MAC address, at most 64.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_by_mac_address(&self, mac_address: &str) -> Result<Vec<AccessDevice>> {
        let rows = self
            .0
            .all(
                "finding access devices by their MAC address",
                "SELECT * FROM access_devices WHERE mac_address = $1 \
                 ORDER BY service_provider_id, group_id, device_name LIMIT 64",
                values![mac_address],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
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
        self.list(DeviceLevel::Group, service_provider_id, group_id, limit).await
    }

    /// Those of one owner, at most `limit`: of the system, of a service provider itself, of a group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        level: DeviceLevel,
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
                values![level.as_str(), service_provider_id, group_id, limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// All of the system and below, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_all(&self, limit: u32) -> Result<Vec<AccessDevice>> {
        let rows = self
            .0
            .all(
                "listing all access devices",
                "SELECT * FROM access_devices ORDER BY service_provider_id, group_id, \
                 device_name LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// How many devices an owner and those below it have, of one type or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, below: DevicesBelow<'_>, device_type: Option<&str>) -> Result<i64> {
        let (provider, group) = below.key();
        self.0
            .count(
                "counting access devices",
                "SELECT COUNT(*) AS number FROM access_devices \
                 WHERE ($1 = '' OR service_provider_id = $1) AND ($2 = '' OR group_id = $2) \
                 AND ($3 = '' OR device_type = $3)",
                values![provider, group, device_type.unwrap_or_default()],
            )
            .await
    }

    /// Has the files of devices built anew: those of a type, or of all, of an owner and those below
    /// it. Says how many devices.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebuild_below(
        &self,
        below: DevicesBelow<'_>,
        device_type: Option<&str>,
        now: Timestamp,
    ) -> Result<u64> {
        let (provider, group) = below.key();
        self.0
            .execute(
                "having the files of devices built anew",
                "UPDATE access_devices SET rebuilt_at = $4 \
                 WHERE ($1 = '' OR service_provider_id = $1) AND ($2 = '' OR group_id = $2) \
                 AND ($3 = '' OR device_type = $3)",
                values![provider, group, device_type.unwrap_or_default(), now],
            )
            .await
    }

    /// Has a device's files built anew.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn rebuild(&self, key: &DeviceKey, now: Timestamp) -> Result<()> {
        let mut all = key.values();
        all.extend(values![now]);
        self.0
            .change(
                "having the files of a device built anew",
                "UPDATE access_devices SET rebuilt_at = $5 WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4",
                all,
            )
            .await
    }

    /// Removes one with its tags and files; false when it was not there.
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
        if removed > 0 {
            Tags::new(self.0).clear(&TagScope::Device(key.clone())).await?;
        }
        Ok(removed > 0)
    }
}
