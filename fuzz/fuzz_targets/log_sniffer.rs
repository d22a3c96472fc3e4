//! Any bytes as a log: the sniffer, the splitter and every reader neither panic nor loop, and what
//! was read opens exactly one record when it is written again.
#![no_main]

#[path = "../../crates/lineman-logs/tests/support/exercise.rs"]
mod exercised;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    exercised::exercise(input);
});
