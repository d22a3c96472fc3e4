//! The configuration file of `lineman serve`: TOML, unknown keys are errors.

mod broadworks;
mod cloud;
mod push;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lineman_model::Secret;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

pub use broadworks::{
    AccessLogEra, Administrator, ApplicationServerSection, BroadworksSection,
    IdentityProviderSection, NetworkServerSection, SbcSection, XspSection,
};

use crate::log_rules::{LogRules, Severity};

pub use push::{ApnsSection, FcmApplicationSection, FcmSection, PushServerSection};

pub use cloud::{
    BridgeSection, CloudSection, ClusterSection, IdentitySection, IdpProxySection, PortalSection,
    TemplateSection, TokenInfoClientSection,
};

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Configuration {
    /// Where state lives.
    pub data: DataSection,
    /// Where logs go.
    pub logs: LogSection,
    /// The BroadWorks half.
    pub broadworks: BroadworksSection,
    /// The cloud half.
    pub cloud: CloudSection,
}

/// Where state lives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DataSection {
    /// Databases, keys and certificates; made with mode 0700.
    pub directory: PathBuf,
    /// The two authorities; in the data folder when absent. Two processes that serve the two halves
    /// hand each other their authorities through this folder.
    pub certificates: Option<PathBuf>,
}

impl Default for DataSection {
    fn default() -> Self {
        Self { directory: PathBuf::from("lineman-data"), certificates: None }
    }
}

/// Where logs go.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogSection {
    /// Folder; `logs` in the data folder when absent.
    pub directory: Option<PathBuf>,
    /// A BroadWorks log goes on in a new file at this size, and at midnight.
    pub file_size_in_mb: std::num::NonZeroU16,
    /// Most files of one BroadWorks log.
    pub number_of_files: std::num::NonZeroU16,
    /// Least severity by channel, such as `Sip = "Notice"`; a channel that is absent is written
    /// whole.
    pub levels: BTreeMap<String, Severity>,
}

impl Default for LogSection {
    fn default() -> Self {
        let usual = std::num::NonZeroU16::MIN.saturating_add(99);
        Self {
            directory: None,
            file_size_in_mb: usual,
            number_of_files: usual,
            levels: BTreeMap::new(),
        }
    }
}

impl LogSection {
    /// The rules for the logs' files.
    #[must_use]
    pub fn rules(&self) -> LogRules {
        LogRules {
            file_bytes: u64::from(self.file_size_in_mb.get()) * 1024 * 1024,
            files: usize::from(self.number_of_files.get()),
            levels: Arc::new(self.levels.clone()),
        }
    }
}

/// The configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigurationError {
    /// The file cannot be read.
    #[error("reading the configuration {path}: {source}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The file is not what we expect; the text shows line and column.
    #[error("the configuration {path} is not usable: {reason}")]
    Parse {
        /// Which file.
        path: PathBuf,
        /// Line, column and what is wrong.
        reason: String,
    },
}

impl Configuration {
    /// Reads a file. Relative folders in it are relative to the file.
    ///
    /// # Errors
    /// When it cannot be read or holds something that we do not know.
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigurationError::Read { path: path.to_path_buf(), source })?;
        let mut configuration: Self = toml::from_str(&text).map_err(|error| {
            ConfigurationError::Parse { path: path.to_path_buf(), reason: error.to_string() }
        })?;
        let base = path.parent().unwrap_or(Path::new("."));
        configuration.data.directory = base.join(&configuration.data.directory);
        configuration.logs.directory = configuration.logs.directory.map(|folder| base.join(folder));
        configuration.data.certificates =
            configuration.data.certificates.map(|folder| base.join(folder));
        configuration.broadworks.resolve(base);
        configuration.cloud.resolve(base);
        Ok(configuration)
    }

    /// The folder of the logs.
    #[must_use]
    pub fn log_directory(&self) -> PathBuf {
        self.logs.directory.clone().unwrap_or_else(|| self.data.directory.join("logs"))
    }
}

pub(crate) fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}

pub(crate) const fn loopback(port: u16) -> std::net::SocketAddr {
    std::net::SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lineman.toml");
        std::fs::write(&path, "[data]\ndirectory = \"d\"\n[broadworks.xsp]\nhtpp = \"x\"\n")
            .unwrap();
        let text = Configuration::read(&path).unwrap_err().to_string();
        assert!(text.contains("htpp") && text.contains("line 4"), "{text}");
    }

    #[test]
    fn log_rules_are_read_and_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lineman.toml");
        let write = |text: &str| std::fs::write(&path, text).unwrap();
        write("[logs]\nfile_size_in_mb = 5\n[logs.levels]\nSip = \"Notice\"\n");
        let rules = Configuration::read(&path).unwrap().logs.rules();
        assert_eq!((rules.file_bytes, rules.files), (5 * 1024 * 1024, 100));
        assert_eq!(rules.levels.get("Sip"), Some(&Severity::Notice));
        for bad in ["file_size_in_mb = 0", "number_of_files = 0", "levels = { Sip = \"Loud\" }"] {
            write(&format!("[logs]\n{bad}\n"));
            assert!(Configuration::read(&path).is_err(), "{bad}");
        }
    }

    #[test]
    fn folders_are_relative_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lineman.toml");
        std::fs::write(&path, "[data]\ndirectory = \"d\"\n").unwrap();
        let configuration = Configuration::read(&path).unwrap();
        assert_eq!(configuration.data.directory, folder.path().join("d"));
        assert_eq!(configuration.log_directory(), folder.path().join("d/logs"));
    }
}
