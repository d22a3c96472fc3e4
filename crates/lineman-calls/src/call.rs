//! A call: its legs and the setting-up that is under way.

use std::collections::BTreeSet;

use lineman_model::Timestamp;

use crate::party::{Callee, Party};

/// Somebody is being reached.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    /// The leg that waits for the outcome; none while a user's own device is rung first.
    pub(crate) from: Option<u64>,
    /// Who the callee is told is calling.
    pub(crate) caller: Party,
    /// The address as dialled.
    pub(crate) target: String,
    /// Whom it means, once that is known.
    pub(crate) callee: Option<Callee>,
    /// The legs that ring.
    pub(crate) forks: BTreeSet<u64>,
    /// Users that the call was at.
    pub(crate) visited: Vec<Party>,
    /// How often it was forwarded.
    pub(crate) forwards: u32,
    /// What the devices answered.
    pub(crate) failures: Vec<u16>,
    /// The leg whose early media the caller hears.
    pub(crate) early: Option<u64>,
    /// The hops that are left (Max-Forwards).
    pub(crate) max_forwards: u32,
    /// Who transfers and wants to hear of the outcome.
    pub(crate) transferor: Option<u64>,
    /// What to dial once the user's own device has answered.
    pub(crate) then_dial: Option<String>,
}

impl Setup {
    pub(crate) fn new(from: Option<u64>, caller: Party, target: &str) -> Self {
        Self {
            from,
            caller,
            target: target.to_owned(),
            callee: None,
            forks: BTreeSet::new(),
            visited: Vec::new(),
            forwards: 0,
            failures: Vec::new(),
            early: None,
            max_forwards: 70,
            transferor: None,
            then_dial: None,
        }
    }
}

/// A call.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) correlation: String,
    pub(crate) legs: BTreeSet<u64>,
    pub(crate) setup: Option<Setup>,
    /// The number of the question whose answer is awaited.
    pub(crate) question: u32,
    pub(crate) no_answer: Option<Timestamp>,
    pub(crate) audit: Option<Timestamp>,
    pub(crate) caller: Party,
    pub(crate) dialled: String,
    pub(crate) rang: Vec<Party>,
    /// Whose devices ring, with the Call-ID that was told.
    pub(crate) announced: Vec<(String, String)>,
    pub(crate) answered_by: Option<Party>,
    pub(crate) started: Timestamp,
    pub(crate) answered: Option<Timestamp>,
    pub(crate) status: u16,
    /// Whether it is known who calls, so that there is something to record.
    pub(crate) known_caller: bool,
}

impl Call {
    pub(crate) fn new(correlation: String, started: Timestamp) -> Self {
        Self {
            correlation,
            legs: BTreeSet::new(),
            setup: None,
            question: 0,
            no_answer: None,
            audit: None,
            caller: Party::default(),
            dialled: String::new(),
            rang: Vec::new(),
            announced: Vec::new(),
            answered_by: None,
            started,
            answered: None,
            status: 487,
            known_caller: false,
        }
    }
}
