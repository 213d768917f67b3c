//! What the service manager and the operator say by signal.

use tokio::signal::unix::Signal;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;

use super::error::DaemonError;
use super::notify;
use super::serve::Ends;

/// The signals that are listened to, from the moment this is made.
#[derive(Debug)]
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    /// Begins to listen: a signal does not end the process any more.
    pub(super) fn listen() -> Result<Self, DaemonError> {
        let open = |kind| {
            signal(kind).map_err(|source| DaemonError::Process { action: "listen for signals", source })
        };
        Ok(Self {
            terminate: open(SignalKind::terminate())?,
            interrupt: open(SignalKind::interrupt())?,
            hang_up: open(SignalKind::hangup())?,
        })
    }

    /// Passes the signals on until the daemon leaves: the first SIGTERM or SIGINT stops it, the second makes it leave
    /// at once, SIGHUP calls `reload`.
    pub(super) async fn pass_on(mut self, ends: Ends, mut reload: impl FnMut()) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => end(&ends, "SIGTERM"),
                _ = self.interrupt.recv() => end(&ends, "SIGINT"),
                _ = self.hang_up.recv() => reload(),
                () = ends.now.cancelled() => return,
            }
        }
    }
}

fn end(ends: &Ends, signal: &str) {
    if ends.stop.is_cancelled() {
        tracing::warn!(signal, "leaving at once");
        ends.now.cancel();
    } else {
        tracing::info!(signal, "stopping: finishing what is under way");
        notify::stopping("finishing what is under way");
        ends.stop.cancel();
    }
}
