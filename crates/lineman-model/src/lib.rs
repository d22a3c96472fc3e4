//! Identifiers, vocabularies, clock and randomness shared by every crate.
//!
//! Nothing here does I/O, except [`SystemClock`] and [`SystemRandom`], which the binary hands down
//! so that nobody below asks the machine for the time or for random bytes.

mod call_service;
mod clock;
mod component;
mod journey;
mod language;
pub mod limits;
mod log_kind;
mod mask;
pub mod push;
mod random;
mod step;
mod tracking_id;

pub use call_service::CallService;
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use component::Component;
pub use journey::{Confidence, JourneyKind, Outcome, ScopeKind, Severity, StepState};
pub use language::Language;
pub use log_kind::LogKind;
pub use mask::{Secret, mask_number};
pub use random::{Random, SeededRandom, SystemRandom, uuid_v4};
pub use step::StepId;
pub use tracking_id::{TrackingId, find_tracking_id};
