//! Recording relays for the journey tests.

mod relay;

pub use relay::{Relay, Way};
