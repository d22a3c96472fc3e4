//! What the tests share: labs that were run once and kept in memory, labs that stay up, and ways to
//! look at a report.

mod diagnosis;
mod expectations;
mod recording;
mod staying;

pub(crate) use diagnosis::{diagnose, errors_and_warnings, essences, journeys_of, sign_ins};
pub(crate) use expectations::{ENTERPRISE, FIRST, expected};
pub(crate) use recording::{RecordedFile, Recording, lab_options, postgres, recording, runtime};
pub(crate) use staying::{Staying, text};
