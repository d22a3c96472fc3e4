//! One module per log: write and read, one definition for both.
//!
//! The services write through these modules and the troubleshooter reads through them, so a line
//! that our deployment can write is a line that the troubleshooter understands. `read(write(x))`
//! is `x` for every entry (property tests); real samples are the second proof. A reader never
//! fails on content: what it cannot place is [`Other`](ps_log::PsLogEntry::Other).
//!
//! Shapes for which no public sample exists are marked INFERRED where they are defined.

pub mod access_log;
pub mod authentication_service;
mod body;
pub mod broadworks;
pub mod bw_cli;
pub mod call_settings_webview;
mod charset;
pub mod client;
pub mod client_calling;
pub mod client_startup;
pub mod cloud;
pub mod dms_debug_log;
pub mod escape;
pub mod http_block;
pub mod mask;
pub mod nps_log;
pub mod ns_xs_log;
pub mod ps_log;
pub mod push_event;
mod record_start;
pub mod sip_dump;
pub mod sniff;
pub mod split;
pub mod stamp;
mod tokens;
pub mod xs_log;
pub mod xsi_actions_log;
mod xsp_record;

/// Where a service's log goes. The deployment implements it with files, tests with a buffer.
pub trait LogSink: Send + Sync {
    /// Appends one complete record, line breaks included.
    fn append(&self, record: &str);
}

/// A sink that keeps everything in memory, for tests.
#[derive(Debug, Default)]
pub struct MemorySink(std::sync::Mutex<String>);

impl MemorySink {
    /// Everything written so far.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

impl LogSink for MemorySink {
    fn append(&self, record: &str) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push_str(record);
    }
}
