//! What every component gets from outside: time, randomness, folders.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lineman_logs::LogSink;
use lineman_model::{Clock, Random, SystemClock, SystemRandom};

use crate::error::DeploymentError;
use crate::log_files::LogFile;
use crate::log_rules::{Levelled, LogRules};
use crate::rolling_log::RollingLog;

/// Time, randomness and the folders of a deployment.
#[derive(Clone)]
pub struct Environment {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub random: Arc<dyn Random>,
    /// Databases, keys and certificates.
    pub data: PathBuf,
    /// The two authorities.
    pub certificates: PathBuf,
    /// The logs.
    pub logs: PathBuf,
    /// How the dated logs grow.
    pub log_rules: LogRules,
}

impl Environment {
    /// The machine's clock and randomness.
    #[must_use]
    pub fn system(data: &Path, logs: &Path, certificates: Option<&Path>) -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            certificates: certificates.map_or_else(|| data.join("certificates"), Path::to_path_buf),
            data: data.to_path_buf(),
            logs: logs.to_path_buf(),
            log_rules: LogRules::default(),
        }
    }

    /// With other rules for the dated logs.
    #[must_use]
    pub fn with_log_rules(mut self, rules: LogRules) -> Self {
        self.log_rules = rules;
        self
    }

    /// Opens a log that BroadWorks names by prefix and start time: `as/PSLog2026….txt`.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn dated_log(
        &self,
        folder: &str,
        prefix: &str,
    ) -> Result<Arc<dyn LogSink>, DeploymentError> {
        let folder = self.logs.join(folder);
        let rules = self.log_rules.clone();
        let levels = Arc::clone(&rules.levels);
        let log = RollingLog::open(&folder, prefix, rules, Arc::clone(&self.clock))?;
        Ok(Arc::new(Levelled::new(log, levels)))
    }

    /// Opens a log of a fixed name.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn log(&self, path: &Path) -> Result<Arc<dyn LogSink>, DeploymentError> {
        let sink: Arc<dyn LogSink> = LogFile::open(&self.logs.join(path))?;
        Ok(sink)
    }
}
