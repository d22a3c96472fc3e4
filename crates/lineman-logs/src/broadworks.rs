//! The record grammar that all BroadWorks servers share (log-formats.md section 1).

use lineman_model::Timestamp;

/// One record: header columns and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroadWorksRecord {
    /// Local time of the stamp as if it were UTC; add the zone to get the instant.
    pub local_time: Timestamp,
    /// The zone word, `EDT` or `GMT+00:00`.
    pub zone: String,
    /// Severity word.
    pub severity: String,
    /// Channel.
    pub channel: String,
    /// Columns after the channel, in order, trimmed.
    pub columns: Vec<String>,
    /// The body without the empty lines around it.
    pub body: String,
}
