//! The line form that all desktop logs of the Webex app share (log-formats.md 4.1, form C when
//! written; A, B, C, Android and CSF lines when read).

use lineman_model::Timestamp;

/// One record of a Webex app log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// UTC time; none for forms without a date or a zone.
    pub time: Option<Timestamp>,
    /// `Info`, `Error`, `Debug`, ...
    pub level: String,
    /// Process id.
    pub process: Option<u64>,
    /// Thread as printed, `0x45c`.
    pub thread: String,
    /// Source file, `BroadWorksLoginAdapter.cpp`.
    pub file: String,
    /// Source line.
    pub line: u32,
    /// Function, `BroadWorksLoginAdapter::handleLoginError`.
    pub function: String,
    /// Component, `BWC:SCF`; may be empty.
    pub component: String,
    /// The text behind the component; continuation lines joined by LF.
    pub message: String,
}
