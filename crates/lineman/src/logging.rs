//! The process's own log, on standard error, and its signals.

use tracing_subscriber::EnvFilter;

/// Sends `tracing` to standard error; `LINEMAN_LOG` takes a filter such as `debug`.
pub(crate) fn to_standard_error() {
    let filter = EnvFilter::try_from_env("LINEMAN_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // A second subscriber in one process changes nothing.
    drop(
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .try_init(),
    );
}

/// Ends when the process is asked to stop: Ctrl-C or SIGTERM.
pub(crate) async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}
