//! The ladders: journeys, their steps, who talks to whom, and where each step shows.
//!
//! The guide is data: the services raise, the logs show and the troubleshooter judges the same
//! table. [`literals`] holds the guide's technical literals (methods, headers, paths, node names),
//! once.

pub mod literals;
mod party;
pub mod settings;
mod table;

pub use party::Party;
pub use table::{Step, first_in_ladder_order, step, steps_of};
