//! Device types.

use std::collections::BTreeMap;

use super::repository;
use crate::Result;
use crate::row::{Row, json, values};

/// A device type (an identity/device profile type).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceType {
    /// Its name, such as `Business Communicator - PC`.
    pub device_type: String,
    /// Device access context name, such as `dms`.
    pub context_name: String,
    /// Device access URI below the context, such as `bc/pc/`.
    pub access_uri: String,
    /// Default device encoding, such as `UTF-8`.
    pub encoding: String,
    /// Whether its devices have files.
    pub supports_device_management: bool,
    /// Further settings by the names that OCI-P gives them.
    pub options: BTreeMap<String, String>,
}

impl DeviceType {
    /// A type with files below `access_uri` of the usual context, in UTF-8.
    #[must_use]
    pub fn new(device_type: impl Into<String>, access_uri: impl Into<String>) -> Self {
        Self {
            device_type: device_type.into(),
            context_name: String::from("dms"),
            access_uri: access_uri.into(),
            encoding: String::from("UTF-8"),
            supports_device_management: true,
            options: BTreeMap::new(),
        }
    }

    /// A further setting.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// A further setting that is a flag; false when nothing was said.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.option(name) == Some("true")
    }

    /// How many ports its devices have; none for as many as wanted.
    #[must_use]
    pub fn number_of_ports(&self) -> Option<u32> {
        self.option(Self::NUMBER_OF_PORTS)?.parse().ok()
    }

    /// The tag set that its devices use.
    #[must_use]
    pub fn tag_set(&self) -> Option<&str> {
        self.option(Self::TAG_SET)
    }

    /// Where the number of ports is among the settings; absent for as many as wanted.
    pub const NUMBER_OF_PORTS: &'static str = "numberOfPorts";
    /// Where the tag set is among the settings.
    pub const TAG_SET: &'static str = "tagSet";
}

repository! {
    /// Device types.
    DeviceTypes
}

fn read(row: &Row) -> Result<DeviceType> {
    Ok(DeviceType {
        device_type: row.text("device_type")?,
        context_name: row.text("context_name")?,
        access_uri: row.text("access_uri")?,
        encoding: row.text("encoding")?,
        supports_device_management: row.flag("supports_device_management")?,
        options: row.json("options")?,
    })
}

impl DeviceTypes<'_> {
    /// Adds or replaces one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(&self, device_type: &DeviceType) -> Result<()> {
        self.0
            .change(
                "saving a device type",
                "INSERT INTO device_types (device_type, context_name, access_uri, encoding, \
                 supports_device_management, options) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (device_type) DO UPDATE SET context_name = excluded.context_name, \
                 access_uri = excluded.access_uri, encoding = excluded.encoding, \
                 supports_device_management = excluded.supports_device_management, \
                 options = excluded.options",
                values![
                    &device_type.device_type,
                    &device_type.context_name,
                    &device_type.access_uri,
                    &device_type.encoding,
                    device_type.supports_device_management,
                    json(&device_type.options)?,
                ],
            )
            .await
    }

    /// The one with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, device_type: &str) -> Result<Option<DeviceType>> {
        let row = self
            .0
            .optional(
                "reading a device type",
                "SELECT * FROM device_types WHERE device_type = $1",
                values![device_type],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Those with this context name and access URI, whatever slashes are around it: several types
    /// may share one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_access(
        &self,
        context_name: &str,
        access_uri: &str,
    ) -> Result<Vec<DeviceType>> {
        let rows = self
            .0
            .all(
                "finding device types by their URI",
                "SELECT * FROM device_types WHERE context_name = $1 \
                 AND TRIM(access_uri, '/') = $2 ORDER BY device_type",
                values![context_name, access_uri.trim_matches('/')],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// All of them by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<DeviceType>> {
        let rows = self
            .0
            .all(
                "listing device types",
                "SELECT * FROM device_types ORDER BY device_type LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one with its files; false when it was not there.
    ///
    /// # Errors
    /// When it still has devices.
    pub async fn remove(&self, device_type: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a device type",
                "DELETE FROM device_types WHERE device_type = $1",
                values![device_type],
            )
            .await?;
        Ok(removed > 0)
    }
}
