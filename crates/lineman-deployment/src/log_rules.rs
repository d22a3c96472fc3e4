//! How long logs grow and what they leave out: the output channels' `fileSizeInMB` and
//! `numberOfFiles`, and the input channels' severities (log-formats.md 1.2).

use std::collections::BTreeMap;
use std::sync::Arc;

use lineman_logs::LogSink;
use serde::Deserialize;

/// Severity of a record, the most talkative first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Severity {
    /// Everything.
    FieldDebug,
    /// For developers.
    Debug,
    /// The usual course.
    Info,
    /// What an operator may want to see.
    Notice,
    /// What an operator must see.
    Warn,
}

impl Severity {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "FieldDebug" => Self::FieldDebug,
            "Debug" => Self::Debug,
            "Info" => Self::Info,
            "Notice" => Self::Notice,
            "Warn" => Self::Warn,
            _ => return None,
        })
    }
}

/// The rules of all logs that BroadWorks dates by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRules {
    /// A file that would grow beyond this is followed by another one, bytes.
    pub file_bytes: u64,
    /// Most files of one log; the oldest is removed for a new one.
    pub files: usize,
    /// Least severity of a channel's records, by the channel's name (`Sip`, `OCI-P`, `Generic`);
    /// channels that are not named here are written whole.
    pub levels: Arc<BTreeMap<String, Severity>>,
}

impl Default for LogRules {
    fn default() -> Self {
        Self { file_bytes: 100 * 1024 * 1024, files: 100, levels: Arc::default() }
    }
}

/// A sink that leaves out what its channel's level does not want.
pub(crate) struct Levelled<S> {
    inner: S,
    levels: Arc<BTreeMap<String, Severity>>,
}

impl<S> Levelled<S> {
    pub(crate) fn new(inner: S, levels: Arc<BTreeMap<String, Severity>>) -> Self {
        Self { inner, levels }
    }
}

impl<S: LogSink> LogSink for Levelled<S> {
    fn append(&self, record: &str) {
        if is_wanted(record, &self.levels) {
            self.inner.append(record);
        }
    }
}

/// A record whose header we do not know is kept: losing one is worse than a line too many.
fn is_wanted(record: &str, levels: &BTreeMap<String, Severity>) -> bool {
    if levels.is_empty() {
        return true;
    }
    let header = record.lines().next().unwrap_or_default();
    let mut columns = header.split(" | ").skip(1).map(str::trim);
    let (Some(severity), Some(channel)) = (columns.next(), columns.next()) else { return true };
    match (Severity::parse(severity), levels.get(channel)) {
        (Some(severity), Some(least)) => severity >= *least,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use lineman_logs::MemorySink;

    use super::*;

    #[test]
    fn a_channel_is_silent_below_its_level_only() {
        let levels = BTreeMap::from([
            (String::from("Sip"), Severity::Notice),
            (String::from("Generic"), Severity::Info),
        ]);
        let sink = Levelled::new(MemorySink::default(), Arc::new(levels));
        let record = |severity, channel| {
            format!(
                "2026.01.01 00:00:00:000 GMT+00:00 | {severity:10} | {channel} | x\n\n\tbody\n\n"
            )
        };
        let wanted = [
            record("Notice", "Sip"),
            record("Warn", "Sip"),
            record("Info", "Generic"),
            record("FieldDebug", "OCI-P"),
            record("Strange", "Sip"),
            String::from("a line of another form\n"),
        ];
        let unwanted =
            [record("Info", "Sip"), record("FieldDebug", "Sip"), record("Debug", "Generic")];
        for text in wanted.iter().chain(&unwanted) {
            sink.append(text);
        }
        assert_eq!(sink.inner.text(), wanted.concat());
    }
}
