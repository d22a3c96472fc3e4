//! Standard output and standard error.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use clap::ValueEnum;

/// The form of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Inputs that are named one by one when none could be read.
const UNREAD_NAMED: usize = 20;

/// Columns to write in: the terminal's, at most 80; 80 when there is none.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).min(80))
}

/// Whether standard output takes colours. An empty `NO_COLOR` is none (no-color.org).
pub(crate) fn colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stdout().is_terminal() && !refused && !dumb
}

/// Prints a whole report. A reader that goes away, such as `head`, is no failure.
pub(crate) fn print(text: &str) -> io::Result<()> {
    print_with(|out| out.write_all(text.as_bytes()))
}

/// Prints a report that is written piece by piece.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says on standard error why none of the inputs could be read, so that a script that parses
/// standard output leaves something to read.
pub(crate) fn nothing_read<'a>(reasons: impl Iterator<Item = (&'a str, String)>) {
    let mut err = io::stderr().lock();
    for (path, reason) in reasons.take(UNREAD_NAMED) {
        // When standard error is gone there is nobody left to tell.
        let _ = writeln!(err, "lineman: {path}: {reason}");
    }
}

/// Says that the report could not be written; the exit code for it.
pub(crate) fn failed(error: io::Error) -> u8 {
    // When standard error is gone as well there is nobody left to tell.
    let _ = writeln!(io::stderr(), "lineman: writing the report failed: {error}");
    3
}
