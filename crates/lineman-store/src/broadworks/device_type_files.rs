//! The files of device types: templates and how they are served.

use std::collections::BTreeMap;

use super::contents::{content_values, read_content};
use super::repository;
use crate::Result;
use crate::row::{Row, json, values};

/// A file of a device type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceTypeFile {
    /// OCI-P's file format: the name in access URLs, such as `config-wxt.xml`; tags may be in it.
    pub file_format: String,
    /// The name in the repository; tags may be in it.
    pub remote_file_format: String,
    /// The template with its tags.
    pub content: Vec<u8>,
    /// Further settings by the names that OCI-P gives them.
    pub options: BTreeMap<String, String>,
}

/// Who may ask for a file, and how: the flags of OCI-P.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFlag {
    /// HTTP Digest rather than Basic.
    Digest,
    /// By the MAC address that the request names.
    MacBased,
    /// By the device's user name and password.
    UserNamePassword,
    /// By a long-lived token of the device's user.
    Bearer,
    /// The MAC address is in the client's certificate.
    MacInCertificate,
    /// The MAC address is in another header than the request line.
    MacInNonRequestUri,
    /// Over HTTP.
    AllowHttp,
    /// Over HTTPS.
    AllowHttps,
    /// Over TFTP.
    AllowTftp,
    /// Clients may keep it.
    EnableCaching,
    /// Devices may upload it.
    AllowUpload,
}

impl FileFlag {
    /// As OCI-P spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Digest => "useHttpDigestAuthentication",
            Self::MacBased => "macBasedFileAuthentication",
            Self::UserNamePassword => "userNamePasswordFileAuthentication",
            Self::Bearer => "bearerFileAuthentication",
            Self::MacInCertificate => "macInCert",
            Self::MacInNonRequestUri => "macInNonRequestURI",
            Self::AllowHttp => "allowHttp",
            Self::AllowHttps => "allowHttps",
            Self::AllowTftp => "allowTftp",
            Self::EnableCaching => "enableCaching",
            Self::AllowUpload => "allowUploadFromDevice",
        }
    }

    /// What counts when nothing was said: a file is open to nobody without credentials.
    const fn usual(self) -> bool {
        matches!(
            self,
            Self::Digest
                | Self::UserNamePassword
                | Self::Bearer
                | Self::AllowHttp
                | Self::AllowHttps
        )
    }
}

impl DeviceTypeFile {
    /// A file with the usual settings.
    #[must_use]
    pub fn new(file_format: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        let file_format = file_format.into();
        Self {
            remote_file_format: file_format.clone(),
            file_format,
            content: content.into(),
            options: BTreeMap::new(),
        }
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn has(&self, flag: FileFlag) -> bool {
        match self.options.get(flag.as_str()) {
            Some(value) => value == "true",
            None => flag.usual(),
        }
    }

    /// Sets a flag.
    pub fn set(&mut self, flag: FileFlag, value: bool) {
        let value = if value { "true" } else { "false" };
        self.options.insert(flag.as_str().to_owned(), value.to_owned());
    }

    /// Whether it is the same for every device: no tag in it is filled in.
    #[must_use]
    pub fn is_static(&self) -> bool {
        self.options.get("fileCategory").is_some_and(|category| category == "Static")
    }

    /// Whether anything must be shown before the file is served.
    #[must_use]
    pub fn is_authenticated(&self) -> bool {
        [
            FileFlag::Digest,
            FileFlag::MacBased,
            FileFlag::UserNamePassword,
            FileFlag::Bearer,
            FileFlag::MacInCertificate,
        ]
        .into_iter()
        .any(|flag| self.has(flag))
    }
}

repository! {
    /// The files of device types.
    DeviceTypeFiles
}

fn read(row: &Row) -> Result<DeviceTypeFile> {
    Ok(DeviceTypeFile {
        file_format: row.text("file_name")?,
        remote_file_format: row.text("file_format")?,
        content: read_content(row, "template")?.unwrap_or_default(),
        options: row.json("options")?,
    })
}

impl DeviceTypeFiles<'_> {
    /// Adds or replaces a file of a type.
    ///
    /// # Errors
    /// When the type is not there.
    pub async fn save(&self, device_type: &str, file: &DeviceTypeFile) -> Result<()> {
        let mut all = values![
            device_type,
            &file.file_format,
            &file.remote_file_format,
            json(&file.options)?,
        ];
        all.extend(content_values(&file.content));
        self.0
            .change(
                "saving a file of a device type",
                "INSERT INTO device_type_files (device_type, file_name, file_format, options, \
                 template, is_base64) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (device_type, file_name) DO UPDATE SET \
                 file_format = excluded.file_format, options = excluded.options, \
                 template = excluded.template, is_base64 = excluded.is_base64",
                all,
            )
            .await
    }

    /// A file of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(
        &self,
        device_type: &str,
        file_format: &str,
    ) -> Result<Option<DeviceTypeFile>> {
        let row = self
            .0
            .optional(
                "reading a file of a device type",
                "SELECT * FROM device_type_files WHERE device_type = $1 AND file_name = $2",
                values![device_type, file_format],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The files of a type.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, device_type: &str) -> Result<Vec<DeviceTypeFile>> {
        let rows = self
            .0
            .all(
                "listing the files of a device type",
                "SELECT * FROM device_type_files WHERE device_type = $1 ORDER BY file_name",
                values![device_type],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes a file of a type; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, device_type: &str, file_format: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a file of a device type",
                "DELETE FROM device_type_files WHERE device_type = $1 AND file_name = $2",
                values![device_type, file_format],
            )
            .await?;
        Ok(removed > 0)
    }
}
