//! The inputs of a diagnosis.

use std::collections::BTreeSet;

use lineman_model::{Component, LogKind, Timestamp};

use crate::readers::ReaderState;
use crate::zone::Zones;

/// One input, as [`Engine::begin_input`](crate::Engine::begin_input) names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(pub(crate) u32);

/// What the reader of the bytes knows when an input ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputSummary {
    /// Decompressed bytes that were read.
    pub bytes: u64,
    /// Lines that belong to no record.
    pub unread_lines: u64,
    /// Why the input ended early, such as `unexpected end of the gzip stream`; none when it did not.
    pub truncated: Option<String>,
    /// Which cap ended or thinned the reading, such as `more than 4 GiB`; none when none did.
    pub capped: Option<String>,
    /// Records that were longer than [`lineman_model::limits::RECORD_BYTES`] and were cut.
    pub cut_records: u64,
    /// Further remarks for the report.
    pub notes: Vec<String>,
}

/// An input while it is read.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) path: String,
    pub(crate) log: LogKind,
    pub(crate) records: u64,
    /// Whether it could be opened and read at all.
    pub(crate) readable: bool,
    /// Whether anything but blank lines was in it.
    pub(crate) has_content: bool,
    pub(crate) summary: InputSummary,
    /// Lines of records that their reader could not place.
    pub(crate) unread_lines: u64,
    /// Records that were cut.
    pub(crate) cut_records: u64,
    pub(crate) zones: Zones,
    /// Cloud services whose lines it holds.
    pub(crate) services: BTreeSet<Component>,
    /// Whether lines of the app's calling library stand in it.
    pub(crate) holds_calling: bool,
    /// Whether lines of the app's start stand in it.
    pub(crate) holds_startup: bool,
    /// What its reader remembers.
    pub(crate) state: ReaderState,
    /// Earliest and latest time as printed; corrected by the zone at the end.
    pub(crate) first: Option<Timestamp>,
    pub(crate) last: Option<Timestamp>,
}

impl Input {
    pub(crate) fn new(path: &str, log: LogKind) -> Self {
        Self {
            path: path.to_owned(),
            log,
            records: 0,
            readable: true,
            has_content: false,
            summary: InputSummary::default(),
            unread_lines: 0,
            cut_records: 0,
            zones: Zones::default(),
            services: BTreeSet::new(),
            holds_calling: false,
            holds_startup: false,
            state: ReaderState::default(),
            first: None,
            last: None,
        }
    }

    /// Nothing is in it, and nothing kept us from seeing that.
    pub(crate) const fn is_empty(&self) -> bool {
        self.readable
            && !self.has_content
            && self.summary.truncated.is_none()
            && self.summary.capped.is_none()
    }

    /// It has content that is none of the known logs, or is nothing that could be read.
    pub(crate) fn is_unrecognised(&self) -> bool {
        let explained = self.summary.truncated.is_some() || self.summary.capped.is_some();
        let unreadable = !self.readable && !explained;
        self.log == LogKind::Unknown && (self.has_content || unreadable)
    }

    /// Widens the time that the input covers.
    pub(crate) fn saw(&mut self, time: Timestamp) {
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
    }
}
