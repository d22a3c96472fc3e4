//! Device types and the templates of their files.

use super::repository;
use crate::Result;
use crate::row::{Row, values};

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
}

/// A file of a device type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceTypeFile {
    /// Its name, such as `config-wxt.xml`.
    pub file_name: String,
    /// The OCI-P file format name.
    pub file_format: String,
    /// The template with its tags.
    pub template: String,
}

repository! {
    /// Device types and their file templates.
    DeviceTypes
}

fn read(row: &Row) -> Result<DeviceType> {
    Ok(DeviceType {
        device_type: row.text("device_type")?,
        context_name: row.text("context_name")?,
        access_uri: row.text("access_uri")?,
        encoding: row.text("encoding")?,
        supports_device_management: row.flag("supports_device_management")?,
    })
}

fn read_file(row: &Row) -> Result<DeviceTypeFile> {
    Ok(DeviceTypeFile {
        file_name: row.text("file_name")?,
        file_format: row.text("file_format")?,
        template: row.text("template")?,
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
                 supports_device_management) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (device_type) DO UPDATE SET context_name = excluded.context_name, \
                 access_uri = excluded.access_uri, encoding = excluded.encoding, \
                 supports_device_management = excluded.supports_device_management",
                values![
                    &device_type.device_type,
                    &device_type.context_name,
                    &device_type.access_uri,
                    &device_type.encoding,
                    device_type.supports_device_management,
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

    /// Those with this context name and access URI: several types may share one.
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
                "SELECT * FROM device_types WHERE context_name = $1 AND access_uri = $2 \
                 ORDER BY device_type",
                values![context_name, access_uri],
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

    /// Adds or replaces a file of a type.
    ///
    /// # Errors
    /// When the type is not there.
    pub async fn save_file(&self, device_type: &str, file: &DeviceTypeFile) -> Result<()> {
        self.0
            .change(
                "saving a file of a device type",
                "INSERT INTO device_type_files (device_type, file_name, file_format, template) \
                 VALUES ($1, $2, $3, $4) ON CONFLICT (device_type, file_name) DO UPDATE SET \
                 file_format = excluded.file_format, template = excluded.template",
                values![device_type, &file.file_name, &file.file_format, &file.template],
            )
            .await
    }

    /// A file of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_file(
        &self,
        device_type: &str,
        file_name: &str,
    ) -> Result<Option<DeviceTypeFile>> {
        let row = self
            .0
            .optional(
                "reading a file of a device type",
                "SELECT * FROM device_type_files WHERE device_type = $1 AND file_name = $2",
                values![device_type, file_name],
            )
            .await?;
        row.as_ref().map(read_file).transpose()
    }

    /// The files of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_files(&self, device_type: &str) -> Result<Vec<DeviceTypeFile>> {
        let rows = self
            .0
            .all(
                "listing the files of a device type",
                "SELECT * FROM device_type_files WHERE device_type = $1 ORDER BY file_name",
                values![device_type],
            )
            .await?;
        rows.iter().map(read_file).collect()
    }

    /// Removes a file of a type; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_file(&self, device_type: &str, file_name: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a file of a device type",
                "DELETE FROM device_type_files WHERE device_type = $1 AND file_name = $2",
                values![device_type, file_name],
            )
            .await?;
        Ok(removed > 0)
    }
}
