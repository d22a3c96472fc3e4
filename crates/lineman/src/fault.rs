//! The last line of defence: an internal fault is said in one line and ends with exit code 3.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

/// Runs a subcommand; a panic becomes exit code 3.
pub(crate) fn guarded(run: impl FnOnce() -> u8) -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(|place| format!("{}:{}", place.file(), place.line()));
        let _ = writeln!(
            std::io::stderr(),
            "lineman: internal fault at {}: {}. This is a defect of lineman: please report it with this line.",
            place.unwrap_or_default(),
            fault.payload_as_str().unwrap_or("no message"),
        );
    }));
    ExitCode::from(panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or(3))
}
