//! Records to events, events to journeys, journeys to findings and a report.
//!
//! Pure: no I/O and no clock. The caller walks the inputs and hands over one record after the
//! other; [`Engine::finish`] gives the [`Report`].
//!
//! 1. `readers`: a typed log entry becomes an observation: which step it shows, and how.
//! 2. `journey`: observations are joined by tracking id, Call-ID, user and time.
//! 3. `findings`: a table of signatures names the root of each failed journey.
//! 4. [`text`]: the report as text; [`Report::to_json`] is the contract `lineman.diagnosis/1`.

mod engine;
mod input;
mod options;
mod report;
mod zone;

pub use engine::Engine;
pub use input::{InputId, InputSummary};
pub use options::Options;
pub use report::{
    CallFlow, Counts, Evidence, Finding, FlowMessage, InputReport, JourneyReport, Report, SCHEMA,
    Scope, StepReport,
};
