//! What a lab is asked and what it says.

use std::path::PathBuf;

use lineman_diagnose::Report;
use lineman_model::{Language, StepId, StepState};

use super::faults::Fault;

/// How to run the lab.
#[derive(Debug, Clone)]
pub struct LabOptions {
    /// The folder; nothing is written outside it.
    pub data: PathBuf,
    /// Walk once and stop, instead of staying up.
    pub once: bool,
    /// Faults to inject.
    pub faults: Vec<Fault>,
    /// First port, when the usual ones are not wanted; 0 takes whatever is free.
    pub port_base: Option<u16>,
    /// Language of findings.
    pub language: Language,
    /// PostgreSQL database for both halves instead of SQLite files; every fresh state has two
    /// schemas of its own there.
    pub postgres: Option<String>,
}

/// How a lab ended.
#[derive(Debug)]
pub struct LabOutcome {
    /// The diagnosis of its logs.
    pub report: Report,
    /// Every subscriber that should be registered is, and no finding is an error.
    pub healthy: bool,
}

/// What a lab says while it runs.
#[derive(Debug, Clone)]
pub enum Progress {
    /// A preferred port was taken.
    PortReplaced {
        /// Whose.
        what: &'static str,
        /// The preferred one.
        wanted: u16,
        /// The one in its place.
        used: u16,
    },
    /// Everything listens.
    Up {
        /// The portal's address.
        portal: String,
        /// The folder.
        data: PathBuf,
    },
    /// Logs now show a step of the first subscriber.
    Step {
        /// Which one.
        step: StepId,
        /// What they say.
        state: StepState,
    },
    /// The walk is over; the lab stays up until it is stopped.
    WalkDone {
        /// Whether it is healthy.
        healthy: bool,
    },
}
