//! The files of single devices: what administrators changed, what devices uploaded, and when a file
//! last came out differently.

use lineman_model::Timestamp;

use super::contents::{content_values, read_content};
use super::{DeviceKey, repository};
use crate::Result;
use crate::row::{Row, values};

/// Most files that one device may upload.
pub const UPLOADS_PER_DEVICE: u32 = 32;

/// Where a file's content comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileSource {
    /// From the level above.
    Default,
    /// Somebody puts it into the repository by hand.
    Manual,
    /// Uploaded.
    Custom,
}

impl FileSource {
    /// As OCI-P spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "Default",
            Self::Manual => "Manual",
            Self::Custom => "Custom",
        }
    }

    /// From OCI-P's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Default, Self::Manual, Self::Custom].into_iter().find(|one| one.as_str() == text)
    }
}

/// What an administrator changed about one device's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceFile {
    /// OCI-P's file format: the name in access URLs.
    pub file_format: String,
    /// Where its content comes from.
    pub source: FileSource,
    /// Name of the file that was uploaded.
    pub configuration_file_name: Option<String>,
    /// Its template, if it is custom.
    pub content: Option<Vec<u8>>,
    /// Whether what the device does with it is written down at length.
    pub extended_capture: bool,
}

/// A file that a device uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceUpload {
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// When it came.
    pub uploaded_at: Timestamp,
}

/// How a file of a device last came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceBuild {
    /// Of its content.
    pub content_hash: String,
    /// Since when it is so.
    pub built_at: Timestamp,
    /// Whether it was otherwise before.
    pub is_new: bool,
}

repository! {
    /// The files of single devices.
    DeviceFiles
}

const OF_DEVICE: &str = "adding to the files of a device";

fn read(row: &Row) -> Result<DeviceFile> {
    Ok(DeviceFile {
        file_format: row.text("file_name")?,
        source: row.word("file_source", FileSource::parse)?,
        configuration_file_name: row.optional_text("configuration_file_name")?,
        content: read_content(row, "content")?,
        extended_capture: row.flag("extended_capture")?,
    })
}

impl DeviceFiles<'_> {
    /// Adds or replaces what is special about a device's file.
    ///
    /// # Errors
    /// When the device is not there.
    pub async fn save(&self, device: &DeviceKey, file: &DeviceFile) -> Result<()> {
        let mut all = device.values();
        all.extend(values![
            &file.file_format,
            file.source.as_str(),
            &file.configuration_file_name,
            file.extended_capture,
        ]);
        match &file.content {
            Some(content) => all.extend(content_values(content)),
            None => all.extend(values![None::<String>, false]),
        }
        self.0
            .change(
                OF_DEVICE,
                "INSERT INTO device_files (device_level, service_provider_id, group_id, \
                 device_name, file_name, file_source, configuration_file_name, \
                 extended_capture, content, is_base64) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
                 ON CONFLICT (device_level, service_provider_id, group_id, device_name, \
                 file_name) DO UPDATE SET file_source = excluded.file_source, \
                 configuration_file_name = excluded.configuration_file_name, \
                 extended_capture = excluded.extended_capture, content = excluded.content, \
                 is_base64 = excluded.is_base64",
                all,
            )
            .await
    }

    /// What is special about a device's file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, device: &DeviceKey, file_format: &str) -> Result<Option<DeviceFile>> {
        let mut all = device.values();
        all.extend(values![file_format]);
        let row = self
            .0
            .optional(
                "reading a file of a device",
                "SELECT * FROM device_files WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4 \
                 AND file_name = $5",
                all,
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Keeps what a device uploaded, in place of what it uploaded before under that name. False when
    /// the device has as many files as it may have.
    ///
    /// # Errors
    /// When the device is not there.
    pub async fn upload(&self, device: &DeviceKey, upload: &DeviceUpload) -> Result<bool> {
        let mut all = device.values();
        all.extend(values![&upload.file_name, upload.uploaded_at]);
        all.extend(content_values(&upload.content));
        all.extend(values![UPLOADS_PER_DEVICE]);
        let kept = self
            .0
            .execute(
                "keeping an uploaded file",
                "INSERT INTO device_uploads (device_level, service_provider_id, group_id, \
                 device_name, file_name, uploaded_at, content, is_base64) \
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT COUNT(*) \
                 FROM device_uploads WHERE device_level = $1 AND service_provider_id = $2 \
                 AND group_id = $3 AND device_name = $4 AND file_name <> $5) < $9 \
                 ON CONFLICT (device_level, service_provider_id, group_id, device_name, \
                 file_name) DO UPDATE SET uploaded_at = excluded.uploaded_at, \
                 content = excluded.content, is_base64 = excluded.is_base64",
                all,
            )
            .await?;
        Ok(kept > 0)
    }

    /// What a device uploaded under a name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_upload(
        &self,
        device: &DeviceKey,
        file_name: &str,
    ) -> Result<Option<DeviceUpload>> {
        let mut all = device.values();
        all.extend(values![file_name]);
        let row = self
            .0
            .optional(
                "reading an uploaded file",
                "SELECT * FROM device_uploads WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4 \
                 AND file_name = $5",
                all,
            )
            .await?;
        row.map(|row| {
            Ok(DeviceUpload {
                file_name: row.text("file_name")?,
                content: read_content(&row, "content")?.unwrap_or_default(),
                uploaded_at: row.time("uploaded_at")?,
            })
        })
        .transpose()
    }

    /// Says how a file came out now; gives since when it comes out like this.
    ///
    /// # Errors
    /// When the device is not there.
    pub async fn built(
        &self,
        device: &DeviceKey,
        file_name: &str,
        content_hash: &str,
        now: Timestamp,
    ) -> Result<DeviceBuild> {
        let mut key = device.values();
        key.extend(values![file_name]);
        let known = self
            .0
            .optional(
                "reading a build",
                "SELECT * FROM device_builds WHERE device_level = $1 \
                 AND service_provider_id = $2 AND group_id = $3 AND device_name = $4 \
                 AND file_name = $5",
                key.clone(),
            )
            .await?;
        if let Some(row) = known
            && row.text("content_hash")? == content_hash
        {
            return Ok(DeviceBuild {
                content_hash: content_hash.to_owned(),
                built_at: row.time("built_at")?,
                is_new: false,
            });
        }
        key.extend(values![content_hash, now]);
        self.0
            .change(
                "writing down a build",
                "INSERT INTO device_builds (device_level, service_provider_id, group_id, \
                 device_name, file_name, content_hash, built_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (device_level, \
                 service_provider_id, group_id, device_name, file_name) DO UPDATE SET \
                 content_hash = excluded.content_hash, built_at = excluded.built_at",
                key,
            )
            .await?;
        Ok(DeviceBuild { content_hash: content_hash.to_owned(), built_at: now, is_new: true })
    }
}
