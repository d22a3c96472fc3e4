//! Records to events, events to journeys, journeys to findings and a report.
//!
//! Pure: no I/O and no clock. The caller walks the inputs and hands over one record after the
//! other; [`Engine::finish`] gives the [`Report`].
//!
//! 1. `readers`: a typed log entry becomes an observation: which step it shows, and how.
//! 2. `journey`: observations are joined by tracking id, Call-ID, user and time.
//! 3. `state`: each step of a journey is judged.
//! 4. `findings`: a table of signatures names the root of each failed journey.
//! 5. [`text`]: the report as text; [`Report::to_json`] is the contract `lineman.diagnosis/1`.

mod assemble;
mod bodies;
mod engine;
mod evidence;
mod excerpt;
mod findings;
mod given;
mod input;
mod journey;
mod observation;
mod oci;
mod options;
mod paths;
mod readers;
mod report;
mod sink;
mod sip;
mod state;
pub mod text;
mod zone;

pub use engine::Engine;
pub use input::{InputId, InputSummary};
pub use options::Options;
pub use report::{
    CallFlow, Counts, Evidence, Finding, FlowMessage, InputReport, JourneyReport, Report, SCHEMA,
    Scope, StepReport,
};
