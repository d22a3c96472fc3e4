//! What the tests share: labs that were run once and kept in memory, and ways to look at a report.

mod diagnosis;
mod expectations;
mod recording;

pub(crate) use diagnosis::{diagnose, errors_and_warnings, essences, journeys_of, sign_ins};
pub(crate) use expectations::{FIRST, expected};
pub(crate) use recording::{RecordedFile, Recording, postgres, recording};
